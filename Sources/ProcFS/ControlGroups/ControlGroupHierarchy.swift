import CProc
import Glibc

/// A mounted hierarchy of control groups, open to be read below.
final class ControlGroupHierarchy: Sendable {
  /// The mount that most of it is reached by.
  let mount: ControlGroupMount
  /// The mount point.
  let directory: Descriptor

  /// Nil where the mount point leads elsewhere, since another file system is mounted over it.
  init?(_ mount: ControlGroupMount, isProven: Bool) throws(Errno) {
    let wait = Wait(at: mount.mountpoint)
    defer { wait.end() }
    directory = try Descriptor(opening: mount.mountpoint, in: AT_FDCWD)
    self.mount = mount
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

  /// A file or directory as a user would name it.
  func fullPath(of relative: [UInt8]) -> [UInt8] {
    mount.mountpoint + [UInt8(ascii: "/")] + relative
  }
}

// Paths of groups are longer than a `RelativePath` holds.
extension ControlGroupHierarchy {
  /// Opens a file of a group, or its directory to list it.
  func open(_ relative: [UInt8]) throws(Errno) -> Descriptor {
    try Descriptor(opening: relative, in: directory.number)
  }

  /// What the system says about a file or directory; of a link, about the link.
  func status(of relative: [UInt8]) throws(Errno) -> stat {
    var status = stat()
    let result = relative.withPointer { path in
      uninterrupted { fstatat(directory.number, path, &status, AT_SYMLINK_NOFOLLOW) }
    }
    guard result == 0 else { throw .last }
    return status
  }
}

extension Descriptor {
  fileprivate init(opening path: [UInt8], in directory: CInt) throws(Errno) {
    let opened = path.withPointer { path in
      DescriptorShortage.outlasting {
        cproc_openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      }
    }
    guard opened >= 0 else { throw .last }
    self.init(owning: opened)
  }
}

extension [UInt8] {
  /// With the path as the system takes it.
  fileprivate func withPointer(_ body: (UnsafePointer<CChar>) -> CInt) -> CInt {
    (self + [0]).withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { $0.baseAddress.map(body) ?? -1 }
    }
  }
}
