/// A mounted file system.
package struct Mount: Sendable, Equatable {
  /// What is mounted: `/dev/sda1`, `tmpfs`.
  package var device: [UInt8]
  /// The directory where it is mounted.
  package var mountpoint: [UInt8]
  /// The kind of file system: `ext4`.
  package var fileSystem: [UInt8]
  /// As mount(8) shows them: `rw,nosuid,relatime`.
  package var options: [UInt8]
  /// The kernel's number of it, and of the mount that it stands in; nil where only `mounts` tells.
  package var id: UInt64?
  /// Likewise; of the first mount its own number, or that of one outside of our root.
  package var parent: UInt64?

  /// Major and minor number of what its files say they are on: `8:1`; nil where only `mounts` tells.
  package var deviceNumber: [UInt8]?

  /// Whether it is one that the kernel fills itself, or keeps in memory: it lies on no disk and on no
  /// server.
  package var isOfKernel: Bool { Self.kernelFileSystems.contains(fileSystem) }

  private static let kernelFileSystems = Set(
    [
      "autofs", "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cpuset",
      "debugfs", "devpts", "devtmpfs", "efivarfs", "fusectl", "hugetlbfs", "mqueue", "nfsd",
      "nsfs", "proc", "pstore", "ramfs", "resctrl", "rpc_pipefs", "securityfs", "selinuxfs",
      "smackfs", "sysfs", "tmpfs", "tracefs",
    ].map { Array($0.utf8) })

  /// Every line of mountinfo that can be read, in the order of mounting.
  package static func lines(ofMountInformation text: Span<UInt8>) -> ParsedLines<Mount> {
    text.parsedLines { Mount(mountInformationLine: $0) }
  }

  /// The same of `mounts`, which older kernels have alone.
  package static func lines(ofMounts text: Span<UInt8>) -> ParsedLines<Mount> {
    text.parsedLines { Mount(mountsLine: $0) }
  }
}

/// Where the fields of a line of /proc/PID/mountinfo stand (since 2.6.26):
/// `22 27 0:21 / /proc rw,relatime shared:5 - proc proc rw`. The optional fields before the hyphen may be
/// any number.
struct MountInformationFields {
  let id: Range<Int>
  let parent: Range<Int>
  let deviceNumber: Range<Int>
  /// What of the file system is mounted.
  let root: Range<Int>
  let mountpoint: Range<Int>
  /// Of the mount.
  let options: Range<Int>
  let fileSystem: Range<Int>
  let device: Range<Int>
  /// Of the file system.
  let fileSystemOptions: Range<Int>

  init?(_ line: Span<UInt8>) {
    let fields = line.spacedFields
    guard
      let hyphen = fields.indices.dropFirst(6).first(where: {
        line.extracting(fields[$0]).equals("-")
      }), fields.count > hyphen + 3
    else { return nil }
    (id, parent, deviceNumber) = (fields[0], fields[1], fields[2])
    (root, mountpoint, options) = (fields[3], fields[4], fields[5])
    (fileSystem, device) = (fields[hyphen + 1], fields[hyphen + 2])
    fileSystemOptions = fields[hyphen + 3]
  }
}

extension Mount {
  /// Of /proc/PID/mountinfo.
  package init?(mountInformationLine line: Span<UInt8>) {
    guard let fields = MountInformationFields(line) else { return nil }
    self.init(
      device: line.extracting(fields.device).unescapingOctal,
      mountpoint: line.extracting(fields.mountpoint).unescapingOctal,
      fileSystem: line.extracting(fields.fileSystem).unescapingOctal,
      options: MountOptions(
        ofMount: line.extracting(fields.options).unescapingOctal,
        ofFileSystem: line.extracting(fields.fileSystemOptions).unescapingOctal
      ).merged, id: line.extracting(fields.id).exactNumber,
      parent: line.extracting(fields.parent).exactNumber,
      deviceNumber: line.extracting(fields.deviceNumber).array)
  }

  /// Of /proc/PID/mounts: `proc /proc proc rw,relatime 0 0`.
  package init?(mountsLine line: Span<UInt8>) {
    let fields = line.spacedFields
    guard fields.count >= 4 else { return nil }
    self.init(
      device: line.extracting(fields[0]).unescapingOctal,
      mountpoint: line.extracting(fields[1]).unescapingOctal,
      fileSystem: line.extracting(fields[2]).unescapingOctal,
      options: line.extracting(fields[3]).unescapingOctal)
  }
}

/// Mountinfo tells the options of the mount and those of the file system apart; every other place
/// shows them as one list, in the order that is made here.
private struct MountOptions {
  private let mount: [ArraySlice<UInt8>]
  private let fileSystem: [ArraySlice<UInt8>]

  init(ofMount mount: [UInt8], ofFileSystem fileSystem: [UInt8]) {
    self.mount = mount.split(separator: UInt8(ascii: ","))
    self.fileSystem = fileSystem.split(separator: UInt8(ascii: ","))
  }

  var merged: [UInt8] {
    let isReadOnly = mount.first == Self.readOnly || fileSystem.first == Self.readOnly
    let others = fileSystem.dropFirst(Self.isAccess(fileSystem.first) ? 1 : 0)
    let general = others.prefix { Self.general.contains($0) }
    let options =
      [isReadOnly ? Self.readOnly : Self.readWrite] + general
      + mount.dropFirst(Self.isAccess(mount.first) ? 1 : 0) + others.dropFirst(general.count)
    return Array(options.joined(separator: [UInt8(ascii: ",")]))
  }

  private static let readOnly = Array("ro".utf8)[...]
  private static let readWrite = Array("rw".utf8)[...]
  /// Those that the kernel prints of any file system before the mount's own.
  private static let general = ["sync", "dirsync", "mand", "lazytime"].map { Array($0.utf8)[...] }

  private static func isAccess(_ option: ArraySlice<UInt8>?) -> Bool {
    option == readOnly || option == readWrite
  }
}

extension Span where Element == UInt8 {
  /// What stands between single spaces: a field may be empty, as the device of some mounts is.
  var spacedFields: [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = 0
    while let space = index(of: UInt8(ascii: " "), from: start) {
      fields.append(start..<space)
      start = space + 1
    }
    return fields + [start..<count]
  }
}
