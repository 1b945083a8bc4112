import Glibc

/// A mounted hierarchy of control groups. Nothing of it is held open: a machine may have a dozen, and we
/// few descriptors.
final class ControlGroupHierarchy: Sendable {
  /// The mount that most of it is reached by.
  let mount: ControlGroupMount

  /// Nil where the mount point leads elsewhere, since another file system is mounted over it.
  init?(_ mount: ControlGroupMount, isProven: Bool) throws(Errno) {
    let wait = Wait(at: mount.mountpoint)
    defer { wait.end() }
    self.mount = mount
    let directory = try LongPath(mount.mountpoint).open()
    if !isProven, DeviceNumber(try directory.status().st_dev) != mount.device { return nil }
  }

  /// Whether version 1 has this controller here. Version 2 tells none: what version 1 has, it has not.
  func has(_ controller: StaticString) -> Bool {
    !mount.isUnified && mount.options.contains { $0.span.equals(controller) }
  }

  /// Whether it is the one that a line of /proc/PID/cgroup is about.
  func isTold(by line: ControlGroups.Line) -> Bool {
    guard line.hierarchy != 0 else { return mount.isUnified }
    let names = line.controllers.split(separator: UInt8(ascii: ","))
    return !mount.isUnified && !names.isEmpty
      && names.allSatisfy { name in mount.options.contains { $0[...] == name } }
  }

  /// The path of a directory that lies so below the mount point.
  func path(of directory: [UInt8]) -> [UInt8] {
    directory == [UInt8(ascii: ".")]
      ? mount.mountpoint : mount.mountpoint + [UInt8(ascii: "/")] + directory
  }
}
