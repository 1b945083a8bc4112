import CProc

/// Which mounts their own paths no longer lead to, since another was mounted over them or over a
/// directory above. What is asked by such a path is told of the other file system.
struct CoveredMounts: Sendable {
  private var mounts: [UInt64: Mount] = [:]
  /// By the mount that they stand in and their path, in the order of mounting.
  private var standing: [Place: [UInt64]] = [:]

  /// A directory of a mount.
  private struct Place: Hashable {
    let mount: UInt64
    let path: ArraySlice<UInt8>
  }

  /// Of all mounts of a namespace.
  init(_ mounts: [Mount]) {
    for mount in mounts {
      guard let id = mount.id, let parent = mount.parent else { continue }
      self.mounts[id] = mount
      if parent != id {
        standing[Place(mount: parent, path: mount.mountpoint[...]), default: []].append(id)
      }
    }
  }

  /// Whether it is covered itself, or some mount that leads to it is. One without numbers is taken
  /// not to be.
  func contains(_ mount: Mount) -> Bool {
    guard let id = mount.id else { return false }
    if standing[Place(mount: id, path: mount.mountpoint[...])] != nil { return true }
    var below = mount
    // No more steps than there are mounts, whatever the file says.
    for _ in 0..<mounts.count {
      guard let parent = below.parent, parent != below.id else { return false }
      if isCovered(below, in: parent) { return true }
      guard let above = mounts[parent] else { return false }
      below = above
    }
    return false
  }

  /// Whether another mount in the same one stands at a directory above, or later at the same.
  private func isCovered(_ mount: Mount, in parent: UInt64) -> Bool {
    let last = standing[Place(mount: parent, path: mount.mountpoint[...])]?.last ?? mount.id
    return last != mount.id
      || mount.directoriesAbove.contains { standing[Place(mount: parent, path: $0)] != nil }
  }
}

extension Mount {
  /// The number of the mount that its path leads to; nil where the system cannot say (before 5.8).
  var reachedId: UInt64? {
    let wait = Wait(at: mountpoint)
    defer { wait.end() }
    var id: UInt64 = 0
    let result = (mountpoint + [0]).withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { path in
        path.baseAddress.map { cproc_mount_id($0, &id) } ?? -1
      }
    }
    return result == 0 ? id : nil
  }

  /// Of `/a/b`: `/` and `/a`.
  fileprivate var directoriesAbove: [ArraySlice<UInt8>] {
    let slash = UInt8(ascii: "/")
    return mountpoint.indices.dropLast().filter { mountpoint[$0] == slash }
      .map { mountpoint[..<max($0, 1)] }
  }
}
