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
package typealias RowStream = AnyIterator<any Row>

/// What one statement's run shares: caches, counters. Made anew for each, so that a file is
/// opened at most once per process and statement.
package protocol Visit: AnyObject {
  var statistics: Statistics { get }
  /// What the tables could not tell as a whole, each without its `note: `.
  var notes: [String] { get }
}

extension Visit {
  package var notes: [String] { [] }
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
