/// The digits of a decimal number as they were written, so that a unit can be applied to them
/// without the rounding that binary fractions bring: `0.1K` and `0.000001ms` come out to the unit.
struct DecimalNumber {
  /// The first 22 digits, without the point; later ones change no result.
  private var significand: UInt128 = 0
  private var digits = 0
  /// The power of ten that the significand is multiplied by.
  private var exponent = 0
  /// Written without point and exponent.
  private(set) var isWhole = true

  /// Whether all digits are zeros.
  var isZero: Bool { significand == 0 }

  /// 10^22 times the largest unit still is a UInt128.
  private static let mostDigits = 22
  /// The limit of an exponent: beyond it a number is out of range, or zero, whatever its digits.
  static let largestExponent = 100_000

  /// Takes a digit before the point.
  mutating func append(_ digit: UInt8) {
    guard digits < DecimalNumber.mostDigits else {
      exponent += 1
      return
    }
    significand = significand * 10 + UInt128(digit)
    if significand > 0 { digits += 1 }
  }

  /// Takes a digit behind the point.
  mutating func appendFraction(_ digit: UInt8) {
    isWhole = false
    guard digits < DecimalNumber.mostDigits else { return }
    append(digit)
    exponent -= 1
  }

  /// Multiplies by a power of ten, which an exponent gives.
  mutating func shift(by power: Int) {
    isWhole = false
    exponent += power
  }

  /// The number times the scale, rounded to the nearest whole; nil if that is no Int64.
  func scaled(by scale: Int64) -> Int64? {
    var product = significand * UInt128(scale.magnitude)
    guard product > 0 else { return 0 }
    guard exponent < 0 else {
      for _ in 0..<exponent where product <= UInt128(Int64.max) { product *= 10 }
      return Int64(exactly: product)
    }
    return Int64(exactly: DecimalNumber.divide(product, byTenTo: -exponent))
  }

  /// Rounded to the nearest, halves up.
  private static func divide(_ number: UInt128, byTenTo power: Int) -> UInt128 {
    // 10^38 is the greatest power of ten in a UInt128, and greater than any product here.
    guard power <= 38 else { return 0 }
    let divisor = (0..<power).reduce(UInt128(1)) { product, _ in product * 10 }
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder >= divisor - remainder ? quotient + 1 : quotient
  }
}
