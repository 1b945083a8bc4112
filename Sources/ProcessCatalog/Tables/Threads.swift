import Execution
import ProcFS
import Schema
import Values

extension TaskFiles: ProcessPart {
  static let table = ProcessCatalog.threadsTable

  /// Both ids, and what tells others of the same ids from them: of either inode the kernel uses 32 bits.
  func identity(in process: ProcessRow) -> RowIdentity? {
    RowIdentity(
      Int64(process.pid), part: Int64(id),
      instance: (process.instance ?? 0) << 32 ^ inode)
  }

  func wasThere(at instant: Int64, in process: ProcessRow?) -> Bool? {
    process.flatMap { $0.snapshot.began(stat, before: instant) }
  }
}

/// A thread of a process, as a row.
typealias ThreadRow = PartRow<TaskFiles>

extension ProcessCatalog {
  /// From /proc/PID/task: a row for each thread, the main one among them.
  static let threads = SourceTable.parts(
    "threads", of: "thread", "The threads of processes.", TaskFiles.self)

  fileprivate static let threadsTable = Table<PartRow<TaskFiles>>(
    columns: threadIdentity + threadFigures, relations: [.process()],
    summaryColumns: ["pid", "tid", "comm", "status", "cpu_time", "cpu_num"], key: ["tid"])

  private static let task = RecordSource<ThreadRow, TaskFiles>.line(of: .task)
  private static let stat = RecordSource<ThreadRow, Stat>(.stat) { $0.part.stat }
  private static let taskStatus = RecordSource<ThreadRow, Status>(.status) { $0.part.status }
  private static let runTime = RecordSource<ThreadRow, Nanoseconds>(.schedstat) { $0.part.runTime }
  private static let comm = RecordSource<ThreadRow, [UInt8]>(.comm) { $0.part.name }

  private static let threadIdentity: [Column<ThreadRow>] = [
    Column("tid", "spid", "lwp", from: task, kind: .label, "The number of the thread.", read: \.id),
    Column(
      "comm", "name", from: comm,
      "The name the kernel keeps of it, at most 15 bytes but of its own."
    ) {
      Text(bytes: $0)
    }
    .or(from: stat) { Text(bytes: $0.name) },
    Column(
      "status", "stat", "state", "s", from: stat, kind: .gauge, words: .states,
      "What it is doing, in the words of processes."
    ) { $0.state.word.map { Text($0) } }
    .or(from: taskStatus) { $0.state.word.map { Text($0) } },
  ]

  private static let threadFigures: [Column<ThreadRow>] = [
    processorTime,
    Column("cpu_user", from: stat, kind: .counter, "Processor time in the program's code.") {
      stat, row in
      row.process?.elapsed(stat.userTime)
    },
    Column("cpu_system", from: stat, kind: .counter, "Processor time in the kernel on its behalf.")
    { stat, row in
      row.process?.elapsed(stat.systemTime)
    },
    Column("cpu_num", "psr", "processor", from: stat, kind: .gauge, "The processor it ran on last.")
    {
      $0.processor
    },
    Column("nice", "ni", from: stat, "Niceness, from -20 (favoured) to 19.", read: \.nice),
    Column(
      "priority", "pri", from: stat, "The kernel's priority; below 0 for real-time policies.",
      read: \.priority),
    Column(
      "voluntary_switches", from: taskStatus, kind: .counter, "How often it gave its processor up.",
      read: \.voluntarySwitches),
    Column(
      "involuntary_switches", from: taskStatus, kind: .counter,
      "How often its processor was taken away.",
      read: \.involuntarySwitches),
    .derived(
      "cpu_percent", "cpu", as: "100 * rate(cpu_time)", of: processorTime, Double.self,
      words: .percent,
      "Processor time it used in the window, in percent of one processor."),
  ]

  private static let processorTime = Column<ThreadRow>(
    "cpu_time", "cputime", from: stat, kind: .counter, "Processor time it used."
  ) { stat, row in row.process?.elapsed(stat.processorTime) }
  .or(from: runTime, requiring: .threadRunTimes, isExclusive: true) { $0 }
}
