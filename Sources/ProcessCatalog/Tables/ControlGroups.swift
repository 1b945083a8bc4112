import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// From the file systems of control groups that are mounted: a row for each path.
  static let controlGroups = SourceTable(
    "cgroups", of: "cgroup",
    "The control groups of version 2 and 1 that are mounted, with what they use and may use.",
    .scanned(lookUp: nil), contents: controlGroupTable
  ) { snapshot, _ throws(Failure) in
    try snapshot.controlGroups()
  }

  static let controlGroupTable = Table<ControlGroupRow>(
    columns: memoryOfGroup + tasksAndProcessors + sharesAndNames,
    summaryColumns: [
      "path", "processes", "memory_current", "memory_max", "swap_current", "pids_current",
      "cpu_time", "cpu_quota", "throttled_time", "oom_kills",
    ], key: ["path"])

  private static let listed = RecordSource<ControlGroupRow, ControlGroup>(
    Accesses.line(of: .groupListing), knowing: { $0.group })

  private static func source<Record>(
    _ file: ProcFile, _ read: @escaping @Sendable (ControlGroup) -> Reading<Record>
  ) -> RecordSource<ControlGroupRow, Record> {
    RecordSource(file) { read($0.group) }
  }

  private static let memoryOfGroup: [Column<ControlGroupRow>] = [
    Column(
      "path", from: listed, kind: .label, "Its path, as the column cgroup of processes has it."
    ) { Text(bytes: $0.path) },
    Column(
      "memory_current", from: source(.groupMemory) { $0.memory },
      "Memory that it and the groups below it use, cached files among it."
    ) { $0 },
    Column(
      "memory_peak", from: source(.groupMemoryPeak) { $0.memoryPeak },
      "The most that memory_current was; of version 2 since Linux 5.19."
    ) { $0 },
    Column(
      "memory_max", from: memoryLimit,
      "How much memory it and the groups below it may use; null where it has no limit of its own."
    ) { $0 },
    Column(
      "memory_high", from: source(.groupMemoryHigh) { $0.memoryHigh },
      "From which use on it is slowed down; null where there is no such limit, as in version 1."
    ) { $0 },
    Column("swap_current", from: source(.groupSwap) { $0.swap }, "What it has in swap.") { $0 }
      .reading(besides: .groupMemory),
    Column(
      "swap_max", from: source(.groupSwapLimit) { $0.swapLimit },
      "How much it may have in swap; null where it has no limit of its own."
    ) { $0 }.reading(besides: .groupMemoryLimit),
  ]

  private static let tasksAndProcessors: [Column<ControlGroupRow>] = [
    Column(
      "pids_current", from: source(.groupTasks) { $0.tasks },
      "Processes and threads in it and the groups below it."
    ) { $0 },
    Column(
      "pids_max", from: source(.groupTaskLimit) { $0.taskLimit },
      "How many there may be; null where it has no limit of its own."
    ) { $0 },
    processorTime,
    Column(
      "cpu_quota", from: source(.groupProcessorLimit) { $0.processorLimit },
      "How many processors' time it may use, as 0.5; null where it has no limit of its own."
    ) { $0 },
    Column(
      "throttled_time", from: source(.groupThrottling) { $0.throttledTime }, kind: .counter,
      "How long it was kept from running, since it had used up cpu_quota; not of groups below it."
    ) { $0 },
    Column(
      "oom_kills", from: source(.groupMemoryEvents) { $0.outOfMemoryKills }, kind: .counter,
      "How many processes the kernel ended since it had no memory left; in version 1 of it alone."
    ) { $0 },
    Column(
      "processes", from: source(.groupProcesses) { $0.processCount },
      "How many processes are in it itself; in version 1 by any of the hierarchies that have it."
    ) { $0 },
    pressure("pressure_cpu", .processor, "a processor"),
    pressure("pressure_memory", .memory, "memory"),
    pressure("pressure_io", .io, "disks"),
  ]

  private static let sharesAndNames: [Column<ControlGroupRow>] = [
    Column(
      "memory_percent",
      from: memoryLimit.then { limit, row in
        row.group.memory.map { limit.count > 0 ? 100 * $0.share(of: limit) : nil }
      }, words: .percent,
      "The share of memory_max that memory_current is, in percent; null without a limit."
    ) { $0 }.reading(besides: .groupMemory),
    .derived(
      "cpu_percent", "cpu", as: "100 * rate(cpu_time)", of: processorTime, Double.self,
      words: .percent,
      "Processor time it used in the window, in percent of one processor; it may pass 100."),
    Column("container", from: listed, "The container's id or name, as processes have it.") {
      ControlGroupPath($0.path).container.map { Text(bytes: $0) }
    },
    Column("unit", from: listed, "The systemd unit, as processes have it.") {
      ControlGroupPath($0.path).unit.map { Text(bytes: $0) }
    },
  ]

  private static let memoryLimit = source(.groupMemoryLimit) { $0.memoryLimit }

  private static let processorTime = Column<ControlGroupRow>(
    "cpu_time", "cputime", from: source(.groupProcessor) { $0.processorTime }, kind: .counter,
    "Processor time that it and the groups below it used."
  ) { $0 }

  private static func pressure(
    _ name: String, _ stall: Stall, _ want: String
  ) -> Column<ControlGroupRow> {
    Column(
      name, from: source(.pressure) { $0.pressure(stall) }, words: .percent,
      "Time of the last 10 s in which some task of it waited for \(want), in percent."
    ) { $0.some }
  }
}

extension Bytes {
  fileprivate func share(of whole: Bytes) -> Double { Double(count) / Double(whole.count) }
}
