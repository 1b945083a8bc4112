/// What is known of one kind of file: a row of the one table that tells it.
struct ProcFileFacts: Sendable {
  let file: ProcFile
  /// As `--stats` and notes say it: `smaps_rollup`.
  let name: StaticString
  /// The class that tests are ordered by.
  let cost: ProcFile.Cost
  /// Roughly the microseconds that one reading takes.
  let effort: Int
  /// What suffices to read it of other users' processes; nil where everybody may.
  let permission: StaticString?
  /// How it is to be read.
  let traits: Traits
  /// Reads and keeps it, on any thread; nil of what is not read ahead.
  let readAhead: (@Sendable (ProcessFiles) -> Void)?

  /// How a file is to be read.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    /// It tells of the address space: of a leader that has ended it is read through a living task.
    static let needsMemory = Traits(rawValue: 1)
    /// It may be long, and is parsed line by line as it comes.
    static let inPieces = Traits(rawValue: 2)
    /// It may be opened by its whole path, before the directory is open.
    static let first = Traits(rawValue: 4)
    /// The kernel asks for the task each time it is read, so that it can be read only as long as its
    /// process lives (fs/proc/base.c, get_proc_task); others hold on to the memory instead.
    static let ofTask = Traits(rawValue: 8)
    /// Control groups have it: EOPNOTSUPP and ENODEV say that there is no such fact.
    static let ofGroup = Traits(rawValue: 16)
  }

  private init(
    _ file: ProcFile, _ name: StaticString, _ cost: ProcFile.Cost, _ effort: Int,
    _ traits: Traits = [], needs permission: StaticString? = nil,
    readAhead: (@Sendable (ProcessFiles) -> Void)? = nil
  ) {
    self.file = file
    self.name = name
    self.cost = cost
    self.effort = effort
    self.permission = permission
    self.traits = traits
    self.readAhead = readAhead
  }
}

extension ProcFile {
  /// Its row.
  var facts: ProcFileFacts { ProcFileFacts.table[rawValue] }
}

private let pages: StaticString = "CAP_PERFMON (from 6.15) or CAP_SYS_PTRACE"
private let trace: StaticString = "CAP_SYS_PTRACE"
private let traceAndModes: StaticString = "CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH"

extension ProcFileFacts {
  /// By `ProcFile.rawValue`. An environment may be long, and to be refused one costs a stat besides.
  static let table: [ProcFileFacts] = [
    Self(.stat, "stat", .file, 4, [.first, .ofTask]) { _ = $0.stat },
    Self(.schedstat, "schedstat", .file, 2, [.first, .ofTask]),
    Self(.clock, "clock", .call, 1),
    Self(.ioPriority, "ioprio", .call, 2),
    Self(.statm, "statm", .file, 2, [.first, .ofTask]) { _ = $0.statm },
    Self(.status, "status", .file, 6, [.first, .ofTask]) { _ = $0.status },
    Self(.comm, "comm", .file, 2, [.first, .ofTask]) { _ = $0.name },
    Self(.cmdline, "cmdline", .file, 3, .first) { _ = $0.commandLine },
    Self(
      .environ, "environ", .file, 8, [.first, .needsMemory],
      needs: "CAP_PERFMON (from 6.15) or CAP_SYS_PTRACE, and CAP_DAC_READ_SEARCH"
    ) { _ = $0.environment },
    Self(.smapsRollup, "smaps_rollup", .pages, 30, .needsMemory, needs: pages) { _ = $0.rollup },
    Self(.smaps, "smaps", .pages, 70, [.needsMemory, .inPieces], needs: pages),
    Self(.maps, "maps", .pages, 16, [.needsMemory, .inPieces], needs: pages),
    Self(.mapFiles, "map_files", .links, 1, .needsMemory, needs: trace),
    Self(.io, "io", .file, 3, [.first, .ofTask], needs: traceAndModes) { _ = $0.io },
    Self(.cgroup, "cgroup", .file, 4, [.first, .ofTask]) { _ = $0.controlGroups },
    Self(.limits, "limits", .file, 5, [.first, .ofTask]) { _ = $0.limits },
    Self(.loginuid, "loginuid", .file, 3, [.first, .ofTask]) { _ = $0.loginUser },
    Self(.oomScore, "oom_score", .file, 3, [.first, .ofTask]) { _ = $0.oomScore },
    Self(.oomScoreAdjustment, "oom_score_adj", .file, 3, [.first, .ofTask]) {
      _ = $0.oomScoreAdjustment
    },
    Self(.wchan, "wchan", .file, 3, [.first, .ofTask], needs: trace) { _ = $0.waitChannel },
    Self(.securityLabel, "attr/current", .file, 3, [.first, .ofTask]) { _ = $0.securityLabel },
    Self(.exe, "exe", .links, 1, .needsMemory, needs: trace) { _ = $0.executable },
    Self(.cwd, "cwd", .links, 1, .needsMemory, needs: trace) { _ = $0.workingDirectory },
    Self(.root, "root", .links, 1, .needsMemory, needs: trace) { _ = $0.rootDirectory },
    Self(.ns, "ns", .links, 1, needs: trace),
    Self(.task, "task", .links, 6),
    Self(.fd, "fd", .links, 6, needs: traceAndModes),
    Self(.fdlink, "fdlink", .links, 6, needs: traceAndModes),
    Self(.fdstat, "fdstat", .links, 6, needs: traceAndModes),
    Self(.fdinfo, "fdinfo", .file, 3, needs: traceAndModes),
    Self(.net, "net", .links, 6, .inPieces, needs: traceAndModes),
    Self(.sockDiag, "sock_diag", .links, 6),
    Self(
      .tcpInfo, "tcp_info", .links, 8, needs: "CAP_SYS_ADMIN, to enter other network namespaces"),
    Self(.diskstats, "diskstats", .file, 3),
    Self(.meminfo, "meminfo", .file, 3),
    Self(.vmstat, "vmstat", .file, 3),
    Self(.zoneinfo, "zoneinfo", .file, 3),
    Self(.loadavg, "loadavg", .file, 3),
    Self(.uptime, "uptime", .file, 3),
    Self(.cpuinfo, "cpuinfo", .file, 3),
    Self(.mountinfo, "mountinfo", .file, 3),
    Self(.filesystems, "filesystems", .file, 3),
    Self(.statvfs, "statvfs", .file, 3),
    Self(.utmp, "utmp", .file, 3),
    Self(.session, "session", .file, 3),
    Self(.kernel, "kernel", .file, 3),
    Self(.sysfs, "sysfs", .file, 3),
    Self(.ttyDrivers, "tty/drivers", .file, 3),
    Self(.pressure, "pressure", .file, 3, .ofGroup),
    Self(.groupListing, "cgroupfs", .links, 12, .ofGroup),
    Self(.groupProcesses, "cgroup.procs", .file, 12, .ofGroup),
    Self(.groupMemory, "memory.current", .file, 3, .ofGroup),
    Self(.groupMemoryPeak, "memory.peak", .file, 3, .ofGroup),
    Self(.groupMemoryLimit, "memory.max", .file, 3, .ofGroup),
    Self(.groupMemoryHigh, "memory.high", .file, 3, .ofGroup),
    Self(.groupMemoryEvents, "memory.events", .file, 4, .ofGroup),
    Self(.groupSwap, "memory.swap.current", .file, 3, .ofGroup),
    Self(.groupSwapLimit, "memory.swap.max", .file, 3, .ofGroup),
    Self(.groupTasks, "pids.current", .file, 3, .ofGroup),
    Self(.groupTaskLimit, "pids.max", .file, 3, .ofGroup),
    Self(.groupProcessor, "cpu.stat", .file, 10, .ofGroup),
    Self(.groupThrottling, "cpu.stat", .file, 10, .ofGroup),
    Self(.groupProcessorLimit, "cpu.max", .file, 3, .ofGroup),
  ]
}
