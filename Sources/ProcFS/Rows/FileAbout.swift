import CProc
import Glibc

/// What the system says about a file: its type, its size, and what makes it that file and no other.
/// It is asked for no more than it has at hand, so that a file system which is far away or dead is
/// not waited for.
package struct FileAbout: Sendable {
  /// As st_mode.
  let mode: UInt32
  /// How many names it has in directories. Nil, as its sizes, where its file system does not tell.
  package let links: UInt64?
  /// Its number on its device.
  package let inode: UInt64
  /// From its beginning to its end, holes included.
  package let size: Bytes?
  /// What it takes of its device: less than its size where it has holes.
  package let allocated: Bytes?
  /// What it is on; of the file of a device, not that device.
  package let device: DeviceNumber

  /// Follows a path from a directory; an absolute one stands for itself.
  init(_ path: [UInt8], in directory: borrowing Descriptor) throws(Errno) {
    try self.init(path, in: directory.number)
  }

  /// Of an absolute path.
  init(_ path: [UInt8]) throws(Errno) {
    try self.init(path, in: AT_FDCWD)
  }

  private init(_ path: [UInt8], in directory: CInt) throws(Errno) {
    var about = cproc_about()
    let result = (path + [0]).withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { path in
        uninterrupted { cproc_about(directory, path.baseAddress, &about) }
      }
    }
    guard result == 0 else { throw .last }
    self.init(about)
  }

  init(_ about: cproc_about) {
    mode = about.mode
    links = about.has_links ? about.links : nil
    inode = about.inode
    size = about.has_size ? Bytes(Int64(clamping: about.size)) : nil
    allocated = about.has_allocated ? Bytes(Int64(clamping: about.allocated)) : nil
    device = DeviceNumber(major: about.device_major, minor: about.device_minor)
  }

  func isSameFile(as other: FileAbout) -> Bool {
    inode == other.inode && device == other.device
  }
}

extension Descriptor {
  /// The name of the protocol of the socket that a path leads to, with a NUL at its end.
  func socketProtocol(_ path: RelativePath) throws(Errno) -> [UInt8] {
    var length = 0
    let name = [UInt8](unsafeUninitializedCapacity: 64) { bytes, count in
      length = path.withPointer { cproc_socket_protocol(number, $0, bytes.baseAddress, 64) }
      count = max(0, length)
    }
    guard length >= 0 else { throw .last }
    return name
  }
}
