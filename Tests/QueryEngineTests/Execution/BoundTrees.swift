import Binding
import QueryLanguage
import Schema
import Values

@testable import Execution

/// Bound expressions made by hand, for trees that no text comes to, and for many at random.
extension BoundExpression {
  static func constant(_ value: Value, _ type: ValueType) -> BoundExpression {
    BoundExpression(.constant(value), type, at: .nowhere)
  }

  static func integer(_ number: Int64) -> BoundExpression { constant(.integer(number), .integer) }

  static let yes = constant(.boolean(true), .boolean)
  static let no = constant(.boolean(false), .boolean)
  static let unknown = constant(.denied(.patternGivenUp), .boolean)
  static let nothing = constant(.null, .boolean)

  static func column(
    _ name: String, of table: TableSchema, level: Int = 0, over path: [String] = []
  ) -> BoundExpression {
    let steps = path.compactMap { step in table.relations.first { $0.name == step } }
    guard let column = table.columns.first(where: { $0.name == name }) else {
      preconditionFailure("no column \(name)")
    }
    return BoundExpression(
      .column(ColumnReference(level: level, path: steps, column: column)), column.type,
      at: .nowhere)
  }

  static func binary(
    _ operation: BinaryOperator, _ left: BoundExpression, _ right: BoundExpression,
    _ type: ValueType = .boolean
  ) -> BoundExpression {
    BoundExpression(.operation(.binary(operation)), [left, right], type, at: .nowhere)
  }

  static func && (left: BoundExpression, right: BoundExpression) -> BoundExpression {
    binary(.and, left, right)
  }

  static func || (left: BoundExpression, right: BoundExpression) -> BoundExpression {
    binary(.or, left, right)
  }

  static prefix func ! (operand: BoundExpression) -> BoundExpression {
    BoundExpression(.operation(.not), [operand], .boolean, at: .nowhere)
  }
}

extension BoundQuery {
  /// Every row of a table, with these outputs.
  init(
    _ table: TableSchema, where filter: BoundExpression? = nil, select outputs: [BoundExpression]
  ) {
    self.init(
      source: .table(table), filter: filter, grouping: nil,
      outputs: outputs.enumerated().map { Output(name: "c\($0)", expression: $1) },
      isDistinct: false, order: [], limit: nil, offset: 0, shared: [], range: .nowhere)
  }
}

extension Run {
  convenience init(_ source: any Source) {
    self.init(source, at: .latest, cancellation: Cancellation())
  }
}

/// All rows of a query, planned by the rules.
func rows(_ query: BoundQuery, of source: any Source) throws(Failure) -> [[Value]] {
  let answer = QueryAnswer(query, for: .rows, in: Run(source))
  var rows: [[Value]] = []
  while let row = try answer.next() { rows.append(row) }
  return rows
}
