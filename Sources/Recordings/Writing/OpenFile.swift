import Glibc

/// The file of a recording, open as long as somebody writes to it, to see what others do to it. Its
/// descriptor must not be closed before SQLite has closed its own.
final class OpenFile {
  let descriptor: CInt
  /// Whether it was made when it was opened.
  let isNew: Bool

  init(_ descriptor: CInt, isNew: Bool) {
    self.descriptor = descriptor
    self.isNew = isNew
  }

  deinit { Glibc.close(descriptor) }

  /// What the system tells of it; nil where that fails.
  var status: stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  /// Whether it begins as files of SQLite do.
  var isDatabase: Bool {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, 16, 0)
    return count == 16 && bytes == Array("SQLite format 3".utf8) + [0]
  }

  /// Whether this path leads to it.
  func isStill(at path: [UInt8]) -> Bool {
    var there = stat()
    guard let own = status, path.withCharacters({ lstat($0, &there) }) == 0 else { return false }
    return own.st_ino == there.st_ino && own.st_dev == there.st_dev
  }

  /// Takes it away from there, if it is still there.
  func remove(from path: [UInt8]) {
    if isStill(at: path) { _ = path.withCharacters { unlink($0) } }
  }
}
