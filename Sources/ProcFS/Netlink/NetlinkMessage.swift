/// One message of netlink: a header, a head of a fixed shape, and attributes.
struct NetlinkMessage {
  /// Of a nlmsghdr.
  static let headerSize = 16
  private let bytes: ArraySlice<UInt8>
  private let head: Int

  fileprivate init(bytes: ArraySlice<UInt8>, head: Int) {
    self.bytes = bytes
    self.head = head
  }

  /// A number in the head, so many bytes from its beginning; 0 where the head is shorter.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int)
    -> Number
  {
    bytes.number(type, at: bytes.startIndex + Self.headerSize + offset) ?? 0
  }

  /// So many bytes of the head; none where it is shorter.
  func bytes(at offset: Int, count: Int) -> ArraySlice<UInt8> {
    let start = bytes.startIndex + Self.headerSize + offset
    return start + count <= bytes.endIndex ? bytes[start..<(start + count)] : []
  }

  /// The bytes of the first attribute of this type.
  func attribute(_ type: UInt16) -> ArraySlice<UInt8>? {
    var start = bytes.startIndex + Self.headerSize + aligned(head)
    while let size = bytes.number(UInt16.self, at: start), size >= 4,
      Int(size) <= bytes.endIndex - start
    {
      // The two highest bits say what kind of number it is.
      if let found = bytes.number(UInt16.self, at: start + 2), found & 0x3FFF == type {
        return bytes[(start + 4)..<(start + Int(size))]
      }
      start += aligned(Int(size))
    }
    return nil
  }
}

/// What netlink sends in one piece: messages, one after the other.
struct NetlinkMessages {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Calls with each message of this type that has a whole head of so many bytes.
  func forEach(_ type: UInt16, head: Int, _ body: (NetlinkMessage) -> Void) {
    var start = bytes.startIndex
    while let length = length(at: start) {
      if bytes.number(UInt16.self, at: start + 4) == type,
        length >= NetlinkMessage.headerSize + head
      {
        body(NetlinkMessage(bytes: bytes[start..<(start + length)], head: head))
      }
      start += aligned(length)
    }
  }

  /// What is to come after these of an answer that lists things.
  enum Progress: Equatable {
    /// `inconsistent` says that what it lists has changed meanwhile, so that something may be
    /// missing (NLM_F_DUMP_INTR, since 3.1).
    case goesOn(inconsistent: Bool)
    /// It was the end.
    case isWhole(inconsistent: Bool)
    case failed(Errno)
  }

  var progress: Progress {
    var start = bytes.startIndex
    var isInconsistent = false
    while start < bytes.endIndex {
      guard let length = length(at: start) else { return .failed(Self.notMessages) }
      let flags = bytes.number(UInt16.self, at: start + 6) ?? 0
      isInconsistent = isInconsistent || flags & Self.interrupted != 0
      let failure = bytes.number(Int32.self, at: start + NetlinkMessage.headerSize)
      switch bytes.number(UInt16.self, at: start + 4) {
      case Self.error: return .failed(failure.flatMap(Self.reason) ?? Self.notMessages)
      case Self.done:
        // What ends a list is 0, or the error that did.
        return failure.flatMap(Self.reason).map(Progress.failed)
          ?? .isWhole(inconsistent: isInconsistent)
      case _: start += aligned(length)
      }
    }
    return .goesOn(inconsistent: isInconsistent)
  }

  /// Of the message that begins here; nil where there is no whole one.
  private func length(at start: Int) -> Int? {
    guard let header = bytes.number(UInt32.self, at: start), let length = Int(exactly: header),
      length >= NetlinkMessage.headerSize, length <= bytes.endIndex - start
    else { return nil }
    return length
  }

  /// The kernel's errors are below 0.
  private static func reason(_ number: Int32) -> Errno? {
    number < 0 && number > -4096 ? Errno(-number) : nil
  }

  /// NLMSG_ERROR and NLMSG_DONE.
  private static let (error, done): (UInt16, UInt16) = (2, 3)
  /// NLM_F_DUMP_INTR.
  private static let interrupted: UInt16 = 0x10
  /// EBADMSG: nothing that the kernel would send.
  private static let notMessages = Errno(74)
}

/// Messages and attributes begin at multiples of 4.
private func aligned(_ length: Int) -> Int { (length + 3) & ~3 }

extension ArraySlice where Element == UInt8 {
  /// In this machine's byte order; nil where it would pass the end.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type, at start: Int) -> Number?
  {
    let size = Number.bitWidth / 8
    guard start >= startIndex, start <= endIndex - size else { return nil }
    return withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: start - startIndex, as: Number.self)
    }
  }
}
