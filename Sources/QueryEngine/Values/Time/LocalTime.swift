import Glibc
import QueryLanguage

/// Moments as people write them, in the zone of this machine (`TZ`, else /etc/localtime).
package enum LocalTime {
  /// The moment a text names, in nanoseconds since 1970-01-01T00:00:00Z: `2026-11-22`,
  /// `2026-11-22 14:00`, `2026-11-22T14:00:05.25`, with `Z` or an offset such as `+02:00` after
  /// the time of day if not of the local zone. Nil if it names none, or one that an Int64 does not
  /// hold.
  ///
  /// Of a time that the local clocks show twice, the first is meant; one that they skip is counted
  /// on from before they are put forward.
  package static func parse(_ text: Text) -> Int64? {
    guard let written = WrittenTime(text) else { return nil }
    let civil = written.civil
    let seconds = written.offset.map { civil.secondsSinceEpoch - $0 } ?? moment(ofLocal: civil)
    return Int64(exactly: Int128(seconds) * 1_000_000_000 + Int128(civil.nanosecond))
  }

  /// The civil time at a moment, and how many seconds its zone is ahead of UTC.
  static func civil(_ nanoseconds: Int64) -> (CivilTime, offset: Int64) {
    let (seconds, rest) = nanoseconds.flooredQuotientAndRemainder(by: 1_000_000_000)
    let offset = offset(at: seconds)
    return (CivilTime(secondsSinceEpoch: seconds + offset, nanosecond: rest), offset)
  }

  /// The moment as strftime writes it by a pattern. Nil if that is too long, or the pattern holds a
  /// NUL, which would end it.
  static func formatted(_ nanoseconds: Int64, as pattern: Text) -> Text? {
    var (time, fields) = (
      time_t(nanoseconds.flooredQuotientAndRemainder(by: 1_000_000_000).quotient), tm()
    )
    guard !pattern.bytes.contains(0), localtime_r(&time, &fields) != nil else { return nil }
    // A result of no bytes is told from one that has no room by what stands before it.
    let pattern = ([0x20] + pattern.bytes + [0]).map { CChar(bitPattern: $0) }
    var buffer = [CChar](repeating: 0, count: 256)
    while buffer.count <= mostFormatted {
      let count = strftime(&buffer, buffer.count, pattern, &fields)
      if count > 0 { return Text(bytes: buffer[1..<count].map { UInt8(bitPattern: $0) }) }
      buffer = [CChar](repeating: 0, count: buffer.count * 16)
    }
    return nil
  }

  /// The zone of this machine at a moment, as its clocks are called and how far they are ahead of UTC:
  /// `CET+0100`.
  package static func zone(at nanoseconds: Int64) -> String {
    formatted(nanoseconds, as: "%Z%z").map { String(decoding: $0.bytes, as: UTF8.self) } ?? "UTC"
  }

  /// How many bytes a formatted time may have; a pattern can ask for any width.
  private static let mostFormatted = 1 << 16

  /// By the offsets that hold a day before and a day after. In a gap between them neither is
  /// right; the earlier one counts on from before it.
  private static func moment(ofLocal civil: CivilTime) -> Int64 {
    let seconds = civil.secondsSinceEpoch
    let before = offset(at: seconds - 86_400)
    let after = offset(at: seconds + 86_400)
    let isAfter = offset(at: seconds - before) != before && offset(at: seconds - after) == after
    return seconds - (isAfter ? after : before)
  }

  /// Seconds that the local zone is ahead of UTC at a moment.
  private static func offset(at seconds: Int64) -> Int64 {
    var (time, fields) = (time_t(seconds), tm())
    return localtime_r(&time, &fields) == nil ? 0 : Int64(fields.tm_gmtoff)
  }
}

/// A time taken out of a text.
private struct WrittenTime {
  private(set) var civil: CivilTime
  /// Seconds ahead of UTC; nil if the text does not say.
  private(set) var offset: Int64?

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
    guard let nanosecond = reader.fraction() else { return false }
    civil.nanosecond = nanosecond
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
