import QueryLanguage

/// Finds what expressions cannot pass.
struct Ceilings {
  let givens: [BoundQuery.Given]

  /// Of a column with a bound, and of what grows with one; nil of everything else.
  func ceiling(of expression: BoundExpression) -> Ceiling? {
    ceiling(of: expression, depth: 0)
  }

  /// How many names, functions and operators may stand around the column.
  private static let mostDepth = 8

  private func ceiling(of expression: BoundExpression, depth: Int) -> Ceiling? {
    guard depth < Ceilings.mostDepth else { return nil }
    return switch expression.kind {
    case .column(let reference): ceiling(of: reference, expression)
    case .given(let index, let level):
      givens.indices.contains(index)
        ? ceiling(of: givens[index].expression.shifted(by: level), depth: depth + 1) : nil
    case .call(let function, let arguments) where function.isIncreasing:
      arguments.dropFirst().allSatisfy(\.isConstant)
        ? ceiling(of: arguments.first, in: expression, depth) {
          .call(function, [$0] + arguments.dropFirst())
        } : nil
    case .binary(let operation, let operand, let constant)
    where operation.isIncreasing(with: constant):
      ceiling(of: operand, in: expression, depth) { .binary(operation, $0, constant) }
    case .constant, .groupKey, .groupAggregate, .relationAggregate, .not, .negate, .binary,
      .pattern, .between, .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists,
      .relationTest,
      .call, .coalesce, .choice, .match, .element, .lookup, .shortcut:
      nil
    }
  }

  /// Of an expression around one that has a ceiling.
  private func ceiling(
    of operand: BoundExpression?, in expression: BoundExpression, _ depth: Int,
    _ around: (BoundExpression) -> BoundExpression.Kind
  ) -> Ceiling? {
    guard let operand, var ceiling = ceiling(of: operand, depth: depth + 1) else { return nil }
    ceiling.expression = BoundExpression(
      around(ceiling.expression), expression.type, at: expression.range)
    return ceiling
  }

  private func ceiling(of reference: ColumnReference, _ expression: BoundExpression) -> Ceiling? {
    guard let bound = reference.column.bound(), let origin = bound.origins.first else { return nil }
    var copy = reference
    copy.column = Column(
      bound.words, group: "", type: reference.column.type, "What the column cannot pass.",
      variants: [.init(origin, read: bound.read)])
    return Ceiling(
      subject: reference, bound: copy, origins: bound.origins,
      expression: BoundExpression(.column(copy), expression.type, at: expression.range))
  }
}

extension Ceiling {
  /// `uss ≤ rss`
  var words: String { "\(subject.words) ≤ \(bound.words)" }
}

extension ColumnReference {
  var words: String {
    (path.map(\.name) + [column.name]).joined(separator: ".")
  }
}

extension BinaryOperator {
  /// Whether the result grows with the left operand, which is not negative. A result too large is
  /// null, and then the bound says nothing.
  fileprivate func isIncreasing(with right: BoundExpression) -> Bool {
    guard case .constant(let value) = right.kind else { return false }
    switch self {
    case .multiply, .divide: return value.isPositive
    case .add, .subtract: return !value.isNull && !value.isDenied
    case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains,
      .like, .ilike, .glob, .match, .notMatch, .matchInsensitive, .notMatchInsensitive,
      .concatenate, .remainder:
      return false
    }
  }
}

extension Value {
  fileprivate var isPositive: Bool {
    switch self {
    case .integer(let number), .size(let number), .duration(let number): number > 0
    case .real(let number): number > 0
    case .null, .denied, .boolean, .time, .address, .text, .byteRate, .countRate, .list, .map: false
    }
  }
}
