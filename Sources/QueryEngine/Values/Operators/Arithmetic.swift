import Schema

// The arithmetic of any two values: denied of anything denied, else null of anything null. What
// most rows need is computed in place.
extension Operators {
  /// `left + right`.
  @inlinable
  package static func add(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      .checked(a.addingReportingOverflow(b), as: Value.integer)
    case (.size(let a), .size(let b)): .checked(a.addingReportingOverflow(b), as: Value.size)
    default: strictly(left, right, sum)
    }
  }

  /// `left - right`.
  @inlinable
  package static func subtract(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.integer)
    case (.size(let a), .size(let b)): .checked(a.subtractingReportingOverflow(b), as: Value.size)
    case (.duration(let a), .duration(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.duration)
    default: strictly(left, right, difference)
    }
  }

  /// `left * right`.
  @inlinable
  package static func multiply(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      .checked(a.multipliedReportingOverflow(by: b), as: Value.integer)
    case (.size(let a), .integer(let b)), (.integer(let b), .size(let a)):
      .checked(a.multipliedReportingOverflow(by: b), as: Value.size)
    default: strictly(left, right, product)
    }
  }

  /// `left / right`.
  @inlinable
  package static func divide(_ left: Value, _ right: Value) -> Value {
    strictly(left, right, quotient)
  }

  /// `left % right`.
  @inlinable
  package static func remainder(_ left: Value, _ right: Value) -> Value {
    strictly(left, right, rest)
  }

  /// `left || right`.
  @inlinable
  package static func concatenate(_ left: Value, _ right: Value) -> Value {
    strictly(left, right, joined)
  }

  /// `-operand`. Denied of denied, null of null and of what Int64 cannot hold.
  package static func negate(_ operand: Value) -> Value {
    if operand.isDenied { return operand }
    guard let measure = operand.measure, ParameterSchema.quantity.accepts(measure.unit) else {
      return .null
    }
    switch measure.amount {
    case .whole(let number): return Measure(.whole(-number), measure.unit).value
    case .real(let number): return Measure(.real(-number), measure.unit).value
    }
  }

  /// Denied of anything denied, else null of anything null, else what `compute` says.
  @inlinable
  static func strictly(
    _ left: Value, _ right: Value, _ compute: (Value, Value) -> Value
  ) -> Value {
    if case .denied = left { return left }
    if case .denied = right { return right }
    if left.isNull || right.isNull { return .null }
    return compute(left, right)
  }
}

// The arithmetic of two values that are neither null nor denied. A pair that the table of units
// does not hold gives null: it cannot come from a bound query.
extension Operators {
  /// What `||` may grow to, as every function that makes text: past it the result is null, so
  /// that a chain of doublings cannot eat the memory.
  static let longestText = 16 << 20

  /// The bytes of both texts.
  @usableFromInline
  static func joined(_ left: Value, _ right: Value) -> Value {
    guard case .text(let first) = left, case .text(let second) = right,
      first.bytes.count + second.bytes.count <= longestText
    else { return .null }
    return .text(Text(bytes: first.bytes + second.bytes))
  }

  /// `+` of what `add` does not settle at once.
  @usableFromInline
  static func sum(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.size(let a), .integer(let b)), (.integer(let a), .size(let b)):
      .checked(a.addingReportingOverflow(b), as: Value.size)
    case (.time(let a), .duration(let b)), (.duration(let a), .time(let b)):
      .checked(a.addingReportingOverflow(b), as: Value.time)
    case (.address(let a), .integer(let b)), (.address(let a), .size(let b)),
      (.integer(let b), .address(let a)), (.size(let b), .address(let a)):
      Measure(.whole(Int128(a) + Int128(b)), .address).value
    default: ofOneUnit(left, right, +, +)
    }
  }

  /// `-` of what `subtract` does not settle at once.
  @usableFromInline
  static func difference(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.size(let a), .integer(let b)), (.integer(let a), .size(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.size)
    case (.time(let a), .time(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.duration)
    case (.time(let a), .duration(let b)):
      .checked(a.subtractingReportingOverflow(b), as: Value.time)
    case (.address(let a), .integer(let b)), (.address(let a), .size(let b)):
      Measure(.whole(Int128(a) - Int128(b)), .address).value
    case (.address(let a), .address(let b)):
      Measure(.whole(Int128(a) - Int128(b)), .size).value
    default: ofOneUnit(left, right, -, -)
    }
  }

  /// `*` of what `multiply` does not settle at once.
  @usableFromInline
  static func product(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.byteRate(let rate), .duration(let time)), (.duration(let time), .byteRate(let rate)):
      .whole(rate * seconds(time), as: Value.size)
    case (.countRate(let rate), .duration(let time)), (.duration(let time), .countRate(let rate)):
      .finite(rate * seconds(time), as: Value.real)
    default:
      if let a = number(left) {
        if let b = number(right) { .finite(a * b, as: Value.real) } else { scaled(right, by: left) }
      } else {
        scaled(left, by: right)
      }
    }
  }

  /// `/`, as the table of units has it.
  @usableFromInline
  static func quotient(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.size(let bytes), .duration(let time)):
      .finite(Double(bytes) / seconds(time), as: Value.byteRate)
    case (.integer(let count), .duration(let time)):
      .finite(Double(count) / seconds(time), as: Value.countRate)
    case (.real(let count), .duration(let time)):
      .finite(count / seconds(time), as: Value.countRate)
    default:
      if let a = number(left), let b = number(right) {
        .finite(a / b, as: Value.real)
      } else {
        divided(left, by: right)
      }
    }
  }

  /// `%`, as the table of units has it.
  @usableFromInline
  static func rest(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.integer(let a), .integer(let b)): remainder(a, b, as: Value.integer)
    case (.size(let a), .size(let b)), (.size(let a), .integer(let b)),
      (.integer(let a), .size(let b)):
      remainder(a, b, as: Value.size)
    default: .null
    }
  }

  /// The value of a plain number; nil if it is none.
  static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }

  private static func seconds(_ nanoseconds: Int64) -> Double { Double(nanoseconds) / 1e9 }

  /// Sums of two amounts of one unit; of plain numbers a real one.
  private static func ofOneUnit(
    _ left: Value, _ right: Value, _ whole: (Int128, Int128) -> Int128,
    _ real: (Double, Double) -> Double
  ) -> Value {
    if let a = number(left), let b = number(right) { return .finite(real(a, b), as: Value.real) }
    guard let a = left.measure, let b = right.measure, a.unit == b.unit,
      scaledUnits.contains(a.unit)
    else { return .null }
    if case .whole(let first) = a.amount, case .whole(let second) = b.amount {
      return Measure(.whole(whole(first, second)), a.unit).value
    }
    return Measure(.real(real(a.amount.number, b.amount.number)), a.unit).value
  }

  /// An amount times a plain number.
  private static func scaled(_ value: Value, by factor: Value) -> Value {
    guard let measure = value.measure, scaledUnits.contains(measure.unit),
      let factor = factor.measure, factor.unit.isNumber
    else { return .null }
    if case .whole(let a) = measure.amount, case .whole(let b) = factor.amount {
      return Measure(.whole(a * b), measure.unit).value
    }
    return Measure(.real(measure.amount.number * factor.amount.number), measure.unit).value
  }

  /// An amount divided by a plain number, or by one of its unit. Whole ones give the nearest whole
  /// one, half away from zero.
  private static func divided(_ value: Value, by divisor: Value) -> Value {
    guard let measure = value.measure, scaledUnits.contains(measure.unit),
      let divisor = divisor.measure
    else { return .null }
    let real = measure.amount.number / divisor.amount.number
    if divisor.unit == measure.unit { return .finite(real, as: Value.real) }
    guard divisor.unit.isNumber else { return .null }
    guard case .whole(let a) = measure.amount, case .whole(let b) = divisor.amount else {
      return Measure(.real(real), measure.unit).value
    }
    return b == 0 ? .null : Measure(.whole(roundedQuotient(a, b)), measure.unit).value
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
