import Glibc

/// The unix sockets of our own network namespace, as the kernel lists them over netlink (sock_diag,
/// since 3.3), to everybody. Names come there with their lengths, so that nothing in one can pass
/// for another socket.
enum UnixSocketDump {
  /// By inode; nil where the kernel does not answer: it may be built without, or a sandbox may keep
  /// netlink to itself.
  static func sockets() -> [UInt64: Socket]? {
    let number = socket(AF_NETLINK, CInt(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), sockDiag)
    guard number >= 0 else { return nil }
    let connection = Descriptor(owning: number)
    guard send(connection.number, request, request.count, 0) == request.count else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 15)
    var reply = UnixSocketReply()
    while true {
      let count = recv(connection.number, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      switch reply.take(buffer.span.extracting(..<count)) {
      case .goesOn: continue
      case .isWhole: return reply.sockets
      case .isRefused: return nil
      }
    }
  }

  /// NETLINK_SOCK_DIAG of linux/netlink.h.
  private static let sockDiag: CInt = 4

  /// A nlmsghdr (its length, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST and NLM_F_DUMP), and a
  /// unix_diag_req: every state, and the names.
  private static let request: [UInt8] = {
    var bytes: [UInt8] = []
    func append(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }
    append(UInt32(40))
    append(UInt16(20))
    append(UInt16(0x301))
    append(UInt64(0))
    append(UInt8(AF_UNIX))
    append(UInt8(0))
    append(UInt16(0))
    append(UInt32.max)
    append(UInt32(0))
    append(UInt32(1))
    append(UInt64(0))
    return bytes
  }()
}

/// The kernel's answer, message by message.
struct UnixSocketReply {
  /// By inode, those that have one.
  private(set) var sockets: [UInt64: Socket] = [:]

  /// What is to come after a packet.
  enum Progress: Equatable {
    case goesOn, isWhole, isRefused
  }

  /// Takes in one packet of netlink messages.
  mutating func take(_ packet: Span<UInt8>) -> Progress {
    var start = 0
    while let length = packet.number32(at: start), let kind = packet.number16(at: start + 4) {
      let length = Int(length)
      guard length >= Self.headerLength, length <= packet.count - start else { return .isRefused }
      let content = packet.extracting((start + Self.headerLength)..<(start + length))
      switch kind {
      case Self.error: return .isRefused
      case Self.done: return Self.brokeOff(content) ? .isRefused : .isWhole
      case Self.byFamily: take(message: content)
      case _: break
      }
      start += aligned(length)
    }
    return .goesOn
  }

  /// Of a nlmsghdr.
  private static let headerLength = 16
  /// NLMSG_ERROR, NLMSG_DONE and SOCK_DIAG_BY_FAMILY.
  private static let (error, done, byFamily): (UInt16, UInt16, UInt16) = (2, 3, 20)

  /// What ends a list is 0, or the error that did.
  private static func brokeOff(_ end: Span<UInt8>) -> Bool { (end.number32(at: 0) ?? 0) != 0 }

  /// A unix_diag_msg: family, type, state, a pad, the inode and 8 bytes more; then attributes.
  private mutating func take(message: Span<UInt8>) {
    guard message.count >= 16, let inode = message.number32(at: 4), inode != 0 else { return }
    var socket = Socket(family: .unix, type: SocketType(number: UInt64(message[1])))
    var start = 16
    while let length = message.number16(at: start), let kind = message.number16(at: start + 2) {
      let length = Int(length)
      guard length >= 4, length <= message.count - start else { break }
      if kind == 0 { socket.path = Self.path(message.extracting((start + 4)..<(start + length))) }
      start += aligned(length)
    }
    sockets[UInt64(inode)] = socket
  }

  /// UNIX_DIAG_NAME is the bytes of sun_path: a file's with a NUL at its end, or one of no file
  /// with a NUL before it.
  private static func path(_ name: Span<UInt8>) -> [UInt8]? {
    guard let first = name.first else { return nil }
    if first == 0 { return [UInt8(ascii: "@")] + name.extracting(1...).array }
    return name.extracting(..<(name.index(of: 0, from: 0) ?? name.count)).array
  }
}

/// Messages and attributes of netlink begin at multiples of 4.
private func aligned(_ length: Int) -> Int { (length + 3) & ~3 }

extension Span where Element == UInt8 {
  /// In the order of this machine.
  fileprivate func number16(at position: Int) -> UInt16? {
    guard position >= 0, count - position >= 2 else { return nil }
    return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: UInt16.self) }
  }

  /// In the order of this machine.
  fileprivate func number32(at position: Int) -> UInt32? {
    guard position >= 0, count - position >= 4 else { return nil }
    return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: UInt32.self) }
  }
}
