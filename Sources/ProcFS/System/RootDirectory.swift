import CProc
import Glibc

/// The open directory that serves as /proc.
package final class RootDirectory: Sendable {
  /// As it was given.
  package let path: String
  let descriptor: Descriptor
  /// Whether it is a proc file system (PROC_SUPER_MAGIC), and not a copy or a made-up one.
  let isProcFileSystem: Bool

  init(_ path: String) throws(Errno) {
    self.path = path
    let wait = Wait(at: Array(path.utf8))
    defer { wait.end() }
    var directory = try Descriptor(directory: path)
    isProcFileSystem = cproc_filesystem_type(directory.number) == 0x9FA0
    directory.isTrusted = isProcFileSystem
    descriptor = directory
  }

  /// Opens a file below it to read, or a directory to list.
  func open(_ path: RelativePath) throws(Errno) -> Descriptor { try descriptor.open(path) }

  /// Opens a directory below it, to reach what is in there.
  func openPlace(_ path: RelativePath) throws(Errno) -> Descriptor {
    try descriptor.openPlace(path)
  }

  /// The text of a link below it.
  func readLink(_ path: RelativePath) throws(Errno) -> [UInt8] { try descriptor.readLink(path) }

  /// What the system says about a file below it without opening it.
  func status(of path: RelativePath) throws(Errno) -> stat { try descriptor.status(of: path) }

  /// Whether a path leads to this directory.
  func isSame(as path: String) -> Bool {
    var ours = stat()
    var theirs = stat()
    return fstat(descriptor.number, &ours) == 0 && stat(path, &theirs) == 0
      && ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino
  }
}
