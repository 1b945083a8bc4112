package import QueryLanguage

extension Operators {
  /// One of the six comparisons. A test on denied is unknown; null is equal to null alone, and
  /// neither less nor greater than anything; `!=` is the opposite of `=`.
  package static func compare(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) -> Truth {
    switch operation {
    case .equal: return equal(left, right)
    case .notEqual: return equal(left, right).negated
    case .less: return ordered(left, right) { $0 == .ascending }
    case .lessOrEqual: return ordered(left, right) { $0 != .descending }
    case .greater: return ordered(left, right) { $0 == .descending }
    case .greaterOrEqual: return ordered(left, right) { $0 != .ascending }
    case .or, .and, .like, .ilike, .glob, .contains, .match, .notMatch, .matchInsensitive,
      .notMatchInsensitive, .concatenate, .add, .subtract, .multiply, .divide, .remainder:
      return .false
    }
  }

  /// `value between low and high`.
  package static func between(_ value: Value, _ low: Value, _ high: Value) -> Truth {
    compare(.greaterOrEqual, value, low).and(compare(.lessOrEqual, value, high))
  }

  /// `left = right`. Lists are equal element by element, maps name by name.
  package static func equal(_ left: Value, _ right: Value) -> Truth {
    switch (left, right) {
    case (.denied(let denial), _), (_, .denied(let denial)): .unknown(denial)
    case (.list(let a), .list(let b)): allEqual(a, b)
    case (.map(let a), .map(let b)): allEqual(a.sortedEntries, b.sortedEntries)
    default: Truth(Value.order(left, right) == .equal)
    }
  }

  private static func allEqual(_ left: [Value], _ right: [Value]) -> Truth {
    guard left.count == right.count else { return .false }
    var truth = Truth.true
    for (a, b) in zip(left, right) {
      truth = truth.and(equal(a, b))
      if truth.isFalse { return truth }
    }
    return truth
  }

  private static func ordered(
    _ left: Value, _ right: Value, _ holds: (Ordering) -> Bool
  ) -> Truth {
    switch (left, right) {
    case (.denied(let denial), _), (_, .denied(let denial)): .unknown(denial)
    case (.null, _), (_, .null): .false
    default: Truth(holds(Value.order(left, right)))
    }
  }
}
