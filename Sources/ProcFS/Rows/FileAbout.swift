import CProc
import Glibc

/// What the system says about a file: its type, and what makes it that file and no other.
struct FileAbout: Sendable {
  /// As st_mode.
  let mode: UInt32
  /// How many names it has in directories.
  let links: UInt64
  let inode: UInt64
  private let device: UInt64

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
    mode = about.mode
    links = about.links
    inode = about.inode
    device = about.device
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
