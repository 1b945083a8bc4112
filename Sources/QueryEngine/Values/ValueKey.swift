/// Values as one key of `group by`, `distinct` and `in (select …)`: those are one that `=` calls
/// equal, null is one with null, and denied, for whatever reason, with denied.
package struct ValueKey: Hashable, Sendable {
  package let values: [Value]

  package init(_ values: [Value]) {
    self.values = values
  }

  package static func == (left: ValueKey, right: ValueKey) -> Bool {
    left.values.count == right.values.count
      && zip(left.values, right.values).allSatisfy { Value.order($0, $1) == .equal }
  }

  package func hash(into hasher: inout Hasher) {
    for value in values { value.hashKey(into: &hasher) }
  }
}

extension Value {
  /// Values that `order` calls equal feed the hasher the same.
  fileprivate func hashKey(into hasher: inout Hasher) {
    hasher.combine(rank)
    switch self {
    case .null, .denied: break
    case .boolean(let value): hasher.combine(value)
    case .integer, .real, .size, .address: hasher.combine(exactNumber)
    case .duration(let nanoseconds), .time(let nanoseconds): hasher.combine(nanoseconds)
    case .byteRate(let rate), .countRate(let rate): hasher.combine(rate)
    case .text(let text): hasher.combine(text)
    case .list(let elements): elements.forEach { $0.hashKey(into: &hasher) }
    case .map(let map): map.sortedEntries.forEach { $0.hashKey(into: &hasher) }
    }
  }
}
