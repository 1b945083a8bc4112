import Execution
import ProcFS
import Schema

extension ProcessCatalog {
  /// From /proc/stat: a row for each line `cpuN`.
  static let cpus = SourceTable.machine(
    "cpus", of: "cpu",
    "The processors that are on line, and how they have spent their time since boot.",
    in: cpusTable,
    listedIn: "stat"
  ) { $0.processors() }

  private static let cpusTable = Table<MachineRow<Processor>>(
    columns: [
      Column("cpu", from: processor, kind: .label, "Its number.") { $0.times.number },
      userTime,
      time("nice", "Time in programs that are nice to others.") { $0.nice },
      time("system", "Time in the kernel.") { $0.system },
      time("idle", "Time with nothing to do.") { $0.idle },
      time("iowait", "Time with nothing to do but wait for disks.") { $0.iowait },
      time("irq", "Time with interrupts.") { $0.irq },
      time("softirq", "Time with what interrupts leave to be done.") { $0.softirq },
      time("steal", "Time that the host gave to other machines.") { $0.steal },
      time("guest", "Time in guests; counted in user too.") { $0.guest },
      time("guest_nice", "Time in nice guests; counted in nice too.") { $0.guestNice },
      Column(
        "frequency",
        from: RecordSource<MachineRow<Processor>, Double>(.cpuinfo) {
          $0.record.frequency
        }, "How fast it runs, in megahertz."
      ) { $0 },
      place("core", "The number of its core in its package.") { $0.core },
      place("package", "The number of its package: its chip.") { $0.package },
      frequency("frequency_min", "The least it is slowed down to, in megahertz.") {
        $0.leastFrequency
      },
      frequency("frequency_max", "The most it may run at, in megahertz.") { $0.mostFrequency },
      // As psutil's cpu_percent, whose total leaves guests out, which user and nice hold.
      .derived(
        "busy_percent", as: "100 * rate(user + nice + system + irq + softirq + steal)",
        of: userTime, Double.self, words: .percent,
        "Time in the window that was neither idle nor iowait, in percent; about 100 at most."),
    ], key: ["cpu"])

  private static let processor = RecordSource<MachineRow<Processor>, Processor>.line(of: .stat)

  private static let userTime = time("user", "Time in programs, those of guests included.") {
    $0.user
  }

  private static func frequency(
    _ name: String, _ summary: String,
    _ megahertz: @escaping @Sendable (Processor) -> Reading<Double>
  ) -> Column<MachineRow<Processor>> {
    Column(
      name, from: RecordSource<MachineRow<Processor>, Double>(.sysfs) { megahertz($0.record) },
      summary
    ) { $0 }
  }

  private static func place(
    _ name: String, _ summary: String, _ number: @escaping @Sendable (Processor) -> Reading<Int64>
  ) -> Column<MachineRow<Processor>> {
    Column(
      name, from: RecordSource<MachineRow<Processor>, Int64>(.sysfs) { number($0.record) },
      kind: .label, summary
    ) { $0 }
  }

  private static func time(
    _ name: String, _ summary: String,
    _ ticks: @escaping @Sendable (ProcessorTimes) -> Ticks?
  ) -> Column<MachineRow<Processor>> {
    Column(name, from: processor, kind: .counter, summary) { processor, row in
      ticks(processor.times)?.nanoseconds(perSecond: row.snapshot.procFS.facts.ticksPerSecond)
        .map(Elapsed.init)
    }
  }
}
