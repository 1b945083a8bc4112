import Execution
import Glibc
import QueryLanguage
import Schema

/// Writes moments into a file, each in one transaction. What one fails to write leaves no trace; the next is
/// written all the same, and says how many are missing.
final class RecordingWriter {
  private let file: WritablePath
  private let plan: RecordingPlan
  private let schema: RecordingSchema
  private let columns: RecordedColumns
  private let statements: MomentStatements
  private let retention: Retention?
  let database: Database
  /// Held until the file is closed.
  private let lock: RecorderLock
  /// Nil where the file has to be asked, since something failed.
  private var state: WriterState?
  /// The processes that it was asked of whether they are alive.
  private var asked: Set<Int64> = []
  private var missing: (count: Int, reason: String)?
  private var summary = RecordingSummary()

  /// Makes the file, or goes on with one of the same plan. With each moment, what is not kept is removed of
  /// so many processes.
  init(
    _ path: [UInt8], _ plan: RecordingPlan, removingAtOnce most: Int = Retention.mostProcesses
  ) throws(RecordingError) {
    guard let schema = RecordingSchema(of: plan.schema, recording: plan.columns) else {
      throw RecordingError(
        "rows of \(plan.schema.tables.first?.name ?? "nothing") cannot be recorded")
    }
    self.plan = plan
    self.schema = schema
    file = try WritablePath(path)
    let opening = RecordingOpening(file, plan, schema)
    try opening.checkMeans()
    lock = try RecorderLock(of: file)
    try file.prepare()
    columns = RecordedColumns(schema, plan.columns)
    database = try opening.open()
    let (database, columns) = (database, columns)
    (statements, retention, state) = try opening.asking { () throws(DatabaseError) in
      let retention = try plan.keep.map { keep throws(DatabaseError) in
        try Retention(keep, processesAtOnce: most, in: database)
      }
      let state = try WriterState(of: database, schema, columns)
      if retention != nil {
        try database.transaction { () throws(DatabaseError) in
          try state.retireUnused(database, columns)
        }
      }
      return (try MomentStatements(schema, in: database), retention, state)
    }
  }

  /// The processes that have not been seen to end, but for these: for each it has to be asked whether it is
  /// alive.
  func absent(
    from rows: [MomentRow], of report: MomentReport
  ) -> [(id: Int64, origin: RowOrigin)] {
    asked = []
    guard let state = try? remembered(), state.boot?.bootID == report.machine?.bootID else {
      return []
    }
    let present = Set(rows.lazy.map(\.origin))
    let absent = state.processes.filter { !present.contains($0.key) }
      .map { (id: $0.value.id, origin: $0.key) }
    asked = Set(absent.map(\.id))
    return absent
  }

  /// Writes a moment; `alive` are the ids of absent processes that are alive.
  func write(
    _ report: MomentReport, _ rows: [MomentRow], alive: Set<Int64>
  ) throws(RecordingError) {
    guard let machine = report.machine else {
      throw file.error("what is not known to be a machine cannot be recorded")
    }
    let gone = asked.subtracting(alive)
    try write { (state, notes) throws(DatabaseError) in
      summary.processes += try MomentWriting(state, statements, columns).write(
        report, machine, rows, isGone: gone.contains, notes: notes + report.notes)
    }
  }

  /// Writes that a moment could not be had.
  func write(failure: String, at moment: MomentBeginning?) throws(RecordingError) {
    let time = moment?.time ?? Self.now(CLOCK_REALTIME)
    let uptime = moment?.machine?.uptime ?? Self.now(CLOCK_BOOTTIME)
    try write { (state, notes) throws(DatabaseError) in
      try MomentWriting(state, statements, columns).write(
        failure: failure, time: time, uptime: uptime, machine: moment?.machine, notes: notes)
    }
  }

  private static func now(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// One transaction, with what is remembered and what is to be noted.
  private func write(
    _ body: (WriterState, [String]) throws(DatabaseError) -> Void
  ) throws(RecordingError) {
    let counted = summary
    do throws(DatabaseError) {
      let state = try remembered()
      // Where something fails half way, this is of no use.
      self.state = nil
      try database.transaction { () throws(DatabaseError) in
        try body(state, missingNotes)
        guard let last = state.last else { return }
        try state.labels.forgetOld(at: last.id)
        try state.texts.forgetOld(at: last.id)
        try retention?.remove(before: last.instant)
      }
      self.state = state
      summary.moments += 1
      missing = nil
    } catch {
      summary = counted
      missing = ((missing?.count ?? 0) + 1, error.message)
      throw failure(error)
    }
  }

  private func remembered() throws(DatabaseError) -> WriterState {
    if let state { return state }
    let state = try WriterState(of: database, schema, columns)
    self.state = state
    return state
  }

  private func failure(_ error: DatabaseError) -> RecordingError {
    RecordingError("cannot write to \(visible(file.name)): \(error.message)")
  }

  private var missingNotes: [String] {
    guard let missing else { return [] }
    let moments = missing.count == 1 ? "a moment" : "\(missing.count) moments"
    return ["\(moments) before this could not be written: \(missing.reason)"]
  }

  /// Folds the log into the file and lets go of it.
  func close() throws(RecordingError) -> RecordingSummary {
    state = nil
    do throws(DatabaseError) {
      try database.fold()
    } catch {
      // Somebody reads it, or there is no room: the log stays beside the file, which is whole with it.
      guard error.kind == .isBusy || error.kind == .isFull else { throw failure(error) }
      summary.keepsLog = true
    }
    summary.bytes = file.size
    return summary
  }
}
