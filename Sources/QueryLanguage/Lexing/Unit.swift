/// A unit that may stand directly after a number.
package struct Unit: Sendable {
  /// What a unit measures.
  package enum Quantity: Sendable {
    /// Counted in bytes.
    case size
    /// Counted in nanoseconds.
    case duration
  }

  /// The letters behind the number, in this case alone.
  package let spelling: String
  /// What the unit measures.
  package let quantity: Quantity
  /// How many bytes or nanoseconds it is.
  package let scale: Int64
  /// Whether literals are printed with it.
  let isPrinted: Bool

  private init(_ spelling: String, _ quantity: Quantity, _ scale: Int64, isPrinted: Bool = true) {
    self.spelling = spelling
    self.quantity = quantity
    self.scale = scale
    self.isPrinted = isPrinted
  }

  private static func alias(_ spelling: String, _ scale: Int64) -> Unit {
    Unit(spelling, .size, scale, isPrinted: false)
  }

  /// From the smallest to the largest. Sizes are spelt as GNU coreutils spell them.
  package static let all = sizes + otherSizes + durations

  private static let sizes = [
    Unit("B", .size, 1), Unit("K", .size, 1 << 10), Unit("M", .size, 1 << 20),
    Unit("G", .size, 1 << 30), Unit("T", .size, 1 << 40), Unit("P", .size, 1 << 50),
  ]

  private static let otherSizes = [
    alias("k", 1 << 10), alias("KiB", 1 << 10), alias("MiB", 1 << 20), alias("GiB", 1 << 30),
    alias("TiB", 1 << 40), alias("PiB", 1 << 50),
    alias("kB", 1000), alias("KB", 1000), alias("MB", 1_000_000), alias("GB", 1_000_000_000),
    alias("TB", 1_000_000_000_000), alias("PB", 1_000_000_000_000_000),
  ]

  private static let durations = [
    Unit("ms", .duration, 1_000_000), Unit("s", .duration, 1_000_000_000),
    Unit("m", .duration, 60_000_000_000), Unit("h", .duration, 3_600_000_000_000),
    Unit("d", .duration, 86_400_000_000_000), Unit("w", .duration, 604_800_000_000_000),
  ]

  /// The unit of this spelling, or the one that is usually meant by another word for it: `min`,
  /// `mb`.
  package static func meant(by word: String) -> Unit? {
    if let unit = named(word) { return unit }
    let word = word.folded
    return words[word].flatMap(named) ?? all.first { $0.spelling.isSame(as: word) }
  }

  private static let words = [
    "byte": "B", "bytes": "B", "ki": "KiB", "mi": "MiB", "gi": "GiB", "ti": "TiB", "pi": "PiB",
    "msec": "ms", "msecs": "ms", "millisecond": "ms", "milliseconds": "ms",
    "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "day": "d", "days": "d", "wk": "w", "week": "w", "weeks": "w",
  ]

  /// What to write for a unit that there is not: months differ, and nothing is that short.
  static func remark(on word: String) -> String? {
    switch word.folded {
    case "y", "yr", "yrs", "year", "years", "mo", "mon", "month", "months":
      "months and years differ: 30d, 365d"
    case "us", "usec", "ns", "nsec", "microseconds", "nanoseconds": "the smallest unit is ms: 0.5ms"
    case "e", "eb", "eib", "zb": "the largest unit is P"
    default: nil
    }
  }

  /// The value that such a text is likely meant to be, `10 MB` or `5 minutes`, as it is written here.
  package static func written(meantBy text: [UInt8]) -> String? {
    let number = text.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
    let rest = text[number.endIndex...].drop(while: \.isSpace)
    let word = rest.prefix(while: \.isLetter)
    let after = String(decoding: rest[word.endIndex...], as: UTF8.self).folded
    guard let first = number.first, first.isDigit, number.last?.isDigit == true,
      after.isEmpty || after == " ago",
      let unit = meant(by: String(decoding: word, as: UTF8.self))
    else { return nil }
    return String(decoding: number, as: UTF8.self) + unit.spelling
  }

  /// The unit of this very spelling: `M` is a size and `m` are minutes.
  package static func named(_ spelling: String) -> Unit? {
    all.first { $0.spelling == spelling }
  }
}
