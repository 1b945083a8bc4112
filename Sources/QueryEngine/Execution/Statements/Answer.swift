package import Binding
import Planning
import Schema
package import Values

/// Rows of a result, pulled one at a time. Nothing is read before the first is asked for.
package protocol Answer: AnyObject {
  /// What heads the cells; known before anything is read.
  var columns: [AnswerColumn] { get }
  /// The next row, as many cells as there are columns; nil at the end. It is thrown what keeps the
  /// whole from being told: no row comes after that.
  func next() throws(Failure) -> [Value]?
  /// What could not be told, each without its `note: `. Whole once `next` has returned nil.
  var notes: [String] { get }
  /// Whether some row could not be judged, so that an answer without rows does not mean that there is
  /// none. Known once `next` has returned nil.
  var hasUnjudgedRows: Bool { get }
  /// What has been read so far.
  var statistics: Statistics { get }
  /// The moment that is told of, in nanoseconds since 1970; nil before the first row is asked for, and
  /// where no moment is.
  var time: Int64? { get }
  /// Counts a row that is kept until all have come. It is thrown where all of them take too much: there is
  /// no end to what readings may come to.
  func countKept(_ row: [Value]) throws(Failure)
  /// What it was waiting for when it was cancelled, as a user would name it; nil where for nothing.
  var awaited: String? { get }
  /// What the row that was returned last is known by at another moment; nil where it was not asked
  /// for, by the mode.
  var rowKey: RowKey? { get }
  /// What the rows above that row are known by, the nearest first, whether they are among the rows or
  /// not; empty where that was not asked for, by the mode.
  var ancestors: [RowKey] { get }
  /// Rows that could not be judged, likewise.
  var unjudgedRows: Set<RowKey> { get }
}

extension Answer {
  package var time: Int64? { nil }
  package func countKept(_ row: [Value]) throws(Failure) {}
  package var awaited: String? { nil }
  package var rowKey: RowKey? { nil }
  package var ancestors: [RowKey] { [] }
  package var unjudgedRows: Set<RowKey> { [] }
  package var hasUnjudgedRows: Bool { false }
}

/// Rows that are known without reading anything.
final class DescriptionAnswer: Answer {
  let columns: [AnswerColumn]
  private var rows: IndexingIterator<[[Value]]>

  init(_ description: Description, of source: any Source) {
    columns = description.columns
    rows = description.rows(with: source.capabilities).makeIterator()
  }

  func next() -> [Value]? { rows.next() }
  var notes: [String] { [] }
  var statistics: Statistics { Statistics() }
}

/// The rows of a query, planned and pulled.
final class QueryAnswer: Answer {
  let columns: [AnswerColumn]
  private let query: BoundQuery
  private let mode: ExecutionMode
  private let run: Run
  /// Made after the operators, so that what they could not tell is noted first.
  private lazy var denials = DenialCounter(of: columns.map(\.name), noting: run.notes)
  private var state = State.unplanned

  private enum State {
    case unplanned
    case running(() throws(Failure) -> [Value]?)
    case ended
  }

  init(_ query: BoundQuery, for mode: ExecutionMode, in run: Run) {
    self.columns = query.columns(for: mode)
    self.query = query
    self.mode = mode
    self.run = run
    if mode.identifiesRows, run.identities == nil { run.identities = RowIdentities() }
    run.tellsAncestors = mode.tellsAncestors
    run.keepsReadings = query.keepsRows
  }

  func next() throws(Failure) -> [Value]? {
    do throws(Failure) {
      guard let cells = try pull(), !run.cancellation.isRequested else {
        state = .ended
        return nil
      }
      denials.count(cells)
      return cells
    } catch {
      state = .ended
      throw error
    }
  }

  private func pull() throws(Failure) -> [Value]? {
    if case .unplanned = state { state = .running(try start()) }
    guard case .running(let pull) = state else { return nil }
    let cells = try pull()
    if let failure = run.failure { throw failure }
    return cells
  }

  private func start() throws(Failure) -> () throws(Failure) -> [Value]? {
    run.noteLeftOut(of: query)
    try run.openWindow(for: query.reading(for: mode))
    let snapshot = try run.snapshot()
    let planner = try run.planner()
    let plan = planner.plan(query, for: mode)
    if !mode.tellsAncestors, let cells = try snapshot.cells(of: plan) { return cells }
    let operators = Lowering(plan, planner, in: run).operators()
    return { [unowned self] () throws(Failure) -> [Value]? in
      guard let row = try operators.next() else { return nil }
      if mode.identifiesRows { rowKey = row.identity ?? RowKey(row.cells, isLasting: false) }
      ancestors = row.ancestors
      return row.cells
    }
  }

  private(set) var rowKey: RowKey?
  private(set) var ancestors: [RowKey] = []
  var unjudgedRows: Set<RowKey> { run.unjudgedRows }
  var time: Int64? { run.time }
  func countKept(_ row: [Value]) throws(Failure) {
    if run.timeline != nil { try run.keep(row) }
  }
  var awaited: String? { run.isPausing ? "the end of the window" : nil }
  var notes: [String] { run.notes.lines }
  var hasUnjudgedRows: Bool { run.hasUnjudgedRows }
  var statistics: Statistics { run.statistics }
}

extension BoundQuery {
  /// So many rows are no matter to keep.
  private static let fewRows: Int64 = 10_000

  /// Whether its rows are kept until the last has come.
  fileprivate var keepsRows: Bool {
    if isDistinct || !order.isEmpty && limit ?? .max > Self.fewRows { return true }
    if outputs.contains(where: { $0.bar != nil }), limit ?? .max > Self.fewRows { return true }
    return grouping?.aggregates.contains {
      $0.call.isDistinct || $0.call.function.schema.keepsValues
    }
      ?? false
  }

  fileprivate func columns(for mode: ExecutionMode) -> [AnswerColumn] {
    !mode.readsCells && !isDistinct
      ? [] : outputs.map { AnswerColumn($0.name, $0.type, $0.vocabulary) }
  }
}
