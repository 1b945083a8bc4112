package import Binding
import QueryLanguage
import Schema
import Values

/// Finds what expressions cannot pass.
struct BoundFinder {
  /// The named expressions that those asked about may refer to.
  let shared: [SharedExpression]
  /// Knows which bounds of the schema hold in the snapshot.
  let planner: Planner

  /// How many names, functions and operators may stand around the column.
  private static let greatestDepth = 8

  /// Of a column with an upper bound, and of what grows with one; nil of everything else.
  func bound(of expression: BoundExpression, depth: Int = 0) -> BoundedExpression? {
    guard depth < BoundFinder.greatestDepth else { return nil }
    if case .column(let reference) = expression.kind { return bound(of: reference, expression) }
    if case .shared(let reference) = expression.kind {
      return definition(of: reference).flatMap { bound(of: $0, depth: depth + 1) }
    }
    guard let operation = expression.operation, operation.isIncreasing(in: expression.operands)
    else { return nil }
    return bound(of: expression.operands[0], depth: depth + 1)?.inside(expression)
  }

  private func definition(of reference: SharedReference) -> BoundExpression? {
    guard let level = reference.level, shared.indices.contains(reference.index) else { return nil }
    return shared[reference.index].expression.shifted(by: level)
  }

  private func bound(
    of reference: ColumnReference, _ expression: BoundExpression
  ) -> BoundedExpression? {
    guard let schema = reference.column.bound, let bound = planner.facts.upperBound(schema),
      let access = bound.accesses.first
    else { return nil }
    var copy = reference
    copy.column = ColumnSchema(
      bound.text, group: "", type: reference.column.type, "What the column cannot pass.",
      sources: [ColumnSource(access, bound.reader)])
    return BoundedExpression(
      subject: reference, bound: copy, accesses: bound.accesses,
      expression: BoundExpression(.column(copy), expression.type, at: expression.range))
  }
}

extension BoundedExpression {
  /// `uss ≤ rss`
  package var text: String { "\(subject.text) ≤ \(bound.text)" }

  /// Of an expression whose first operand this bounds, and that grows with it.
  fileprivate func inside(_ expression: BoundExpression) -> BoundedExpression {
    var around = expression
    around.operands[0] = self.expression
    return BoundedExpression(
      subject: subject, bound: bound, accesses: accesses, expression: around)
  }
}

extension Operation {
  /// Whether the result grows with the first operand, which is not negative, the others being
  /// constant. A result too large is null, and then the bound says nothing.
  fileprivate func isIncreasing(in operands: [BoundExpression]) -> Bool {
    guard !operands.isEmpty else { return false }
    // What is taken off was kept when the window began, so that it is known.
    if case .binary(.subtract) = self, operands[1].isKept { return true }
    guard operands.dropFirst().allSatisfy(\.isConstant) else { return false }
    if case .call(let function) = self { return function.schema.isIncreasing }
    guard case .binary(let operation) = self, let right = operands[1].constant else { return false }
    switch operation {
    case .multiply, .divide: return right.isPositive
    case .add, .subtract: return right.isPresent
    case _: return false
    }
  }
}

extension BoundExpression {
  /// Whether it is made of nothing but constants and what was kept when the window began.
  fileprivate var isKept: Bool {
    switch kind {
    case .constant: true
    case .column(let reference): reference.moment.isBeginning && reference.path.isEmpty
    case .operation: operands.allSatisfy(\.isKept)
    case _: false
    }
  }
}

extension Value {
  /// Whether it scales without turning the order round.
  fileprivate var isPositive: Bool {
    guard let measure, measure.unit.isNumber || measure.unit == .size || measure.unit == .duration
    else { return false }
    return measure.amount.number > 0
  }
}
