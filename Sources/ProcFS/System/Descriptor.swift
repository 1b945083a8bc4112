import CProc
import Glibc

/// An open file or directory, closed when it goes.
package struct Descriptor: ~Copyable, Sendable {
  /// As the system calls take it.
  package let number: CInt
  /// It is the kernel's own, and so is what is below it. Else that may be anything, a device
  /// without an end among it.
  var isTrusted = true
  /// Of a file that is not trusted: its size in bytes as it was opened.
  private var size = 0

  /// Takes over a descriptor that is open.
  init(owning number: CInt) {
    self.number = number
  }

  /// Opens by a path of this process, to read.
  package init(directory path: String) throws(Errno) {
    number = DescriptorShortage.outlasting { Glibc.open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY) }
    guard number >= 0 else { throw .last }
  }

  deinit {
    close(number)
  }
}

extension Descriptor {
  /// How much of a file is read at most, in bytes. What a process may make of its own arguments and
  /// environment is far less, but it can declare any of its memory to be those.
  static let most = 64 << 20
  /// Of a list of sockets, of which a machine may have a million.
  static let mostOfSockets = 1 << 30

  /// Opens a file, or a directory to list it. Where it may be anything else, that is left alone: to
  /// open a device may do something already, and a pipe in place of another would hold us for ever
  /// without O_NONBLOCK.
  func open(_ path: RelativePath) throws(Errno) -> Descriptor {
    let size = isTrusted ? 0 : try sizeOfPlain(path)
    let opened = path.withPointer { path in
      DescriptorShortage.outlasting {
        cproc_openat(number, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      }
    }
    guard opened >= 0 else { throw .last }
    var file = Descriptor(owning: opened)
    file.size = size
    file.isTrusted = isTrusted
    return file
  }

  private func sizeOfPlain(_ path: RelativePath) throws(Errno) -> Int {
    let status = try status(of: path, followingLinks: true)
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { throw .notPlainFile }
    return kind == S_IFREG ? Int(status.st_size) : 0
  }

  /// Opens a directory to reach what is below it, not to list it, which costs less.
  func openPlace(_ path: RelativePath) throws(Errno) -> Descriptor {
    let opened = path.withPointer { path in
      DescriptorShortage.outlasting { cproc_open_place(number, path) }
    }
    guard opened >= 0 else { throw .last }
    var place = Descriptor(owning: opened)
    place.isTrusted = isTrusted
    return place
  }

  /// The text of a link, byte for byte.
  func readLink(_ path: RelativePath) throws(Errno) -> [UInt8] {
    var capacity = 256
    while true {
      var failure: Errno?
      let target = [UInt8](unsafeUninitializedCapacity: capacity) { bytes, count in
        guard let start = bytes.baseAddress else { return }
        let length = path.withPointer { path in
          start.withMemoryRebound(to: CChar.self, capacity: capacity) { text in
            uninterrupted { readlinkat(number, path, text, capacity) }
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

  /// What the system says about a file without opening it; of a link, about the link itself unless
  /// it is followed.
  func status(of path: RelativePath, followingLinks: Bool = false) throws(Errno) -> stat {
    var status = stat()
    let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
    let result = path.withPointer { path in
      uninterrupted { fstatat(number, path, &status, flags) }
    }
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

  /// Reads the whole file into this thread's buffer; one that is longer than `limit` bytes fails.
  /// `body` may not read another file.
  ///
  /// The kernel gives a small file of a process in one piece, so less than was asked for is all
  /// there is; a file of records comes in pieces and is read until nothing comes.
  func readWhole<Result>(
    inPieces: Bool, limit: Int = most, _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result {
    let limit = isTrusted ? limit : min(limit, Self.most)
    guard size <= limit else { throw .tooLarge }
    guard let buffer = cproc_thread_buffer(), buffer.pointee.capacity > 0 else { throw .noMemory }
    var length = 0
    while true {
      if length == buffer.pointee.capacity, cproc_grow(buffer) != 0 { throw .noMemory }
      let asked = buffer.pointee.capacity - length
      let count = uninterrupted { read(number, buffer.pointee.bytes + length, asked) }
      guard count >= 0 else { throw .last }
      length += count
      guard length <= limit else { throw .tooLarge }
      if count == 0 || (!inPieces && count < asked) { break }
    }
    let bytes = UnsafeBufferPointer(start: buffer.pointee.bytes, count: length)
    return body(bytes.span)
  }
}
