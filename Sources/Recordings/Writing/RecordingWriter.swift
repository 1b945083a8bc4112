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
  private let opened: OpenFile
  /// What the file had at least when it was looked at last, in bytes.
  private var leastBytes: Int64 = 0
  /// Held until the file is closed.
  private let lock: RecorderLock
  /// Nil where the file has to be asked, since something failed.
  private var state: WriterState?
  /// Where the file has to be asked: which processes were met with at which moment.
  private var met: [RowOrigin: Int64] = [:]
  /// Whether what nothing refers to has to be looked for in the file.
  private var hasUnknownIdle = false
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
    opened = try file.prepare()
    columns = RecordedColumns(schema, plan.columns)
    database = try opening.open(opened)
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

  /// What a clock of the system shows, in nanoseconds.
  private static func now(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private typealias Writing = (WriterState, [String]) throws(DatabaseError) -> Void

  private func write(_ body: Writing) throws(RecordingError) {
    try checkFile()
    guard let error = attempt(body, isLast: false) else { return }
    missing = ((missing?.count ?? 0) + 1, visible(error.message))
    if error.kind == .isDamaged || error.kind == .isNoDatabase {
      throw lost("it is damaged: \(visible(error.message)); what was recorded may be lost")
    }
    throw failure(error)
  }

  /// Why it cannot be done; nil where it is. Where there is no room, once more without what the log takes.
  private func attempt(_ body: Writing, isLast: Bool) -> DatabaseError? {
    do throws(DatabaseError) {
      try writeOnce(body)
      return nil
    } catch {
      guard error.kind == .isFull, !isLast, (try? database.foldLog()) ?? false else { return error }
      return attempt(body, isLast: true)
    }
  }

  /// One transaction, with what is remembered and what is to be noted.
  private func writeOnce(_ body: Writing) throws(DatabaseError) {
    let counted = summary
    let state = try remembered()
    let moment = state.nextMoment
    // Where something fails half way, this is of no use.
    self.state = nil
    do throws(DatabaseError) {
      try database.transaction { () throws(DatabaseError) in
        try body(state, missingNotes)
        try forget(state)
      }
    } catch {
      summary = counted
      met = state.processes.compactMapValues { (1..<moment).contains($0.met) ? $0.met : nil }
      throw error
    }
    self.state = state
    (missing, hasUnknownIdle) = (nil, false)
    summary.moments += 1
    try? database.limitLog()
  }

  /// What is not needed any more goes, a little at a time.
  private func forget(_ state: WriterState) throws(DatabaseError) {
    guard let last = state.last else { return }
    if hasUnknownIdle { try state.retireUnused(database, columns) }
    try state.labels.forgetOld()
    try state.texts.forgetOld()
    try retention?.remove(before: last.instant) { first throws(DatabaseError) in
      try state.labels.forget(neededBefore: first)
      try state.texts.forget(neededBefore: first)
    }
  }

  private func remembered() throws(DatabaseError) -> WriterState {
    if let state { return state }
    let state = try WriterState(of: database, schema, columns)
    for (origin, moment) in met { state.processes[origin]?.met = moment }
    self.state = state
    hasUnknownIdle = retention != nil
    return state
  }

  private func failure(_ error: DatabaseError) -> RecordingError {
    RecordingError("cannot write to \(visible(file.name)): \(visible(error.message))")
  }

  private var missingNotes: [String] {
    guard let missing else { return [] }
    let moments = missing.count == 1 ? "a moment" : "\(missing.count) moments"
    return ["\(moments) before this could not be written: \(missing.reason)"]
  }

  // MARK: - The file

  /// It is thrown what somebody else has done to the file: by then nothing can be written to it any more.
  private func checkFile() throws(RecordingError) {
    let pages = (try? database.number("pragma page_count")) ?? 0
    let pageBytes = (try? database.number("pragma page_size")) ?? 0
    let bytes = pages.multipliedReportingOverflow(by: pageBytes).partialValue
    if let loss = FileLoss(of: opened, at: file, leastBytes: min(leastBytes, bytes)) {
      let isFolded = loss.isOfName && ((try? database.foldLog()) ?? false)
      if case .gone(isReplaced: false, let hasName) = loss, isFolded || !hasName { removeLog() }
      throw lost(loss.words(isFolded: isFolded))
    }
    leastBytes = Int64(opened.status?.st_size ?? 0)
  }

  /// Nothing is where the file was: what lies beside that is nobody's.
  private func removeLog() {
    for ending in ["-wal", "-shm"] {
      _ = (file.path + Array(ending.utf8)).withCharacters { unlink($0) }
    }
  }

  private func lost(_ words: String) -> RecordingError {
    RecordingError(file.error(words).message, isFinal: true)
  }

  /// Folds the log into the file and lets go of it.
  func close() throws(RecordingError) -> RecordingSummary {
    state = nil
    try checkFile()
    do throws(DatabaseError) {
      if try !database.endLog() { summary.keptLog = .isRead }
    } catch {
      switch error.kind {
      case .isBusy?: summary.keptLog = .isRead
      case .isFull?: summary.keptLog = .noRoom
      case .isDamaged?, .isNoDatabase?:
        throw lost("it is damaged: \(visible(error.message)); what was recorded may be lost")
      case .isReadOnly?, .failedToTransfer?, .cannotOpen?, nil:
        let log = visible(file.name + Array("-wal".utf8))
        throw RecordingError(
          "\(failure(error).message); what was recorded last may still be in \(log)")
      }
    }
    try checkFile()
    summary.bytes = leastBytes
    return summary
  }
}
