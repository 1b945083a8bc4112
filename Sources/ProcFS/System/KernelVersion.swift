import Glibc

/// `6.18` of `6.18.44-amd64`: what decides how a file of /proc is to be read.
package struct KernelVersion: Comparable, Hashable, Sendable {
  /// 6 of 6.18.
  package var major: UInt64
  /// 18 of 6.18.
  package var minor: UInt64

  package init(_ major: UInt64, _ minor: UInt64) {
    self.major = major
    self.minor = minor
  }

  /// Of the text that `uname -r` prints.
  package init?(_ release: Span<UInt8>) {
    var position = 0
    guard let major = release.takeNumber(&position), position < release.count,
      release[position] == UInt8(ascii: ".")
    else { return nil }
    position += 1
    guard let minor = release.takeNumber(&position) else { return nil }
    self.init(major, minor)
  }

  /// Of the kernel that runs us.
  static var running: KernelVersion? {
    var names = utsname()
    guard uname(&names) == 0 else { return nil }
    return withUnsafeBytes(of: &names.release) { bytes in
      KernelVersion(bytes.bindMemory(to: UInt8.self).span)
    }
  }

  /// Of the machine that a root tells of, from its `sys/kernel/osrelease`.
  init?(root: RootDirectory) {
    // Of a kernel that is not known no file is taken at more than its word.
    guard let file = try? root.open(RelativePath("sys/kernel/osrelease")),
      let version = try? file.readWhole(inPieces: false, { KernelVersion($0) })
    else { return nil }
    self = version
  }

  package static func < (left: KernelVersion, right: KernelVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
