package import Schema

/// An amount and its unit: what every kind of number comes down to. Whatever treats all of them
/// alike works on this, so that a new kind has one place where it is taken apart and one where it
/// is made.
package struct Measure {
  /// The type of the value.
  package let unit: ValueType
  /// Without its unit.
  package let amount: Amount

  /// So much of a unit.
  package init(_ amount: Amount, _ unit: ValueType) {
    self.unit = unit
    self.amount = amount
  }

  /// A number without its unit: bytes, nanoseconds, bytes per second.
  package enum Amount: Hashable, Sendable {
    /// Of an Int64 or a UInt64.
    case whole(Int128)
    case real(Double)

    init(_ number: Int64) { self = .whole(Int128(number)) }
  }
}

extension Value {
  /// Its amount and unit; nil of what is no amount.
  package var measure: Measure? {
    switch self {
    case .integer(let number): Measure(Measure.Amount(number), .integer)
    case .size(let bytes): Measure(Measure.Amount(bytes), .size)
    case .duration(let nanoseconds): Measure(Measure.Amount(nanoseconds), .duration)
    case .time(let nanoseconds): Measure(Measure.Amount(nanoseconds), .time)
    case .address(let number): Measure(.whole(Int128(number)), .address)
    case .real(let number): Measure(.real(number), .real)
    case .byteRate(let rate): Measure(.real(rate), .byteRate)
    case .countRate(let rate): Measure(.real(rate), .countRate)
    case .null, .denied, .boolean, .text, .list, .map: nil
    }
  }
}

extension Measure {
  /// The value that it is the measure of: null where its type cannot hold the amount. A real amount
  /// of a whole unit is rounded, half away from zero.
  package var value: Value {
    switch unit {
    case .integer: amount.whole.map(Value.integer) ?? .null
    case .size: amount.whole.map(Value.size) ?? .null
    case .duration: amount.whole.map(Value.duration) ?? .null
    case .time: amount.whole.map(Value.time) ?? .null
    case .address: amount.address.map(Value.address) ?? .null
    case .real: .finite(amount.number, as: Value.real)
    case .byteRate: .finite(amount.number, as: Value.byteRate)
    case .countRate: .finite(amount.number, as: Value.countRate)
    case .null, .boolean, .text, .list, .map: .null
    }
  }
}

extension ValueType {
  /// Whether integers have an order among its values: an integer beside a size is bytes.
  var holdsIntegers: Bool { ValueType.integer.unified(with: self) != nil }

  /// Amounts of one group have an order among themselves; each unit is one of its own, but for
  /// those that integers stand beside.
  var comparisonGroup: String { (holdsIntegers ? .integer : self).name }
}

extension Measure.Amount {
  /// As a real number, which most whole ones past 2^53 are not exactly.
  package var number: Double {
    switch self {
    // The conversion of what is longer than 64 bits is slow.
    case .whole(let number): Int64(exactly: number).map(Double.init) ?? Double(number)
    case .real(let number): number
    }
  }

  /// Nil where Int64 cannot hold it.
  package var whole: Int64? {
    switch self {
    case .whole(let number): Int64(exactly: number)
    case .real(let number): Int64(exactly: number.rounded(.toNearestOrAwayFromZero))
    }
  }

  fileprivate var address: UInt64? {
    switch self {
    case .whole(let number): UInt64(exactly: number)
    case .real(let number): UInt64(exactly: number.rounded(.toNearestOrAwayFromZero))
    }
  }

  /// How far it lies above another, exact before it is made real.
  func distance(from other: Measure.Amount) -> Double {
    switch (self, other) {
    case (.whole(let a), .whole(let b)): Double(a - b)
    default: number - other.number
    }
  }
}

// The order of amounts, exact also where a whole one stands beside a real one: most whole numbers
// past 2^53 have no Double.
extension Measure.Amount {
  /// How one amount stands to another, by what they are worth.
  package static func order(_ left: Self, _ right: Self) -> Ordering {
    switch (left, right) {
    case (.whole(let a), .whole(let b)): Ordering(a, b)
    case (.real(let a), .real(let b)): order(a, b)
    case (.whole(let a), .real(let b)): order(a, b)
    case (.real(let a), .whole(let b)): order(b, a).reversed
    }
  }

  package static func == (left: Self, right: Self) -> Bool { order(left, right) == .equal }

  /// Amounts that `order` calls equal feed the hasher the same.
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .whole(let number): hasher.combine(number)
    case .real(let number) where number.magnitude < 0x1p64 && number == number.rounded(.towardZero):
      hasher.combine(Int128(number))
    case .real(let number): hasher.combine(number)
    }
  }

  /// Reals never hold a NaN; should one come, it stands after all numbers, so that the order holds.
  static func order(_ left: Double, _ right: Double) -> Ordering {
    if left.isNaN || right.isNaN { return Ordering(left.isNaN ? 1 : 0, right.isNaN ? 1 : 0) }
    return Ordering(left, right)
  }

  /// `whole` is one that an Int64 or a UInt64 holds.
  private static func order(_ whole: Int128, _ real: Double) -> Ordering {
    if real.isNaN || real >= 0x1p64 { return .ascending }
    if real <= -0x1p64 { return .descending }
    let floor = real.rounded(.down)
    let order = Ordering(whole, Int128(floor))
    return order == .equal && floor < real ? .ascending : order
  }
}
