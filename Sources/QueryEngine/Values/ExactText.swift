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
  /// and maps as JSON. Nil of null and denied.
  static func text(of value: Value) -> Text? {
    switch value {
    case .null, .denied: nil
    case .text(let text): text
    case .boolean(let value): Text(value ? "true" : "false")
    case .integer(let number), .size(let number): Text(String(number))
    case .real(let number), .byteRate(let number), .countRate(let number):
      real(number).map { Text($0) }
    case .duration(let nanoseconds): Text(seconds(nanoseconds))
    case .time(let nanoseconds): Text(time(nanoseconds))
    case .address(let number): Text(address(number))
    case .list, .map: Text(bytes: json(of: value))
    }
  }

  private static func json(of value: Value) -> [UInt8] {
    switch value {
    case .null, .denied: Array("null".utf8)
    case .text(let text): quoted(text)
    case .time(let nanoseconds): quoted(Text(time(nanoseconds)))
    case .address(let number): Array(String(number).utf8)
    case .list(let elements):
      Array("[".utf8) + elements.map(json).joined(separator: ",".utf8) + Array("]".utf8)
    case .map(let map):
      Array("{".utf8)
        + map.entries.map { quoted($0.key) + ":".utf8 + json(of: $0.value) }
        .joined(separator: ",".utf8) + Array("}".utf8)
    case .boolean, .integer, .real, .size, .duration, .byteRate, .countRate:
      text(of: value)?.bytes ?? Array("null".utf8)
    }
  }

  /// Bytes that are not UTF-8 stay what they are.
  private static func quoted(_ text: Text) -> [UInt8] {
    var result = [UInt8(ascii: "\"")]
    for byte in text.bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: result += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      default: result.append(byte)
      }
    }
    return result + [UInt8(ascii: "\"")]
  }
}
