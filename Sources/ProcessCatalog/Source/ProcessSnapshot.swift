import Execution
import ProcFS
import Schema
import Values

/// One statement's look at the processes: its clock, its counts, and the rows that relations led
/// to, so that each process is read once.
final class ProcessSnapshot: Snapshot {
  /// The root that is read: /proc, or a copy of one.
  let procFS: ProcFS
  /// What this statement has opened, by file, for `--stats`.
  let counters = ReadCounters()
  /// The files that tell of the machine, each read when it is first asked for.
  let machine: MachineFiles
  /// Names of users and groups, each looked up once.
  let names: UserNames
  /// The tables of /proc/PID/net, read once for each network namespace.
  let socketTables: SocketTables
  /// Who holds which sockets.
  let socketCensus: SocketCensus
  /// Why not all sockets that no process holds are known, each without its `note: `.
  var socketRemarks: [String] = []
  /// Likewise, for an answer without rows.
  var unknownSockets: Denial?
  /// The threads that read what is expensive, as many as `--jobs` says.
  let threads: ReadingThreads
  /// The pid that is left out of listings: our own; nil where it is not.
  let hiddenPid: Int32?
  /// When it was made, in nanoseconds of CLOCK_MONOTONIC, over a copied root too.
  let instant = Stopwatch.now
  /// Likewise, in nanoseconds since boot: no process was seen before.
  let beginning = ProcFS.sinceBoot
  /// Whether something may be done to its processes.
  let allowsActions: Bool
  /// Those that nothing is done to; the ancestors are looked at when this is first asked for.
  private(set) lazy var protectedProcesses = ProtectedProcesses(of: procFS, counters: counters)
  private let announcements: Announcements
  /// The machine's files that were to be listed and may not be read.
  private var refusedFiles: [Denial] = []
  /// What the root would have to hold for tables that have no rows.
  private var lackingFiles: [String] = []
  /// Whether the processes were listed, or one was not found, so that what the listing hides is worth a
  /// word.
  var mayHaveMissedProcesses = false
  /// By pid, as far as rows are remembered.
  var rows: [Int32: ProcessRow] = [:]
  /// The control groups that were come to, by their names.
  var groups: [[[UInt8]]: ControlGroupRow] = [:]
  private var keepsFilesOpen = false
  /// Whether rows are kept, since relations may lead to them again.
  var remembersRows = false
  /// Whether a row that is scanned again is the same one.
  var keepsRows = false
  /// The processes that were listed first since rows are kept, in ascending order of their pids; nil
  /// before.
  var keptListing: [ProcessRow]?
  /// Whether it is nothing but the beginning of a window.
  var beginsWindow = false
  /// Clocks that were read before the processes were listed.
  var earlyClocks = EarlyClocks()
  /// Who has started whom; every process is asked for its parent when this is first used.
  private var knownTree: ProcessTree?

  init(
    of procFS: ProcFS, hiding hiddenPid: Int32?, threads: Int, _ announcements: Announcements,
    _ connections: ConnectionHistory, allowsActions: Bool = false
  ) {
    self.allowsActions = allowsActions
    socketTables = SocketTables(connections, at: instant)
    self.procFS = procFS
    self.threads = ReadingThreads(count: threads)
    self.announcements = announcements
    machine = MachineFiles(procFS, counters: counters)
    names = UserNames(of: procFS)
    socketCensus = SocketCensus(of: procFS, socketTables, counters)
    self.hiddenPid = hiddenPid
    procFS.predictor.begin(threads: self.threads.count)
  }

  deinit {
    // Files that stay open are for the next snapshot, and for none after it.
    if !keepsFilesOpen { procFS.keptFiles.clear() }
  }

  /// What walks page tables takes so long to be read that to find it is nothing beside it.
  func keepOpen(_ accesses: [Access]) {
    if accesses.contains(where: { $0.id == Accesses.id(of: .tcpInfo) }) {
      socketTables.readInformation(of: procFS, counters)
    }
    let files = accesses.filter { $0.cost == .file }.compactMap { Accesses.file(of: $0.id) }
    guard !files.isEmpty else { return }
    keepsFilesOpen = true
    procFS.keptFiles.keep(files)
  }

  /// Read when it is first asked for, with the clock that ages are told by.
  var time: Int64 { machine.now }

  var facts: SystemFacts {
    SystemFacts(pageSize: procFS.facts.pageSize, ticksPerSecond: procFS.facts.ticksPerSecond)
  }

  var capabilities: Capabilities {
    var features = Set<Feature>(minimumCapacity: 8)
    if procFS.facts.hasExactResidentSizes { features.insert(.exactResidentSizes) }
    if procFS.hasProcessClocks { features.insert(.processClocks) }
    if procFS.hasThreadRunTimes { features.insert(.threadRunTimes) }
    // Who owns a directory of a copied root says nothing.
    if procFS.facts.isLive {
      features.insert(.directoryOwners)
      features.insert(.runningClocks)
    }
    return Capabilities(features: features, readsAhead: threads.count > 1)
  }

  /// Who has started whom.
  func tree() throws(Failure) -> ProcessTree {
    if let knownTree { return knownTree }
    let tree = try ProcessTree(try everyProcess())
    knownTree = tree
    return tree
  }

  func rows(of scan: ScanRequest) throws(Failure) -> RowStream {
    guard let table = ProcessCatalog.tables.first(where: { $0.schema.name == scan.table }) else {
      return .empty
    }
    return try table.rows(self, scan)
  }

  /// The rows of a file of the machine, one for each of its records. A file that may not be read has
  /// none, and a note; one that cannot be read must not pass for one without records.
  func rows<Record>(
    of reading: Reading<[Record]>, in table: Table<MachineRow<Record>>
  ) throws(Failure) -> RowStream {
    switch reading {
    case .read(let records):
      return RowStream(records.lazy.map { MachineRow($0, of: table, in: self) })
    case .absent, .gone: return .empty
    case .denied(let file):
      refusedFiles.append(Denial(file))
      return .empty
    case .failed(let failure): throw Failure(failure)
    }
  }

  var statistics: Statistics {
    let counts = counters.current
    var statistics = Statistics()
    statistics.processes = counts.processes
    statistics.vanished = counts.vanished
    statistics.reads = named(counts.opened)
    statistics.denied = named(counts.denied)
    statistics.failed = named(counts.failed)
    return statistics
  }

  private func named(_ counts: [Int]) -> [(name: String, count: Int)] {
    ProcFile.allCases.compactMap { file in
      counts[file.rawValue] > 0 ? ("\(file.name)", counts[file.rawValue]) : nil
    }
  }

  var hiddenRows: Denial? {
    if let refused = refusedFiles.first { return refused }
    if let unknownSockets { return unknownSockets }
    if let parents = knownTree?.unknownParents { return Denial(parents.file) }
    let hides =
      !lackingFiles.isEmpty || machine.losesLines
      || mayHaveMissedProcesses && machine.hidesProcesses
    return hides ? .refused(Accesses.listing.id) : nil
  }

  var notes: [String] {
    refusedFiles.map { ProcessCatalog.schema.reason(for: $0) } + lackingFiles
      + socketRemarks + machine.remarks.map(text) + announcementTexts
      + (knownTree?.unknownParents.map { [$0.note] } ?? [])
  }

  /// Takes note that rows may be missing since what lists them may not be read.
  func refuse(_ denial: Denial) {
    if !refusedFiles.contains(denial) { refusedFiles.append(denial) }
  }

  /// Takes note that there are no control groups to be told of.
  func lacksControlGroups() {
    let lack =
      procFS.facts.isLive
      ? "no file system of them is mounted here" : "they are told of the running machine alone"
    say(lacking: "nothing is known of cgroups: \(lack)")
  }

  /// Takes note that a table has no rows since the root lacks what lists them.
  func lacks(_ file: StaticString, for table: String) {
    let keepsLogins = procFS.facts.isThisMachine && "\(file)" == "utmp"
    let lack =
      keepsLogins
      ? "this machine keeps neither utmp nor sessions of logind"
      : "\(file) is missing, or tells of none"
    say(lacking: "nothing is known of \(table): \(lack)")
  }

  /// Once.
  private func say(lacking note: String) {
    if !lackingFiles.contains(note) { lackingFiles.append(note) }
  }

  private func text(of remark: MachineRemark) -> String {
    switch remark {
    case .hidesMachine:
      return "\(shownPath) is mounted with subset=pid, which hides what tells of the machine"
    case .hidesSessions(let directory):
      return "some sessions are not known: files in \(directory) may not be read"
    case .unknownLines(let path, let count):
      let (lines, are) = count == 1 ? ("1 line", "is") : ("\(count) lines", "are")
      return "\(lines) of \(String(decoding: path, as: UTF8.self)) \(are) of no known shape"
    }
  }

  private var shownPath: String {
    procFS.path.hasSuffix("/") ? String(procFS.path.dropLast()) : procFS.path
  }

  /// What the listing hides and what the root lacks, each said once.
  private lazy var announcementTexts: [String] = {
    var texts: [String] = []
    if mayHaveMissedProcesses, machine.hidesProcesses, announcements.isFirst(.hiddenProcesses) {
      texts.append("other users' processes are hidden by the mount option hidepid")
    }
    if procFS.facts.lacksPageSize, announcements.isFirst(.unknownPageSize) {
      texts.append(
        "the size of this machine's pages is not known, so what only statm tells is null")
    }
    return texts
  }()
}

extension Feature {
  /// Whether statm's figures are those of smaps_rollup.
  static let exactResidentSizes: Feature = "exact resident sizes"
  /// Whether the root is of the running kernel, so that its clocks are ours.
  static let runningClocks: Feature = "running clocks"
  /// Whether the system tells the processor time of a process by its pid.
  static let processClocks: Feature = "clocks of processes"
  /// Whether each thread's schedstat tells how long it ran.
  static let threadRunTimes: Feature = "run times of threads"
  /// Whether who owns a process's directory is whom it runs as.
  static let directoryOwners: Feature = "owners of directories"
}
