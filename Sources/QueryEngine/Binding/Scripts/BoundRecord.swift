/// What is recorded, and where.
package struct BoundRecord: Sendable {
  /// The path of the file as it is written: not empty, without NUL.
  package let file: [UInt8]
  /// From one moment to the next, in nanoseconds; more than 0.
  package let interval: Int64
  /// How long a moment is kept, in nanoseconds; nil where all are.
  package let keep: Int64?
  /// Of the source's principal table: its outputs are columns of it, or entries of such that are maps.
  package let query: BoundQuery
  /// The canonical text of the query, by which a recording is gone on with.
  package let text: String

  /// A recording of all its parts.
  package init(file: [UInt8], interval: Int64, keep: Int64?, query: BoundQuery, text: String) {
    self.file = file
    self.interval = interval
    self.keep = keep
    self.query = query
    self.text = text
  }

  /// How long after one moment the next one begins, in nanoseconds, where nothing says how long.
  package static let usualInterval: Int64 = 10_000_000_000
}
