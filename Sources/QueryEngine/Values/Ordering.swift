/// How one value stands to another.
package enum Ordering: Int, Sendable {
  case ascending = -1
  case equal = 0
  case descending = 1

  package init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .ascending : left == right ? .equal : .descending
  }

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
  package static func order(_ left: Value, _ right: Value) -> Ordering {
    switch (left, right) {
    case (.integer(let a), .integer(let b)), (.size(let a), .size(let b)),
      (.duration(let a), .duration(let b)), (.time(let a), .time(let b)):
      Ordering(a, b)
    case (.text(let a), .text(let b)): Text.order(a, b)
    case (.boolean(let a), .boolean(let b)): Ordering(a ? 1 : 0, b ? 1 : 0)
    case (.real(let a), .real(let b)), (.byteRate(let a), .byteRate(let b)),
      (.countRate(let a), .countRate(let b)):
      order(a, b)
    case (.list(let a), .list(let b)): order(a, b)
    case (.map(let a), .map(let b)): order(a.sortedEntries, b.sortedEntries)
    default: orderOfUnlike(left, right)
    }
  }

  /// The order of two rows' keys for `order by`: values, then null, then denied, in both
  /// directions; `nullsFirst` brings null before the values and leaves denied last.
  package static func order(
    _ left: Value, _ right: Value, descending: Bool, nullsFirst: Bool
  ) -> Ordering {
    let places = Ordering(left.place(nullsFirst), right.place(nullsFirst))
    guard places == .equal else { return places }
    let order = order(left, right)
    return descending ? order.reversed : order
  }

  private func place(_ nullsFirst: Bool) -> Int {
    isNull ? (nullsFirst ? 0 : 2) : isDenied ? 3 : 1
  }

  private static func orderOfUnlike(_ left: Value, _ right: Value) -> Ordering {
    let ranks = Ordering(left.rank, right.rank)
    guard ranks == .equal, let a = left.exactNumber, let b = right.exactNumber else { return ranks }
    return ExactNumber.order(a, b)
  }

  /// Types whose values have an order among themselves share a rank.
  var rank: Int {
    switch self {
    case .boolean: 0
    case .integer, .real, .size, .address: 1
    case .duration: 2
    case .time: 3
    case .byteRate: 4
    case .countRate: 5
    case .text: 6
    case .list: 7
    case .map: 8
    case .null: 9
    case .denied: 10
    }
  }

  /// Reals never hold a NaN; should one come, it stands after all numbers, so that the order holds.
  private static func order(_ left: Double, _ right: Double) -> Ordering {
    if left.isNaN || right.isNaN { return Ordering(left.isNaN ? 1 : 0, right.isNaN ? 1 : 0) }
    return Ordering(left, right)
  }

  private static func order(_ left: [Value], _ right: [Value]) -> Ordering {
    for (a, b) in zip(left, right) {
      let order = order(a, b)
      if order != .equal { return order }
    }
    return Ordering(left.count, right.count)
  }
}

extension MapValue {
  /// Names and values in turn, by name: equal for maps of equal entries in whatever order.
  var sortedEntries: [Value] {
    entries.sorted { $0.key < $1.key }.flatMap { [.text($0.key), $0.value] }
  }
}

/// A number without its type, for comparing an integer with a real exactly: most integers past
/// 2^53 have no Double.
enum ExactNumber: Hashable {
  case whole(Int128)
  /// Not a whole number, or one past every integer.
  case real(Double)

  init(_ number: Double) {
    if number.magnitude < 0x1p64, number == number.rounded(.towardZero) {
      self = .whole(Int128(number))
    } else {
      self = .real(number)
    }
  }

  static func order(_ left: ExactNumber, _ right: ExactNumber) -> Ordering {
    switch (left, right) {
    case (.whole(let a), .whole(let b)): Ordering(a, b)
    case (.real(let a), .real(let b)):
      a.isNaN || b.isNaN ? Ordering(a.isNaN ? 1 : 0, b.isNaN ? 1 : 0) : Ordering(a, b)
    case (.whole(let a), .real(let b)): order(a, b)
    case (.real(let a), .whole(let b)): order(b, a).reversed
    }
  }

  /// `real` is no whole number below 2^64, `whole` one that an Int64 or a UInt64 holds: so they
  /// are never equal.
  private static func order(_ whole: Int128, _ real: Double) -> Ordering {
    if real.isNaN || real >= 0x1p64 { return .ascending }
    if real <= -0x1p64 { return .descending }
    return Int128(real.rounded(.down)) < whole ? .descending : .ascending
  }
}

extension Value {
  /// What a number without a unit, a size or an address is worth; nil for anything else.
  var exactNumber: ExactNumber? {
    switch self {
    case .integer(let number), .size(let number): .whole(Int128(number))
    case .address(let number): .whole(Int128(number))
    case .real(let number): ExactNumber(number)
    case .null, .denied, .boolean, .duration, .time, .text, .byteRate, .countRate, .list, .map: nil
    }
  }
}
