import Glibc

/// `auxv` (since 2.6): what the kernel told a program when it started it, as pairs of numbers. It is
/// the one file of /proc that is not text: of another byte order, or of a program of 32 bits, its
/// numbers make no sense and are left out.
package struct AuxiliaryVector: Sendable, Equatable {
  /// AT_PAGESZ, in bytes.
  package var pageSize: Int?
  /// AT_CLKTCK.
  package var ticksPerSecond: Int?

  /// Tells nothing.
  package init() {}

  /// Of pairs of 64 bits each, the lowest byte first.
  package init(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, through: bytes.count - 16, by: 16) {
        let type = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        let value = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
        if type == 0 { return }
        if type == 6 { pageSize = Self.plausiblePageSize(value) }
        if type == 17, (1...10_000).contains(value) { ticksPerSecond = Int(value) }
      }
    }
  }

  /// Of this program.
  static var ours: AuxiliaryVector {
    var vector = AuxiliaryVector()
    vector.pageSize = sysconf(CInt(_SC_PAGESIZE))
    vector.ticksPerSecond = sysconf(CInt(_SC_CLK_TCK))
    return vector
  }

  /// The number of bytes, if a page can have so many: Linux runs with 4 KiB to 1 MiB.
  static func plausiblePageSize(_ bytes: UInt64) -> Int? {
    (12...20).contains(bytes.trailingZeroBitCount) && bytes.nonzeroBitCount == 1
      ? Int(bytes) : nil
  }

  /// Takes over what is not known yet.
  mutating func fill(from other: AuxiliaryVector?) {
    pageSize = pageSize ?? other?.pageSize
    ticksPerSecond = ticksPerSecond ?? other?.ticksPerSecond
  }
}
