// What a machine has several of: processors, disks, file systems, interfaces, logins.

extension MachineFiles {
  /// Reads `stat`: the processors that are on line, in the kernel's order.
  package func processors() -> Reading<[Processor]> {
    statistics.map { statistics in statistics.processors.map { Processor($0, self) } }
  }

  /// How fast a processor runs, in megahertz: from `cpuinfo`, or from /sys on this machine.
  func frequency(of processor: UInt64) -> Reading<Double> {
    let listed = heldFrequencies.value {
      read(.cpuinfo, "cpuinfo") { ProcessorFrequencies(parsing: $0) }
    }.map { $0[processor] }
    guard listed.isAbsent else { return listed }
    var path = RelativePath("cpu")
    path.append(processor)
    path.append("/cpufreq/scaling_cur_freq")
    return read(.sysfs, path, of: "/sys/devices/system/cpu") { text in
      var position = 0
      return text.takeNumber(&position).map { Double($0) / 1000 }
    }
  }

  /// Reads `diskstats`: the disks and partitions in the kernel's order.
  package var disks: Reading<[DiskStatistics]> {
    heldDisks.value { read(.diskstats, "diskstats") { DiskStatistics.lines(of: $0) } }
  }

  /// Reads `run/utmp` of this machine: those who are logged in. A machine that keeps no such file
  /// has none to tell of.
  package var logins: Reading<[Login]> {
    heldLogins.value { read(.utmp, "utmp", of: "/var/run") { Login.records(of: $0) } }
  }
}

extension MachineFiles {
  /// Reads `mountinfo`, or `mounts`: of our own process on this machine, of the first process of
  /// another root, whose `self` would lead to us.
  package func mounts() -> Reading<[MountedFileSystem]> {
    heldMounts.value { readMounts() }
      .map { mounts in mounts.map { MountedFileSystem($0, self) } }
  }

  private func readMounts() -> Reading<[Mount]> {
    let isOurs = machine.facts.isThisMachine
    let reading = firstPresent(
      .mountinfo, isOurs ? ["self/mountinfo"] : ["1/mountinfo", "self/mountinfo"]
    ) { Mount.lines(ofMountInformation: $0) }
    guard reading.isAbsent else { return reading }
    return firstPresent(
      .mountinfo, isOurs ? ["self/mounts"] : ["1/mounts", "self/mounts", "mounts"]
    ) { Mount.lines(ofMounts: $0) }
  }

  /// How full a mounted file system is; asks the system, and only on this machine. An automount
  /// that waits to be used is left alone.
  func usage(of mount: Mount) -> Reading<MountUsage> {
    guard machine.facts.isThisMachine, mount.fileSystem != Array("autofs".utf8) else {
      return .absent
    }
    do throws(Errno) {
      let usage = try MountUsage(at: mount.mountpoint)
      count(.statvfs)
      return .read(usage)
    } catch {
      return outcome(of: error, ReadFailure(error, .statvfs, at: mount.mountpoint))
    }
  }
}

extension MachineFiles {
  /// Reads `net/dev`: of our own namespace on this machine, of the first process's in another
  /// root.
  package func interfaces() -> Reading<[NetworkInterface]> {
    heldInterfaces.value {
      firstPresent(.net, machine.facts.isThisMachine ? ["self/net/dev"] : ["1/net/dev", "net/dev"])
      {
        InterfaceCounters.lines(of: $0)
      }
    }
    .map { interfaces in interfaces.map { NetworkInterface($0, self) } }
  }

  /// What the system says of an interface besides its counters; absent of another machine's.
  func link(_ name: [UInt8]) -> Reading<InterfaceLink> {
    guard machine.facts.isThisMachine else { return .absent }
    return heldLinks.value { readLinks() }.map { $0[name] }
  }

  private func readLinks() -> Reading<[[UInt8]: InterfaceLink]> {
    do throws(Errno) {
      return .read(try InterfaceLink.all())
    } catch {
      return outcome(of: error, ReadFailure(error, .net, at: Array("rtnetlink".utf8)))
    }
  }

  /// Reads a file of an interface in /sys.
  func read<Record>(
    _ name: StaticString, of interface: [UInt8], _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    var path = RelativePath()
    path.append(interface.span)
    path.append("/")
    path.append(name)
    return read(.sysfs, path, of: "/sys/class/net", parse)
  }
}
