import Glibc

/// The files that tell of the machine as a whole, as one run sees them: each is read when it is
/// first asked for, and kept.
package final class MachineFiles {
  package let machine: ProcFS
  private let tally: ReadTally
  private var heldStatistics: Reading<MachineStatistics>?
  private var heldInformation: Reading<MemoryInformation>?
  private var heldTraffic: Reading<SwapTraffic>?
  private var heldLoad: Reading<LoadAverage>?
  private var heldFrequencies: Reading<ProcessorFrequencies>?
  private var heldDisks: Reading<[DiskStatistics]>?
  private var heldMounts: Reading<[Mount]>?
  private var heldInterfaces: Reading<[InterfaceCounters]>?
  private var heldLogins: Reading<[Login]>?
  private var heldLinks: [[UInt8]: InterfaceLink]?
  private var heldNames: SystemNames?

  package init(_ machine: ProcFS, tally: ReadTally) {
    self.machine = machine
    self.tally = tally
  }

  private func keep<Record>(
    _ slot: inout Reading<Record>?, _ read: () -> Reading<Record>
  ) -> Reading<Record> {
    if let slot { return slot }
    let reading = read()
    slot = reading
    return reading
  }

  /// Reads a file of the root. `parse` may not read another file.
  func read<Record>(
    _ file: ProcFile, _ path: RelativePath, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    read(file, path, below: machine.root, parse)
  }

  func read<Record>(
    _ file: ProcFile, _ path: RelativePath, below directory: borrowing Descriptor,
    _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    do throws(Errno) {
      let opened = try directory.open(path)
      tally.opened(file)
      return try opened.readWhole(inPieces: true, parse).map(Reading.read) ?? .absent
    } catch {
      guard error.isRefusal(of: file) else { return .absent }
      tally.denied(file)
      return .denied(file)
    }
  }
}

extension Errno {
  /// Whether somebody does not let us, rather than that the kernel does not have the fact. In /sys
  /// an interface without a speed may answer with any other error.
  fileprivate func isRefusal(of file: ProcFile) -> Bool {
    if file == .sysfs || file == .statvfs { return code == EACCES || code == EPERM }
    return !isAbsence && code != ENOTDIR
  }
}

extension MachineFiles {
  /// Reads `stat`.
  package var statistics: Reading<MachineStatistics> {
    keep(&heldStatistics) { read(.stat, "stat") { MachineStatistics(parsing: $0) } }
  }

  private var information: Reading<MemoryInformation> {
    keep(&heldInformation) { read(.meminfo, "meminfo") { MemoryInformation(parsing: $0) } }
  }

  /// Reads `meminfo`; and `zoneinfo` where that does not say what is available.
  package var memory: Reading<MemoryUse> {
    information.map { information in
      MemoryUse(information) {
        read(.zoneinfo, "zoneinfo") { LowWatermark.parse($0, pageSize: machine.pageSize) }.record
      }
    }
  }

  /// Reads `meminfo`.
  package var swap: Reading<SwapUse> { information.map { SwapUse($0) } }

  /// Reads `vmstat`.
  package var swapTraffic: Reading<SwapTraffic> {
    keep(&heldTraffic) {
      read(.vmstat, "vmstat") { SwapTraffic(parsing: $0, pageSize: machine.pageSize) }
    }
  }

  /// Reads `loadavg`.
  package var load: Reading<LoadAverage> {
    keep(&heldLoad) { read(.loadavg, "loadavg") { LoadAverage(parsing: $0) } }
  }

  /// Reads `diskstats`: the disks and partitions in the kernel's order.
  package var disks: Reading<[DiskStatistics]> {
    keep(&heldDisks) { read(.diskstats, "diskstats") { DiskStatistics.lines(of: $0) } }
  }

  /// Reads `stat`: the processors that are on line, in the kernel's order.
  package func processors() -> Reading<[Processor]> {
    statistics.map { statistics in statistics.processors.map { Processor($0, self) } }
  }

  /// How fast a processor runs, in megahertz: from `cpuinfo`, or from /sys on this machine.
  func frequency(of processor: UInt64) -> Reading<Double> {
    let listed = keep(&heldFrequencies) {
      read(.cpuinfo, "cpuinfo") { ProcessorFrequencies(parsing: $0) }
    }.map { $0[processor] }
    guard listed.isAbsent, let directory = system("/sys/devices/system/cpu") else { return listed }
    var path = RelativePath("cpu")
    path.append(processor)
    path.append("/cpufreq/scaling_cur_freq")
    return read(.sysfs, path, below: directory) { text in
      var position = 0
      return text.takeNumber(&position).map { Double($0) / 1000 }
    }
  }

  /// A directory of this machine; nil where the root tells of another.
  private func system(_ path: String) -> Descriptor? {
    machine.isThisMachine ? try? Descriptor(directory: path) : nil
  }

  /// Reads `run/utmp` of this machine: those who are logged in. A machine that keeps no such file
  /// has none to tell of.
  package var logins: Reading<[Login]> {
    keep(&heldLogins) {
      guard let directory = system("/var/run") else { return .absent }
      return read(.utmp, "utmp", below: directory) { Login.records(of: $0) }
    }
  }

  /// What the machine calls itself. Of another root, reads files in `sys/kernel`.
  package var names: SystemNames {
    if let heldNames { return heldNames }
    let names = machine.isThisMachine ? SystemNames() : SystemNames(self)
    heldNames = names
    return names
  }
}

extension MachineFiles {
  /// Reads `mountinfo`, or `mounts`: of our own process on this machine, of the first process of
  /// another root, whose `self` would lead to us.
  package func mounts() -> Reading<[MountedFileSystem]> {
    keep(&heldMounts) { readMounts() }
      .map { mounts in mounts.map { MountedFileSystem($0, self) } }
  }

  private func readMounts() -> Reading<[Mount]> {
    let reading = firstPresent(
      .mountinfo, machine.isThisMachine ? ["self/mountinfo"] : ["1/mountinfo", "self/mountinfo"]
    ) { Mount.lines(ofMountInformation: $0) }
    guard reading.isAbsent else { return reading }
    return firstPresent(
      .mountinfo, machine.isThisMachine ? ["self/mounts"] : ["1/mounts", "self/mounts", "mounts"]
    ) { Mount.lines(ofMounts: $0) }
  }

  /// How full a mounted file system is; asks the system, and only on this machine. An automount
  /// that waits to be used is left alone.
  func usage(of mount: Mount) -> Reading<MountUsage> {
    guard machine.isThisMachine, mount.fileSystem != Array("autofs".utf8) else { return .absent }
    do throws(Errno) {
      let usage = try MountUsage(at: mount.mountpoint)
      tally.opened(.statvfs)
      return .read(usage)
    } catch {
      guard error.isRefusal(of: .statvfs) else { return .absent }
      tally.denied(.statvfs)
      return .denied(.statvfs)
    }
  }

  /// Reads `net/dev`: of our own namespace on this machine, of the first process's in another
  /// root.
  package func interfaces() -> Reading<[NetworkInterface]> {
    keep(&heldInterfaces) {
      firstPresent(.net, machine.isThisMachine ? ["self/net/dev"] : ["1/net/dev", "net/dev"]) {
        InterfaceCounters.lines(of: $0)
      }
    }
    .map { interfaces in interfaces.map { NetworkInterface($0, self) } }
  }

  /// What the system says of an interface besides its counters; nil of another machine's.
  func link(_ name: [UInt8]) -> InterfaceLink? {
    guard machine.isThisMachine else { return nil }
    if heldLinks == nil { heldLinks = InterfaceLink.all() }
    return heldLinks?[name]
  }

  /// Reads a file of an interface in /sys.
  func read<Record>(
    _ name: StaticString, of interface: [UInt8], _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    guard let directory = system("/sys/class/net") else { return .absent }
    var path = RelativePath()
    path.append(interface.span)
    path.append("/")
    path.append(name)
    return read(.sysfs, path, below: directory, parse)
  }

  /// What comes of the first of these paths that there is.
  private func firstPresent<Record>(
    _ file: ProcFile, _ paths: [RelativePath], _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    for path in paths {
      let reading = read(file, path, parse)
      if !reading.isAbsent { return reading }
    }
    return .absent
  }
}
