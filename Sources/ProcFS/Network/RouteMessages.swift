import CProc
import Glibc

/// What rtnetlink tells of our own network namespace: messages of one kind, each with attributes.
struct RouteMessages {
  private let bytes: [UInt8]

  /// What is asked for.
  enum Request: UInt16 {
    /// RTM_GETLINK
    case links = 18
    /// RTM_GETADDR
    case addresses = 22
  }

  /// Asks the kernel.
  init(_ request: Request) throws(Errno) {
    var answer: UnsafeMutablePointer<UInt8>?
    let length = cproc_route_dump(request.rawValue, &answer)
    defer { free(answer) }
    guard length >= 0 else { throw .last }
    bytes = Array(UnsafeBufferPointer(start: answer, count: length))
  }

  /// For tests of what is read out of an answer.
  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Calls with each message of this type that has a whole head of so many bytes.
  func forEach(_ type: UInt16, head: Int, _ body: (RouteMessage) -> Void) {
    var start = 0
    while let header = bytes.number(UInt32.self, at: start), let length = Int(exactly: header),
      length >= RouteMessage.headerSize, length <= bytes.count - start
    {
      if bytes.number(UInt16.self, at: start + 4) == type,
        length >= RouteMessage.headerSize + head
      {
        body(RouteMessage(bytes: bytes[start..<(start + length)], head: head))
      }
      start += aligned(length)
    }
  }
}

/// One message: a head of a fixed shape, and attributes.
struct RouteMessage {
  fileprivate static let headerSize = 16
  private let bytes: ArraySlice<UInt8>
  private let head: Int

  fileprivate init(bytes: ArraySlice<UInt8>, head: Int) {
    self.bytes = bytes
    self.head = head
  }

  /// A number in the head, so many bytes from its beginning; 0 where the head is shorter.
  func number<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
    bytes.number(type, at: bytes.startIndex + Self.headerSize + offset) ?? 0
  }

  /// The bytes of the first attribute of this type.
  func attribute(_ type: UInt16) -> [UInt8]? {
    var start = bytes.startIndex + Self.headerSize + aligned(head)
    while let size = bytes.number(UInt16.self, at: start), size >= 4,
      Int(size) <= bytes.endIndex - start
    {
      // The two highest bits say what kind of number it is.
      if let found = bytes.number(UInt16.self, at: start + 2), found & 0x3FFF == type {
        return Array(bytes[(start + 4)..<(start + Int(size))])
      }
      start += aligned(Int(size))
    }
    return nil
  }
}

private func aligned(_ length: Int) -> Int { (length + 3) & ~3 }

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// In this machine's byte order; nil where it would pass the end.
  fileprivate func number<Number: FixedWidthInteger>(_: Number.Type, at start: Int) -> Number? {
    let size = Number.bitWidth / 8
    guard start >= startIndex, start <= endIndex - size else { return nil }
    return self[start..<(start + size)].reversed().reduce(0) { $0 << 8 | Number($1) }
  }
}
