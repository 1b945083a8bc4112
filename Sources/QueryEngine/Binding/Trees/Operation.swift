package import QueryLanguage
package import Values

/// What the values of operands alone decide. Its case says all that is not an operand, so that two
/// expressions of equal operations and equal operands are equal.
package enum Operation: Hashable, Sendable {
  case not
  case negate
  case binary(BinaryOperator)
  /// Of the subject, and of the pattern unless that is known beforehand.
  case pattern(PatternKind, CompiledPattern?)
  /// Of the operand, the lower and the upper end.
  case between
  /// Of the operand and the values.
  case inValues
  /// Of the operand and the list or map.
  case inCollection
  case isNull
  case isDenied
  case exists
  case call(ScalarFunction)
  case coalesce
  /// `case` without a subject, and `if`: of test and result in turns, and what else it comes to.
  /// The branch after an unknown test is denied.
  case choice
  /// `case` with a subject, which is evaluated once: of the subject, of value and result in turns,
  /// and what else it comes to.
  case match
  /// `cmdline[0]`: of the collection and the index.
  case element
  /// `env.HOME`: of the map and the name.
  case lookup
  /// `[x, y]`: of the elements.
  case list
}

extension Operation {
  /// How many of the operands, from the first on, are evaluated whatever the values of those before
  /// them are; nil for all.
  package var certainOperands: Int? {
    switch self {
    case .binary(.and), .binary(.or), .inValues, .coalesce, .choice, .match: 1
    case .between: 2
    case .not, .negate, .binary, .pattern, .inCollection, .isNull, .isDenied, .exists, .call,
      .element, .lookup, .list:
      nil
    }
  }
}
