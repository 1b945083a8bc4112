import Console
import Glibc

/// The three descriptors that the program is started with.
enum StandardStreams {
  /// A descriptor that was closed by whoever started us would be given to the next file that is
  /// opened, and results written into it. So it is taken: input and output by what refuses to be
  /// read or written, errors by what swallows them.
  static func secure() {
    for (descriptor, mode) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_WRONLY)] as [(CInt, CInt)]
    where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
  }

  /// A file may tell only when it is closed that it could not keep what was written.
  static func closeOutput() throws(WriteFailure) {
    guard close(STDOUT_FILENO) == -1, errno != EINTR else { return }
    throw WriteFailure(errno: errno)
  }

  /// How many columns the terminal has; nil where output goes elsewhere.
  static var terminalWidth: Int? {
    WindowSize(of: STDOUT_FILENO)?.columns
  }
}
