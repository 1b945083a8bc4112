/// Values as people read them in tables: rounded to what the eye takes in.
package enum HumanText {
  /// The value as a table shows it; nil of what is shown as exactly as machine formats write it.
  package static func text(of value: Value) -> String? {
    switch value {
    case .real(let number): real(number)
    case .size(let bytes): size(bytes)
    case .duration(let nanoseconds): duration(nanoseconds)
    case .time(let nanoseconds): time(nanoseconds)
    case .byteRate(let rate): byteRate(rate)
    case .countRate(let rate): countRate(rate)
    default: nil
    }
  }

  /// `15.3M`, `512K`, `0B`: in powers of 1024, at most four characters and the unit.
  package static func size(_ bytes: Int64) -> String {
    let magnitude = bytes.magnitude
    // Tenths of it, and half a unit more, stay within 64 bits.
    let text = magnitude < 1 << 59 ? size(magnitude) : size(UInt128(magnitude))
    return bytes < 0 ? "-" + text : text
  }

  /// `15.3M/s`.
  package static func byteRate(_ rate: Double) -> String {
    guard let bytes = UInt128(exactly: rate.magnitude.rounded()), bytes < 1 << 80 else {
      return "\(real(rate))B/s"
    }
    return (rate < 0 && bytes > 0 ? "-" : "") + size(bytes) + "/s"
  }

  /// `3.2/s`.
  package static func countRate(_ rate: Double) -> String { "\(real(rate))/s" }

  private static func size<Count: FixedWidthInteger & UnsignedInteger>(_ bytes: Count) -> String {
    if bytes < 1024 { return "\(bytes)B" }
    var (shift, unit) = (10, 0)
    while unit < sizeUnits.count - 1, whole(bytes, shift) >= 1024 {
      shift += 10
      unit += 1
    }
    let tenths = (bytes * 10 + (1 << (shift - 1))) >> shift
    let number = tenths < 1000 ? "\(tenths / 10).\(tenths % 10)" : "\(whole(bytes, shift))"
    return number + sizeUnits[unit]
  }

  /// To the nearest, so that 1023.99K is 1.0M already.
  private static func whole<Count: FixedWidthInteger>(_ bytes: Count, _ shift: Int) -> Count {
    (bytes + (1 << (shift - 1))) >> shift
  }

  private static let sizeUnits = ["K", "M", "G", "T", "P", "E"]

  /// `2h13m`, `5d4h`, `3.2s`, `250ms`: the two largest units, what is left over dropped, as clocks
  /// do; below a minute rounded to a tenth of a second, below a second to a millisecond, or to
  /// two digits if that is less.
  package static func duration(_ nanoseconds: Int64) -> String {
    let sign = nanoseconds < 0 ? "-" : ""
    let magnitude = nanoseconds.magnitude
    if magnitude == 0 { return "0s" }
    let tenths = (magnitude + 50_000_000) / 100_000_000
    if tenths >= 600 { return sign + compound(max(magnitude / 1_000_000_000, 60)) }
    let milliseconds = (magnitude + 500_000) / 1_000_000
    if milliseconds >= 1000 {
      return sign + "\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths % 10)") + "s"
    }
    if milliseconds >= 10 { return sign + "\(milliseconds)ms" }
    return sign + shortMilliseconds(magnitude) + "ms"
  }

  /// Less than ten milliseconds, to two digits that count.
  private static func shortMilliseconds(_ nanoseconds: UInt64) -> String {
    var unit: UInt64 = 1
    while nanoseconds / unit >= 100 { unit *= 10 }
    return ExactText.decimal((nanoseconds + unit / 2) / unit * unit, places: 6)
  }

  private static func compound(_ seconds: UInt64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
    func pair(_ large: UInt64, _ unit: String, _ small: UInt64, _ smallUnit: String) -> String {
      "\(large)\(unit)" + (small == 0 ? "" : "\(small)\(smallUnit)")
    }
    if days > 0 { return pair(days, "d", hours, "h") }
    if hours > 0 { return pair(hours, "h", minutes, "m") }
    return pair(minutes, "m", seconds % 60, "s")
  }

  /// A moment in the local zone: `2026-11-22 14:00:05`.
  package static func time(_ nanoseconds: Int64) -> String {
    let (civil, _) = LocalTime.civil(nanoseconds)
    return "\(ExactText.date(civil)) \(ExactText.timeOfDay(civil))"
  }

  /// The same to milliseconds: `2026-11-22 14:00:05.250`.
  package static func timeOfMilliseconds(_ nanoseconds: Int64) -> String {
    let rest = nanoseconds.flooredQuotientAndRemainder(by: 1_000_000_000).remainder
    let digits = String(rest / 1_000_000)
    return time(nanoseconds) + "." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }

  /// With so many digits after the point, at most 4: `0.50`. Only from 1e21 on it has an exponent.
  package static func real(_ number: Double, decimals: Int) -> String {
    guard let (whole, fraction) = parts(number, decimals: decimals) else {
      return ExactText.real(number) ?? "-"
    }
    let sign = number < 0 && (whole > 0 || fraction > 0) ? "-" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    let digits = String(fraction)
    let zeros = String(repeating: "0", count: max(decimals - digits.utf8.count, 0))
    return "\(sign)\(whole).\(zeros)\(digits)"
  }

  /// What stands before the point, and after it as a whole number; nil of what takes an exponent.
  package static func parts(_ number: Double, decimals: Int) -> (whole: UInt128, fraction: Int)? {
    guard number.magnitude < 1e21 else { return nil }
    let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let whole = number.magnitude.rounded(.down)
    let fraction = ((number.magnitude - whole) * power).rounded()
    return fraction < power
      ? (UInt128(whole), Int(fraction)) : (UInt128(whole) + 1, 0)
  }

  /// To four digits, or to a whole number if it is larger: `2.346`, `0.00012`, `123457`.
  package static func real(_ number: Double) -> String {
    // Past 2^53 every Double is whole; below 1e-10 few digits are worth their place.
    var scale = 1.0
    while number.magnitude * scale < 1000, scale < 1e14 { scale *= 10 }
    let rounded = number.magnitude < 0x1p53 ? (number * scale).rounded() / scale : number
    return ExactText.real(rounded) ?? "-"
  }
}
