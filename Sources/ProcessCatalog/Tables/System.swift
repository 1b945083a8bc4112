import ProcFS
import QueryEngine

extension ProcessCatalog {
  static let system = Table.machine(
    "system", "The machine as a whole; one row.",
    columns: systemNames + systemTimes + systemCounters
  ) { .read([$0]) }

  private static let names = RowSource<WholeMachineRow, SystemNames>(.kernel) {
    .read($0.record.names)
  }
  private static let statistics = RowSource<WholeMachineRow, MachineStatistics>(.stat) {
    $0.record.statistics
  }
  private static let load = RowSource<WholeMachineRow, LoadAverage>(.loadavg) { $0.record.load }

  private static let systemNames: [Column] = [
    Column("hostname", from: names, "What the machine calls itself.") {
      $0.hostname.map { Text(bytes: $0) }
    },
    Column("os", from: names, "The operating system's name.") { $0.system.map { Text(bytes: $0) } },
    Column("kernel", from: names, "The kernel's release.") { $0.kernel.map { Text(bytes: $0) } },
    Column("architecture", from: names, "What the processors understand.") {
      $0.architecture.map { Text(bytes: $0) }
    },
  ]

  private static let systemTimes: [Column] = [
    Column("boot_time", from: statistics, "When it started, by the clock's present setting.") {
      $0.bootTime.flatMap(Nanoseconds.init(seconds:)).map { Moment(nanoseconds: $0.count) }
    },
    Column(
      "uptime",
      from: RowSource<WholeMachineRow, Int64>(.uptime) {
        $0.visit.moment.uptime.map(Reading.read) ?? .absent
      }, "How long ago it started."
    ) { Elapsed(nanoseconds: $0) },
  ]

  private static let systemCounters: [Column] = [
    Column("cpu_count", from: statistics, "How many processors are on line.") {
      Int64($0.processors.count)
    },
    Column("load_1", from: load, "Tasks that ran or waited for a disk, on average, in 1 minute.") {
      $0.one
    },
    Column("load_5", from: load, "The same, in 5 minutes.") { $0.five },
    Column("load_15", from: load, "The same, in 15 minutes.") { $0.fifteen },
    Column(
      "processes",
      from: RowSource<WholeMachineRow, Int64>(Origins.listing) { row in
        row.visit.processCount.map(Reading.read) ?? .absent
      }, "How many processes there are, our own included."
    ) { $0 },
    Column(
      "context_switches", from: statistics, "How often a processor changed its task since boot.",
      read: \.contextSwitches),
    Column("interrupts", from: statistics, "Interrupts since boot.", read: \.interrupts),
    Column(
      "soft_interrupts", from: statistics, "Soft interrupts since boot.", read: \.softInterrupts),
  ]
}
