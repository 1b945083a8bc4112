import Execution
import Schema
import Values

/// A moment that was recorded.
struct RecordedMoment: Sendable {
  /// It grows from moment to moment.
  let id: Int64
  /// Between which boots it was.
  let boot: Int64
  /// What the machine was like.
  let machine: Int64
  /// In nanoseconds since 1970, by the clock as it was set then.
  let time: Int64
  /// In nanoseconds since boot.
  let uptime: Int64
  /// On the axis of boots and uptimes, which no setting of a clock moves.
  let instant: Int64
  /// Whether some row could not be judged.
  let hasUnjudgedRows: Bool
  /// What could not be told then, each without its `note: `.
  let notes: [String]
  /// Why there are no rows of it; nil where there are.
  let failure: String?

  fileprivate static let columns =
    "id, boot, machine, time, uptime, instant, unjudged, notes, failure"

  fileprivate init(_ row: DatabaseStatement) {
    id = row.integer(0)
    boot = row.integer(1)
    machine = row.integer(2)
    time = row.integer(3)
    uptime = row.integer(4)
    instant = row.integer(5)
    hasUnjudgedRows = row.integer(6) != 0
    notes = Self.lines(row.cell(7))
    failure = Self.lines(row.cell(8)).first
  }

  /// A note a line.
  private static func lines(_ cell: DatabaseStatement.Cell) -> [String] {
    switch cell {
    case .text(let bytes), .bytes(let bytes):
      bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    case .null, .integer, .real: []
    }
  }
}

// Which moment is meant.
extension RecordingReader {
  /// The first that was recorded; nil of a recording without moments.
  func firstMoment() throws(Failure) -> RecordedMoment? { try moment("order by instant limit 1") }

  /// The last.
  func lastMoment() throws(Failure) -> RecordedMoment? {
    try moment("order by instant desc limit 1")
  }

  /// The one at which the clock showed the earliest time.
  func earliestMoment() throws(Failure) -> RecordedMoment? {
    try moment("order by time limit 1")
  }

  /// The one at which the clock showed the latest time: not the last where it was set back.
  func latestMoment() throws(Failure) -> RecordedMoment? {
    try moment("order by time desc limit 1")
  }

  /// The last that is not after an instant.
  func moment(notAfter instant: Int64) throws(Failure) -> RecordedMoment? {
    try moment("where instant <= ?1 order by instant desc limit 1", instant)
  }

  /// The last at which the clock showed a time or was about to. Where the clock was set back, it showed some
  /// times twice, and the later is meant; where it never showed this one, the last moment with an earlier
  /// time.
  func moment(showing time: Int64) throws(Failure) -> RecordedMoment? {
    let start = time.saturatingDifference(recording.interval.saturatingProduct(2))
    if let found = try moment(
      "where time between ?1 and ?2 order by instant desc limit 1", start, time)
    {
      return found
    }
    return try moment("where time <= ?1 order by instant desc limit 1", time)
  }

  /// The instants in a closed stretch, ascending.
  func instants(from: Int64, to: Int64) throws(Failure) -> [Int64] {
    var instants: [Int64] = []
    let statement = try statement(
      "select instant from moment where instant between ?1 and ?2 order by instant",
      of: RecordingAccess.moment)
    try read(statement, from, to, of: RecordingAccess.moment) { row in
      instants.append(row.integer(0))
      return true
    }
    return instants
  }

  private func moment(
    _ clauses: String, _ first: Int64? = nil, _ second: Int64? = nil
  ) throws(Failure) -> RecordedMoment? {
    let statement = try statement(
      "select \(RecordedMoment.columns) from moment \(clauses)", of: RecordingAccess.moment)
    var found: RecordedMoment?
    let take = { (row: DatabaseStatement) in
      found = RecordedMoment(row)
      return false
    }
    switch (first, second) {
    case (let first?, let second?):
      try read(statement, first, second, of: RecordingAccess.moment, take)
    case (let first?, nil): try read(statement, first, of: RecordingAccess.moment, take)
    case _: try read(statement, of: RecordingAccess.moment, take)
    }
    return found
  }
}

extension Int64 {
  /// No further than the numbers go.
  func saturatingSum(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other > 0 ? .max : .min) : sum
  }

  /// Likewise.
  func saturatingDifference(_ other: Int64) -> Int64 {
    let (difference, overflows) = subtractingReportingOverflow(other)
    return overflows ? (other < 0 ? .max : .min) : difference
  }

  /// Likewise; neither is negative.
  func saturatingProduct(_ other: Int64) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? .max : product
  }
}
