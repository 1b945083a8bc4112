public import QueryLanguage

extension Operators {
  /// One of the six comparisons. A test on denied is unknown; null is equal to null alone, and
  /// neither less nor greater than anything; `!=` is the opposite of `=`.
  @inlinable
  package static func compare(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) -> Truth {
    switch operation {
    case .equal: return equal(left, right)
    case .notEqual: return equal(left, right).negated
    case .less: return ordered(left, right, .ascending)
    case .lessOrEqual: return ordered(left, right, .ascending, orEqual: true)
    case .greater: return ordered(left, right, .descending)
    case .greaterOrEqual: return ordered(left, right, .descending, orEqual: true)
    default: return .false
    }
  }

  /// `value between low and high`.
  @inlinable
  package static func between(_ value: Value, _ low: Value, _ high: Value) -> Truth {
    ordered(value, low, .descending, orEqual: true)
      .and(ordered(value, high, .ascending, orEqual: true))
  }

  /// `value is null`: unknown of denied, since nobody knows whether there is such a fact.
  @inlinable
  package static func isNull(_ value: Value) -> Truth {
    if case .denied(let denial) = value { return .unknown(denial) }
    return Truth(value.isNull)
  }

  /// `left = right`. Lists are equal element by element, maps name by name.
  @inlinable
  package static func equal(_ left: Value, _ right: Value) -> Truth {
    switch (left, right) {
    case (.text(let a), .text(let b)): Truth(a == b)
    case (.denied(let denial), _), (_, .denied(let denial)): .unknown(denial)
    case (.list, .list), (.map, .map): equalCollections(left, right)
    default: Truth(Value.order(left, right).rawValue == 0)
    }
  }

  @usableFromInline
  static func equalCollections(_ left: Value, _ right: Value) -> Truth {
    switch (left, right) {
    case (.list(let a), .list(let b)): allEqual(a, b)
    case (.map(let a), .map(let b)): allEqual(a.sortedEntries, b.sortedEntries)
    default: .false
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

  /// Whether the left one stands so to the right one.
  @inlinable
  static func ordered(
    _ left: Value, _ right: Value, _ wanted: Ordering, orEqual: Bool = false
  ) -> Truth {
    switch (left, right) {
    case (.denied(let denial), _), (_, .denied(let denial)): return .unknown(denial)
    case (.null, _), (_, .null): return .false
    default:
      let order = Value.order(left, right).rawValue
      return Truth(order == wanted.rawValue || (orEqual && order == 0))
    }
  }
}
