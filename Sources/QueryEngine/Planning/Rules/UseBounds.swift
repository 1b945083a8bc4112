import Binding
import QueryLanguage
import Values

extension PlanningRule {
  /// A comparison with a constant asks the bound of what it compares first: `uss > 100M` is false
  /// where rss is less, whether or not uss may be read.
  static let useBounds = PlanningRule(name: "bounds") { plan, planner in
    let rewriter = BoundRewriter(BoundFinder(shared: plan.shared, planner: planner))
    plan.mapExpressions(row: rewriter.rewrite, group: \.self)
    for bound in rewriter.used { plan.note(bound) }
    return !rewriter.used.isEmpty
  }
}

/// Puts bound checks around comparisons. A class, since it remembers what it has used.
private final class BoundRewriter {
  private let finder: BoundFinder
  private(set) var used: [BoundedExpression] = []

  init(_ finder: BoundFinder) {
    self.finder = finder
  }

  func rewrite(_ expression: BoundExpression) -> BoundExpression {
    guard let check = check(for: expression) else {
      return expression.mapOperands { operand, _ in rewrite(operand) }
    }
    used.append(check.bound)
    return BoundExpression(.boundCheck(check), [expression], expression.type, at: expression.range)
  }

  private func check(for test: BoundExpression) -> BoundCheck? {
    switch test.operation {
    case .binary(let operation):
      if let constant = test.operands[1].comparable {
        return check(test.operands[0], operation, constant)
      }
      guard let constant = test.operands[0].comparable else { return nil }
      return check(test.operands[1], operation.mirrored, constant)
    case .between:
      // Nothing is known of how low it can be, so the upper end alone settles nothing.
      guard test.operands[2].isConstant, let low = test.operands[1].comparable else { return nil }
      return check(test.operands[0], .greaterOrEqual, low)
    case .inValues:
      // Below the least of them it is none of them.
      guard let least = Array(test.operands.dropFirst()).leastComparable else { return nil }
      return check(test.operands[0], .greaterOrEqual, least)
    case _: return nil
    }
  }

  private func check(
    _ operand: BoundExpression, _ operation: BinaryOperator, _ constant: Value
  ) -> BoundCheck? {
    guard let (comparison, result) = operation.outcome, let bound = finder.bound(of: operand)
    else { return nil }
    return BoundCheck(below: bound, comparison, constant, result: result)
  }
}

extension BoundExpression {
  /// The value of a constant that is neither null nor denied.
  fileprivate var comparable: Value? {
    guard let constant, !constant.isNull, !constant.isDenied else { return nil }
    return constant
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
  /// How the bound of a value has to stand to a constant for `value operation constant` to be
  /// settled, and what it then comes to; nil where no bound settles it.
  fileprivate var outcome: (bound: BinaryOperator, result: Bool)? {
    switch self {
    case .greater: (.lessOrEqual, false)
    case .greaterOrEqual, .equal: (.less, false)
    case .less, .notEqual: (.less, true)
    case .lessOrEqual: (.lessOrEqual, true)
    case _: nil
    }
  }

  /// The same comparison with its operands exchanged.
  fileprivate var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case _: self
    }
  }
}
