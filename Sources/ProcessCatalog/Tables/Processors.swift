import ProcFS
import QueryEngine

extension ProcessCatalog {
  static let cpus = Table.machine(
    "cpus", "The processors that are on line, and how they have spent their time since boot.",
    columns: [
      Column("cpu", from: processor, "Its number.") { $0.times.number },
      time("user", "Time in programs, those of guests included.", \.user),
      time("nice", "Time in programs that are nice to others.", \.nice),
      time("system", "Time in the kernel.", \.system),
      time("idle", "Time with nothing to do.", \.idle),
      time("iowait", "Time with nothing to do but wait for disks.", \.iowait),
      time("irq", "Time with interrupts.", \.irq),
      time("softirq", "Time with what interrupts leave to be done.", \.softirq),
      time("steal", "Time that the host gave to other machines.", \.steal),
      time("guest", "Time in guests; counted in user too.", \.guest),
      time("guest_nice", "Time in nice guests; counted in nice too.", \.guestNice),
      Column(
        "frequency",
        from: RowSource<MachineRow<Processor>, Double>(.cpuinfo) {
          $0.record.frequency
        }, "How fast it runs, in megahertz."
      ) { $0 },
    ]
  ) { $0.processors() }

  private static let processor = RowSource<MachineRow<Processor>, Processor>.line(of: .stat)

  private static func time(
    _ name: String, _ summary: String,
    _ ticks: @escaping @Sendable (ProcessorTimes) -> Ticks?
  ) -> Column {
    Column(name, from: processor, summary) { processor, row in
      ticks(processor.times)?.nanoseconds(perSecond: row.visit.machine.ticksPerSecond)
        .map(Elapsed.init)
    }
  }
}
