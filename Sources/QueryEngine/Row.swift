/// One thing that a query asks about: a process, an open file, a planet.
///
/// It reads a fact when a column first asks for it, and keeps it.
package protocol Row: AnyObject {
  /// The thing ended while it was read: the row is dropped whole.
  var isGone: Bool { get }
  /// Whether this has been read already, so that reading a column from it costs nothing more.
  func holds(_ origin: Origin) -> Bool
}

/// Rows, pulled one at a time; nothing is read before it is asked for.
package struct RowStream: Sequence, IteratorProtocol {
  private let pull: () -> (any Row)?

  package init(_ pull: @escaping () -> (any Row)?) {
    self.pull = pull
  }

  package init(_ rows: some Sequence<any Row>) {
    var rest = rows.makeIterator()
    self.init { rest.next() }
  }

  package func next() -> (any Row)? { pull() }
}

/// What one statement's run shares: caches, counters. Made anew for each, so that a file is
/// opened at most once per process and statement.
package protocol Visit: AnyObject {
  var statistics: Statistics { get }
  /// What the tables could not tell as a whole, each without its `note: `.
  var notes: [String] { get }
  /// Begins to read these origins of rows, of each in this order, by several threads at a time, the
  /// dearest first. The rows, each of which stands there once, may not be touched before what is
  /// returned has been called: it waits for the end. What has not begun when the run is cancelled
  /// is left.
  func beginReading(_ origins: [Origin], of rows: [any Row], unless cancellation: Cancellation)
    -> () -> Void
}

extension Visit {
  package var notes: [String] { [] }

  /// For tables that have nothing dear: what is not read ahead is read when it is asked for.
  package func beginReading(
    _ origins: [Origin], of rows: [any Row], unless cancellation: Cancellation
  ) -> () -> Void { {} }
}

/// What a run has read, for `--stats` and `explain analyze`.
package struct Statistics: Sendable {
  /// Rows of the catalog's principal table that were looked at.
  package var processes = 0
  /// Files opened, by origin name, in the catalog's order; none that is zero.
  package var reads: [(name: String, count: Int)] = []
  /// Refusals, likewise.
  package var denied: [(name: String, count: Int)] = []
  /// Rows dropped because their process ended.
  package var vanished = 0

  package init() {}
}
