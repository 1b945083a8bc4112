/// A span of time, or a moment since 1970-01-01T00:00:00Z.
package struct Nanoseconds: Hashable, Comparable, Sendable {
  /// The number of nanoseconds.
  package var count: Int64

  package init(_ count: Int64) {
    self.count = count
  }

  /// Nil where they pass 64 bits.
  package init?(milliseconds: UInt64) {
    self.init(milliseconds, times: 1_000_000)
  }

  /// Nil where they pass 64 bits.
  package init?(seconds: UInt64) {
    self.init(seconds, times: 1_000_000_000)
  }

  private init?(_ number: UInt64, times factor: UInt64) {
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow, let count = Int64(exactly: product) else { return nil }
    self.count = count
  }

  package static func < (left: Nanoseconds, right: Nanoseconds) -> Bool { left.count < right.count }
}
