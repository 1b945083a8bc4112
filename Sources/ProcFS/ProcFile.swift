/// What is read of a process and of the machine: the kinds that `--stats` counts. The machine's
/// `stat` and `net/dev` are counted with those of processes.
package enum ProcFile: Int, CaseIterable, Sendable {
  case stat
  case statm
  case status
  case comm
  case cmdline
  case environ
  case smapsRollup
  case smaps
  case maps
  case io
  case cgroup
  case limits
  case loginuid
  case oomScore
  case oomScoreAdjustment
  case wchan
  case exe
  case cwd
  case root
  /// A link in `ns`.
  case ns
  /// The listing of `task`.
  case task
  /// The listing of `fd`.
  case fd
  /// A link in `fd`.
  case fdlink
  /// A file in `fdinfo`.
  case fdinfo
  /// A file in `net`.
  case net
  case diskstats
  case meminfo
  case vmstat
  case zoneinfo
  case loadavg
  case uptime
  case cpuinfo
  case mountinfo
  /// How full a mounted file system is, which no file tells.
  case statvfs
  /// The file of those who are logged in.
  case utmp
  /// A file in `sys/kernel`.
  case kernel
  /// A file in /sys.
  case sysfs

  /// As it is counted, and where it is one file, what it is called in the process's directory.
  package var name: StaticString {
    switch self {
    case .stat: "stat"
    case .statm: "statm"
    case .status: "status"
    case .comm: "comm"
    case .cmdline: "cmdline"
    case .environ: "environ"
    case .smapsRollup: "smaps_rollup"
    case .smaps: "smaps"
    case .maps: "maps"
    case .io: "io"
    case .cgroup: "cgroup"
    case .limits: "limits"
    case .loginuid: "loginuid"
    case .oomScore: "oom_score"
    case .oomScoreAdjustment: "oom_score_adj"
    case .wchan: "wchan"
    case .exe: "exe"
    case .cwd: "cwd"
    case .root: "root"
    case .ns: "ns"
    case .task: "task"
    case .fd: "fd"
    case .fdlink: "fdlink"
    case .fdinfo: "fdinfo"
    case .net: "net"
    case .diskstats: "diskstats"
    case .meminfo: "meminfo"
    case .vmstat: "vmstat"
    case .zoneinfo: "zoneinfo"
    case .loadavg: "loadavg"
    case .uptime: "uptime"
    case .cpuinfo: "cpuinfo"
    case .mountinfo: "mountinfo"
    case .statvfs: "statvfs"
    case .utmp: "utmp"
    case .kernel: "kernel"
    case .sysfs: "sysfs"
    }
  }

  /// The kernel hands it out piece by piece, so that a short read is not its end.
  var comesInPieces: Bool { self == .smaps || self == .maps || self == .net }

  /// What a kernel thread and a zombie do not have, though the kernel may refuse it before it says
  /// so.
  var needsMemory: Bool {
    switch self {
    case .environ, .smapsRollup, .smaps, .maps, .exe, .cwd, .root: true
    case .stat, .statm, .status, .comm, .cmdline, .io, .cgroup, .limits, .loginuid, .oomScore,
      .oomScoreAdjustment, .wchan, .ns, .task, .fd, .fdlink, .fdinfo, .net, .diskstats, .meminfo,
      .vmstat, .zoneinfo,
      .loadavg, .uptime, .cpuinfo, .mountinfo, .statvfs, .utmp, .kernel, .sysfs:
      false
    }
  }
}
