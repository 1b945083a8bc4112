import Binding
import OrderedCollections
import Planning
import Schema
import Values

/// The readings of `from history`: at each the queries of the statement that ask for them are run, and
/// what they find is kept until it is pulled.
final class ReadingTimeline {
  /// Whether the statement asks for nothing else, so that it may pull one reading after the other.
  let isWhole: Bool
  private unowned let run: Run
  private let window: BoundWindow
  /// By their keys, each once.
  private let queries: OrderedDictionary<String, BoundQuery>
  /// By the key of the query, the rows that are left to be pulled, or of several queries all of them.
  private var rows: [String: [[Value]]] = [:]
  private var previous: WindowBeginning?
  /// The moments of a source with a past; nil of a live one.
  private var moments: ArraySlice<Int64>?
  /// When the next reading of a live source is due, and when the last may be.
  private var due: Int64?
  private var last: Int64 = 0
  private var isOver = false
  private var toldOfSkipping = false
  /// Why moments have no rows, one after the other.
  private var failures: [Failure] = []

  /// Nil where no query asks for readings.
  init?(of query: BoundQuery, _ window: BoundWindow, in run: Run) {
    let found = query.readingQueries
    guard !found.queries.isEmpty else { return nil }
    self.run = run
    self.window = window
    let queries = found.queries.map { $0.ofOneReading(in: run.schema) }
    self.queries = OrderedDictionary(
      queries.map { ($0.readingKey, $0) }, uniquingKeysWith: { first, _ in first })
    isWhole = found.isOneAlone
  }

  /// Makes all readings at once, for a statement that asks for more than one query's.
  func readAll() throws(Failure) {
    while !isOver { try read() }
  }

  /// The next rows of the query with this key; nil at the end. `position` is how many were pulled of
  /// them.
  func row(of query: String, _ position: inout Int) throws(Failure) -> [Value]? {
    while true {
      if let known = rows[query], position < known.count {
        defer { position += 1 }
        return known[position]
      }
      guard isWhole, !isOver, !run.cancellation.isRequested else { return nil }
      rows[query] = []
      position = 0
      try read()
    }
  }

  /// Waits for the next reading, and makes it.
  private func read() throws(Failure) {
    guard let snapshot = try nextSnapshot() else {
      isOver = true
      return
    }
    if let failure = snapshot.failure { return leaveOut(failure) }
    let reading = run.child(of: snapshot)
    reading.beginning = previous
    let captures = try reading.planner().captures(for: Array(queries.values))
    if !captures.isEmpty {
      snapshot.keepRows()
      previous?.announce(to: snapshot)
      previous = try WindowReader(of: run.child(of: snapshot)).keep(captures)
    }
    for (key, query) in queries { try pull(query, key, in: reading) }
    reading.beginning?.forgetLastRow()
    run.add(reading.statistics)
    run.notes.take(reading.notes)
    if reading.hasUnjudgedRows { run.hasUnjudgedReadings = true }
  }

  /// A moment that could not be recorded has no rows, and changes are against the one before it.
  private func leaveOut(_ failure: Failure) {
    failures.append(failure)
    guard failures.count == 1 else { return }
    run.notes.add { [unowned self] in
      let count = failures.count == 1 ? "1 moment is" : "\(failures.count) moments are"
      return ["\(count) left out: \(failures[0].reason)"]
    }
  }

  private func pull(_ query: BoundQuery, _ key: String, in reading: Run) throws(Failure) {
    let planner = try reading.planner()
    let operators = Lowering(planner.plan(query), planner, in: reading).operators()
    while !run.cancellation.isRequested, let row = try operators.next() {
      rows[key, default: []].append(row.cells)
      if !isWhole || run.keepsReadings { try run.keep(row.cells) }
    }
    if let failure = reading.failure { throw failure }
  }
}

// When the readings are.
extension ReadingTimeline {
  private func nextSnapshot() throws(Failure) -> (any Snapshot)? {
    guard !run.cancellation.isRequested else { return nil }
    return run.source.hasPast ? try nextOfPast() : try nextOfPresent()
  }

  private func nextOfPast() throws(Failure) -> (any Snapshot)? {
    if moments == nil {
      let end = try run.snapshot()
      let first = try run.source.beginning(of: window.length, before: end)
      moments = try run.source.moments(from: first.instant, to: end.instant).last(
        ofEach: window.step, from: end.askedInstant.adding(-window.length))[...]
    }
    guard let moment = moments?.popFirst() else { return nil }
    return try run.source.snapshot(at: .instant(moment))
  }

  private func nextOfPresent() throws(Failure) -> (any Snapshot)? {
    let step = window.step ?? window.length
    guard let due else {
      let snapshot = try run.source.snapshot(at: .latest)
      self.due = snapshot.instant.adding(step)
      last = snapshot.instant.adding(window.length)
      return snapshot
    }
    guard due <= last else { return nil }
    run.pause(until: due)
    let snapshot = try run.source.snapshot(at: .latest)
    let late = snapshot.instant - due
    self.due = due.adding((late > 0 ? late / step + 1 : 1) * step)
    if late >= step, due.adding(step) <= last { tellOfSkipping(step, late) }
    return snapshot
  }

  private func tellOfSkipping(_ step: Int64, _ late: Int64) {
    guard !toldOfSkipping else { return }
    toldOfSkipping = true
    let length = HumanText.duration(step.adding(late))
    run.notes.add {
      ["a reading took \(length), longer than 'every' says, so that some were skipped"]
    }
  }
}

extension [Int64] {
  /// Of ascending times the last one not after each step, each once; without a step all.
  fileprivate func last(ofEach step: Int64?, from start: Int64) -> [Int64] {
    guard let step, let end = last else { return self }
    var chosen: [Int64] = []
    var index = 0
    var due = start
    while due < end.adding(step) {
      while index + 1 < count, self[index + 1] <= due { index += 1 }
      if index < count, self[index] <= due, chosen.last != self[index] {
        chosen.append(self[index])
      }
      due = due.adding(step)
    }
    return chosen
  }
}
