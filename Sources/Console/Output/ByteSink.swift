import Glibc
import QueryLanguage
package import Values

/// Where bytes go.
package protocol ByteSink: AnyObject {
  /// Takes them all, or says why not.
  func write(_ bytes: UnsafeRawBufferPointer) throws(ResultFailure)
}

/// Why a result did not come out whole.
package enum ResultFailure: Error, Hashable, Sendable {
  /// Nobody reads it any more, as after `| head`.
  case closedPipe
  /// It could not be written: the system's error number.
  case unwritable(CInt)
  /// What it is made of could not be read.
  case unreadable(Failure)

  package init(errno number: CInt) {
    self = number == EPIPE ? .closedPipe : .unwritable(number)
  }

  /// The system's own words, in the language of its messages: `No space left on device`.
  package var reason: String {
    switch self {
    case .closedPipe: systemReason(EPIPE)
    case .unwritable(let number): systemReason(number)
    case .unreadable(let failure): failure.reason
    }
  }

  /// `cannot read /proc: Too many open files`
  var sentence: String {
    switch self {
    case .closedPipe, .unwritable: "cannot write the result: \(reason)"
    case .unreadable(let failure): "cannot read \(visible(failure.path.bytes)): \(reason)"
    }
  }
}

/// The signals that the kernel sends beside the error of a write: to a closed pipe, and beyond the
/// limit of a file's size (`ulimit -f`). We ignore them, since the error says it.
package let writeErrorSignals = [SIGPIPE, SIGXFSZ]

/// What the system says of an error number.
package func systemReason(_ number: CInt) -> String {
  String(cString: strerror(number))
}

/// An open descriptor. It does not close it.
package final class DescriptorSink: ByteSink {
  private let descriptor: CInt

  package init(_ descriptor: CInt) {
    self.descriptor = descriptor
  }

  /// Writes all of it to the descriptor, and waits whenever that is full.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(ResultFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno == EAGAIN {
        awaitRoom()
      } else if errno != EINTR {
        throw ResultFailure(errno: errno)
      }
    }
  }

  /// Another program may have made the pipe or terminal that we share with it non-blocking.
  private func awaitRoom() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }
}
