/// A number of bytes.
package struct Bytes: Hashable, Comparable, Sendable {
  /// Negative only of differences.
  package var count: Int64

  package init(_ count: Int64) {
    self.count = count
  }

  /// As the kernel counts in most of its texts; what does not fit is the largest number.
  package init(kibibytes: UInt64) {
    let (bytes, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
    count = overflow ? .max : Int64(clamping: bytes)
  }

  /// Of a count of pages; what does not fit is the largest number.
  package init(pages: UInt64, of pageSize: Int) {
    let (bytes, overflow) = pages.multipliedReportingOverflow(by: UInt64(clamping: pageSize))
    count = overflow ? .max : Int64(clamping: bytes)
  }

  /// The sum; what does not fit is the largest number.
  package static func + (left: Bytes, right: Bytes) -> Bytes {
    let (sum, overflow) = left.count.addingReportingOverflow(right.count)
    return overflow ? Bytes(.max) : Bytes(sum)
  }

  package static func < (left: Bytes, right: Bytes) -> Bool { left.count < right.count }
}

/// A time in the kernel's clock ticks (`sysconf(_SC_CLK_TCK)` of them are a second).
package struct Ticks: Hashable, Comparable, Sendable {
  /// Since boot, or of processor time: whichever the field says.
  package var count: UInt64

  package init(_ count: UInt64) {
    self.count = count
  }

  /// Nanoseconds; nil where they pass 64 bits.
  package func nanoseconds(perSecond: Int) -> Int64? {
    guard perSecond > 0 else { return nil }
    let perSecond = UInt64(perSecond)
    let (seconds, rest) = count.quotientAndRemainder(dividingBy: perSecond)
    guard let whole = Int64(exactly: seconds) else { return nil }
    let fraction = perSecond.dividingFullWidth(rest.multipliedFullWidth(by: 1_000_000_000)).quotient
    let (nanoseconds, overflow) = whole.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = nanoseconds.addingReportingOverflow(Int64(fraction))
    return overflow || carry ? nil : sum
  }

  /// The sum; what does not fit is the largest number.
  package static func + (left: Ticks, right: Ticks) -> Ticks {
    let (sum, overflow) = left.count.addingReportingOverflow(right.count)
    return Ticks(overflow ? .max : sum)
  }

  package static func < (left: Ticks, right: Ticks) -> Bool { left.count < right.count }
}
