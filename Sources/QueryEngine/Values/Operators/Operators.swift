package import QueryLanguage

/// What the operators mean, for types when a query is bound and for values when it runs. The two
/// agree: what `result` promises, `evaluate` gives, or null, or denied.
@usableFromInline
package enum Operators {
  /// The value of two operands whose types `result` accepted. Never traps: what cannot be
  /// represented is null. Denied wins over null, and both over everything but the logic of
  /// `and` and `or` and the comparison with null.
  package static func evaluate(
    _ operation: BinaryOperator, _ left: Value, _ right: Value,
    in statement: @autoclosure () -> StatementPatterns = StatementPatterns()
  ) -> Value {
    switch operation {
    case .and: Truth(left).and(Truth(right)).value
    case .or: Truth(left).or(Truth(right)).value
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      compare(operation, left, right).value
    case .contains: contains(left, right).value
    case .like: match(.like, left, right, in: statement()).value
    case .ilike: match(.ilike, left, right, in: statement()).value
    case .glob: match(.glob, left, right, in: statement()).value
    case .match: match(.regex, left, right, in: statement()).value
    case .matchInsensitive: match(.regexInsensitive, left, right, in: statement()).value
    case .notMatch: match(.regex, left, right, in: statement()).negated.value
    case .notMatchInsensitive: match(.regexInsensitive, left, right, in: statement()).negated.value
    case .concatenate: concatenate(left, right)
    case .add: add(left, right)
    case .subtract: subtract(left, right)
    case .multiply: multiply(left, right)
    case .divide: divide(left, right)
    case .remainder: remainder(left, right)
    }
  }

  /// Whether the subject matches a pattern that is not known beforehand.
  package static func match(
    _ kind: PatternKind, _ subject: Value, _ pattern: Value, in statement: StatementPatterns
  ) -> Truth {
    if case .denied(let denial) = subject { return .unknown(denial) }
    if case .denied(let denial) = pattern { return .unknown(denial) }
    guard case .text(let text) = subject, case .text(let patternText) = pattern else {
      return .false
    }
    return statement.pattern(kind, patternText)?.truth(of: text, in: statement)
      ?? .unknown(.patternGivenUp)
  }
}
