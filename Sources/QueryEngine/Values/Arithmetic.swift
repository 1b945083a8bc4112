// The arithmetic of two values that are neither null nor denied. A pair that the table of units
// does not hold gives null: it cannot come from a bound query.
extension Operators {
  /// What `||` may grow to, as every function that makes text: past it the result is null, so
  /// that a chain of doublings cannot eat the memory.
  static let longestText = 16 << 20

  static func concatenate(_ left: Value, _ right: Value) -> Value {
    guard case .text(let first) = left, case .text(let second) = right,
      first.bytes.count + second.bytes.count <= longestText
    else { return .null }
    return .text(Text(bytes: first.bytes + second.bytes))
  }

  static func add(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      .checked(a.addingReportingOverflow(b), as: Value.integer)
    case (.size(let a), .size(let b)), (.size(let a), .integer(let b)),
      (.integer(let a), .size(let b)):
      .checked(a.addingReportingOverflow(b), as: Value.size)
    case (.duration(let a), .duration(let b)):
      .checked(a.addingReportingOverflow(b), as: Value.duration)
    case (.time(let a), .duration(let b)), (.duration(let a), .time(let b)):
      .checked(a.addingReportingOverflow(b), as: Value.time)
    case (.address(let a), .integer(let b)), (.address(let a), .size(let b)),
      (.integer(let b), .address(let a)), (.size(let b), .address(let a)):
      address(Int128(a) + Int128(b))
    default: onReals(left, right, +)
    }
  }

  static func subtract(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.integer)
    case (.size(let a), .size(let b)), (.size(let a), .integer(let b)),
      (.integer(let a), .size(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.size)
    case (.duration(let a), .duration(let b)), (.time(let a), .time(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.duration)
    case (.time(let a), .duration(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.time)
    case (.address(let a), .integer(let b)), (.address(let a), .size(let b)):
      address(Int128(a) - Int128(b))
    case (.address(let a), .address(let b)):
      Int64(exactly: Int128(a) - Int128(b)).map(Value.size) ?? .null
    default: onReals(left, right, -)
    }
  }

  static func multiply(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      .checked(a.multipliedReportingOverflow(by: b), as: Value.integer)
    case (.size(let a), .integer(let b)), (.integer(let b), .size(let a)):
      .checked(a.multipliedReportingOverflow(by: b), as: Value.size)
    case (.duration(let a), .integer(let b)), (.integer(let b), .duration(let a)):
      .checked(a.multipliedReportingOverflow(by: b), as: Value.duration)
    case (.size(let a), .real(let b)), (.real(let b), .size(let a)):
      .whole(Double(a) * b, as: Value.size)
    case (.duration(let a), .real(let b)), (.real(let b), .duration(let a)):
      .whole(Double(a) * b, as: Value.duration)
    case (.byteRate(let rate), .duration(let time)), (.duration(let time), .byteRate(let rate)):
      .whole(rate * seconds(time), as: Value.size)
    case (.countRate(let rate), .duration(let time)), (.duration(let time), .countRate(let rate)):
      .finite(rate * seconds(time), as: Value.real)
    case (.byteRate, _), (.countRate, _): scale(left, by: right, *)
    case (_, .byteRate), (_, .countRate): scale(right, by: left, *)
    default: onReals(left, right, *)
    }
  }

  static func divide(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.size(let a), .integer(let b)): quotient(a, b, as: Value.size)
    case (.duration(let a), .integer(let b)): quotient(a, b, as: Value.duration)
    case (.size(let a), .real(let b)): .whole(Double(a) / b, as: Value.size)
    case (.duration(let a), .real(let b)): .whole(Double(a) / b, as: Value.duration)
    case (.size(let a), .size(let b)), (.duration(let a), .duration(let b)):
      .finite(Double(a) / Double(b), as: Value.real)
    case (.size(let a), .duration(let b)): .finite(Double(a) / seconds(b), as: Value.byteRate)
    case (.byteRate(let a), .byteRate(let b)), (.countRate(let a), .countRate(let b)):
      .finite(a / b, as: Value.real)
    case (.byteRate, _), (.countRate, _): scale(left, by: right, /)
    case (_, .duration(let b)):
      number(left).map { .finite($0 / seconds(b), as: Value.countRate) } ?? .null
    default: onNumbers(left, right, /)
    }
  }

  static func remainder(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): remainder(a, b, as: Value.integer)
    case (.size(let a), .size(let b)), (.size(let a), .integer(let b)),
      (.integer(let a), .size(let b)):
      remainder(a, b, as: Value.size)
    default: .null
    }
  }

  /// `-operand`. Denied of denied, null of null and of what Int64 cannot hold.
  package static func negate(_ operand: Value) -> Value {
    switch operand {
    case .integer(let number): .checked(negated(number), as: Value.integer)
    case .size(let bytes): .checked(negated(bytes), as: Value.size)
    case .duration(let nanoseconds): .checked(negated(nanoseconds), as: Value.duration)
    case .real(let number): .real(-number)
    case .byteRate(let rate): .byteRate(-rate)
    case .countRate(let rate): .countRate(-rate)
    case .denied: operand
    case .null, .boolean, .time, .address, .text, .list, .map: .null
    }
  }

  private static func negated(_ number: Int64) -> (partialValue: Int64, overflow: Bool) {
    Int64(0).subtractingReportingOverflow(number)
  }

  /// The value of a plain number; nil if it is none.
  static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .null, .denied, .boolean, .size, .duration, .time, .address, .text, .byteRate, .countRate,
      .list, .map:
      nil
    }
  }

  private static func seconds(_ nanoseconds: Int64) -> Double { Double(nanoseconds) / 1e9 }

  private static func address(_ number: Int128) -> Value {
    UInt64(exactly: number).map(Value.address) ?? .null
  }

  /// Reals, integers beside them, and rates of one unit.
  private static func onReals(
    _ left: Value, _ right: Value, _ compute: (Double, Double) -> Double
  ) -> Value {
    switch (left, right) {
    case (.byteRate(let a), .byteRate(let b)): .finite(compute(a, b), as: Value.byteRate)
    case (.countRate(let a), .countRate(let b)): .finite(compute(a, b), as: Value.countRate)
    default: onNumbers(left, right, compute)
    }
  }

  private static func onNumbers(
    _ left: Value, _ right: Value, _ compute: (Double, Double) -> Double
  ) -> Value {
    guard let a = number(left), let b = number(right) else { return .null }
    return .finite(compute(a, b), as: Value.real)
  }

  /// A rate times or divided by a number.
  private static func scale(
    _ rate: Value, by factor: Value, _ compute: (Double, Double) -> Double
  ) -> Value {
    guard let factor = number(factor) else { return .null }
    switch rate {
    case .byteRate(let rate): return .finite(compute(rate, factor), as: Value.byteRate)
    case .countRate(let rate): return .finite(compute(rate, factor), as: Value.countRate)
    case .null, .denied, .boolean, .integer, .real, .size, .duration, .time, .address, .text,
      .list, .map:
      return .null
    }
  }

  /// The quotient to the nearest whole number, half away from zero.
  private static func quotient(_ a: Int64, _ b: Int64, as make: (Int64) -> Value) -> Value {
    guard b != 0 else { return .null }
    return Int64(exactly: roundedQuotient(Int128(a), Int128(b))).map(make) ?? .null
  }

  /// `a / b` to the nearest whole number, half away from zero. `b` is not 0, and both are far from
  /// the ends of Int128.
  static func roundedQuotient(_ a: Int128, _ b: Int128) -> Int128 {
    let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
    guard 2 * rest.magnitude >= b.magnitude else { return quotient }
    return quotient + ((a < 0) == (b < 0) ? 1 : -1)
  }

  /// As C has it: the sign is the dividend's.
  private static func remainder(_ a: Int64, _ b: Int64, as make: (Int64) -> Value) -> Value {
    if b == 0 { return .null }
    // The quotient of the least number and -1 overflows; the remainder does not.
    return b == -1 ? make(0) : make(a % b)
  }
}
