/// What is read of a process and of the machine: the kinds of file that `--stats` counts. The
/// machine's `stat` and `net/dev` are counted with those of processes.
///
/// What is known of each kind stands in one row of `ProcFileFacts`.
package enum ProcFile: Int, CaseIterable, Sendable {
  case stat
  /// Of a thread: that of a process's directory is of its main thread alone.
  case schedstat
  /// The clock of a process's processor time, which no file tells.
  case clock
  /// The priority of a process's transfers, which no file tells.
  case ioPriority
  case statm
  case status
  case comm
  case cmdline
  case environ
  case smapsRollup
  case smaps
  case maps
  /// A link in `map_files`.
  case mapFiles
  case io
  case cgroup
  case limits
  case loginuid
  case oomScore
  case oomScoreAdjustment
  case wchan
  /// The file `attr/current`.
  case securityLabel
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
  /// What the system says of the file that a link in `fd` leads to, which no file tells.
  case fdstat
  /// A file in `fdinfo`.
  case fdinfo
  /// A file in `net`.
  case net
  /// The sockets of a protocol as netlink lists them, in place of a file in `net`.
  case sockDiag
  /// What the connections of a network namespace have carried, by netlink.
  case tcpInfo
  case diskstats
  case meminfo
  case vmstat
  case zoneinfo
  case loadavg
  case uptime
  case cpuinfo
  case mountinfo
  /// The file `filesystems`.
  case filesystems
  /// How full a mounted file system is, which no file tells.
  case statvfs
  /// The file of those who are logged in.
  case utmp
  /// A file that logind keeps of a session.
  case session
  /// A file in `sys/kernel`.
  case kernel
  /// A file in /sys.
  case sysfs
  /// The file `tty/drivers`.
  case ttyDrivers
  /// A file in `pressure`, or of a control group one that ends in `.pressure`.
  case pressure
  /// The listing of a control group's directory.
  case groupListing
  // Files of a control group, counted by their names of version 2 where version 1 calls them otherwise.
  case groupProcesses
  case groupMemory
  case groupMemoryPeak
  case groupMemoryLimit
  case groupMemoryHigh
  case groupMemoryEvents
  case groupSwap
  case groupSwapLimit
  case groupTasks
  case groupTaskLimit
  case groupProcessor
  /// How long it was kept from running: of version 2 that is told with its processor time, under which
  /// both are counted. It has an instant of its own, since version 1 has two files.
  case groupThrottling
  case groupProcessorLimit
}

extension ProcFile {
  /// What one reading of a file costs, in the classes that a planner orders its tests by.
  package enum Cost: Int, Sendable, CaseIterable {
    /// Nothing: it is known once the row is.
    case known
    /// One call of the system, without a file.
    case call
    /// One small file.
    case file
    /// A link, or the listing of a directory.
    case links
    /// A file for which the kernel walks page tables, so that it grows with the process.
    case pages
  }

  /// As it is counted, and where it is one file, what it is called in the process's directory.
  package var name: StaticString { facts.name }

  /// What one reading of it costs.
  package var cost: Cost { facts.cost }

  /// Microseconds, roughly, beside others of its class.
  package var effort: Int { facts.effort }

  /// What suffices to read it of other users' processes; nil where everybody may.
  package var permission: StaticString? { facts.permission }

  /// Whether `ProcessFiles.readAhead` reads it: it is one file or link of a process.
  package var isReadAhead: Bool { facts.readAhead != nil }

  /// Whether kernel threads and zombies lack it, though the kernel may refuse it before it says so.
  var needsMemory: Bool { facts.traits.contains(.needsMemory) }

  /// Whether it may be there and tell nothing: it is switched off, or its control group was removed.
  var mayBeSwitchedOff: Bool { facts.traits.contains(.ofGroup) }

  /// Whether a process whose leader has ended lacks it, though its tasks that live on have it.
  var endsWithLeader: Bool { needsMemory || self == .ns }

  /// Whether the kernel hands it out piece by piece, so that a short read is not its end.
  var comesInPieces: Bool { facts.traits.contains(.inPieces) }

  /// How many bytes of it are read at most.
  var limit: Int { self == .net ? Descriptor.mostOfSockets : Descriptor.most }

  /// Whether it may be the first file that is opened of a process: it costs little, and can be read
  /// again to see whether its process lives.
  var mayComeFirst: Bool { facts.traits.contains(.first) }
  /// It can be read only as long as its process lives.
  var provesLife: Bool { facts.traits.contains(.ofTask) }
}

extension ProcessFiles {
  /// Reads and keeps one file or link of the process, for a later look at it; does nothing for a
  /// kind of file that has many of each process.
  package func readAhead(_ file: ProcFile) { file.facts.readAhead?(self) }
}
