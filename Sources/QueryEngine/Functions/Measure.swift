/// An amount and its unit: what can be added up.
struct Measure {
  let unit: Unit
  let amount: Amount

  /// Nil of what is no amount.
  init?(_ value: Value) {
    switch value {
    case .integer(let number): (unit, amount) = (.integer, .whole(number))
    case .size(let bytes): (unit, amount) = (.size, .whole(bytes))
    case .duration(let nanoseconds): (unit, amount) = (.duration, .whole(nanoseconds))
    case .time(let nanoseconds): (unit, amount) = (.time, .whole(nanoseconds))
    case .real(let number): (unit, amount) = (.real, .real(number))
    case .byteRate(let rate): (unit, amount) = (.byteRate, .real(rate))
    case .countRate(let rate): (unit, amount) = (.countRate, .real(rate))
    case .null, .denied, .boolean, .address, .text, .list, .map: return nil
    }
  }

  enum Amount: Comparable {
    case whole(Int64)
    case real(Double)

    var number: Double {
      switch self {
      case .whole(let number): Double(number)
      case .real(let number): number
      }
    }

    static func < (left: Amount, right: Amount) -> Bool {
      switch (left, right) {
      case (.whole(let a), .whole(let b)): a < b
      default: left.number < right.number
      }
    }

    func distance(from other: Amount) -> Double {
      switch (self, other) {
      case (.whole(let a), .whole(let b)): Double(Int128(a) - Int128(b))
      default: number - other.number
      }
    }
  }
}

/// The unit of amounts that are added up, and with it the type of the result.
enum Unit {
  case integer, real, size, duration, time, byteRate, countRate

  /// Of a column that holds amounts of both: an integer beside others is of their unit.
  func joined(with other: Unit) -> Unit { self == .integer ? other : self }

  /// Whether its amounts are whole.
  var isWhole: Bool {
    switch self {
    case .integer, .size, .duration, .time: true
    case .real, .byteRate, .countRate: false
    }
  }

  /// A whole amount as a value; null if it is too large.
  func value(_ amount: Int128) -> Value {
    Int64(exactly: amount).map(value) ?? .null
  }

  private func value(_ amount: Int64) -> Value {
    switch self {
    case .integer: .integer(amount)
    case .size: .size(amount)
    case .duration: .duration(amount)
    case .time: .time(amount)
    case .real: .real(Double(amount))
    case .byteRate: .byteRate(Double(amount))
    case .countRate: .countRate(Double(amount))
    }
  }

  /// An amount that need not be whole, of the type that a mean has; null if it is not finite.
  func mean(_ amount: Double) -> Value {
    switch self {
    case .integer, .real: .finite(amount, as: Value.real)
    case .size: .whole(amount, as: Value.size)
    case .duration: .whole(amount, as: Value.duration)
    case .time: .whole(amount, as: Value.time)
    case .byteRate: .finite(amount, as: Value.byteRate)
    case .countRate: .finite(amount, as: Value.countRate)
    }
  }

  /// As a mean; but how far moments lie apart is a duration.
  func deviation(_ amount: Double) -> Value {
    self == .time ? .whole(amount, as: Value.duration) : mean(amount)
  }

  /// The amount that lies between two at a fraction of the way, of the type that a mean has.
  func between(_ low: Measure.Amount, _ high: Measure.Amount, _ fraction: Double) -> Value {
    // Also where the whole way is too long for a Double.
    let way = fraction == 0 ? 0 : high.distance(from: low) * fraction
    guard isWhole, self != .integer, case .whole(let start) = low else {
      return mean(low.number + way)
    }
    return value(Int128(start) + Int128(way.rounded(.toNearestOrAwayFromZero)))
  }
}
