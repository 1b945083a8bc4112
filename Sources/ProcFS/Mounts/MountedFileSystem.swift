/// A mounted file system, which is asked how full it is when that is first asked for.
package final class MountedFileSystem {
  /// Its line of `mountinfo`.
  package let mount: Mount
  private let files: MachineFiles
  private var heldUsage: Reading<MountUsage>?

  init(_ mount: Mount, _ files: MachineFiles) {
    self.mount = mount
    self.files = files
  }

  /// What is mounted. Where the kernel calls it by no name but `/dev/root`, its disk is looked for by
  /// its number.
  package var device: [UInt8] {
    guard mount.device == Array("/dev/root".utf8), let number = mount.deviceNumber else {
      return mount.device
    }
    return files.disk(numbered: number) ?? mount.device
  }

  /// Whether it lies on a disk, so that it is none of the kernel's own: as psutil tells partitions.
  /// Reads `filesystems`; absent where there is none.
  package var isReal: Reading<Bool> {
    files.diskFileSystems.map { kinds in
      kinds.contains(mount.fileSystem) && !mount.device.isEmpty
        && mount.device != Array("none".utf8)
    }
  }

  /// How full it is; absent of another machine's. Asks the system.
  package var usage: Reading<MountUsage> {
    let reading = heldUsage ?? files.usage(of: mount)
    heldUsage = reading
    return reading
  }
}
