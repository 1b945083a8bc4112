package import Values

/// Looks at what the system lets a source wait for: a file of a process whose memory is locked, a
/// file system that does not answer. One thread at a time may look, whichever it is.
package protocol WaitObserver: AnyObject, Sendable {
  /// The waits that go on, the longest first. `now` is by a clock that does not go back.
  func look(at now: Int64) -> [Wait]
}

/// Something that is waited for.
package struct Wait: Sendable {
  /// As a user would name it: `/proc/4711/smaps_rollup`, or where a file system is mounted.
  package let path: Text
  /// When it was first seen, by the clock of whoever looks.
  package let firstSeen: Int64

  package init(for path: Text, firstSeen: Int64) {
    self.path = path
    self.firstSeen = firstSeen
  }
}
