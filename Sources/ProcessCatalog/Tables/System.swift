import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// From uname, the kernel's clocks, /proc/stat and /proc/loadavg.
  static let system = SourceTable.machine(
    "system", "The machine as a whole; one row.", in: systemTable, listedIn: nil
  ) { .read([$0]) }

  private static let systemTable = Table<WholeMachineRow>(
    columns: systemNames + systemTimes + systemCounters + systemPressures, hasOneRow: true)

  private static let names = RecordSource<WholeMachineRow, SystemNames>(.kernel) {
    .read($0.record.names)
  }
  private static let statistics = RecordSource<WholeMachineRow, MachineStatistics>(.stat) {
    $0.record.statistics
  }
  private static let load = RecordSource<WholeMachineRow, LoadAverage>(.loadavg) { $0.record.load }

  private static let systemNames: [Column<WholeMachineRow>] = [
    Column(
      "hostname", from: names.then { names, _ in names.hostname }, "What the machine calls itself."
    ) { Text(bytes: $0) },
    Column("os", from: names.then { names, _ in names.system }, "The operating system's name.") {
      Text(bytes: $0)
    },
    Column("kernel", from: names.then { names, _ in names.kernel }, "The kernel's release.") {
      Text(bytes: $0)
    },
    Column(
      "architecture", from: names.then { names, _ in names.architecture },
      "What the processors understand."
    ) { Text(bytes: $0) },
  ]

  private static let systemTimes: [Column<WholeMachineRow>] = [
    Column(
      "boot_time", from: RecordSource<WholeMachineRow, Int64>(.stat) { $0.record.bootTime },
      kind: .label, "When it started, by the clock's present setting."
    ) { Timestamp(nanoseconds: $0) }
    .or(
      from: RecordSource(Accesses.system) { $0.record.bootTime }, requiring: .runningClocks
    ) { Timestamp(nanoseconds: $0) },
    Column(
      "uptime", from: RecordSource<WholeMachineRow, Int64>(.uptime) { $0.record.uptime },
      "How long ago it started."
    ) { Elapsed(nanoseconds: $0) }
    .or(from: RecordSource(Accesses.system) { $0.record.uptime }, requiring: .runningClocks) {
      Elapsed(nanoseconds: $0)
    },
  ]

  private static let systemCounters: [Column<WholeMachineRow>] = [
    Column(
      "cpu_count",
      from: RecordSource<WholeMachineRow, Int64>(.stat) { $0.record.processorCount },
      "How many processors are on line."
    ) { $0 },
    Column("load_1", from: load, "Tasks that ran or waited for a disk, on average, in 1 minute.") {
      $0.one
    },
    Column("load_5", from: load, "The same, in 5 minutes.") { $0.five },
    Column("load_15", from: load, "The same, in 15 minutes.") { $0.fifteen },
    Column(
      "processes",
      from: RecordSource<WholeMachineRow, Int64>(Accesses.listing) { row in
        row.snapshot.processCount
      }, "How many processes there are, our own included."
    ) { $0 },
    Column(
      "context_switches", from: statistics, kind: .counter,
      "How often a processor changed its task since boot.",
      read: \.contextSwitches),
    Column(
      "interrupts", from: statistics, kind: .counter, "Interrupts since boot.", read: \.interrupts),
    Column(
      "soft_interrupts", from: statistics, kind: .counter, "Soft interrupts since boot.",
      read: \.softInterrupts),
    Column(
      "procs_running", from: statistics, "How many tasks run or could run, our own included.",
      read: \.running),
    Column("procs_blocked", from: statistics, "How many tasks wait for a disk.", read: \.blocked),
    Column(
      "cores", from: RecordSource<WholeMachineRow, Int64>(.sysfs) { $0.record.coreCount },
      "How many cores the processors on line are: two that share one are one."
    ) { $0 },
  ]

  private static let systemPressures: [Column<WholeMachineRow>] = [
    pressure("pressure_cpu", .processor, "a processor"),
    pressure("pressure_memory", .memory, "memory"),
    pressure("pressure_io", .io, "disks"),
    Column(
      "memory_limit",
      from: RecordSource<WholeMachineRow, Bytes>(.groupMemoryLimit) { $0.record.memoryLimit },
      "The least memory_max of our own control group and those above it; null without one."
    ) { $0 }.reading(besides: .mountinfo, .cgroup),
  ]

  private static func pressure(
    _ name: String, _ stall: Stall, _ want: String
  ) -> Column<WholeMachineRow> {
    Column(
      name, from: RecordSource(.pressure) { $0.record.pressure(stall) }, words: .percent,
      "Time of the last 10 s in which some task waited for \(want), in percent; since Linux 4.20."
    ) { $0.some }
  }
}
