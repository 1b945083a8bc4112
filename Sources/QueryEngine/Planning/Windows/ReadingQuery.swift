package import Binding
import OrderedCollections
import QueryLanguage
package import Schema
import Values

// A query of readings is one of the table itself, made at each reading, under one of what it has found.
extension BoundQuery {
  /// The queries within this one, itself among them, that ask for readings.
  package var readingQueries: ReadingQueries {
    var found = ReadingQueries()
    collectReadings(&found)
    return found
  }

  private func collectReadings(_ found: inout ReadingQueries) {
    switch source {
    case .table(let table):
      if case .readings = table.rows { found.queries.append(self) } else { found.hasOthers = true }
    case .query(let inner, _): inner.collectReadings(&found)
    case .single: break
    }
    for subquery in expressions.flatMap(\.subqueries) {
      subquery.query.collectReadings(&found)
    }
  }

  /// The query that is made at each reading: its tests, and what the rest needs of the rows.
  package func ofOneReading(in schema: Schema) -> BoundQuery { divided(in: schema)?.inner ?? self }

  /// The query of one reading, and the rest over its rows; nil where no readings are asked.
  func divided(in schema: Schema) -> (inner: BoundQuery, outer: BoundQuery, table: TableSchema)? {
    guard case .table(let readings) = source, case .readings(let name) = readings.rows,
      let table = schema.table(named: name)
    else { return nil }
    var cells = ReadingCells(of: readings.name, table.name, shared)
    var outer = self
    // A query within it may need the readings that are to come.
    let tests = filter?.operands(of: .and) ?? []
    let isQuery = { (expression: BoundExpression) in
      if case .inQuery = expression.kind { true } else { false }
    }
    let flags = shared.flags(where: isQuery)
    let ofAll = tests.filter { $0.reaches(flags, where: isQuery) }
    let ofEach = tests.filter { !$0.reaches(flags, where: isQuery) }
    outer.filter = .conjunction(ofAll.map { cells.replacing($0) }, at: range)
    outer.shared = shared.map {
      SharedExpression(name: $0.name, expression: cells.replacing($0.expression))
    }
    if let grouping {
      outer.grouping = grouping.mapped { cells.replacing($0) }
    } else {
      outer.outputs = outputs.map {
        Output(name: $0.name, expression: cells.replacing($0.expression), bar: $0.bar)
      }
      outer.order = order.mapped { cells.replacing($0) }
    }
    let inner = BoundQuery(
      source: .table(table), filter: .conjunction(ofEach.map(cells.ofTable), at: range),
      grouping: nil,
      outputs: cells.outputs, isDistinct: false, order: [], limit: nil, offset: 0,
      shared: shared.map {
        SharedExpression(name: $0.name, expression: cells.ofTable($0.expression))
      }, range: range)
    return (inner, outer, cells.table)
  }
}

/// The queries of a statement that ask for readings.
package struct ReadingQueries {
  /// As often as they are asked.
  package fileprivate(set) var queries: [BoundQuery] = []
  /// Whether something else is asked too.
  fileprivate(set) var hasOthers = false

  /// Whether one query is all there is, so that its readings may be pulled one after the other.
  package var isOneAlone: Bool { queries.count == 1 && !hasOthers }
}

extension BoundQuery {
  /// What tells a query of one reading from others of its statement: a let is asked wherever it is named,
  /// and may stand at the same place of another text.
  package var readingKey: String {
    let printer = ExpressionPrinter(shared: shared)
    let filter = filter.map(printer.text) ?? ""
    return "\(range.lower) \(range.upper) \(outputs.map(\.name)) \(filter)"
  }
}

extension BoundExpression {
  /// Nil of no tests.
  fileprivate static func conjunction(
    _ tests: [BoundExpression], at range: SourceRange
  ) -> BoundExpression? {
    tests.isEmpty ? nil : .chain(.and, tests, at: range)
  }
}

/// What a query needs of rows that it asks at each reading: columns, and what compares two readings.
private struct ReadingCells {
  private let name: String
  private let tableName: String
  private let printer: ExpressionPrinter
  /// By their text.
  private var cells: OrderedDictionary<String, BoundExpression> = [:]

  init(of name: String, _ tableName: String, _ shared: [SharedExpression]) {
    self.name = name
    self.tableName = tableName
    printer = ExpressionPrinter(shared: shared)
  }

  /// The expression over cells.
  mutating func replacing(_ expression: BoundExpression) -> BoundExpression {
    switch expression.kind {
    case .column, .increase, .rate, .derived: return cell(expression)
    case _:
      var copy = expression
      for index in copy.operands.indices {
        copy.operands[index] = replacing(expression.operands[index])
      }
      return copy
    }
  }

  private mutating func cell(_ expression: BoundExpression) -> BoundExpression {
    let text = printer.text(of: expression)
    if cells[text] == nil { cells[text] = expression }
    let index = cells.index(forKey: text) ?? 0
    return BoundExpression(
      .column(ColumnReference(level: 0, path: [], column: column(index, text, expression))),
      expression.type, at: expression.range
    ).taken(from: expression.vocabulary)
  }

  private func column(_ index: Int, _ text: String, _ expression: BoundExpression) -> ColumnSchema {
    ColumnSchema(
      text, group: "", type: expression.type, vocabulary: expression.vocabulary, "",
      sources: [ColumnSource(.known, ReaderID(index))])
  }

  /// Of the table itself, at one reading.
  func ofTable(_ expression: BoundExpression) -> BoundExpression {
    var copy = expression.mapOperands { operand, _ in ofTable(operand) }
    guard case .column(var reference) = copy.kind else { return copy }
    if reference.moment == .beginning(of: name) { reference.moment = .beginning(of: tableName) }
    copy.kind = .column(reference)
    return copy
  }

  var outputs: [Output] {
    cells.map { Output(name: $0.key, expression: ofTable($0.value)) }
  }

  var table: TableSchema {
    TableSchema(
      name, "The readings.", rows: .derived,
      contents: ListedContents(
        columns: cells.enumerated().map { column($0.offset, $0.element.key, $0.element.value) }))
  }
}
