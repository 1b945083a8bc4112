// What a machine has several of: processors, disks, file systems, interfaces, logins.

extension MachineFiles {
  /// Reads `stat`: the processors that are on line, in the kernel's order; absent where it has
  /// none.
  package func processors() -> Reading<[Processor]> {
    statistics.map { statistics in
      let times = statistics.processors
      return times.isEmpty ? nil : times.map { Processor($0, self) }
    }
  }

  /// Reads `diskstats`: the disks and partitions in the kernel's order.
  package var disks: Reading<[DiskStatistics]> {
    held.disks.value { readLines(.diskstats, "diskstats") { DiskStatistics.lines(of: $0) } }
  }

}

extension MachineFiles {
  /// Reads `mountinfo`, or `mounts`: of our own process on this machine, of the first process of
  /// another root, whose `self` would lead to us.
  package func mounts() -> Reading<[MountedFileSystem]> {
    held.mounts.value { readMounts() }
      .map { mounts in mounts.map { MountedFileSystem($0, self) } }
  }

  private func readMounts() -> Reading<[Mount]> {
    let isOurs = machine.facts.isThisMachine
    let reading = firstPresent(isOurs ? ["self/mountinfo"] : ["1/mountinfo", "self/mountinfo"]) {
      path in readLines(.mountinfo, path) { Mount.lines(ofMountInformation: $0) }
    }
    guard reading.isAbsent else { return reading }
    return firstPresent(isOurs ? ["self/mounts"] : ["1/mounts", "self/mounts", "mounts"]) { path in
      readLines(.mountinfo, path) { Mount.lines(ofMounts: $0) }
    }
  }

  /// How full a mounted file system is; asks the system, and only on this machine. An automount
  /// that waits to be used is left alone.
  func usage(of mount: Mount) -> Reading<MountUsage> {
    guard machine.facts.isThisMachine, mount.fileSystem != Array("autofs".utf8),
      !isCovered(mount)
    else { return .absent }
    do throws(Errno) {
      let usage = try MountUsage(at: mount.mountpoint)
      count(.statvfs)
      return .read(usage)
    } catch {
      return ReadFailure(error, .statvfs, at: mount.mountpoint).reading(counters)
    }
  }

  /// The kinds of file system that lie on disks. Reads `filesystems`.
  var diskFileSystems: Reading<DiskFileSystems> {
    held.diskFileSystems.value {
      read(.filesystems, "filesystems") { DiskFileSystems(parsing: $0) }
    }
  }

  /// The path of a disk by its number, `8:1`: where the link in /sys that is named so leads, on this
  /// machine.
  func disk(numbered number: [UInt8]) -> [UInt8]? {
    guard machine.facts.isThisMachine,
      let target = try? Descriptor(directory: "/sys/dev/block").readLink(
        RelativePath(bytes: number.span)),
      let slash = target.lastIndex(of: UInt8(ascii: "/"))
    else { return nil }
    count(.sysfs)
    return Array("/dev/".utf8) + target[(slash + 1)...]
  }

  /// Whether its path leads to another mount, by the list of mounts and, where the system can say
  /// so, by what the path reaches.
  private func isCovered(_ mount: Mount) -> Bool {
    let covered = held.covered.value { CoveredMounts(held.mounts.made?.record ?? []) }
    if covered.contains(mount) { return true }
    guard let id = mount.id, let reached = mount.reachedId else { return false }
    return reached != id
  }
}

extension MachineFiles {
  /// Reads `net/dev`: of our own namespace on this machine, of the first process's in another
  /// root.
  package func interfaces() -> Reading<[NetworkInterface]> {
    held.interfaces.value {
      firstPresent(machine.facts.isThisMachine ? ["self/net/dev"] : ["1/net/dev", "net/dev"]) {
        path in readLines(.net, path) { InterfaceCounters.lines(of: $0) }
      }
    }
    .map { interfaces in interfaces.map { NetworkInterface($0, self) } }
  }

  /// What the system says of an interface besides its counters; absent of another machine's.
  func link(_ name: [UInt8]) -> Reading<InterfaceLink> {
    guard machine.facts.isThisMachine else { return .absent }
    return held.links.value { readLinks() }.map { $0[name] }
  }

  private func readLinks() -> Reading<[[UInt8]: InterfaceLink]> {
    do throws(Errno) {
      return .read(try InterfaceLink.all())
    } catch {
      return ReadFailure(error, .net, at: Array("rtnetlink".utf8)).reading(counters)
    }
  }

  /// How an interface sends; absent where it does not say.
  func transmission(of interface: [UInt8]) -> Reading<LinkTransmission> {
    guard machine.facts.isThisMachine else { return .absent }
    return LinkTransmission(of: interface).map(Reading.read) ?? .absent
  }
}
