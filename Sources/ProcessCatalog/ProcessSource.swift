import ProcFS
import QueryEngine

/// A file, link or listing of a process, with the record that is read from it.
struct ProcessSource<Record: Sendable>: Sendable {
  let origin: Origin
  let reading: @Sendable (ProcessRow) -> Reading<Record>

  init(_ origin: Origin, _ reading: @escaping @Sendable (ProcessRow) -> Reading<Record>) {
    self.origin = origin
    self.reading = reading
  }

  init(_ file: ProcFile, _ reading: @escaping @Sendable (ProcessRow) -> Reading<Record>) {
    self.init(Origins.file(file), reading)
  }

  /// A column's way to its value.
  func variant<Cell: ColumnValue>(
    _ read: @escaping @Sendable (Record, ProcessRow) -> Cell?
  ) -> Column.Variant {
    Column.Variant(origin) { [reading] row in
      // Columns of processes are asked of processes alone: the binder sees to it.
      let row = unsafeDowncast(row, to: ProcessRow.self)
      switch reading(row) {
      case .read(let record): return read(record, row)?.value ?? .null
      case .absent, .gone: return .null
      case .denied(let file): return .denied(.origin(Origins.file(file)))
      }
    }
  }
}

extension ProcessSource where Record == Int32 {
  /// The pid.
  static var listing: Self { Self(Origins.listing) { .read($0.files.pid) } }
}

extension ProcessSource where Record == Owner {
  static var owner: Self { Self(Origins.owner) { $0.files.owner } }
}

extension ProcessSource where Record == Stat {
  static var stat: Self { Self(.stat) { $0.files.stat } }
}

extension ProcessSource where Record == Statm {
  static var statm: Self { Self(.statm) { $0.files.statm } }
}

extension ProcessSource where Record == Status {
  static var status: Self { Self(.status) { $0.files.status } }
}

extension ProcessSource where Record == CommandLine {
  static var cmdline: Self { Self(.cmdline) { $0.files.commandLine } }
}

extension ProcessSource where Record == Environment {
  static var environ: Self { Self(.environ) { $0.files.environment } }
}

extension ProcessSource where Record == SmapsRollup {
  static var smapsRollup: Self { Self(.smapsRollup) { $0.files.rollup } }
}

extension ProcessSource where Record == IO {
  static var io: Self { Self(.io) { $0.files.io } }
}

extension ProcessSource where Record == ControlGroups {
  static var cgroup: Self { Self(.cgroup) { $0.files.controlGroups } }
}

extension ProcessSource where Record == Limits {
  static var limits: Self { Self(.limits) { $0.files.limits } }
}

extension ProcessSource where Record == UInt32 {
  static var loginuid: Self { Self(.loginuid) { $0.files.loginUser } }
}

extension ProcessSource where Record == Int64 {
  static var oomScore: Self { Self(.oomScore) { $0.files.oomScore } }
  static var oomScoreAdjustment: Self { Self(.oomScoreAdjustment) { $0.files.oomScoreAdjustment } }
  /// How many descriptors are open.
  static var fd: Self { Self(.fd) { $0.files.descriptorCount } }
}

extension ProcessSource where Record == [UInt8] {
  static var comm: Self { Self(.comm) { $0.files.name } }
  static var wchan: Self { Self(.wchan) { $0.files.waitChannel } }
  static var exe: Self { Self(.exe) { $0.files.executable } }
  static var cwd: Self { Self(.cwd) { $0.files.workingDirectory } }
  static var root: Self { Self(.root) { $0.files.rootDirectory } }
}

extension ProcessSource where Record == UInt64 {
  /// The number of a namespace.
  static func ns(_ kind: Namespace) -> Self { Self(.ns) { $0.files.namespace(kind) } }
}
