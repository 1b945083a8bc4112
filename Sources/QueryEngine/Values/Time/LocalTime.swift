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

  /// The moments at which the local clocks showed a time, in seconds since 1970, in their order: two
  /// where they were put back over it, none where they were put forward.
  static func moments(ofLocal civil: CivilTime) -> [Int64] {
    let seconds = civil.secondsSinceEpoch
    let offsets = Set([offset(at: seconds - 86_400), offset(at: seconds + 86_400)])
    return offsets.map { seconds - $0 }.filter { offset(at: $0) == seconds - $0 }.sorted()
  }

  /// By the offsets that hold a day before and a day after. In a gap between them neither is
  /// right; the earlier one counts on from before it.
  static func moment(ofLocal civil: CivilTime) -> Int64 {
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
