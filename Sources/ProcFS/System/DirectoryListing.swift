import CProc

/// An entry of a directory whose name is a number: a pid, a thread's id, a descriptor.
package struct NumberedEntry: Sendable {
  /// Its name.
  package let number: Int32
  /// Of what it stands for, as the listing tells it. The kernel makes another one for another process
  /// of the same pid, and seldom for the same process.
  package let inode: UInt64
}

/// The names in a directory, pulled as they are asked for.
package struct DirectoryListing: ~Copyable {
  private let directory: Descriptor
  private let buffer: UnsafeMutableRawBufferPointer
  private let subject: Wait.Subject
  private var filled = 0
  private var position = 0
  /// Of the entry that was given last.
  private(set) var inode: UInt64 = 0
  /// What the entry that was given last is, as `DT_DIR`; 0 where the file system does not say.
  private(set) var kind: UInt8 = 0
  /// When the entries that are given now began to be listed, in nanoseconds of CLOCK_MONOTONIC.
  private(set) var instant: Int64 = 0

  /// `subject` says what is listed, while the system lets us wait for it.
  init(_ directory: consuming Descriptor, as subject: Wait.Subject) {
    self.directory = directory
    self.subject = subject
    buffer = .allocate(byteCount: 32 * 1024, alignment: 8)
  }

  deinit {
    buffer.deallocate()
  }

  /// The next name, `.` and `..` among them, with `body` over its bytes; nil at the end.
  package mutating func next<Result>(
    _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result? {
    if position >= filled {
      let wait = Wait(for: subject)
      defer { wait.end() }
      instant = monotonicInstant()
      filled = uninterrupted {
        cproc_getdents64(directory.number, buffer.baseAddress, buffer.count)
      }
      position = 0
      guard filled >= 0 else {
        filled = 0
        throw .last
      }
      if filled == 0 { return nil }
    }
    // A record of the kernel: inode 8, offset 8, its own length 2, type 1, the name with its NUL.
    let record = UnsafeRawBufferPointer(rebasing: buffer[position..<filled])
    inode = record.loadUnaligned(as: UInt64.self)
    let length = Int(record.loadUnaligned(fromByteOffset: 16, as: UInt16.self))
    position += length
    kind = record[18]
    let name = UnsafeRawBufferPointer(rebasing: record[19..<length]).bindMemory(to: UInt8.self)
    return body(UnsafeBufferPointer(rebasing: name.prefix { $0 != 0 }).span)
  }

  /// The next name that is a number in decimal digits: a pid, a descriptor.
  package mutating func nextNumber() throws(Errno) -> Int32? { try nextNumbered()?.number }

  /// Likewise, with what the number stands for.
  mutating func nextNumbered() throws(Errno) -> NumberedEntry? {
    while let number = try next({ $0.wholeNumber }) {
      if let number { return NumberedEntry(number: number, inode: inode) }
    }
    return nil
  }
}

extension Span where Element == UInt8 {
  /// The number that these bytes and no others write.
  fileprivate var wholeNumber: Int32? {
    var position = 0
    guard count > 0, count <= 10, self[0] != UInt8(ascii: "0") || count == 1,
      let number = takeNumber(&position), position == count
    else { return nil }
    return Int32(exactly: number)
  }
}
