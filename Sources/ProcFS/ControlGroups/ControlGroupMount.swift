/// A line of mountinfo that mounts control groups: version 2's one hierarchy, or one of version 1's.
struct ControlGroupMount: Sendable, Equatable {
  /// Where it is mounted.
  var mountpoint: [UInt8]
  /// The group whose directory the mount point is, as /proc/PID/cgroup would call it: `/`, in
  /// containers `/docker/ID`, and `/..` where it was mounted from outside of our namespace of groups.
  var root: [UInt8]
  /// Of the file system.
  var device: DeviceNumber
  /// Whether it is version 2's.
  var isUnified: Bool
  /// Of version 1 the controllers, or `name=systemd`, and what else it was mounted with: the options of
  /// the file system, not of the mount.
  var options: [[UInt8]]

  /// Those of a text of mountinfo, in the order of mounting.
  static func lines(of text: Span<UInt8>) -> [ControlGroupMount] {
    text.lines { ControlGroupMount($0) }
  }

  /// Nil of a mount of anything else.
  private init?(_ line: Span<UInt8>) {
    guard let fields = MountInformationFields(line) else { return nil }
    let fileSystem = line.extracting(fields.fileSystem)
    guard fileSystem.equals("cgroup") || fileSystem.equals("cgroup2"),
      let device = DeviceNumber(decimal: line.extracting(fields.deviceNumber))
    else { return nil }
    self.device = device
    isUnified = fileSystem.equals("cgroup2")
    root = line.extracting(fields.root).unescapingOctal
    mountpoint = line.extracting(fields.mountpoint).unescapingOctal
    options = line.extracting(fields.fileSystemOptions).unescapingOctal
      .split(separator: UInt8(ascii: ",")).map(Array.init)
  }

  /// Whether it is of the same hierarchy as another: version 2 has one, and of version 1 the controllers
  /// tell, since each namespace of groups gives the file system another number.
  func isSameHierarchy(as other: ControlGroupMount) -> Bool {
    isUnified ? other.isUnified : !other.isUnified && names == other.names
  }

  private var names: ArraySlice<[UInt8]> {
    options.dropFirst(
      options.first == Array("rw".utf8) || options.first == Array("ro".utf8) ? 1 : 0)
  }

  /// Where a group lies below the mount point, `.` of the mounted one; nil of one that is not there.
  func place(of path: [UInt8]) -> [UInt8]? {
    let slash = UInt8(ascii: "/")
    var rest = path[...]
    if root != [slash] {
      guard path.starts(with: root) else { return nil }
      rest = path[root.count...]
      guard rest.isEmpty || rest.first == slash else { return nil }
    }
    let parts = rest.split(separator: slash)
    // What lies above the mount has names that nobody tells.
    guard !parts.contains(Array("..".utf8)[...]) else { return nil }
    return parts.isEmpty ? [UInt8(ascii: ".")] : Array(parts.joined(separator: [slash]))
  }
}

extension DeviceNumber {
  /// Of `8:1`.
  fileprivate init?(decimal text: Span<UInt8>) {
    var position = 0
    guard let major = text.takeNumber(&position).flatMap(UInt32.init(exactly:)),
      text.takes(UInt8(ascii: ":"), &position),
      let minor = text.takeNumber(&position).flatMap(UInt32.init(exactly:)),
      position == text.count
    else { return nil }
    self.init(major: major, minor: minor)
  }
}
