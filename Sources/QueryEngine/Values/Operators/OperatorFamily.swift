package import QueryLanguage

/// What several binary operators have in common: which operands they take, and what they make of
/// them. Whatever does not tell single operators apart asks for this.
package enum OperatorFamily: Hashable, Sendable {
  /// `and`, `or`: of tests.
  case logic
  /// `=`, `!=`: of whatever has a type in common.
  case equality
  /// `<` and its kin: of what has an order besides.
  case ordering
  /// `like`, `~` and their kin: of text and a pattern.
  case matching
  case containment
  case concatenation
  /// By the table of units.
  case arithmetic
}

extension BinaryOperator {
  /// The family that it belongs to.
  package var family: OperatorFamily {
    switch self {
    case .and, .or: .logic
    case .equal, .notEqual: .equality
    case .less, .lessOrEqual, .greater, .greaterOrEqual: .ordering
    case .like, .ilike, .glob, .match, .notMatch, .matchInsensitive, .notMatchInsensitive:
      .matching
    case .contains: .containment
    case .concatenate: .concatenation
    case .add, .subtract, .multiply, .divide, .remainder: .arithmetic
    }
  }
}
