import Console
import Glibc

/// The three descriptors that the program is started with.
enum StandardStreams {
  /// Opens /dev/null in place of standard streams that were closed when the program started.
  /// Otherwise the next file to be opened would get their number, and results would be written into
  /// it.
  static func secure() {
    for (descriptor, mode) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_WRONLY)] as [(CInt, CInt)]
    where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
  }

  /// A file may tell only when it is closed that it could not keep what was written.
  static func closeOutput() throws(ResultFailure) {
    guard close(STDOUT_FILENO) == -1, errno != EINTR else { return }
    throw ResultFailure(errno: errno)
  }

  /// How many columns the terminal has; nil where output goes elsewhere.
  static var terminalWidth: Int? {
    WindowSize(of: STDOUT_FILENO)?.columns
  }
}
