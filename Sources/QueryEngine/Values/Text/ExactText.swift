/// Values as text that loses nothing: what machine formats write, and what `concat` and `join`
/// make of values that are not text.
package enum ExactText {
  /// `0.05`, `-12`: nanoseconds as a decimal number of seconds, without an exponent.
  package static func seconds(_ nanoseconds: Int64) -> String {
    (nanoseconds < 0 ? "-" : "") + decimal(nanoseconds.magnitude, places: 9)
  }

  /// A number whose last digits stand after the point, without zeros at its end.
  static func decimal(_ number: UInt64, places: Int) -> String {
    let power = (0..<places).reduce(UInt64(1)) { power, _ in power * 10 }
    return "\(number / power)" + fraction(number % power, places)
  }

  /// The shortest decimal number that reads back as the same; nil if it is not finite.
  package static func real(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    // Minus zero is zero to everyone who reads it.
    let text = (number == 0 ? 0 : number).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A moment as RFC 3339 has it, with the local zone's offset: `2026-11-22T14:00:05.25+01:00`.
  package static func time(_ nanoseconds: Int64) -> String {
    let (seconds, rest) = nanoseconds.flooredQuotientAndRemainder(by: 1_000_000_000)
    // Zones before standard time are off by seconds, which RFC 3339 cannot say; so the offset
    // loses them, and the time of day is that of the offset which is written.
    let minutes = LocalTime.civil(nanoseconds).offset / 60
    let civil = CivilTime(secondsSinceEpoch: seconds + minutes * 60, nanosecond: rest)
    let zone = "\(pad(minutes.magnitude / 60)):\(pad(minutes.magnitude % 60))"
    return
      "\(date(civil))T\(timeOfDay(civil))\(fraction(rest.magnitude, 9))\(minutes < 0 ? "-" : "+")\(zone)"
  }

  /// `0x7f00`.
  package static func address(_ address: UInt64) -> String {
    "0x" + String(address, radix: 16)
  }

  /// `2026-11-22`.
  static func date(_ civil: CivilTime) -> String {
    "\(pad(civil.year.magnitude, 4))-\(pad(civil.month.magnitude))-\(pad(civil.day.magnitude))"
  }

  /// `14:00:05`.
  static func timeOfDay(_ civil: CivilTime) -> String {
    "\(pad(civil.hour.magnitude)):\(pad(civil.minute.magnitude)):\(pad(civil.second.magnitude))"
  }

  /// `.25`, or nothing of 0.
  private static func fraction(_ number: UInt64, _ places: Int) -> String {
    guard number != 0 else { return "" }
    var digits = pad(number, places)[...]
    while digits.last == "0" { digits.removeLast() }
    return ".\(digits)"
  }

  private static func pad(_ number: some BinaryInteger, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension ExactText {
  /// The value as `concat` writes it: text as it is, sizes in bytes, durations in seconds, lists
  /// and maps as JSON. Nil of null, denied, and what is not finite.
  package static func text(of value: Value) -> Text? {
    if case .text(let text) = value { return text }
    var bytes: [UInt8] = []
    return bytes.appendExact(value) ? Text(bytes: bytes) : nil
  }
}

extension [UInt8] {
  /// The value as machine formats write it, text without quotes: numbers without their unit, in
  /// bytes and seconds, times as RFC 3339 has them, lists and maps as JSON. False, and nothing
  /// written, of null, denied, and what is not finite.
  @discardableResult
  package mutating func appendExact(_ value: Value) -> Bool {
    switch value {
    case .null, .denied: return false
    case .text(let text): append(contentsOf: text.bytes)
    case .boolean(let truth): append(truth ? "true" : "false")
    case .integer(let number), .size(let number): appendDecimal(number)
    case .duration(let nanoseconds): append(contentsOf: ExactText.seconds(nanoseconds).utf8)
    case .time(let nanoseconds): append(contentsOf: ExactText.time(nanoseconds).utf8)
    case .address(let address): append(contentsOf: ExactText.address(address).utf8)
    case .list, .map: appendJSON(value, escaping: .least)
    default:
      guard let amount = value.measure?.amount else { return false }
      return appendAmount(amount)
    }
    return true
  }

  /// Without its unit.
  private mutating func appendAmount(_ amount: Measure.Amount) -> Bool {
    switch amount {
    case .whole(let number): append(contentsOf: String(number).utf8)
    case .real(let number):
      guard let text = ExactText.real(number) else { return false }
      append(contentsOf: text.utf8)
    }
    return true
  }
}
