import Execution
import Schema
import Values

/// A moment of a recording.
final class RecordedSnapshot: Snapshot {
  /// What it is a moment of.
  let recording: Recording
  /// When it was, and what there is to tell of it.
  let moment: RecordedMoment
  let askedInstant: Int64
  /// What was read for it.
  let counts: ReadCounts
  /// The rows that scans have given.
  private var scanned: Set<Int64> = []
  private let reader: RecordingReader
  private let machine: RecordedMachine
  private let schema: Schema
  /// Whether it is nothing but the beginning of a window that none was recorded in.
  private let isWithoutRows: Bool
  /// What there is to tell of how it was found, and of the window that it ends.
  private var remarks: [String]
  /// By the ids of their processes.
  private var rows: [Int64: RecordedRow] = [:]
  /// All rows, in ascending order of their numbers; nil before they are asked for.
  private var allRows: [RecordedRow]?
  /// Likewise by their numbers.
  private var rowsByNumber: [Int64: RecordedRow] = [:]
  /// Who is related to whom, by relations.
  var relatives: [String: Relatives] = [:]

  /// `remarks` are told beside what the moment itself tells. As the beginning of a window in which nothing was
  /// recorded it has no rows: what was at its end is not what was when it began.
  init(
    _ moment: RecordedMoment, asked: Int64, of schema: Schema, _ reader: RecordingReader,
    remarks: [String], isWithoutRows: Bool = false, _ counts: ReadCounts
  ) throws(Failure) {
    recording = reader.recording
    self.moment = moment
    askedInstant = asked
    self.schema = schema
    self.reader = reader
    self.remarks = remarks
    self.isWithoutRows = isWithoutRows
    self.counts = counts
    machine = try reader.machine(moment.machine)
    counts.add(of: RecordingAccess.moment)
  }

  /// Tells besides that a window which it ends does not begin where it should.
  func tell(_ remark: String) {
    if !remarks.contains(remark) { remarks.append(remark) }
  }

  var time: Int64 { moment.time }
  var instant: Int64 { moment.instant }

  var facts: SystemFacts {
    SystemFacts(pageSize: machine.pageSize, ticksPerSecond: machine.ticksPerSecond)
  }

  var failure: Failure? {
    reasonOfFailure.map { Failure($0, at: "", of: RecordingAccess.moment.id) }
  }

  private var reasonOfFailure: String? {
    moment.failure.map {
      "the moment at \(HumanText.time(moment.time)) failed when it was recorded: \($0)"
    }
  }

  /// With what can be asked instead.
  private func throwFailure() throws(Failure) {
    guard let reason = reasonOfFailure else { return }
    guard let whole = try reader.lastWhole(before: moment) else {
      throw Failure(reason, at: "", of: RecordingAccess.moment.id)
    }
    let offer =
      try reader.nextInstant(after: moment) == nil
      ? "now() - \(LanguageText.duration(moment.instant.saturatingDifference(whole.instant)))"
      : "'\(HumanText.timeOfMilliseconds(whole.time))'"
    throw Failure(
      "\(reason); the last one that did not is asked with: at \(offer)", at: "",
      of: RecordingAccess.moment.id)
  }

  func value(of function: String, _ arguments: [Value]) -> Value {
    switch function {
    case "cpu_count": return machine.processorCount.map(Value.integer) ?? .null
    case "memory_percent":
      guard let total = machine.memoryTotal, total > 0 else { return .null }
      return switch arguments.first {
      case .size(let bytes), .integer(let bytes): .real(Double(bytes) / Double(total) * 100)
      case let denied? where denied.isDenied: denied
      case _: .null
      }
    case _: return .null
    }
  }

  func way(to scan: ScanRequest) -> String? {
    let time = HumanText.time(moment.time)
    return scan.keys == nil ? "at \(time), by key frame" : "at \(time)"
  }

  func rows(of scan: ScanRequest) throws(Failure) -> RowStream {
    guard scan.table == recording.schema.table.name else { return .empty }
    if isWithoutRows { return .empty }
    try throwFailure()
    var rest = try (scan.keys == nil ? every() : rows(numbered: scan.keys ?? []))[...]
    return RowStream { [self] in
      guard let row = rest.popFirst() else { return nil }
      scanned.insert(row.process.id)
      return row
    }
  }

  /// All rows, in ascending order of their numbers.
  func every() throws(Failure) -> [RecordedRow] {
    if let allRows { return allRows }
    let alive = try reader.processes.alive(at: moment, counts)
    reader.facts.keepOnly(alive)
    var found: [RecordedRow] = []
    found.reserveCapacity(alive.count)
    for process in alive {
      if let row = try row(of: process) { found.append(row) }
    }
    allRows = found
    for row in found { rowsByNumber[row.process.number] = row }
    return found
  }

  /// The rows with these numbers, which ascend.
  func rows(numbered numbers: [Int64]) throws(Failure) -> [RecordedRow] {
    if allRows == nil, numbers.count > Self.mostLookedUp { _ = try every() }
    if allRows != nil { return numbers.compactMap { rowsByNumber[$0] } }
    var found: [RecordedRow] = []
    for process in try reader.processes.numbered(numbers, at: moment, counts) {
      if let row = try row(of: process) { found.append(row) }
    }
    return found
  }

  /// More are cheaper found among all.
  private static let mostLookedUp = 64

  /// The same one if it is asked for again; nil where the process was alive and no row.
  private func row(of process: RecordedProcess) throws(Failure) -> RecordedRow? {
    if let row = rows[process.id] { return row }
    guard let fact = try reader.facts.fact(of: process, at: moment, counts), fact.label != nil
    else { return nil }
    let row = RecordedRow(process, fact, in: self)
    rows[process.id] = row
    return row
  }

  var statistics: Statistics {
    var statistics = Statistics()
    statistics.processes = scanned.count
    statistics.reads = counts.reads(in: schema)
    statistics.denied = counts.denied(in: schema)
    statistics.failed = counts.failed(in: schema)
    return statistics
  }

  var notes: [String] {
    remarks + moment.notes.map { "when it was recorded: \($0)" } + relatives.values.flatMap(\.notes)
  }

  var hiddenRows: Denial? {
    if moment.hasUnjudgedRows { return .refused(RecordingAccess.process.id) }
    return relatives.values.lazy.compactMap(\.unknown).first
  }
}

// What rows ask of their moment.
extension RecordedSnapshot {
  /// By the clock as it was set then.
  func started(_ process: RecordedProcess) -> Value {
    let (boot, overflows) = moment.time.subtractingReportingOverflow(moment.uptime)
    let (start, overflowsToo) = boot.addingReportingOverflow(process.start)
    return overflows || overflowsToo ? .null : .time(start)
  }

  /// The kernel cuts a start to its ticks, so a process that began in the tick of the instant is taken to
  /// have begun afterwards. Of an earlier boot nothing is left, wherever on the axis this one began.
  func began(_ process: RecordedProcess, before instant: Int64) throws(Failure) -> Bool {
    guard try reader.boot(at: instant) == process.boot else { return false }
    let boot = moment.instant.saturatingDifference(moment.uptime)
    let tick = 1_000_000_000 / Int64(max(1, machine.ticksPerSecond))
    return boot.saturatingSum(process.start) <= instant.saturatingDifference(tick)
  }

  /// What seldom changes, as it was.
  func label(of fact: RecordedFact) throws(Failure) -> StoredCells {
    guard let label = fact.label else {
      throw reader.failure("a row has no labels", RecordingAccess.fact)
    }
    return try reader.dictionary.label(label, counts)
  }

  /// Why a column could not be read when it was recorded.
  func failure(_ reason: Int64?, of origin: AccessID) throws(Failure) -> Failure {
    guard let reason else { return Failure("the reason is not known", at: "", of: origin) }
    let text = try reader.dictionary.text(reason, counts)
    let lines = text.bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
    return Failure(
      String(decoding: lines.first ?? [], as: UTF8.self),
      at: Text(bytes: lines.count > 1 ? Array(lines[1]) : []), of: origin)
  }

  /// In words, for a note.
  func reason(for denial: Denial) -> String { schema.reason(for: denial) }

  /// A cell as a value of its column's type.
  func value(
    _ cell: DatabaseStatement.Cell, _ column: Recording.StoredColumn
  ) throws(Failure) -> Value {
    switch (cell, column.type) {
    case (.null, _): return .null
    case (.integer(let number), .integer): return .integer(number)
    case (.integer(let number), .size): return .size(number)
    case (.integer(let number), .duration): return .duration(number)
    case (.integer(let number), .time): return .time(number)
    case (.integer(let number), .boolean): return .boolean(number != 0)
    case (.integer(let number), .address): return .address(UInt64(bitPattern: number))
    case (.integer(let id), .text), (.integer(let id), .list), (.integer(let id), .map):
      return try reader.dictionary.value(id, of: column.type, counts)
    case (.integer(let number), .real): return .real(Double(number))
    case (.real(let number), .real) where number.isFinite: return .real(number)
    case (.real(let number), .byteRate) where number.isFinite: return .byteRate(number)
    case (.real(let number), .countRate) where number.isFinite: return .countRate(number)
    case _:
      throw reader.failure(
        "what is recorded of '\(column.name)' is not \(column.type.words)", RecordingAccess.fact)
    }
  }
}
