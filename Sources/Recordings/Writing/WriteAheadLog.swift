// The log beside the file of a recording.
extension Database {
  /// Keeps changes in a log beside the file, so that a moment is one write without waiting for the disk, and
  /// others may read meanwhile. Where that cannot be, as on some network file systems, it is done without.
  ///
  /// A log that was taken in is cut off, so that it has neither room nor secrets that nobody needs.
  func keepLog() throws(DatabaseError) {
    _ = try number("pragma journal_mode = wal")
    try execute("pragma synchronous = normal")
    _ = try number("pragma journal_size_limit = 0")
    try limitLog()
  }

  /// The log is taken in once it has a quarter of the file's pages, but at least so many, lest each moment
  /// wait for the disk, and at most so many.
  func limitLog() throws(DatabaseError) {
    let pages = try number("pragma page_count") ?? 0
    _ = try number("pragma wal_autocheckpoint = \(min(max(pages / 4, 32), 1000))")
  }

  /// Takes what the log holds into the file, and leaves the log empty; false where somebody else keeps it
  /// from that.
  func foldLog() throws(DatabaseError) -> Bool {
    try number("pragma wal_checkpoint(truncate)") == 0
  }

  /// Ends the use of a log; false where somebody else keeps it from that.
  func endLog() throws(DatabaseError) -> Bool {
    guard try foldLog() else { return false }
    _ = try number("pragma journal_mode = delete")
    return true
  }
}
