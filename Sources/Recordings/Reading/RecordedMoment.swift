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
  func firstMoment() throws(Failure) -> RecordedMoment? {
    try moments("order by instant limit 1").first
  }

  /// The last.
  func lastMoment() throws(Failure) -> RecordedMoment? {
    try moments("order by instant desc limit 1").first
  }

  /// The one at which the clock showed the earliest time.
  func earliestMoment() throws(Failure) -> RecordedMoment? {
    try moments("order by time limit 1").first
  }

  /// The one at which the clock showed the latest time: not the last where it was set back.
  func latestMoment() throws(Failure) -> RecordedMoment? {
    try moments("order by time desc limit 1").first
  }

  /// The last that is not after an instant.
  func moment(notAfter instant: Int64) throws(Failure) -> RecordedMoment? {
    try moments("where instant <= ?1 order by instant desc limit 1", instant).first
  }

  /// The last moment that is not after a time by the clock, or that is shown as it, cut to a unit.
  ///
  /// A clock that was set back showed some times twice: then the later is meant. One that was set forward, as
  /// often soon after a boot, passed times over: of these it is the moment with the greatest time before, and
  /// never one at which the clock was far away. Both are found by the index of times.
  func moment(showing time: Int64, unit: Int64) throws(Failure) -> RecordedMoment? {
    let from = time.saturatingDifference(recording.interval.saturatingProduct(2))
    let to = time.saturatingSum(max(0, unit - 1))
    // A sign before a column keeps its index from being used: that of times leads to few.
    let near = try moments(
      "where time between ?1 and ?2 order by +instant desc limit \(Self.mostNear)", from, to)
    for moment in near where try isMeant(moment, by: time) { return moment }
    return try moments("where time <= ?1 order by time desc, id desc limit 1", time).first
  }

  /// So many moments stand in two intervals at most, in a file that was not made up.
  private static let mostNear = 10_000

  /// Whether the clock showed the time from this moment on and before the next.
  private func isMeant(_ moment: RecordedMoment, by time: Int64) throws(Failure) -> Bool {
    guard moment.time < time else { return true }
    let length =
      try nextInstant(after: moment)?.saturatingDifference(moment.instant) ?? recording.interval
    return time.saturatingDifference(moment.time) < length
  }

  /// That of the next moment; nil of the last.
  func nextInstant(after moment: RecordedMoment) throws(Failure) -> Int64? {
    let statement = try statement(
      "select instant from moment where instant > ?1 order by instant limit 1",
      of: RecordingAccess.moment)
    var next: Int64?
    try read(statement, moment.instant, of: RecordingAccess.moment) { row in
      next = row.integer(0)
      return false
    }
    return next
  }

  /// The last before this one that did not fail.
  func lastWhole(before moment: RecordedMoment) throws(Failure) -> RecordedMoment? {
    try moments(
      "where instant < ?1 and failure is null order by instant desc limit 1", moment.instant
    ).first
  }

  /// Between which boots the moment at an instant was; nil where there is none.
  func boot(at instant: Int64) throws(Failure) -> Int64? {
    if let known = bootOfInstant, known.instant == instant { return known.boot }
    let boot = try moment(notAfter: instant)?.boot
    bootOfInstant = (instant, boot)
    return boot
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

  private func moments(
    _ clauses: String, _ first: Int64? = nil, _ second: Int64? = nil
  ) throws(Failure) -> [RecordedMoment] {
    let statement = try statement(
      "select \(RecordedMoment.columns) from moment \(clauses)", of: RecordingAccess.moment)
    var found: [RecordedMoment] = []
    let take = { (row: DatabaseStatement) in
      found.append(RecordedMoment(row))
      return true
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
