import Glibc

/// A buffer before a sink. Writers append to `bytes` and say where a row ends. A row is sent at
/// once, unless another was sent within the last clock tick; then it waits until the buffer is
/// full, a row of a later tick comes, or the statement ends.
package final class OutputBuffer {
  /// What has not left yet.
  package var bytes: [UInt8] = []
  /// Of what is told to the user: whether labels have colours.
  package var isColoured = false
  /// Likewise: how wide the terminal is; nil where there is none.
  package var columns: Int?
  private var writesTable = false
  private var hasTable = false
  private var owesBlankLine = false
  private let sink: any ByteSink
  private let pace: Pace
  private var lastDeparture = Tick(seconds: 0, nanoseconds: 0)

  /// Large enough that a long result costs few calls, small enough to stay in the cache.
  private static let capacity = 32 << 10

  package enum Pace: Sendable {
    /// Somebody watches: every row leaves at once.
    case everyRow
    /// A file or another program: rows that come fast leave together.
    case together
  }

  package init(_ sink: any ByteSink, pace: Pace = .together) {
    self.sink = sink
    self.pace = pace
  }

  /// Another one before the same sink: for a thread that may be left while it writes.
  package func sibling() -> OutputBuffer {
    let sibling = OutputBuffer(sink, pace: pace)
    (sibling.isColoured, sibling.columns) = (isColoured, columns)
    sibling.hasTable = hasTable
    return sibling
  }

  /// The next bytes are those of another statement's result. Tables stand a blank line apart; nothing
  /// does where nothing is written. `belowTable`: another buffer has written a table above.
  package func beginResult(isTable: Bool, belowTable: Bool = false) {
    owesBlankLine = isTable && (hasTable || belowTable)
    writesTable = isTable
  }

  /// A row, a line or a message is complete.
  package func endRow() throws(ResultFailure) {
    switch pace {
    case .everyRow:
      try flush()
    case .together:
      if bytes.count >= Self.capacity || isDue() { try flush() }
    }
  }

  /// Sends only a full buffer, for rows that are all known already.
  package func flushIfFull() throws(ResultFailure) {
    if bytes.count >= Self.capacity { try flush() }
  }

  /// Sends everything on its way.
  package func flush() throws(ResultFailure) {
    guard !bytes.isEmpty else { return }
    if owesBlankLine { bytes.insert(UInt8(ascii: "\n"), at: 0) }
    owesBlankLine = false
    hasTable = hasTable || writesTable
    var failure: ResultFailure?
    bytes.withUnsafeBytes { waiting in
      do throws(ResultFailure) {
        try sink.write(waiting)
      } catch {
        failure = error
      }
    }
    bytes.removeAll(keepingCapacity: true)
    if let failure { throw failure }
  }

  /// The coarse clock ticks a few hundred times a second and costs a few nanoseconds to read:
  /// slow rows leave one by one, and fast ones cost at most one call a tick.
  private func isDue() -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
    let tick = Tick(seconds: now.tv_sec, nanoseconds: now.tv_nsec)
    defer { lastDeparture = tick }
    return tick != lastDeparture
  }

  private struct Tick: Equatable {
    var seconds: Int
    var nanoseconds: Int
  }
}
