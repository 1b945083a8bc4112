import QueryLanguage
import Schema
import Values

/// Value numbering: two expressions that mean the same by their form have the same number. So a
/// selected expression is found to be a key of the group, or the same column twice.
struct StructuralNumbering {
  struct Node: Hashable {
    /// What is done to the operands.
    var form: Form
    /// Two nulls of different types are not the same.
    var type: ValueType
    /// The operands' numbers.
    var operands: [Int]
  }

  /// What a node is, but for its operands. Frames are counted from the query's own row inward.
  enum Form: Hashable {
    case constant(ValueKey)
    case column(frame: Int, path: [String], name: String, RowMoment)
    case groupKey(Int)
    case groupAggregate(Int)
    case relationTest(frame: Int, path: [String], RowMoment, test: PostfixTest)
    case relationAggregate(frame: Int, path: [String], AggregateForm)
    case aggregate(AggregateForm)
    case operation(Operation)
    case query(ObjectIdentifier)
    /// One that has a name, of a frame that is not the query's own.
    case shared(SharedReference)
    case boundCheck
    case increase
    case rate
    case derived
  }

  struct AggregateForm: Hashable {
    /// Compared by name.
    var function: AggregateFunction
    /// What stands after the argument.
    var constants: ValueKey
    /// Whether each value counts once.
    var isDistinct: Bool
    /// Not of `count(*)`; the argument itself is an operand.
    var hasArgument: Bool

    init(_ call: AggregateCall) {
      function = call.function
      constants = ValueKey(call.constants)
      isDistinct = call.isDistinct
      hasArgument = call.hasArgument
    }
  }

  private var numbers: [Node: Int] = [:]
  /// The numbers of the row's shared expressions, and of the group's.
  var sharedOfRow: [Int: Int] = [:]
  var sharedOfGroup: [Int: Int] = [:]

  /// The number of a node: a new one if no equal node was met before.
  mutating func number(of node: Node) -> Int {
    if let known = numbers[node] { return known }
    numbers[node] = numbers.count
    return numbers.count - 1
  }
}

extension QueryBinder {
  /// The number of an expression that stands so many frames inside the query's own row. Each shared
  /// expression is looked at once, so that names which use each other twice cost no more.
  func number(of expression: BoundExpression, depth: Int = 0) -> Int {
    if case .shared(let reference) = expression.kind { return number(of: reference) }
    let inward = expression.inward
    let operands = expression.operands.map { number(of: $0, depth: depth + inward) }
    return number(of: expression, operands, depth: depth)
  }

  /// The same where the operands' numbers are known.
  func number(of expression: BoundExpression, _ operands: [Int], depth: Int = 0) -> Int {
    numbering.number(
      of: .init(
        form: expression.kind.form(depth: depth), type: expression.type, operands: operands))
  }

  /// Of an aggregate over the group.
  func number(of aggregate: BoundAggregate, _ type: ValueType) -> Int {
    let operands = aggregate.operands.map { number(of: $0) }
    return numbering.number(
      of: .init(
        form: .aggregate(StructuralNumbering.AggregateForm(aggregate.call)), type: type,
        operands: operands))
  }

  private func number(of reference: SharedReference) -> Int {
    let index = reference.index
    switch reference.scope {
    case .group:
      if let known = numbering.sharedOfGroup[index] { return known }
      let number = number(of: named.sharedOfGroup[index].expression)
      numbering.sharedOfGroup[index] = number
      return number
    case .frame:
      if let known = numbering.sharedOfRow[index] { return known }
      let number = number(of: named.sharedOfRow[index].expression)
      numbering.sharedOfRow[index] = number
      return number
    }
  }
}

extension BoundExpression.Kind {
  fileprivate func form(depth: Int) -> StructuralNumbering.Form {
    switch self {
    case .constant(let value): .constant(ValueKey([value]))
    case .column(let reference):
      .column(
        frame: depth - reference.level, path: reference.path.map(\.name),
        name: reference.column.name, reference.moment)
    case .shared(let reference): .shared(reference)
    case .groupKey(let index, _): .groupKey(index)
    case .groupAggregate(let index, _): .groupAggregate(index)
    case .relationAggregate(let path, let call):
      .relationAggregate(
        frame: depth - path.level, path: path.steps.map(\.name),
        StructuralNumbering.AggregateForm(call))
    case .relationTest(let path, let test):
      .relationTest(
        frame: depth - path.level, path: path.steps.map(\.name), path.moment, test: test)
    case .operation(let operation): .operation(operation)
    case .inQuery(let query): .query(ObjectIdentifier(query))
    case .boundCheck: .boundCheck
    case .increase: .increase
    case .rate: .rate
    case .derived: .derived
    }
  }
}
