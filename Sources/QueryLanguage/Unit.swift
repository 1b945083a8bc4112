/// A unit that may stand directly after a number.
package struct Unit: Sendable {
  package enum Quantity: Sendable {
    /// Counted in bytes.
    case size
    /// Counted in nanoseconds.
    case duration
  }

  package let spelling: String
  package let quantity: Quantity
  /// How many bytes or nanoseconds it is.
  package let scale: Int64

  private init(_ spelling: String, _ quantity: Quantity, _ scale: Int64) {
    self.spelling = spelling
    self.quantity = quantity
    self.scale = scale
  }

  /// Sizes as GNU coreutils write them, durations from the largest to the smallest. Where two
  /// spellings mean the same, the first is the one that is printed.
  package static let all: [Unit] =
    sizes + [
      Unit("w", .duration, 7 * 86_400_000_000_000),
      Unit("d", .duration, 86_400_000_000_000),
      Unit("h", .duration, 3_600_000_000_000),
      Unit("m", .duration, 60_000_000_000),
      Unit("s", .duration, 1_000_000_000),
      Unit("ms", .duration, 1_000_000),
    ]

  private static let sizes: [Unit] =
    [
      Unit("P", .size, 1 << 50), Unit("T", .size, 1 << 40), Unit("G", .size, 1 << 30),
      Unit("M", .size, 1 << 20), Unit("K", .size, 1 << 10), Unit("B", .size, 1),
      Unit("k", .size, 1 << 10),
      Unit("PiB", .size, 1 << 50), Unit("TiB", .size, 1 << 40), Unit("GiB", .size, 1 << 30),
      Unit("MiB", .size, 1 << 20), Unit("KiB", .size, 1 << 10),
      Unit("PB", .size, 1_000_000_000_000_000), Unit("TB", .size, 1_000_000_000_000),
      Unit("GB", .size, 1_000_000_000), Unit("MB", .size, 1_000_000),
      Unit("kB", .size, 1000), Unit("KB", .size, 1000),
    ]

  /// The unit of this very spelling: `M` is a size and `m` are minutes.
  package static func named(_ spelling: String) -> Unit? {
    all.first { $0.spelling == spelling }
  }
}
