/// What was said of no single round and stands below the rounds for a while.
struct RoundNotices {
  private var notices: [(line: String, instant: Int64)] = []

  /// How many stand there at most: the latest.
  private static let most = 3
  /// How long one stands there at least, in nanoseconds: as long as somebody may need to see it.
  private static let patience: Int64 = 10_000_000_000

  /// The lines, the latest at the end.
  var lines: [String] { notices.map(\.line) }

  /// A line that is said at this instant of `Stopwatch.now`; it does not stand there twice.
  mutating func add(_ line: String, at instant: Int64) {
    notices.removeAll { $0.line == line }
    notices.append((line, instant))
    notices.removeFirst(max(notices.count - Self.most, 0))
  }

  /// A round ends at this instant: what was said long before it is over.
  mutating func endRound(at instant: Int64) {
    notices.removeAll { instant - $0.instant >= Self.patience }
  }
}
