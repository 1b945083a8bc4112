import ProcFS
import QueryEngine

/// Where the facts of processes come from: the one list.
enum Origins {
  /// The pid itself.
  static let listing = Origin("listing", cost: .listing)
  /// Who owns the process's directory, which the system tells without opening a file.
  static let owner = Origin("owner", cost: .listing)

  /// What the system tells by a call that opens no file.
  static let system = Origin("system", cost: .listing)

  private static let files = ProcFile.allCases.map { file in
    Origin(
      "\(file.name)", cost: file.cost, effort: file.effort, permission: file.permission,
      number: file.rawValue)
  }

  /// The same files where a row is one of their lines, whose facts are known with it.
  private static let lines = ProcFile.allCases.map { file in
    Origin("\(file.name)", cost: .listing, permission: file.permission)
  }

  static func file(_ file: ProcFile) -> Origin { files[file.rawValue] }

  /// Of what a row is listed by: nothing is read for it any more.
  static func line(of file: ProcFile) -> Origin { lines[file.rawValue] }

  /// The file that an origin is; nil for what is no file.
  static func file(of origin: Origin) -> ProcFile? {
    origin.number.flatMap(ProcFile.init(rawValue:))
  }

  /// In the order in which counts are shown.
  static var all: [Origin] { [listing, owner, system] + files + lines }
}

extension ProcFile {
  fileprivate var cost: Origin.Cost {
    switch self {
    case .stat, .statm, .status, .comm, .cmdline, .environ, .io, .cgroup, .limits, .loginuid,
      .oomScore, .oomScoreAdjustment, .wchan, .fdinfo, .diskstats, .meminfo, .vmstat, .zoneinfo,
      .loadavg, .uptime, .cpuinfo, .mountinfo, .statvfs, .utmp, .kernel, .sysfs:
      .file
    case .exe, .cwd, .root, .ns, .task, .fd, .fdlink, .net: .links
    case .smapsRollup, .smaps, .maps: .pages
    }
  }

  /// Microseconds, roughly, beside others of its class. An environment may be long, and to be refused
  /// one costs a stat besides.
  fileprivate var effort: Int {
    switch self {
    case .comm, .statm: 2
    case .io, .cmdline, .loginuid, .oomScore, .oomScoreAdjustment, .wchan: 3
    case .stat, .cgroup: 4
    case .limits: 5
    case .status: 6
    case .environ: 8
    case .exe, .cwd, .root, .ns: 1
    case .task, .fd, .fdlink, .net: 6
    case .maps: 16
    case .smapsRollup: 30
    case .smaps: 70
    case .fdinfo, .diskstats, .meminfo, .vmstat, .zoneinfo, .loadavg, .uptime, .cpuinfo, .mountinfo,
      .statvfs, .utmp, .kernel, .sysfs:
      3
    }
  }

  /// What suffices to read it of other users' processes; nil where everybody may.
  fileprivate var permission: String? {
    switch self {
    case .smapsRollup, .smaps, .maps: "CAP_PERFMON (from 6.15) or CAP_SYS_PTRACE"
    case .environ: "CAP_PERFMON (from 6.15) or CAP_SYS_PTRACE, and CAP_DAC_READ_SEARCH"
    case .exe, .cwd, .root, .ns, .wchan: "CAP_SYS_PTRACE"
    case .io, .fd, .fdlink, .fdinfo, .net: "CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH"
    case .stat, .statm, .status, .comm, .cmdline, .cgroup, .limits, .loginuid, .oomScore,
      .oomScoreAdjustment, .task, .diskstats, .meminfo, .vmstat, .zoneinfo, .loadavg, .uptime,
      .cpuinfo,
      .mountinfo, .statvfs, .utmp, .kernel, .sysfs:
      nil
    }
  }
}
