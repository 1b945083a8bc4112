import QueryLanguage

extension PlanningRule {
  /// Computes what is the same for every row, the time included, and sees through names that stand
  /// for a constant or a column. A test that is never true leaves nothing to read.
  static let foldConstants = PlanningRule(name: "fold constants") { plan, planner in
    var folder = ConstantFolder(planner, givens: plan.givens)
    var groupFolder = ConstantFolder(planner, givens: plan.grouping?.givens ?? [])
    plan.tests = plan.tests.map { folder.fold($0) }
    plan.foldRows(with: &folder)
    plan.groupTests = plan.groupTests.map { groupFolder.fold($0) }
    plan.foldOutputs(with: &folder, &groupFolder)
    let areTestsSettled = plan.settleTests()
    return folder.hasFolded || groupFolder.hasFolded || areTestsSettled
  }
}

extension Plan {
  /// What is evaluated of each row on the way to a group.
  fileprivate mutating func foldRows(with folder: inout ConstantFolder) {
    givens = folder.foldedGivens()
    guard var grouping else { return }
    grouping.keys = grouping.keys.map { folder.fold($0) }
    grouping.aggregates = grouping.aggregates.map { $0.mapOperands { folder.fold($0) } }
    self.grouping = grouping
  }

  /// The outputs and the order, of groups if there are any, else of rows.
  fileprivate mutating func foldOutputs(
    with rowFolder: inout ConstantFolder, _ groupFolder: inout ConstantFolder
  ) {
    grouping?.givens = groupFolder.foldedGivens()
    var folder = grouping == nil ? rowFolder : groupFolder
    for index in outputs.indices {
      outputs[index].expression = folder.fold(outputs[index].expression)
    }
    for index in order.indices { order[index].expression = folder.fold(order[index].expression) }
    order.removeAll { $0.expression.isConstant }
    if grouping == nil { rowFolder = folder } else { groupFolder = folder }
  }

  /// Splits the chains of tests and takes out those that are settled.
  fileprivate mutating func settleTests() -> Bool {
    let outcomes = (PlanTests(tests), PlanTests(groupTests))
    (tests, groupTests) = (outcomes.0.open, outcomes.1.open)
    if outcomes.0.isNeverTrue || outcomes.1.isNeverTrue { source = .nothing }
    // Not even the one group of a whole table comes through.
    if outcomes.1.isNeverTrue { (grouping, groupTests) = (nil, []) }
    return [outcomes.0, outcomes.1].contains { $0.isNeverTrue || $0.hasAlwaysTrue }
  }
}

/// The tests of a chain, told apart by what is known of them before any row.
private struct PlanTests {
  var open: [BoundExpression] = []
  var isNeverTrue = false
  var hasAlwaysTrue = false

  init(_ tests: [BoundExpression]) {
    for test in tests.flatMap({ $0.operands(of: .and) }) {
      guard case .constant(let value) = test.kind else {
        open.append(test)
        continue
      }
      switch Truth(value) {
      case .true: hasAlwaysTrue = true
      case .false: isNeverTrue = true
      case .unknown: open.append(test)
      }
    }
    if isNeverTrue { open = [] }
  }
}

/// Replaces what is constant by its value.
private struct ConstantFolder {
  let planner: Planner
  let givens: [BoundQuery.Given]
  private var folded: [Int: BoundExpression] = [:]
  private let evaluator: Evaluator
  private(set) var hasFolded = false

  init(_ planner: Planner, givens: [BoundQuery.Given]) {
    self.planner = planner
    self.givens = givens
    self.evaluator = Evaluator(in: Run(planner))
  }

  mutating func foldedGivens() -> [BoundQuery.Given] {
    givens.indices.map { .init(name: givens[$0].name, expression: foldedGiven($0)) }
  }

  private mutating func foldedGiven(_ index: Int) -> BoundExpression {
    if let known = folded[index] { return known }
    let expression = fold(givens[index].expression)
    folded[index] = expression
    return expression
  }

  mutating func fold(_ expression: BoundExpression) -> BoundExpression {
    if case .binary(let operation, _, _) = expression.kind, operation == .and || operation == .or {
      return fold(expression, operation)
    }
    let expression = expression.mapOperands { operand, _ in fold(operand) }
    guard let simpler = simplified(expression) else { return expression }
    hasFolded = true
    return simpler
  }

  private mutating func simplified(_ expression: BoundExpression) -> BoundExpression? {
    switch expression.kind {
    case .given(let index, let level): seenThrough(index, level)
    case .call(let function, let arguments) where arguments.isEmpty:
      constant(planner.moment(of: function), for: expression)
    case .pattern(let test): compiled(test, for: expression) ?? evaluated(expression)
    case .constant, .column, .groupKey, .groupAggregate, .relationAggregate, .relationTest,
      .inQuery:
      nil
    case .not, .negate, .binary, .between, .inValues, .inCollection, .isNull, .isDenied, .exists,
      .call, .coalesce, .choice, .match, .element, .lookup, .shortcut:
      evaluated(expression)
    }
  }

  /// The constant or the column that a name stands for; other expressions stay behind it, so that
  /// they are evaluated once for a row.
  private mutating func seenThrough(_ index: Int, _ level: Int) -> BoundExpression? {
    guard givens.indices.contains(index) else { return nil }
    let expression = foldedGiven(index)
    switch expression.kind {
    case .constant: return expression
    case .column, .groupKey, .groupAggregate: return expression.shifted(by: level)
    case .given, .relationAggregate, .not, .negate, .binary, .pattern, .between, .inValues,
      .inQuery,
      .inCollection, .isNull, .isDenied, .exists, .relationTest, .call, .coalesce, .choice, .match,
      .element, .lookup, .shortcut:
      return nil
    }
  }

  /// A chain, whole: `false and x` is false and `true or x` true, whatever x may be.
  private mutating func fold(_ expression: BoundExpression, _ operation: BinaryOperator)
    -> BoundExpression
  {
    let operands = expression.operands(of: operation).map { fold($0) }
    let isSettled = operands.contains { operand in
      guard case .constant(let value) = operand.kind else { return false }
      return operation == .or ? Truth(value).isTrue : Truth(value).isFalse
    }
    let chain = BoundExpression.chain(operation, operands, at: expression.range)
    guard isSettled || operands.allSatisfy(\.isConstant) else { return chain }
    hasFolded = true
    return isSettled ? constant(.boolean(operation == .or), for: chain) : computed(chain)
  }

  /// A pattern that has become constant; a malformed one is left to be noted when it is met.
  private func compiled(_ test: PatternTest, for expression: BoundExpression) -> BoundExpression? {
    guard case .computed(let pattern) = test.pattern,
      case .constant(.text(let text)) = pattern.kind,
      let compiled = try? CompiledPattern(test.kind, text)
    else { return nil }
    var copy = expression
    copy.kind = .pattern(
      PatternTest(kind: test.kind, subject: test.subject, pattern: .constant(compiled)))
    return evaluated(copy) ?? copy
  }

  /// The value of an expression whose operands are all constants.
  private func evaluated(_ expression: BoundExpression) -> BoundExpression? {
    guard expression.hasOnlyConstants else { return nil }
    return computed(expression)
  }

  private func computed(_ expression: BoundExpression) -> BoundExpression {
    constant(evaluator.evaluation(of: expression)(Frame()), for: expression)
  }

  private func constant(_ value: Value, for expression: BoundExpression) -> BoundExpression {
    BoundExpression(.constant(value), expression.type, at: expression.range)
  }
}

extension BoundExpression {
  /// Whether all its operands are constants.
  fileprivate var hasOnlyConstants: Bool {
    var hasOnlyConstants = true
    forEachOperand { operand, _ in hasOnlyConstants = hasOnlyConstants && operand.isConstant }
    return hasOnlyConstants
  }
}
