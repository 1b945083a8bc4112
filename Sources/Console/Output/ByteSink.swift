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

  /// `cannot read /proc: Too many open files`; of what is no file's, the reason alone.
  var sentence: String {
    switch self {
    case .closedPipe, .unwritable: "cannot write the result: \(reason)"
    case .unreadable(let failure) where failure.path.bytes.isEmpty: reason
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
  private let isGivenUp: @Sendable () -> Bool

  /// How often it is asked whether what waits for room is given up.
  private static let patience: CInt = 20

  /// Where the descriptor is full, it is waited for unless it is given up: then this is a pipe that
  /// nobody reads.
  package init(_ descriptor: CInt, unless isGivenUp: @escaping @Sendable () -> Bool = { false }) {
    self.descriptor = descriptor
    self.isGivenUp = isGivenUp
  }

  /// Writes all of it to the descriptor, and waits whenever that is full.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(ResultFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno == EAGAIN {
        try awaitRoom()
      } else if errno != EINTR {
        throw ResultFailure(errno: errno)
      }
    }
  }

  /// Another program may have made the pipe or terminal that we share with it non-blocking.
  private func awaitRoom() throws(ResultFailure) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while poll(&request, 1, Self.patience) == 0 {
      if isGivenUp() { throw .closedPipe }
    }
  }
}
