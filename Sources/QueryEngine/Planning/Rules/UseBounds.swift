import QueryLanguage

extension PlanningRule {
  /// A comparison with a constant asks the bound of what it compares first: `uss > 100M` is false
  /// where rss is less, whether or not uss may be read.
  static let useBounds = PlanningRule(name: "bounds") { plan, _ in
    var rewriter = BoundRewriter(givens: plan.givens)
    plan.source = plan.source.usingBounds(&rewriter)
    plan.tests = plan.tests.map { rewriter.rewrite($0) }
    for index in plan.givens.indices {
      plan.givens[index].expression = rewriter.rewrite(plan.givens[index].expression)
    }
    if var grouping = plan.grouping {
      grouping.keys = grouping.keys.map { rewriter.rewrite($0) }
      grouping.aggregates = grouping.aggregates.map { $0.mapOperands { rewriter.rewrite($0) } }
      plan.grouping = grouping
    } else {
      for index in plan.outputs.indices {
        plan.outputs[index].expression = rewriter.rewrite(plan.outputs[index].expression)
      }
      for index in plan.order.indices {
        plan.order[index].expression = rewriter.rewrite(plan.order[index].expression)
      }
    }
    for ceiling in rewriter.used { plan.note(ceiling) }
    return !rewriter.used.isEmpty
  }
}

extension Plan.Source {
  /// The tests of owners name no givens.
  fileprivate func usingBounds(_ rewriter: inout BoundRewriter) -> Plan.Source {
    guard case .related(let owners, let tests, let relation, let table) = self else { return self }
    return .related(
      owners.usingBounds(&rewriter), tests: tests.map { rewriter.rewrite($0) }, relation, table)
  }
}

/// Puts shortcuts in the place of comparisons.
private struct BoundRewriter {
  private let ceilings: Ceilings
  private(set) var used: [Ceiling] = []

  init(givens: [BoundQuery.Given]) {
    ceilings = Ceilings(givens: givens)
  }

  mutating func rewrite(_ expression: BoundExpression) -> BoundExpression {
    guard let shortcut = shortcut(for: expression) else {
      return expression.mapOperands { operand, _ in rewrite(operand) }
    }
    return use(shortcut, for: expression)
  }

  private mutating func use(_ shortcut: Shortcut, for expression: BoundExpression)
    -> BoundExpression
  {
    used.append(shortcut.ceiling)
    return BoundExpression(.shortcut(shortcut), expression.type, at: expression.range)
  }

  private func shortcut(for test: BoundExpression) -> Shortcut? {
    switch test.kind {
    case .binary(let operation, let left, let right):
      if let constant = right.comparable {
        return shortcut(test, left, operation.verdict(of: constant))
      }
      guard let constant = left.comparable else { return nil }
      return shortcut(test, right, operation.mirrored.verdict(of: constant))
    case .between(let operand, let low, let high):
      // Nothing is known of how low it can be, so the upper end alone settles nothing.
      guard high.isConstant, let low = low.comparable else { return nil }
      return shortcut(test, operand, BinaryOperator.greaterOrEqual.verdict(of: low))
    case .inValues(let operand, let values):
      // Below the least of them it is none of them.
      guard let least = values.leastComparable else { return nil }
      return shortcut(test, operand, BinaryOperator.greaterOrEqual.verdict(of: least))
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationAggregate, .not, .negate,
      .pattern, .inQuery, .inCollection, .isNull, .isDenied, .exists, .relationTest,
      .call, .coalesce, .choice, .match, .element, .lookup, .shortcut:
      return nil
    }
  }

  private func shortcut(
    _ test: BoundExpression, _ operand: BoundExpression, _ verdict: Shortcut.Verdict?
  ) -> Shortcut? {
    guard let verdict, let ceiling = ceilings.ceiling(of: operand) else { return nil }
    return Shortcut(test, below: ceiling, verdict)
  }
}

extension BoundExpression {
  /// The value of a constant that is neither null nor denied.
  fileprivate var comparable: Value? {
    guard case .constant(let value) = kind, !value.isNull, !value.isDenied else { return nil }
    return value
  }
}

extension [BoundExpression] {
  /// The least value of constants, none of which is null or denied.
  fileprivate var leastComparable: Value? {
    let values = compactMap(\.comparable)
    guard values.count == count, var least = values.first else { return nil }
    for value in values.dropFirst() where Operators.compare(.less, value, least).isTrue {
      least = value
    }
    return least
  }
}

extension BinaryOperator {
  /// What `value operation constant` comes to where the ceiling of the value is low enough.
  fileprivate func verdict(of constant: Value) -> Shortcut.Verdict? {
    switch self {
    case .greater: .init(operation: .lessOrEqual, constant: constant, result: false)
    case .greaterOrEqual, .equal: .init(operation: .less, constant: constant, result: false)
    case .less, .notEqual: .init(operation: .less, constant: constant, result: true)
    case .lessOrEqual: .init(operation: .lessOrEqual, constant: constant, result: true)
    case .or, .and, .like, .ilike, .glob, .contains, .match, .notMatch, .matchInsensitive,
      .notMatchInsensitive, .concatenate, .add, .subtract, .multiply, .divide, .remainder:
      nil
    }
  }

  /// The same comparison with its operands exchanged.
  fileprivate var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .or, .and, .equal, .notEqual, .like, .ilike, .glob, .contains, .match, .notMatch,
      .matchInsensitive, .notMatchInsensitive, .concatenate, .add, .subtract, .multiply, .divide,
      .remainder:
      self
    }
  }
}
