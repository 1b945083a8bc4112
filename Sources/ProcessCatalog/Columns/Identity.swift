import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// What a process is, and what it is doing.
  static let identityColumns: [Column<ProcessRow>] = [
    Column("pid", from: .listing, kind: .label, "The number of the process.") { $0 },
    Column(
      "ppid", from: .stat, kind: .label, "The pid of the parent; 0 for the first process.",
      read: \.parent
    )
    .or(from: .status, read: \.parent),
    Column(
      "comm", from: .comm, "The name the kernel keeps, at most 15 bytes but of its own threads."
    ) {
      Text(bytes: $0)
    }
    .or(from: .stat) { Text(bytes: $0.name) }
    .changingByWorkAlone(),
    Column(
      "status", "stat", "state", "s", from: .stat, kind: .gauge, words: .states,
      "What it is doing, in psutil's words: running, sleeping, zombie and so on."
    ) { $0.state.word.map { Text($0) } }
    .or(from: .status) { $0.state.word.map { Text($0) } },
    Column(
      "kernel", from: .stat, kind: .label, "Whether it is a thread of the kernel.",
      read: \.isKernelThread
    )
    .changingByWorkAlone(),
    Column(
      "started", "lstart", "start_time", "create_time",
      from: processStat.then { stat, row in row.started(stat) }, kind: .label,
      "When it started, by the clock's present setting."
    ) { $0 },
    Column(
      "age", "etime", "etimes", "elapsed", from: processStat.then { stat, row in row.age(stat) },
      "How long ago it started."
    ) { $0 },
    Column(
      "since_boot", from: processStat.then { stat, row in row.sinceBoot(stat) }, kind: .label,
      "From boot to its start, which no clock moves: with pid it tells a process from any other."
    ) { $0 },
    Column(
      "terminal", "tty", from: processStat.then { stat, row in row.terminal(stat) },
      kind: .gauge, "The controlling terminal."
    ) { Text(bytes: $0) },
    Column(
      "session", "sid", "sess", from: .stat, kind: .label, "The pid of the session's leader.",
      read: \.session
    )
    .changingByWorkAlone(),
    Column(
      "pgrp", "pgid", "pgroup", from: .stat, kind: .label, "The pid of the process group's leader.",
      read: \.processGroup),
    Column("tpgid", from: .stat, "The process group in the foreground of its terminal.") {
      $0.terminalProcessGroup == -1 ? nil : $0.terminalProcessGroup
    },
    Column("nice", "ni", from: .stat, "Niceness, from -20 (favoured) to 19.", read: \.nice),
    Column(
      "priority", "pri", from: .stat, "The kernel's priority; below 0 for real-time policies.",
      read: \.priority),
    Column(
      "policy", "cls", from: .stat,
      "Scheduling policy: 0 other, 1 fifo, 2 rr, 3 batch, 5 idle, 6 deadline, 7 ext.",
      read: \.policy),
    Column(
      "rt_priority", from: .stat, "Priority under a real-time policy, 1 to 99; else 0.",
      read: \.realTimePriority),
    Column(
      "io_priority", from: .ioPriority, kind: .gauge, words: .ioPriorities,
      "How its main thread's transfers are served, as ionice sets it: class/level, 0 first."
    ) { Text($0.text) },
    Column(
      "cpu_num", "psr", "processor", from: .stat, kind: .gauge, "The processor it ran on last.",
      read: \.processor),
    Column(
      "num_threads", "nlwp", "thcount", from: .stat, "How many threads it has.", read: \.threads
    )
    .or(from: .status, read: \.threads),
    Column(
      "name", from: .comm, "The name, whole where the kernel cut it and the arguments have it."
    ) {
      name, row in row.fullName(name)
    }
    .or(from: .stat) { stat, row in row.fullName(stat.name) }
    .changingByWorkAlone(),
    Column(
      "exe", "path", from: .exe, "The program's file; ' (deleted)' follows where it is no more."
    ) { Text(bytes: $0) },
    Column(
      "exe_deleted", from: processExe.then { _, row in row.files.executableIsDeleted },
      kind: .gauge, "Whether the program's file has no link left, whatever its name says."
    ) { $0 },
    Column("cwd", from: .cwd, kind: .gauge, "The directory it works in.") { Text(bytes: $0) },
    Column("root", from: .root, "The directory it sees as /.") { Text(bytes: $0) },
    Column("cmdline", from: .cmdline, "The arguments, the program's name first.") { line in
      line.arguments.map { Text(bytes: $0) }
    }
    .changingByWorkAlone(),
    Column(
      "args", "command", "cmd", from: .cmdline,
      "The arguments as one text, with spaces between."
    ) { line in line.joined.map { Text(bytes: $0) }
    }
    .changingByWorkAlone(),
  ]
}

extension ProcessRow {
  fileprivate func started(_ stat: Stat) -> Reading<Timestamp> {
    guard let since = stat.startTime.flatMap(snapshot.procFS.facts.sinceBoot) else {
      return .absent
    }
    return snapshot.machine.bootTime.map { boot in
      let (sum, overflow) = boot.addingReportingOverflow(since)
      return overflow ? nil : Timestamp(nanoseconds: sum)
    }
  }

  fileprivate func sinceBoot(_ stat: Stat) -> Reading<Elapsed> {
    let since = stat.startTime.flatMap(snapshot.procFS.facts.sinceBoot)
    return since.map { .read(Elapsed(nanoseconds: $0)) } ?? .absent
  }

  fileprivate func terminal(_ stat: Stat) -> Reading<[UInt8]> {
    guard let terminal = stat.terminal, terminal != 0 else { return .absent }
    return snapshot.machine.terminal(terminal)
  }

  /// By the time since boot, which no setting of the clock moves. A start after the run began is
  /// age 0.
  fileprivate func age(_ stat: Stat) -> Reading<Elapsed> {
    guard let since = stat.startTime.flatMap(snapshot.procFS.facts.sinceBoot) else {
      return .absent
    }
    return snapshot.machine.uptime.map { uptime in
      let (age, overflow) = uptime.subtractingReportingOverflow(since)
      return overflow ? nil : Elapsed(nanoseconds: max(0, age))
    }
  }

  /// As psutil: a name of 15 bytes may have been cut there, and the first argument may show it
  /// whole; of a script, as psutil does not, one of those that follow.
  fileprivate func fullName(_ name: [UInt8]) -> Text {
    guard name.count == 15, case .read(let line) = files.commandLine,
      let whole = line.name(beginningWith: name)
    else { return Text(bytes: name) }
    return Text(bytes: whole)
  }
}
