import ProcFS
import QueryEngine

/// One statement's look at the processes: its clock, its counts, and the rows that relations led
/// to, so that each process is read once.
final class ProcessVisit: Visit {
  let machine: ProcFS
  let tally = ReadTally()
  let moment: MachineMoment
  let names = UserNames()
  let socketTables = SocketTables()
  private(set) lazy var machineFiles = MachineFiles(machine, tally: tally)
  /// Who has started whom; every process is asked for its parent when this is first used.
  private(set) lazy var family = Family(everyProcess())
  /// The pid that is left out of listings: our own.
  private let hiddenPid: Int32?
  let threads: ReadingThreads
  private let notices: Notices
  private var rows: [Int32: ProcessRow] = [:]
  private(set) var remembersRows = false
  private var hasListed = false
  /// The machine's files that were to be listed and may not be read.
  private var refusedFiles: [ProcFile] = []

  init(_ machine: ProcFS, hiding hiddenPid: Int32?, _ notices: Notices, threads: Int) {
    self.machine = machine
    self.threads = ReadingThreads(count: threads)
    self.hiddenPid = hiddenPid
    self.notices = notices
    moment = MachineMoment(machine)
    machine.habit.begin(threads: self.threads.count)
  }

  var statistics: Statistics {
    let counts = tally.current
    var statistics = Statistics()
    statistics.processes = counts.processes
    statistics.vanished = counts.vanished
    statistics.reads = counted(counts.opened)
    statistics.denied = counted(counts.denied)
    return statistics
  }

  private func counted(_ counts: [Int]) -> [(name: String, count: Int)] {
    ProcFile.allCases.compactMap { file in
      counts[file.rawValue] > 0 ? ("\(file.name)", counts[file.rawValue]) : nil
    }
  }

  var notes: [String] { refusedFiles.map { "\($0.name) may not be read" } + hiddenProcessNotes }

  /// That the listing is not whole, said once.
  private lazy var hiddenProcessNotes: [String] =
    hasListed && moment.hidesProcesses && notices.isFirst(.hiddenProcesses)
    ? ["other users' processes are hidden by the mount option hidepid"] : []

  /// The rows of a file of the machine, one for each of its records.
  func rows<Record>(of reading: Reading<[Record]>) -> RowStream {
    switch reading {
    case .read(let records):
      return RowStream(records.lazy.map { MachineRow($0, in: self) })
    case .absent, .gone: return RowStream { nil }
    case .denied(let file):
      if !refusedFiles.contains(file) { refusedFiles.append(file) }
      return RowStream { nil }
    }
  }

  /// The processes in ascending order of their pids, pulled from the listing.
  func listed() -> RowStream {
    hasListed = true
    guard let listing = try? machine.listing() else { return RowStream { nil } }
    return RowStream { [self] in
      while let pid = listing.next() {
        if pid != hiddenPid { return listed(pid) }
      }
      return nil
    }
  }

  /// Those of these that are processes: a thread's id opens too, but names another in its status.
  func listed(_ pids: [Int64]) -> RowStream {
    var pids = Set(pids.compactMap(Int32.init(exactly:)).filter { $0 > 0 })
    if let hiddenPid { pids.remove(hiddenPid) }
    return isListingCheaper(than: pids.count) ? listed(among: pids) : looked(up: pids)
  }

  /// To look a pid up costs as much as to list some ten of them; a few are not worth the question.
  private func isListingCheaper(than count: Int) -> Bool {
    count > 64 && machine.entryCount.map { count > $0 / 10 } ?? false
  }

  private func listed(among pids: Set<Int32>) -> RowStream {
    guard let listing = try? machine.listing() else { return looked(up: pids) }
    return RowStream { [self] in
      while let pid = listing.next() {
        if pids.contains(pid) { return listed(pid) }
      }
      return nil
    }
  }

  private func looked(up pids: Set<Int32>) -> RowStream {
    var rest = pids.sorted()[...]
    return RowStream { [self] in
      while let pid = rest.popFirst() {
        guard ProcessFiles.exists(pid, in: machine) else { continue }
        let row = listed(pid)
        if case .read(let status) = row.files.status, let process = status.process, process != pid {
          continue
        }
        if !row.files.isGone { return row }
      }
      return nil
    }
  }

  /// Every process but the hidden one, for what relates them; none is counted as looked at.
  private func everyProcess() -> [ProcessRow] {
    guard let listing = try? machine.listing() else { return [] }
    var processes: [ProcessRow] = []
    while let pid = listing.next() {
      if pid != hiddenPid { processes.append(related(pid)) }
    }
    return processes
  }

  /// How many processes there are, the hidden one among them; nil where they cannot be listed.
  private(set) lazy var processCount: Int64? = {
    guard let listing = try? machine.listing() else { return nil }
    var count: Int64 = 0
    while listing.next() != nil { count += 1 }
    return count
  }()

  private func listed(_ pid: Int32) -> ProcessRow {
    tally.lookedAt()
    if let known = rows[pid] {
      known.isListed = true
      return known
    }
    let row = ProcessRow(pid, isListed: true, in: self)
    if remembersRows { rows[pid] = row }
    return row
  }

  /// Keeps a row, and every one from now on, since relations between them are asked for. Those lead
  /// to rows that other threads may be reading.
  func remember(_ row: ProcessRow) {
    threads.finish()
    remembersRows = true
    rows[row.files.pid] = row
  }

  /// The row of a process that a relation led to; the same one if it is asked for again.
  func related(_ pid: Int32) -> ProcessRow {
    if let known = rows[pid] { return known }
    let found = ProcessRow(pid, isListed: false, in: self)
    rows[pid] = found
    return found
  }
}
