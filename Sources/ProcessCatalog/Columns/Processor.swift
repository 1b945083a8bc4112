import Execution
import ProcFS
import Schema

extension ProcessCatalog {
  /// Processor time, faults and switches since it started, and its use of processors in a window.
  static let processorColumns: [Column<ProcessRow>] =
    [processorTime] + processorCounters + processorShares

  private static let processorTime = Column<ProcessRow>(
    "cpu_time", "cputime", from: .stat, kind: .counter,
    "Processor time it used, its own and the kernel's."
  ) { stat, row in row.elapsed(stat.processorTime) }
  .or(from: .clock, requiring: .processClocks, isExclusive: true) { $0 }
  .changingByWorkAlone()

  private static let processorShares: [Column<ProcessRow>] = [
    .derived(
      "cpu_percent", "cpu", as: "100 * rate(cpu_time)", of: processorTime, Double.self,
      words: .percent,
      "Processor time it used in the window, in percent of one processor; it may pass 100."),
    .derived(
      "cpu_share", as: "100 * rate(cpu_time) / cpu_count()", of: processorTime, Double.self,
      words: .percent,
      "Processor time it used in the window, in percent of all processors on line."),
  ]

  private static let processorCounters: [Column<ProcessRow>] = [
    Column("cpu_user", from: .stat, kind: .counter, "Processor time in its own code.") {
      stat, row in
      row.elapsed(stat.userTime)
    }
    .changingByWorkAlone(),
    Column("cpu_system", from: .stat, kind: .counter, "Processor time in the kernel on its behalf.")
    { stat, row in
      row.elapsed(stat.systemTime)
    }
    .changingByWorkAlone(),
    Column("children_user", from: .stat, kind: .counter, "cpu_user of its children that ended.") {
      stat, row in
      row.elapsed(stat.childrenUserTime)
    }
    .changingByWorkAlone(),
    Column("children_system", from: .stat, kind: .counter, "cpu_system of its children that ended.")
    { stat, row in
      row.elapsed(stat.childrenSystemTime)
    }
    .changingByWorkAlone(),
    Column(
      "iowait",
      from: processStat.then { stat, row in
        row.snapshot.machine.countsDelays.map { $0 ? row.elapsed(stat.blockDelay) : nil }
      }, kind: .counter, "Time it waited for disks, where the kernel counts it."
    ) { $0 },
    Column(
      "minor_faults", "minflt", from: .stat, kind: .counter,
      "Page faults that took no reading from disk.",
      read: \.minorFaults
    )
    .changingByWorkAlone(),
    Column(
      "major_faults", "majflt", from: .stat, kind: .counter,
      "Page faults that took reading from disk.",
      read: \.majorFaults
    )
    .changingByWorkAlone(),
    Column(
      "voluntary_switches", from: .status, kind: .counter,
      "How often it gave up the processor to wait.",
      read: \.voluntarySwitches
    )
    .changingByWorkAlone(),
    Column(
      "involuntary_switches", from: .status, kind: .counter,
      "How often the processor was taken from it.",
      read: \.involuntarySwitches
    )
    .changingByWorkAlone(),
    Column(
      "cpu_affinity", from: processStatus.then { status, row in row.processors(status) },
      kind: .gauge, "The processors on line that it may run on."
    ) { $0 },
  ]
}

extension ProcessRow {
  /// All that it may run on where the machine does not tell which are on line, and where none of
  /// those is among them: a container may tell of other processors than the kernel's.
  fileprivate func processors(_ status: Status) -> Reading<[UInt32]> {
    guard let allowed = status.allowedProcessors else { return .absent }
    let online = snapshot.machine.onlineProcessors
    if online.isAbsent { return .read(allowed.all) }
    return online.map { online in
      let common = allowed.intersection(online)
      return common.isEmpty ? allowed.all : common
    }
  }
}
