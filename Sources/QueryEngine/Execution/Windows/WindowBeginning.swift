import Planning
import Schema
import Values

/// What was kept when a window began.
final class WindowBeginning {
  /// When that was, by the clock of windows.
  let instant: Int64
  /// The time of that moment, in nanoseconds since 1970.
  let time: Int64
  /// Few, so that none is hashed for each row.
  private var tables: [(name: String, rows: CapturedRows)] = []
  private var lastRow: (any Row)?
  private var lastTable = ""
  private var lastState = State.unknown

  /// Nothing is kept yet.
  init(at instant: Int64, _ time: Int64) {
    self.instant = instant
    self.time = time
  }

  /// What a row was when the window began.
  enum State {
    /// This, at this place.
    case kept(CapturedRows, Int)
    /// It was not there.
    case started
    /// It was there, and not read.
    case unread
    /// Nobody knows whether it was there.
    case unknown
  }

  func keep(_ rows: CapturedRows, of table: String) { tables.append((table, rows)) }

  /// Tells the snapshot of a later moment, before anything is asked of it, what will be read again.
  func announce(to snapshot: any Snapshot) {
    for (name, rows) in tables where !rows.stamped.isEmpty {
      snapshot.expect(rows.identities, of: name, reading: rows.stamped)
    }
  }

  /// What was kept of a table; nil where nobody asked for it.
  func rows(of table: String) -> CapturedRows? {
    for entry in tables where entry.name == table { return entry.rows }
    return nil
  }

  /// What a row of a table was. A row is asked about several times before the next one is.
  func state(of row: any Row, in table: String) -> State {
    if lastRow === row, lastTable == table { return lastState }
    lastState = find(row, in: table)
    lastRow = row
    lastTable = table
    return lastState
  }

  private func find(_ row: any Row, in table: String) -> State {
    guard let rows = rows(of: table) else { return .unknown }
    if let place = rows.place(of: row, isSame: { row.wasThere(at: instant) }) {
      return .kept(rows, place)
    }
    switch row.wasThere(at: instant) {
    case true?: return .unread
    case false?: return .started
    case nil: return .unknown
    }
  }

  /// Forgets the row that was asked about last, so that its snapshot can end.
  func forgetLastRow() { lastRow = nil }
}
