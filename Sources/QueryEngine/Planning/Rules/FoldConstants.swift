import Binding
import QueryLanguage
import Schema
import Values

extension PlanningRule {
  /// Computes what is the same for every row, the time included, and sees through names that stand
  /// for a constant or a column. A test that is never true leaves nothing to read.
  static let foldConstants = PlanningRule(name: "fold constants") { plan, planner in
    let rows = ConstantFolder(planner, shared: plan.shared)
    let groups = ConstantFolder(planner, shared: plan.groupShared)
    plan.mapExpressions(row: rows.fold, group: groups.fold)
    var settling = TestSettling()
    plan.root = plan.root.rewritten { settling.settle($0) }
    plan.root = plan.root.rewritten(\.withoutConstantOrder)
    return rows.hasFolded || groups.hasFolded || settling.hasSettled
  }
}

/// Splits the chains of tests and takes out those that are known before any row.
private struct TestSettling {
  var hasSettled = false

  mutating func settle(_ step: LogicalPlan) -> LogicalPlan {
    switch step {
    case .filter(let input, let conjunction):
      guard let open = open(conjunction) else { return .nothing(step.grouping) }
      return open.isEmpty ? input : .filter(input, Conjunction(open))
    case .ownerless(let input, let table, let conjunction):
      guard let open = open(conjunction) else { return .nothing(nil) }
      return .ownerless(input, table, Conjunction(open))
    case _: return step
    }
  }

  /// The tests that are not known; nil where one of the others is never true.
  private mutating func open(_ conjunction: Conjunction) -> [BoundExpression]? {
    let tests = conjunction.tests.flatMap { $0.operands(of: .and) }
    let truths = tests.map { $0.constant.map { Truth($0) } }
    let open = zip(tests, truths).filter { !($1?.isTrue ?? false) }.map(\.0)
    let isNeverTrue = truths.contains { $0?.isFalse ?? false }
    if isNeverTrue || open.count < tests.count { hasSettled = true }
    return isNeverTrue ? nil : open
  }
}

extension LogicalPlan {
  /// What is the same for every row puts none before another.
  fileprivate var withoutConstantOrder: LogicalPlan {
    if case .project(let input, var projection) = self {
      projection.keys.removeAll { $0.expression.isConstant }
      return .project(input, projection)
    }
    if case .sort(let input, _) = self, input.orderKeys.isEmpty { return input }
    return self
  }
}

extension BoundExpression {
  /// Whether to evaluate it anew costs no more than to remember its value.
  fileprivate var isAtHand: Bool {
    switch kind {
    case .constant, .column, .groupKey, .groupAggregate: true
    case _: false
    }
  }
}

/// Replaces what is constant by its value. A class, since it remembers what names stand for.
final class ConstantFolder {
  private let planner: Planner
  private let shared: [SharedExpression]
  private var folded: [Int: BoundExpression] = [:]
  private let patterns = StatementPatterns()
  private(set) var hasFolded = false

  init(_ planner: Planner, shared: [SharedExpression]) {
    self.planner = planner
    self.shared = shared
  }

  func fold(_ expression: BoundExpression) -> BoundExpression {
    if let connective = expression.connective { return fold(expression, connective) }
    let expression = expression.mapOperands { operand, _ in fold(operand) }
    guard let simpler = simplified(expression) else { return expression }
    hasFolded = true
    return simpler
  }

  private func simplified(_ expression: BoundExpression) -> BoundExpression? {
    if case .shared(let reference) = expression.kind { return definition(of: reference) }
    if case .operation(.pattern(let kind, nil)) = expression.kind {
      return compiled(expression, kind).map { evaluated($0) ?? $0 }
    }
    return evaluated(expression)
  }

  /// The constant or the column that a name stands for; other expressions stay behind it, so that
  /// they are evaluated once for a row.
  private func definition(of reference: SharedReference) -> BoundExpression? {
    guard let level = reference.level, shared.indices.contains(reference.index) else { return nil }
    let expression = folded[reference.index] ?? fold(shared[reference.index].expression)
    folded[reference.index] = expression
    return expression.isAtHand ? expression.shifted(by: level) : nil
  }

  /// A chain, whole: `false and x` is false and `true or x` true, whatever x may be.
  private func fold(
    _ expression: BoundExpression, _ connective: BinaryOperator
  ) -> BoundExpression {
    let operands = expression.operands(of: connective).map(fold)
    let isSettled = operands.contains { operand in
      operand.constant.map { connective == .or ? Truth($0).isTrue : Truth($0).isFalse } ?? false
    }
    let chain = BoundExpression.chain(connective, operands, at: expression.range)
    guard isSettled || operands.allSatisfy(\.isConstant) else { return chain }
    hasFolded = true
    if isSettled { return constant(.boolean(connective == .or), for: expression) }
    let truth = operands.compactMap(\.constant).reduce(Truth(connective == .and)) { truth, value in
      connective == .or ? truth.or(Truth(value)) : truth.and(Truth(value))
    }
    return constant(truth.value, for: expression)
  }

  /// A pattern that has become constant; a malformed one is left to be noted when it is met.
  private func compiled(_ expression: BoundExpression, _ kind: PatternKind) -> BoundExpression? {
    guard case .text(let text)? = expression.operands[1].constant,
      let pattern = try? CompiledPattern(kind, text)
    else { return nil }
    return .operation(
      .pattern(kind, pattern), [expression.operands[0]], expression.type, at: expression.range)
  }

  /// The value of an operation whose operands are all constants.
  private func evaluated(_ expression: BoundExpression) -> BoundExpression? {
    guard let operation = expression.operation, expression.operands.allSatisfy(\.isConstant)
    else { return nil }
    let values = expression.operands.compactMap(\.constant)
    if case .call(let function) = operation, function.schema.evaluation == .ofSnapshot {
      let value = function.strictly(values) {
        planner.facts.functionValue(function.schema.name, $0)
      }
      return constant(value, for: expression)
    }
    return constant(
      operation.value(of: values, type: expression.type, in: patterns), for: expression)
  }

  private func constant(_ value: Value, for expression: BoundExpression) -> BoundExpression {
    .constant(value, expression.type, at: expression.range)
  }
}
