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

  /// How full it is; absent of another machine's. Asks the system.
  package var usage: Reading<MountUsage> {
    let reading = heldUsage ?? files.usage(of: mount)
    heldUsage = reading
    return reading
  }
}
