import Execution
import Schema
import Values

/// What was told of a process from one moment on, until something of it differed.
final class RecordedFact {
  /// The moment from which on it is in force.
  let since: Int64
  /// What seldom changes; nil where the process was alive from then on and not among the rows.
  let label: Int64?
  /// What moves.
  let cells: StoredCells

  fileprivate init(_ row: DatabaseStatement, columns: Int) {
    since = row.integer(0)
    label = row.isNull(1) ? nil : row.integer(1)
    cells = StoredCells(row, from: 2, count: columns)
  }
}

/// Finds what was in force of a process at a moment.
///
/// Who asks one moment after the other has ranges read in the order of the table, so that what stays the
/// same is not looked up again.
final class FactReader {
  private unowned let reader: RecordingReader
  private let columnCount: Int
  private let query: String
  /// By the id of the process.
  private var runs: [Int64: FactRun] = [:]

  /// How many are read at a time of a process that is asked moment after moment.
  private static let longestRun = 32
  /// Who asks for every so many-th moment at most needs too few of those in between.
  private static let longestStep: Int64 = 8

  init(of reader: RecordingReader) {
    self.reader = reader
    let columns = reader.recording.factColumns
    columnCount = columns.count
    query = """
      select fact.since, fact.label, \(StoredCells.selection(columns, of: "fact")) from fact
      where process = ?1 and since >= (select since from fact where process = ?1 and since <= ?2
        order by since desc limit 1)
      order by since limit ?3
      """
  }

  /// Nil where nothing was told of it by then.
  func fact(
    of process: RecordedProcess, at moment: RecordedMoment, _ counts: ReadCounts
  ) throws(Failure) -> RecordedFact? {
    let known = runs[process.id]
    if let known, let fact = known.fact(at: moment.id) { return fact }
    let length = known?.isFollowed(by: moment.id, within: Self.longestStep) ?? false
    let run = try read(process.id, moment.id, length ? Self.longestRun : 1, counts)
    runs[process.id] = run
    return run.fact(at: moment.id)
  }

  private func read(
    _ process: Int64, _ moment: Int64, _ length: Int, _ counts: ReadCounts
  ) throws(Failure) -> FactRun {
    let statement = try reader.statement(query, of: RecordingAccess.fact)
    var facts: [RecordedFact] = []
    try reader.read(statement, process, moment, Int64(length), of: RecordingAccess.fact) { row in
      facts.append(RecordedFact(row, columns: columnCount))
      return true
    }
    counts.add(facts.count, of: RecordingAccess.fact)
    return FactRun(facts, asked: moment, isWhole: facts.count < length)
  }

  /// Forgets what was known of processes that have ended.
  func keepOnly(_ processes: [RecordedProcess]) {
    guard runs.count > 2 * processes.count + 64 else { return }
    let alive = Set(processes.map(\.id))
    runs = runs.filter { alive.contains($0.key) }
  }
}

/// Facts of one process, one after the other.
private final class FactRun {
  private let facts: [RecordedFact]
  /// Whether no fact follows.
  private let isWhole: Bool
  private var place = 0
  /// The last moment that was asked for.
  private var asked: Int64

  init(_ facts: [RecordedFact], asked: Int64, isWhole: Bool) {
    self.facts = facts
    self.asked = asked
    self.isWhole = isWhole
  }

  /// What was in force at a moment; nil where these facts do not say.
  func fact(at moment: Int64) -> RecordedFact? {
    guard place < facts.count, facts[place].since <= moment else { return nil }
    while place + 1 < facts.count, facts[place + 1].since <= moment { place += 1 }
    guard isWhole || place + 1 < facts.count || moment == asked else { return nil }
    asked = moment
    return facts[place]
  }

  /// Whether a moment lies so little behind the last that was asked for.
  func isFollowed(by moment: Int64, within step: Int64) -> Bool {
    let (distance, overflows) = moment.subtractingReportingOverflow(asked)
    return !overflows && distance > 0 && distance <= step
  }
}
