/// How one value stands to another.
@usableFromInline
package enum Ordering: Int, Sendable {
  case ascending = -1
  case equal = 0
  case descending = 1

  /// How the left one stands to the right one.
  @inlinable
  package init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .ascending : left == right ? .equal : .descending
  }

  /// How the right one stands to the left one.
  @inlinable
  package var reversed: Ordering {
    switch self {
    case .ascending: .descending
    case .equal: .equal
    case .descending: .ascending
    }
  }
}

extension Value {
  /// The order of two values, total over all of them: numbers by what they are worth, exactly,
  /// whatever represents them; text by bytes; lists by their first difference; then null, then
  /// denied. Of values of unlike types, which no bound query compares, it is arbitrary but fixed.
  @inlinable
  package static func order(_ left: Value, _ right: Value) -> Ordering {
    switch (left, right) {
    case (.integer(let a), .integer(let b)), (.size(let a), .size(let b)),
      (.size(let a), .integer(let b)), (.integer(let a), .size(let b)),
      (.duration(let a), .duration(let b)), (.time(let a), .time(let b)):
      Ordering(a, b)
    case (.text(let a), .text(let b)): Text.order(a, b)
    default: orderOfOthers(left, right)
    }
  }

  /// The order of two rows' keys for `order by`: values, then null, then denied, in both
  /// directions; `nullsFirst` brings null before the values and leaves denied last.
  @inlinable
  package static func order(
    _ left: Value, _ right: Value, descending: Bool, nullsFirst: Bool
  ) -> Ordering {
    if left.isPresent && right.isPresent {
      let order = order(left, right)
      return descending ? order.reversed : order
    }
    return Ordering(left.place(nullsFirst), right.place(nullsFirst))
  }

  /// Whether it stands before, among or after the values.
  @usableFromInline
  func place(_ nullsFirst: Bool) -> Int {
    isNull ? (nullsFirst ? 0 : 2) : isDenied ? 3 : 1
  }

  /// The order of what `order` does not settle at once.
  @usableFromInline
  static func orderOfOthers(_ left: Value, _ right: Value) -> Ordering {
    switch (left, right) {
    case (.real(let a), .real(let b)), (.byteRate(let a), .byteRate(let b)),
      (.countRate(let a), .countRate(let b)):
      return Measure.Amount.order(a, b)
    case (.real(let a), .integer(let b)): return Measure.Amount.order(.real(a), Measure.Amount(b))
    case (.integer(let a), .real(let b)): return Measure.Amount.order(Measure.Amount(a), .real(b))
    case (.boolean(let a), .boolean(let b)): return Ordering(a ? 1 : 0, b ? 1 : 0)
    case (.list(let a), .list(let b)): return order(a, b)
    case (.map(let a), .map(let b)): return order(a.sortedEntries, b.sortedEntries)
    default: break
    }
    guard let a = left.measure, let b = right.measure else {
      return Ordering(left.kindRank, right.kindRank)
    }
    let groups = Ordering(a.unit.comparisonGroup, b.unit.comparisonGroup)
    return groups == .equal ? Measure.Amount.order(a.amount, b.amount) : groups
  }

  /// Where values of this kind stand among those of other kinds.
  var kindRank: Int {
    switch self {
    case .boolean: 0
    case .text: 2
    case .list: 3
    case .map: 4
    case .null: 5
    case .denied: 6
    default: 1
    }
  }

  private static func order(_ left: [Value], _ right: [Value]) -> Ordering {
    for (a, b) in zip(left, right) {
      let order = order(a, b)
      if order != .equal { return order }
    }
    return Ordering(left.count, right.count)
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

extension MapValue {
  /// Names and values in turn, by name: equal for maps of equal entries in whatever order.
  var sortedEntries: [Value] {
    entries.sorted { $0.key < $1.key }.flatMap { [.text($0.key), $0.value] }
  }
}
