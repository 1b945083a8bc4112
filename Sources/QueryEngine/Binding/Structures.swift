import QueryLanguage

/// Numbers for expressions: two that mean the same by their form have the same number. So a
/// selected expression is found to be a key of the group, or the same column twice.
struct Structures {
  struct Node: Hashable {
    var form: Form
    var type: ValueType
    /// The operands' numbers.
    var operands: [Int]
  }

  /// What a node is, but for its operands. Frames are counted from the query's own row inward.
  enum Form: Hashable {
    case constant(ValueKey)
    case column(frame: Int, path: [String], name: String)
    case groupAggregate(Int)
    case relation(frame: Int, path: [String], test: PostfixTest)
    case relationAggregate(frame: Int, path: [String], AggregateForm)
    case aggregate(AggregateForm)
    case pattern(PatternKind, constant: Text?)
    case binary(BinaryOperator)
    case query(ObjectIdentifier)
    case call(String)
    case choice(branches: Int)
    /// Whatever the operands alone decide.
    case plain(String)
  }

  struct AggregateForm: Hashable {
    var function: String
    var constants: ValueKey
    var distinct: Bool
    var hasArgument: Bool
  }

  private var numbers: [Node: Int] = [:]
  /// The numbers of the row's givens, and of the group's.
  var rowGivens: [Int: Int] = [:]
  var groupGivens: [Int: Int] = [:]

  mutating func number(of node: Node) -> Int {
    if let known = numbers[node] { return known }
    numbers[node] = numbers.count
    return numbers.count - 1
  }
}

extension QueryBinder {
  /// The number of an expression that stands so many frames inside the query's own row.
  func number(of expression: BoundExpression, depth: Int = 0) -> Int {
    if case .given(let index, let level) = expression.kind {
      return number(ofGiven: index, ofGroup: level == NamedExpressions.groupLevel)
    }
    var operands: [Int] = []
    expression.forEachOperand { operand, inward in
      operands.append(number(of: operand, depth: depth + inward))
    }
    return number(of: expression, operands, depth: depth)
  }

  /// The same where the operands' numbers are known.
  func number(of expression: BoundExpression, _ operands: [Int], depth: Int = 0) -> Int {
    structures.number(
      of: .init(
        form: expression.kind.form(depth: depth), type: expression.type, operands: operands))
  }

  /// Of an aggregate over the group.
  func number(of aggregate: BoundAggregate, _ type: ValueType) -> Int {
    var operands: [Int] = []
    if let argument = aggregate.argument { operands.append(number(of: argument)) }
    if let filter = aggregate.filter { operands.append(number(of: filter)) }
    return structures.number(
      of: .init(form: .aggregate(aggregate.form), type: type, operands: operands))
  }

  private func number(ofGiven index: Int, ofGroup: Bool) -> Int {
    if let known = ofGroup ? structures.groupGivens[index] : structures.rowGivens[index] {
      return known
    }
    let givens = ofGroup ? named.groupGivens : named.rowGivens
    let number = number(of: givens[index].expression)
    if ofGroup {
      structures.groupGivens[index] = number
    } else {
      structures.rowGivens[index] = number
    }
    return number
  }
}

extension BoundAggregate {
  fileprivate var form: Structures.AggregateForm {
    .init(
      function: function.name, constants: ValueKey(constants), distinct: distinct,
      hasArgument: argument != nil)
  }
}

extension BoundExpression.Kind {
  fileprivate func form(depth: Int) -> Structures.Form {
    switch self {
    case .constant(let value): .constant(ValueKey([value]))
    case .column(let reference):
      .column(
        frame: depth - reference.level, path: reference.path.map(\.name),
        name: reference.column.name)
    case .given(let index, _): .plain("given \(index)")
    case .groupKey(let index, _): .plain("key \(index)")
    case .groupAggregate(let index, _): .groupAggregate(index)
    case .relationAggregate(let relation):
      .relationAggregate(
        frame: depth - relation.path.level, path: relation.path.steps.map(\.name),
        relation.aggregate.form)
    case .relationTest(let path, let test):
      .relation(frame: depth - path.level, path: path.steps.map(\.name), test: test)
    case .not: .plain("not")
    case .negate: .plain("negate")
    case .binary(let operation, _, _): .binary(operation)
    case .pattern(let test): .pattern(test.kind, constant: test.constant)
    case .between: .plain("between")
    case .inValues: .plain("in values")
    case .inQuery(_, let query): .query(ObjectIdentifier(query))
    case .inCollection: .plain("in collection")
    case .isNull: .plain("is null")
    case .isDenied: .plain("is denied")
    case .exists: .plain("exists")
    case .call(let function, _): .call(function.name)
    case .coalesce: .plain("coalesce")
    case .choice(let branches, _): .choice(branches: branches.count)
    case .match(_, let branches, _): .plain("match \(branches.count)")
    case .element: .plain("element")
    case .lookup: .plain("lookup")
    case .shortcut: .plain("shortcut")
    }
  }
}

extension PatternTest {
  fileprivate var constant: Text? {
    switch pattern {
    case .constant(let compiled): compiled.text
    case .computed: nil
    }
  }
}
