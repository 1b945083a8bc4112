import ProcFS
import QueryEngine

extension ProcessCatalog {
  /// Processor time, faults and switches since it started.
  static let processorColumns: [Column] = [
    Column(
      "cpu_time", "time", "cputime", from: .stat,
      "Processor time it used, its own and the kernel's."
    ) { stat, row in row.elapsed(stat.processorTime) },
    Column("cpu_user", from: .stat, "Processor time in its own code.") { stat, row in
      row.elapsed(stat.userTime)
    },
    Column("cpu_system", from: .stat, "Processor time in the kernel on its behalf.") { stat, row in
      row.elapsed(stat.systemTime)
    },
    Column("children_user", from: .stat, "cpu_user of its children that ended.") { stat, row in
      row.elapsed(stat.childrenUserTime)
    },
    Column("children_system", from: .stat, "cpu_system of its children that ended.") { stat, row in
      row.elapsed(stat.childrenSystemTime)
    },
    Column("iowait", from: .stat, "Time it waited for disks, where the kernel counts it.") {
      stat, row in
      row.visit.moment.countsDelays ? row.elapsed(stat.blockDelay) : nil
    },
    Column(
      "minor_faults", "minflt", from: .stat, "Page faults that took no reading from disk.",
      read: \.minorFaults),
    Column(
      "major_faults", "majflt", from: .stat, "Page faults that took reading from disk.",
      read: \.majorFaults),
    Column(
      "voluntary_switches", from: .status, "How often it gave up the processor to wait.",
      read: \.voluntarySwitches),
    Column(
      "involuntary_switches", from: .status, "How often the processor was taken from it.",
      read: \.involuntarySwitches),
    Column("cpu_affinity", from: .status, "The processors on line that it may run on.") {
      status, row -> [UInt32]? in
      row.visit.moment.processors.map(status.allowedProcessors.intersection)
        ?? status.allowedProcessors.all
    },
  ]
}
