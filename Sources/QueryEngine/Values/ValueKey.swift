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
