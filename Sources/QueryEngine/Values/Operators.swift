package import QueryLanguage

/// What the operators mean, for types when a query is bound and for values when it runs. The two
/// agree: what `result` promises, `evaluate` gives, or null, or denied.
package enum Operators {
  /// The value of two operands whose types `result` accepted. Never traps: what cannot be
  /// represented is null. Denied wins over null, and both over everything but the logic of
  /// `and` and `or` and the comparison with null.
  package static func evaluate(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Value
  {
    switch operation {
    case .and: Truth(left).and(Truth(right)).value
    case .or: Truth(left).or(Truth(right)).value
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      compare(operation, left, right).value
    case .contains: contains(left, right).value
    case .like: match(.like, left, right).value
    case .ilike: match(.ilike, left, right).value
    case .glob: match(.glob, left, right).value
    case .match: match(.regex, left, right).value
    case .matchInsensitive: match(.regexInsensitive, left, right).value
    case .notMatch: match(.regex, left, right).negated.value
    case .notMatchInsensitive: match(.regexInsensitive, left, right).negated.value
    case .concatenate: strictly(left, right, concatenate)
    case .add: strictly(left, right, add)
    case .subtract: strictly(left, right, subtract)
    case .multiply: strictly(left, right, multiply)
    case .divide: strictly(left, right, divide)
    case .remainder: strictly(left, right, remainder)
    }
  }

  /// Denied of anything denied, else null of anything null, else what `compute` says.
  private static func strictly(
    _ left: Value, _ right: Value, _ compute: (Value, Value) -> Value
  ) -> Value {
    if case .denied = left { return left }
    if case .denied = right { return right }
    if left.isNull || right.isNull { return .null }
    return compute(left, right)
  }

  /// Whether the subject matches a pattern that is not known beforehand.
  static func match(
    _ kind: PatternKind, _ subject: Value, _ pattern: Value,
    in statement: StatementPatterns = StatementPatterns()
  ) -> Truth {
    if case .denied(let denial) = subject { return .unknown(denial) }
    if case .denied(let denial) = pattern { return .unknown(denial) }
    guard case .text(let text) = subject, case .text(let patternText) = pattern else {
      return .false
    }
    return statement.pattern(kind, patternText)?.truth(of: text, in: statement)
      ?? .unknown(.pattern)
  }
}
