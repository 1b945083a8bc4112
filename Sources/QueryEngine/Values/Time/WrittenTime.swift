import QueryLanguage

/// A time taken out of a text.
struct WrittenTime {
  /// Without a zone.
  private(set) var civil: CivilTime
  /// Seconds ahead of UTC; nil if the text does not say.
  private(set) var offset: Int64?
  /// How many digits of a second it has.
  private(set) var fractionDigits = 0

  /// A date, and perhaps a time of that day.
  init?(_ text: Text) {
    var reader = DigitReader(bytes: text.bytes[...])
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"), let day = reader.number(digits: 2)
    else { return nil }
    civil = CivilTime(year: year, month: month, day: day)
    if reader.skip("T") || reader.skip("t") || reader.skip(" ") {
      guard readTimeOfDay(&reader), readZone(&reader) else { return nil }
    }
    guard reader.isAtEnd, civil.isValid else { return nil }
  }

  /// A time of day without a date, which is for whoever knows the day: `10:00`, `9:30:07.5`.
  init?(timeOfDay text: Text) {
    civil = CivilTime(year: 1970, month: 1, day: 1)
    let colon = text.bytes.firstIndex(of: UInt8(ascii: ":"))
    var reader = DigitReader(bytes: ((colon == 1 ? [UInt8(ascii: "0")] : []) + text.bytes)[...])
    guard readTimeOfDay(&reader), readZone(&reader), reader.isAtEnd, civil.isValid else {
      return nil
    }
  }

  /// `14:00`, `14:00:05`, `14:00:05.25`.
  private mutating func readTimeOfDay(_ reader: inout DigitReader) -> Bool {
    guard let hour = reader.number(digits: 2), reader.skip(":"),
      let minute = reader.number(digits: 2)
    else { return false }
    (civil.hour, civil.minute) = (hour, minute)
    guard reader.skip(":") else { return true }
    guard let second = reader.number(digits: 2) else { return false }
    civil.second = second
    guard reader.skip(".") else { return true }
    let rest = reader.bytes.count
    guard let nanosecond = reader.fraction() else { return false }
    civil.nanosecond = nanosecond
    fractionDigits = rest - reader.bytes.count
    return true
  }

  /// Nothing, `Z`, `+02:00`, `+0200` or `+02`.
  private mutating func readZone(_ reader: inout DigitReader) -> Bool {
    if reader.isAtEnd { return true }
    _ = reader.skip(" ")
    if reader.skip("Z") || reader.skip("z") {
      offset = 0
      return true
    }
    let isAhead = reader.skip("+")
    guard isAhead || reader.skip("-"), let hours = reader.number(digits: 2) else { return false }
    let hasColon = reader.skip(":")
    guard let minutes = reader.isAtEnd && !hasColon ? 0 : reader.number(digits: 2),
      hours < 24, minutes < 60
    else { return false }
    offset = (isAhead ? 1 : -1) * (hours * 3_600 + minutes * 60)
    return true
  }
}

private struct DigitReader {
  var bytes: ArraySlice<UInt8>

  var isAtEnd: Bool { bytes.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func digit() -> Int64? {
    guard let byte = bytes.first, byte.isDigit else { return nil }
    bytes.removeFirst()
    return Int64(byte - 0x30)
  }

  /// Exactly so many digits.
  mutating func number(digits: Int) -> Int64? {
    var number: Int64 = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  /// The digits after a point, as nanoseconds; those past the ninth are dropped.
  mutating func fraction() -> Int64? {
    guard var number = digit() else { return nil }
    var count = 1
    while let digit = digit() {
      if count < 9 {
        number = number * 10 + digit
        count += 1
      }
    }
    while count < 9 {
      number *= 10
      count += 1
    }
    return number
  }
}
