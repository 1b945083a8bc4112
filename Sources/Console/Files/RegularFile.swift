import Glibc
import QueryLanguage

/// A regular file that is open for reading, or the null device, to which users link files that they
/// do not want. Anything else is an error, since reading a pipe or a terminal might never end.
package struct RegularFile: ~Copyable {
  private let descriptor: CInt
  private let path: String
  /// What the system says of the file that is open, whatever its name leads to meanwhile.
  let status: stat

  /// Opens it without waiting for anybody.
  package init(_ path: String) throws(SystemError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    do throws(SystemError) {
      status = try Self.status(of: descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.path = path
  }

  private static func status(of descriptor: CInt, _ path: String) throws(SystemError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError("read", path) }
    guard status.isRegular || status.isFolder || status.isNullDevice else {
      throw SystemError("read", path, because: "it is no regular file")
    }
    return status
  }

  deinit { close(descriptor) }

  /// The whole of it. A file that is larger than a text may be is an error, and read no further
  /// than tells so.
  package func contents() throws(SystemError) -> [UInt8] {
    let bytes = try beginning(Limits.textBytes + 1)
    guard bytes.count <= Limits.textBytes else {
      throw SystemError(
        "read", path, because: "it has more than \(Limits.textBytes) bytes")
    }
    return bytes
  }

  /// At most so many bytes from its beginning.
  func beginning(_ count: Int) throws(SystemError) -> [UInt8] {
    guard let bytes = readAll(descriptor, atMost: count) else { throw SystemError("read", path) }
    return bytes
  }

  /// At most so many bytes up to its end.
  func end(_ count: Int) throws(SystemError) -> [UInt8] {
    lseek(descriptor, max(0, Int(status.st_size) - count), SEEK_SET)
    return try beginning(count)
  }
}

/// The whole of a regular file that is no larger than a text may be.
func contents(ofFile path: String) throws(SystemError) -> [UInt8] {
  try RegularFile(path).contents()
}

/// From where the descriptor stands to the end, but no more than so many bytes; nil and `errno`
/// where it cannot be read.
package func readAll(_ descriptor: CInt, atMost limit: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  while bytes.count < limit {
    let start = bytes.count
    let room = min(max(16 << 10, start), limit - start)
    bytes.append(contentsOf: repeatElement(0, count: room))
    let count = bytes.withUnsafeMutableBytes { buffer in
      read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
    }
    let number = errno
    bytes.removeLast(room - max(count, 0))
    if count == 0 { break }
    if count < 0, !isToTryAgain(descriptor, after: number) {
      errno = number
      return nil
    }
  }
  return bytes
}

/// A signal came, or another program has made the pipe or terminal non-blocking that we share with
/// it: then this waits until there is something to read.
private func isToTryAgain(_ descriptor: CInt, after number: CInt) -> Bool {
  guard number == EAGAIN else { return number == EINTR }
  var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  return poll(&request, 1, -1) >= 0 || errno == EINTR
}
