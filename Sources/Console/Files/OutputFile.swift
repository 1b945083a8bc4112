import Glibc

/// A file, pipe or device that results are written into. It stays open as long as somebody holds
/// it: a thread that cannot be stopped may still be writing when the shell has turned away from it.
package final class OutputFile: Sendable {
  /// Writing to it never waits; whoever writes does, and can be told to stop.
  let descriptor: CInt

  /// Opens the file, empty, without waiting: a pipe must have a reader already.
  package init(_ path: String) throws(SystemError) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    descriptor = open(path, flags, 0o666)
    guard descriptor >= 0 else { throw Self.refusal(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, !status.isBlockDevice else {
      throw SystemError("open", path, because: "it is a disk")
    }
  }

  /// The end of a pipe that is written to.
  init(pipe descriptor: CInt) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, O_WRONLY | O_NONBLOCK)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private static func refusal(_ path: String, _ number: CInt) -> SystemError {
    let status = number == ENXIO ? stat(of: path) : nil
    let reason =
      switch status {
      case let status? where status.isPipe: "nobody reads this pipe"
      case let status? where status.isSocket: "it is a socket"
      case .some, .none: systemReason(number)
      }
    return SystemError("open", path, because: reason)
  }
}
