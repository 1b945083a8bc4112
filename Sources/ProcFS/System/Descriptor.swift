import CProc
import Glibc

/// An open file or directory, closed when it goes.
package struct Descriptor: ~Copyable, Sendable {
  /// As the system calls take it.
  package let number: CInt

  /// Takes over a descriptor that is open.
  init(owning number: CInt) {
    self.number = number
  }

  /// Opens by a path of this process, to read.
  package init(directory path: String) throws(Errno) {
    number = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard number >= 0 else { throw .last }
  }

  deinit {
    close(number)
  }
}

extension Descriptor {
  /// Opens a file, or a directory to list it. Without O_NONBLOCK a pipe in a made-up root would
  /// hold us for ever.
  func open(_ path: RelativePath) throws(Errno) -> Descriptor {
    let opened = path.withPointer {
      cproc_openat(number, $0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    }
    guard opened >= 0 else { throw .last }
    return Descriptor(owning: opened)
  }

  /// Opens a directory to reach what is below it, not to list it, which costs less.
  func openPlace(_ path: RelativePath) throws(Errno) -> Descriptor {
    let opened = path.withPointer { cproc_open_place(number, $0) }
    guard opened >= 0 else { throw .last }
    return Descriptor(owning: opened)
  }

  /// The text of a link, byte for byte.
  func readLink(_ path: RelativePath) throws(Errno) -> [UInt8] {
    var capacity = 256
    while true {
      var failure: Errno?
      let target = [UInt8](unsafeUninitializedCapacity: capacity) { bytes, count in
        guard let start = bytes.baseAddress else { return }
        let length = path.withPointer { path in
          start.withMemoryRebound(to: CChar.self, capacity: capacity) {
            readlinkat(number, path, $0, capacity)
          }
        }
        if length < 0 { failure = .last }
        count = max(0, length)
      }
      if let failure { throw failure }
      if target.count < capacity { return target }
      capacity *= 2
    }
  }

  /// What the system says about a file without opening it; of a link, about the link itself.
  func status(of path: RelativePath) throws(Errno) -> stat {
    var status = stat()
    let result = path.withPointer { fstatat(number, $0, &status, AT_SYMLINK_NOFOLLOW) }
    guard result == 0 else { throw .last }
    return status
  }

  /// What the system says about the open file itself.
  func status() throws(Errno) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw .last }
    return status
  }

  /// The inode of an open file; nil where the system does not tell, so that it proves nothing.
  var inode: UInt64? { (try? status()).map { UInt64($0.st_ino) } }

  /// Reads the whole file into this thread's buffer. `body` may not read another file.
  ///
  /// The kernel gives a small file of a process in one piece, so less than was asked for is all
  /// there is; a file of records comes in pieces and is read until nothing comes.
  func readWhole<Result>(
    inPieces: Bool, _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result {
    guard let buffer = cproc_thread_buffer(), buffer.pointee.capacity > 0 else { throw .noMemory }
    var length = 0
    while true {
      if length == buffer.pointee.capacity, cproc_grow(buffer) != 0 { throw .noMemory }
      let asked = buffer.pointee.capacity - length
      let count = read(number, buffer.pointee.bytes + length, asked)
      if count < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      length += count
      if count == 0 || (!inPieces && count < asked) { break }
    }
    let bytes = UnsafeBufferPointer(start: buffer.pointee.bytes, count: length)
    return body(bytes.span)
  }
}
