import Glibc

/// The sockets of one protocol of the Internet in a network namespace, as the kernel lists them over
/// netlink (inet_diag of sock_diag, since 3.3), to everybody.
struct InternetSocketDump {
  private let family: UInt8
  private let transport: Transport
  private let type: SocketType
  private let isInformed: Bool

  /// In place of a file; nil of one whose sockets are not listed so. `informed` asks for what the
  /// connections of TCP have carried, which takes the kernel longer.
  init?(_ file: SocketFile, informed: Bool = false) {
    switch file {
    case .tcp, .udp, .raw, .udplite: family = UInt8(AF_INET)
    case .tcp6, .udp6, .raw6, .udplite6: family = UInt8(AF_INET6)
    case .netlink, .packet, .icmp, .icmp6, .unix, .vsock: return nil
    }
    guard let transport = file.transport ?? Self.raw(file), let type = file.type else { return nil }
    self.transport = transport
    self.type = type
    isInformed = informed
  }

  /// All of IP's protocols, of which `net/raw` tells.
  private static func raw(_ file: SocketFile) -> Transport? {
    file == .raw || file == .raw6 ? .raw : nil
  }

  /// Asks the kernel.
  func sockets(over connection: borrowing Descriptor) throws(Errno) -> ListedSockets {
    try request.answer(over: connection, from: ListedSockets(), take)
  }

  /// An inet_diag_req_v2: what is wanted, every state, and the ends of any socket.
  private var request: NetlinkDump {
    let extensions: UInt8 = isInformed ? 1 << (Self.information - 1) : 0
    return NetlinkDump(
      SocketDump.kind,
      [family, UInt8(truncatingIfNeeded: transport.number), extensions, 0] + UInt32.max.bytes
        + Array(repeating: 0, count: 48))
  }

  /// INET_DIAG_INFO
  private static let information: UInt8 = 2

  /// An inet_diag_msg: the family, the state, 2 bytes more; the ports and addresses in network order,
  /// the interface and the cookie; then numbers, the inode last.
  func take(_ listed: inout ListedSockets, _ messages: NetlinkMessages) {
    messages.forEach(SocketDump.kind, head: 72) { message in
      guard message.number(UInt8.self, at: 0) == family else { return }
      var socket = Socket(family: family == AF_INET ? .inet : .inet6, type: type)
      takeEnds(of: message, &socket)
      if type == .stream {
        socket.state = SocketState(number: UInt64(message.number(UInt8.self, at: 1)))
      }
      socket.receiveQueue = message.number(UInt32.self, at: 56)
      socket.sendQueue = message.number(UInt32.self, at: 60)
      if socket.state != .listen {
        socket.information = message.attribute(UInt16(Self.information)).map {
          TCPInformation($0, cookie: message.number(UInt64.self, at: 44))
        }
      }
      listed.add(socket, inode: UInt64(message.number(UInt32.self, at: 68)))
    }
  }

  private func takeEnds(of message: NetlinkMessage, _ socket: inout Socket) {
    let size = family == AF_INET ? 4 : 16
    let port = UInt16(bigEndian: message.number(UInt16.self, at: 4))
    let local = SocketAddress(Array(message.bytes(at: 8, count: size)), port: port)
    let remote = SocketAddress(
      Array(message.bytes(at: 24, count: size)),
      port: UInt16(bigEndian: message.number(UInt16.self, at: 6)))
    guard type == .raw else {
      socket.transport = transport
      socket.local = port == 0 ? nil : local
      socket.remote = remote.port == 0 && remote.isUnspecified ? nil : remote
      return
    }
    // What stands in the place of the port is the protocol's number.
    socket.transport = Transport(number: port)
    socket.local = SocketAddress(local.bytes, port: nil)
    socket.remote = remote.isUnspecified ? nil : SocketAddress(remote.bytes, port: nil)
  }
}

/// What all questions of sock_diag have in common.
enum SocketDump {
  /// SOCK_DIAG_BY_FAMILY
  static let kind: UInt16 = 20
}

extension ListedSockets {
  /// Of those of one inode, as the connections of one of MPTCP's are, the first is kept, with what all
  /// have carried.
  mutating func add(_ socket: Socket, inode: UInt64) {
    if inode == 0 {
      nameless.append(socket)
    } else if let known = sockets[inode] {
      guard let more = socket.information else { return }
      sockets[inode]?.information = known.information?.adding(more) ?? more
    } else {
      sockets[inode] = socket
    }
  }
}
