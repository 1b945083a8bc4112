import ProcFS
import Schema
import Values

extension RecordSource where Subject == ProcessRow, Record == Int32 {
  /// The pid.
  static var listing: Self { Self(Accesses.listing, knowing: { $0.pid }) }
}

extension RecordSource where Subject == ProcessRow, Record == Owner {
  /// Whom the directory /proc/PID belongs to, by fstat: the effective ids, unless the process is
  /// not dumpable.
  static var owner: Self { Self(Accesses.owner) { $0.files.owner } }
}

extension RecordSource where Subject == ProcessRow, Record == Nanoseconds {
  /// The system's clock of the process's processor time, by clock_gettime(2).
  static var clock: Self { Self(.clock, keeping: \.clockTime, else: { $0.files.processorTime }) }
}

extension RecordSource where Subject == ProcessRow, Record == IOPriority {
  /// The priority of the main thread's transfers, by ioprio_get(2).
  static var ioPriority: Self { Self(.ioPriority) { $0.files.ioPriority } }
}

extension RecordSource where Subject == ProcessRow, Record == Stat {
  /// /proc/PID/stat: state, parent, times, start.
  static var stat: Self { Self(.stat) { $0.files.stat } }
}

/// To begin a source that takes more than the record.
let processStat = RecordSource<ProcessRow, Stat>.stat
/// The same of exe, for what is asked of the file that it leads to.
let processExe = RecordSource<ProcessRow, [UInt8]>.exe
/// The same of statm, for sizes that take the page size.
let processStatm = RecordSource<ProcessRow, Statm>.statm
/// The same of status, for ids that take the names of users.
let processStatus = RecordSource<ProcessRow, Status>.status
/// The same of smaps_rollup, for shares that take the machine's memory.
let processRollup = RecordSource<ProcessRow, SmapsRollup>.smapsRollup

extension RecordSource where Subject == ProcessRow, Record == Statm {
  /// /proc/PID/statm: sizes in pages.
  static var statm: Self { Self(.statm) { $0.files.statm } }
}

extension RecordSource where Subject == ProcessRow, Record == Status {
  /// /proc/PID/status: ids, capabilities, memory by kind, context switches.
  static var status: Self { Self(.status) { $0.files.status } }
}

extension RecordSource where Subject == ProcessRow, Record == CommandLine {
  /// /proc/PID/cmdline, divided into arguments.
  static var cmdline: Self { Self(.cmdline) { $0.files.commandLine } }
}

extension RecordSource where Subject == ProcessRow, Record == Environment {
  /// /proc/PID/environ, as the process was started with it.
  static var environ: Self { Self(.environ) { $0.files.environment } }
}

extension RecordSource where Subject == ProcessRow, Record == SmapsRollup {
  /// /proc/PID/smaps_rollup, since Linux 4.14; the sums of smaps before. The kernel walks the page
  /// tables for it.
  static var smapsRollup: Self { Self(.smapsRollup) { $0.files.rollup } }
}

extension RecordSource where Subject == ProcessRow, Record == IO {
  /// /proc/PID/io: bytes and calls, of the process and the children it has waited for.
  static var io: Self { Self(.io) { $0.files.io } }
}

extension RecordSource where Subject == ProcessRow, Record == ControlGroups {
  /// /proc/PID/cgroup: one line for each hierarchy.
  static var cgroup: Self { Self(.cgroup) { $0.files.controlGroups } }
}

extension RecordSource where Subject == ProcessRow, Record == Limits {
  /// /proc/PID/limits: soft and hard.
  static var limits: Self { Self(.limits) { $0.files.limits } }
}

extension RecordSource where Subject == ProcessRow, Record == UInt32 {
  /// /proc/PID/loginuid; absent before anybody has logged in.
  static var loginuid: Self { Self(.loginuid) { $0.files.loginUser } }
}

extension RecordSource where Subject == ProcessRow, Record == Int64 {
  /// /proc/PID/oom_score, from 0: the higher, the sooner it is killed.
  static var oomScore: Self { Self(.oomScore) { $0.files.oomScore } }
  /// /proc/PID/oom_score_adj, from -1000 to 1000.
  static var oomScoreAdjustment: Self { Self(.oomScoreAdjustment) { $0.files.oomScoreAdjustment } }
  /// How many descriptors are open.
  static var fd: Self { Self(.fd) { $0.files.descriptorCount } }
}

extension RecordSource where Subject == ProcessRow, Record == [UInt8] {
  /// /proc/PID/comm: the name of the main thread, which the kernel cuts to 15 bytes.
  static var comm: Self { Self(.comm) { $0.files.name } }
  /// /proc/PID/wchan: the function of the kernel in which it waits.
  static var wchan: Self { Self(.wchan) { $0.files.waitChannel } }
  /// /proc/PID/attr/current: what a security module calls it; absent where there is none.
  static var securityLabel: Self { Self(.securityLabel) { $0.files.securityLabel } }
  /// The target of /proc/PID/exe; absent of kernel threads.
  static var exe: Self { Self(.exe) { $0.files.executable } }
  /// The target of /proc/PID/cwd.
  static var cwd: Self { Self(.cwd) { $0.files.workingDirectory } }
  /// The target of /proc/PID/root: `/`, unless it was changed by chroot.
  static var root: Self { Self(.root) { $0.files.rootDirectory } }
}

extension RecordSource where Subject == ProcessRow, Record == UInt64 {
  /// The number of a namespace.
  static func ns(_ kind: Namespace) -> Self { Self(.ns) { $0.files.namespace(kind) } }
}
