import ProcFS
import Schema
import Values

extension RecordSource where Subject == ProcessRow, Record == Int32 {
  /// The pid.
  static var listing: Self { Self(Accesses.listing, knowing: { $0.files.pid }) }
}

extension RecordSource where Subject == ProcessRow, Record == Owner {
  static var owner: Self { Self(Accesses.owner) { $0.files.owner } }
}

extension RecordSource where Subject == ProcessRow, Record == Stat {
  static var stat: Self { Self(.stat) { $0.files.stat } }
}

/// To begin a source that takes more than the record.
let processStat = RecordSource<ProcessRow, Stat>.stat
let processStatm = RecordSource<ProcessRow, Statm>.statm
let processStatus = RecordSource<ProcessRow, Status>.status
let processRollup = RecordSource<ProcessRow, SmapsRollup>.smapsRollup

extension RecordSource where Subject == ProcessRow, Record == Statm {
  static var statm: Self { Self(.statm) { $0.files.statm } }
}

extension RecordSource where Subject == ProcessRow, Record == Status {
  static var status: Self { Self(.status) { $0.files.status } }
}

extension RecordSource where Subject == ProcessRow, Record == CommandLine {
  static var cmdline: Self { Self(.cmdline) { $0.files.commandLine } }
}

extension RecordSource where Subject == ProcessRow, Record == Environment {
  static var environ: Self { Self(.environ) { $0.files.environment } }
}

extension RecordSource where Subject == ProcessRow, Record == SmapsRollup {
  static var smapsRollup: Self { Self(.smapsRollup) { $0.files.rollup } }
}

extension RecordSource where Subject == ProcessRow, Record == IO {
  static var io: Self { Self(.io) { $0.files.io } }
}

extension RecordSource where Subject == ProcessRow, Record == ControlGroups {
  static var cgroup: Self { Self(.cgroup) { $0.files.controlGroups } }
}

extension RecordSource where Subject == ProcessRow, Record == Limits {
  static var limits: Self { Self(.limits) { $0.files.limits } }
}

extension RecordSource where Subject == ProcessRow, Record == UInt32 {
  static var loginuid: Self { Self(.loginuid) { $0.files.loginUser } }
}

extension RecordSource where Subject == ProcessRow, Record == Int64 {
  static var oomScore: Self { Self(.oomScore) { $0.files.oomScore } }
  static var oomScoreAdjustment: Self { Self(.oomScoreAdjustment) { $0.files.oomScoreAdjustment } }
  /// How many descriptors are open.
  static var fd: Self { Self(.fd) { $0.files.descriptorCount } }
}

extension RecordSource where Subject == ProcessRow, Record == [UInt8] {
  static var comm: Self { Self(.comm) { $0.files.name } }
  static var wchan: Self { Self(.wchan) { $0.files.waitChannel } }
  static var exe: Self { Self(.exe) { $0.files.executable } }
  static var cwd: Self { Self(.cwd) { $0.files.workingDirectory } }
  static var root: Self { Self(.root) { $0.files.rootDirectory } }
}

extension RecordSource where Subject == ProcessRow, Record == UInt64 {
  /// The number of a namespace.
  static func ns(_ kind: Namespace) -> Self { Self(.ns) { $0.files.namespace(kind) } }
}
