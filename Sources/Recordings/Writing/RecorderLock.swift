import Glibc
import QueryLanguage

/// That nobody else records into a file: a lock on `FILE.lock`, which says who holds it. The system lets go
/// of it when the process ends, however that comes.
final class RecorderLock {
  private let descriptor: CInt
  private let path: [UInt8]

  /// It is thrown who records there already.
  init(of file: WritablePath) throws(RecordingError) {
    path = file.path + Array(".lock".utf8)
    while true {
      let descriptor = try Self.open(path, for: file)
      do throws(RecordingError) {
        try Self.lock(descriptor, for: file)
      } catch {
        Glibc.close(descriptor)
        throw error
      }
      if Self.isStill(descriptor, at: path) {
        self.descriptor = descriptor
        break
      }
      // Whoever held it has removed it meanwhile.
      Glibc.close(descriptor)
    }
    let text = Array("\(getpid())\n".utf8)
    // Who cannot say it holds it all the same.
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }

  deinit {
    // In a directory that was made anew it is another recorder's.
    if Self.isStill(descriptor, at: path) { _ = path.withCharacters { unlink($0) } }
    Glibc.close(descriptor)
  }

  private static func open(
    _ path: [UInt8], for file: WritablePath
  ) throws(RecordingError) -> CInt {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let descriptor = path.withCharacters { Glibc.open($0, flags, 0o600) }
    guard descriptor >= 0 else {
      let number = errno
      // That nothing can be made there is as true of the file itself.
      if number == EACCES || number == EROFS { throw file.error(systemReason(number)) }
      throw error(WritablePath.openingReason(number), of: file)
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, let objection = WritablePath.objection(to: status) {
      Glibc.close(descriptor)
      throw error(objection, of: file)
    }
    fchmod(descriptor, 0o600)
    return descriptor
  }

  private static func error(_ reason: String, of file: WritablePath) -> RecordingError {
    file.error("\(visible(file.name + Array(".lock".utf8))) cannot be locked: \(reason)")
  }

  private static func lock(
    _ descriptor: CInt, for file: WritablePath
  ) throws(RecordingError) {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK:
        let holder = holder(descriptor).map { " (process \($0))" } ?? ""
        throw file.error("another recorder\(holder) writes to it")
      case let number: throw error(systemReason(number), of: file)
      }
    }
  }

  /// Who says that it holds it.
  private static func holder(_ descriptor: CInt) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 1, bytes[count - 1] == 0x0A else { return nil }
    return Int32(String(decoding: bytes[..<(count - 1)], as: UTF8.self))
  }

  /// Whether the path leads to this very file.
  private static func isStill(_ descriptor: CInt, at path: [UInt8]) -> Bool {
    var (own, there) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && path.withCharacters { lstat($0, &there) } == 0
      && own.st_ino == there.st_ino && own.st_dev == there.st_dev
  }
}
