import ProcFS
import QueryEngine

/// Where the facts of processes come from: the one list.
enum Origins {
  /// The pid itself.
  static let listing = Origin("listing", cost: .listing)
  /// Who owns the process's directory, which the system tells without opening a file.
  static let owner = Origin("owner", cost: .listing)

  private static let files = ProcFile.allCases.map { file in
    Origin("\(file.name)", cost: file.cost, permission: file.permission)
  }

  static func file(_ file: ProcFile) -> Origin { files[file.rawValue] }

  /// The file that an origin is; nil for what is no file.
  static func file(of origin: Origin) -> ProcFile? {
    files.firstIndex { $0 === origin }.flatMap(ProcFile.init(rawValue:))
  }

  /// In the order in which counts are shown.
  static var all: [Origin] { [listing, owner] + files }
}

extension ProcFile {
  fileprivate var cost: Origin.Cost {
    switch self {
    case .stat, .statm, .status, .comm, .cmdline, .environ, .io, .cgroup, .limits, .loginuid,
      .oomScore, .oomScoreAdjustment, .wchan, .fdinfo, .diskstats, .meminfo, .vmstat, .zoneinfo,
      .loadavg, .cpuinfo, .mountinfo, .statvfs, .utmp, .kernel, .sysfs:
      .file
    case .exe, .cwd, .root, .ns, .task, .fd, .fdlink, .net: .links
    case .smapsRollup, .smaps, .maps: .pages
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
      .oomScoreAdjustment, .task, .diskstats, .meminfo, .vmstat, .zoneinfo, .loadavg, .cpuinfo,
      .mountinfo, .statvfs, .utmp, .kernel, .sysfs:
      nil
    }
  }
}
