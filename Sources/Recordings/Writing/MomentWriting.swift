import Execution
import Values

/// Writes one moment into the file and into what is remembered of it. It runs in a transaction: where that
/// fails, what is remembered is of no use any more.
struct MomentWriting {
  let state: WriterState
  let statements: MomentStatements
  let columns: RecordedColumns
  /// The id of the moment.
  let moment: Int64

  /// Every so many-th moment says which processes were alive, so that one can be found without those
  /// before it.
  private static let momentsBetweenKeyFrames: Int64 = 64

  init(_ state: WriterState, _ statements: MomentStatements, _ columns: RecordedColumns) {
    self.state = state
    self.statements = statements
    self.columns = columns
    moment = state.nextMoment
    state.texts.moment = moment
    state.labels.moment = moment
  }

  /// Writes a moment with its rows, and of the processes that are no rows which are gone, by their ids. How
  /// many processes were met with for the first time.
  func write(
    _ report: MomentReport, _ machine: MachineFacts, _ rows: [MomentRow],
    isGone: (Int64) -> Bool, notes: [String]
  ) throws(DatabaseError) -> Int {
    let isSameBoot = state.boot?.bootID == machine.bootID
    let instant = state.instant(
      time: report.time, uptime: machine.uptime, isSameBoot: isSameBoot)
    if !isSameBoot { try beginBoot(machine.bootID) }
    try writeMachine(machine)
    var met = 0
    for row in rows where try write(row, since: report.time &- machine.uptime) { met += 1 }
    try writeAbsent(isGone)
    let isKeyFrame = moment % Self.momentsBetweenKeyFrames == 1
    try statements.insertMoment.run([
      .integer(moment), .init(state.boot?.id), .init(state.machine?.id), .integer(report.time),
      .integer(machine.uptime), .integer(instant), .integer(Int64(rows.count)),
      report.hasUnjudgedRows ? .integer(1) : .null,
      notes.isEmpty ? .null : .init(notes.joined(separator: "\n")), .null,
      isKeyFrame ? .bytes(KeyFrame.bytes(of: state.processes.values.map(\.id).sorted())) : .null,
    ])
    state.last = .init(id: moment, time: report.time, uptime: machine.uptime, instant: instant)
    state.lastWithRows = moment
    return met
  }

  /// Writes a moment that could not be had. Where its boot is not told it is that of the moment before,
  /// if the clock has not begun anew.
  func write(
    failure: String, time: Int64, uptime: Int64, machine: MachineFacts?, notes: [String]
  ) throws(DatabaseError) {
    // What keeps a moment from being had may keep the boot from being told.
    let isTold = machine.map { !$0.bootID.isEmpty || state.boot?.bootID == $0.bootID } ?? false
    let isSameBoot =
      isTold ? state.boot?.bootID == machine?.bootID : uptime >= state.last?.uptime ?? 0
    let instant = state.instant(time: time, uptime: uptime, isSameBoot: isSameBoot)
    if isTold, !isSameBoot, let machine {
      try beginBoot(machine.bootID)
      try writeMachine(machine)
    }
    let isKnown = isTold || isSameBoot
    try statements.insertMoment.run([
      .integer(moment), .init(isKnown ? state.boot?.id : nil),
      .init(isKnown ? state.machine?.id : nil), .integer(time), .integer(uptime),
      .integer(instant), .integer(0), .null,
      notes.isEmpty ? .null : .init(notes.joined(separator: "\n")), .init(failure), .null,
    ])
    state.last = .init(id: moment, time: time, uptime: uptime, instant: instant)
  }

  /// With the machine all its processes ended.
  private func beginBoot(_ bootID: String) throws(DatabaseError) {
    for process in state.processes.values { try end(process) }
    state.processes.removeAll()
    try statements.insertBoot.run([.init(bootID)])
    state.boot = (statements.insertBoot.lastID, bootID)
  }

  private func writeMachine(_ machine: MachineFacts) throws(DatabaseError) {
    var facts = machine
    facts.uptime = 0
    if state.machine?.facts == facts { return }
    try statements.insertMachine.run([
      .init(machine.hostname), .init(machine.system), .init(machine.kernel),
      .init(machine.architecture), .init(machine.zone), .init(machine.pageSize),
      .init(machine.ticksPerSecond), .init(machine.memoryTotal), .init(machine.processorCount),
    ])
    state.machine = (statements.insertMachine.lastID, facts)
  }

  /// Writes what differs of a row; whether it is of a process that this recorder has not met with before.
  private func write(_ row: MomentRow, since boot: Int64) throws(DatabaseError) -> Bool {
    let known = state.processes[row.origin]
    var process: TrackedProcess
    if let known {
      process = known
      // The cells are changed where they are.
      state.processes[row.origin]?.cells = []
    } else {
      process = try insert(row.origin, since: boot)
    }
    let isNew = process.met == 0
    if isNew { process.met = moment }
    process.lastRow = moment
    if try update(&process, with: row.cells) {
      try insertFact(process)
    }
    state.processes[row.origin] = process
    return isNew
  }

  private func insert(
    _ origin: RowOrigin, since boot: Int64
  ) throws(DatabaseError) -> TrackedProcess {
    try statements.insertProcess.run([
      .init(state.boot?.id), .integer(origin.number), .integer(origin.start), .integer(moment),
      .integer(boot &+ origin.start),
    ])
    return TrackedProcess(id: statements.insertProcess.lastID)
  }

  /// Takes over what was read; whether something differs from what is in force.
  private func update(
    _ process: inout TrackedProcess, with values: [Value?]
  ) throws(DatabaseError) -> Bool {
    let isNew = process.cells.isEmpty && process.label == nil
    if isNew { process.cells = Array(repeating: .null, count: columns.count) }
    var encoder = CellEncoder(columns: columns, texts: state.texts)
    var (labelDiffers, factDiffers) = (isNew, isNew)
    for index in columns.places.indices {
      guard let place = columns.places[index], let value = values[index] else { continue }
      let cell = try encoder.cell(value, at: place)
      let old = process.cells[place]
      guard cell != old else { continue }
      if columns.areTexts[place] { replaceText(old, by: cell) }
      process.cells[place] = cell
      if place < columns.labelCount { labelDiffers = true } else { factDiffers = true }
    }
    if try updateReason(&process.labelReason, encoder.labelReason, of: process.cells, isLabel: true)
    {
      labelDiffers = true
    }
    if try updateReason(&process.factReason, encoder.factReason, of: process.cells, isLabel: false)
    {
      factDiffers = true
    }
    if labelDiffers { try updateLabel(&process) }
    return labelDiffers || factDiffers
  }

  private func replaceText(_ old: StoredCell, by new: StoredCell) {
    if case .integer(let id) = new { state.texts.retain(id) }
    if case .integer(let id) = old { state.texts.release(id) }
  }

  /// The reason stays as long as something is not known that was not read again.
  private func updateReason(
    _ reason: inout Int64?, _ failure: Failure?, of cells: [StoredCell], isLabel: Bool
  ) throws(DatabaseError) -> Bool {
    let own = isLabel ? cells[..<columns.labelCount] : cells[columns.labelCount...]
    let old = reason
    if !own.contains(.failed) {
      reason = nil
    } else if let failure {
      reason = try CellEncoder(columns: columns, texts: state.texts).reason(failure)
    }
    guard reason != old else { return false }
    reason.map { state.texts.retain($0) }
    old.map { state.texts.release($0) }
    return true
  }

  private func updateLabel(_ process: inout TrackedProcess) throws(DatabaseError) {
    let key = LabelKey(
      cells: Array(process.cells[..<columns.labelCount]), reason: process.labelReason)
    let label = try state.labels.id(of: key)
    state.labels.retain(label)
    process.label.map { state.labels.release($0) }
    process.label = label
  }

  private func insertFact(_ process: TrackedProcess) throws(DatabaseError) {
    let statement = statements.insertFact
    try statement.bind(.integer(process.id), at: 1)
    try statement.bind(.integer(moment), at: 2)
    try statement.bind(.init(process.label), at: 3)
    let cells = process.cells[min(columns.labelCount, process.cells.count)...]
    let place = try statement.bind(cells, from: 4)
    try statement.bind(.init(process.factReason), at: place)
    while try statement.step() {}
  }

  /// Of the processes that are no rows: those that are gone ended after the last moment with rows; of the
  /// others it is said once that they are no rows.
  private func writeAbsent(_ isGone: (Int64) -> Bool) throws(DatabaseError) {
    var ended: [RowOrigin] = []
    var left: [RowOrigin] = []
    for (origin, process) in state.processes where process.lastRow != moment {
      if isGone(process.id) {
        ended.append(origin)
      } else if process.label != nil {
        left.append(origin)
      }
    }
    for origin in ended {
      if let process = state.processes.removeValue(forKey: origin) { try end(process) }
    }
    for origin in left {
      guard var process = state.processes[origin] else { continue }
      release(process)
      process.cells = Array(repeating: .null, count: columns.count)
      (process.label, process.labelReason, process.factReason) = (nil, nil, nil)
      try insertFact(process)
      process.cells = []
      state.processes[origin] = process
    }
  }

  private func end(_ process: TrackedProcess) throws(DatabaseError) {
    release(process)
    try statements.endProcess.run([.integer(process.id), .integer(state.lastWithRows)])
  }

  /// Nothing that it refers to is in use by it any more.
  private func release(_ process: TrackedProcess) {
    for text in process.texts(in: columns) { state.texts.release(text) }
    process.label.map { state.labels.release($0) }
  }
}
