/// Values as one key of `group by`, `distinct` and `in (select …)`: those are one that `=` calls
/// equal, null is one with null, and denied, for whatever reason, with denied.
@usableFromInline
package struct ValueKey: Hashable, Sendable {
  /// In the order of the keys of the group.
  @usableFromInline package let values: [Value]

  /// A key of these values.
  @inlinable
  package init(_ values: [Value]) {
    self.values = values
  }

  @inlinable
  package static func == (left: ValueKey, right: ValueKey) -> Bool {
    guard left.values.count == right.values.count else { return false }
    for index in left.values.indices {
      guard case .equal = Value.order(left.values[index], right.values[index]) else { return false }
    }
    return true
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    for value in values { value.hashKey(into: &hasher) }
  }
}

extension Value {
  /// Values that `order` calls equal feed the hasher the same.
  @inlinable
  func hashKey(into hasher: inout Hasher) {
    if case .text(let text) = self {
      text.hash(into: &hasher)
    } else {
      hashOther(into: &hasher)
    }
  }

  /// Of what is no text.
  @usableFromInline
  func hashOther(into hasher: inout Hasher) {
    switch self {
    case .boolean(let value): hasher.combine(value)
    case .text(let text): hasher.combine(text)
    case .list(let elements): Value.hashKeys(elements, into: &hasher)
    case .map(let map): Value.hashKeys(map.sortedEntries, into: &hasher)
    default:
      if let measure {
        hasher.combine(measure.amount)
      } else {
        hasher.combine(kindRank)
      }
    }
  }

  /// How many there are belongs to it, so that nested lists do not read as one.
  private static func hashKeys(_ values: [Value], into hasher: inout Hasher) {
    hasher.combine(values.count)
    values.forEach { $0.hashKey(into: &hasher) }
  }
}
