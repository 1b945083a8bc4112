/// A file in /proc/PID/net that lists the sockets of a network namespace with their inodes.
package enum SocketFile: String, CaseIterable, Sendable {
  // In the order in which a socket is most likely found.
  case unix, tcp, tcp6, udp, udp6, netlink, packet, raw, raw6, icmp, icmp6, udplite, udplite6

  /// Calls `body` with each socket that can be read and its inode. Those that no process holds any
  /// more have none and are passed over.
  package func forEachSocket(of text: Span<UInt8>, _ body: (UInt64, Socket) -> Void) {
    switch self {
    case .unix:
      var lines = UnixSocketLines()
      lines.forEachSocket(of: text, body)
    case .netlink: forEachLine(of: text, inodeIndex: 9, body) { _, _ in Socket(family: .netlink) }
    case .packet: forEachLine(of: text, inodeIndex: 8, body, packetSocket)
    case .tcp, .tcp6, .udp, .udp6, .raw, .raw6, .icmp, .icmp6, .udplite, .udplite6:
      forEachLine(of: text, inodeIndex: 9, body, internetSocket)
    }
  }

  private func forEachLine(
    of text: Span<UInt8>, inodeIndex: Int, _ body: (UInt64, Socket) -> Void,
    _ socket: (Span<UInt8>, [Range<Int>]) -> Socket?
  ) {
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      let fields = line.fields
      guard fields.count > inodeIndex,
        let inode = line.extracting(fields[inodeIndex]).exactNumber, inode != 0,
        let socket = socket(line, fields)
      else { continue }
      body(inode, socket)
    }
  }

  /// `sk RefCnt Type Proto Iface R Rmem User Inode`.
  private func packetSocket(_ line: Span<UInt8>, _ fields: [Range<Int>]) -> Socket? {
    guard let type = line.extracting(fields[2]).exactNumber else { return nil }
    return Socket(family: .packet, type: SocketType(number: type))
  }

  /// `sl local_address rem_address st tx_queue:rx_queue tr:when retrnsmt uid timeout inode`.
  private func internetSocket(_ line: Span<UInt8>, _ fields: [Range<Int>]) -> Socket? {
    guard let local = SocketAddress(parsing: line.extracting(fields[1])),
      let remote = SocketAddress(parsing: line.extracting(fields[2])),
      let state = line.extracting(fields[3]).exactHexadecimal
    else { return nil }
    var socket = Socket(family: local.bytes.count == 4 ? .inet : .inet6, type: type)
    switch self {
    case .raw, .raw6:
      // What stands in the place of the port is the protocol's number.
      socket.transport = local.port.map(Transport.init(number:))
      socket.local = SocketAddress(local, port: nil)
      socket.remote = remote.isUnspecified ? nil : SocketAddress(remote, port: nil)
    case .unix, .tcp, .tcp6, .udp, .udp6, .netlink, .packet, .icmp, .icmp6, .udplite, .udplite6:
      socket.transport = transport
      socket.local = local.port == 0 ? nil : local
      socket.remote = remote.port == 0 && remote.isUnspecified ? nil : remote
    }
    if type == .stream { socket.state = SocketState(number: state) }
    return socket
  }

  /// Nil where its lines are of several.
  private var transport: Transport? {
    switch self {
    case .tcp, .tcp6: .tcp
    case .udp, .udp6: .udp
    case .icmp: .icmp
    case .icmp6: .icmp6
    case .udplite, .udplite6: .udplite
    case .unix, .netlink, .packet, .raw, .raw6: nil
    }
  }

  private var type: SocketType? {
    switch self {
    case .tcp, .tcp6: .stream
    case .udp, .udp6, .udplite, .udplite6, .icmp, .icmp6: .dgram
    case .raw, .raw6: .raw
    case .unix, .netlink, .packet: nil
    }
  }
}

extension SocketAddress {
  fileprivate init(_ address: SocketAddress, port: UInt16?) {
    self = address
    self.port = port
  }
}

/// `Num: RefCount Protocol Flags Type St Inode Path`. The path is printed as it is: it may hold
/// blanks, and line feeds too.
private struct UnixSocketLines {
  private var pending: (inode: UInt64, socket: Socket)?

  mutating func forEachSocket(of text: Span<UInt8>, _ body: (UInt64, Socket) -> Void) {
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      if let next = Self.socket(line) {
        flush(body)
        pending = next
      } else {
        continuePath(line)
      }
    }
    flush(body)
  }

  private mutating func flush(_ body: (UInt64, Socket) -> Void) {
    if let pending, pending.inode != 0 { body(pending.inode, pending.socket) }
    pending = nil
  }

  /// A line that is none of a socket goes on with the path of the one before. A path has at most
  /// 108 bytes.
  private mutating func continuePath(_ line: Span<UInt8>) {
    guard let path = pending?.socket.path, path.count + line.count < 108 else { return }
    pending?.socket.path = path + [UInt8(ascii: "\n")] + line.array
  }

  private static func socket(_ line: Span<UInt8>) -> (inode: UInt64, socket: Socket)? {
    var position = 0
    guard line.takeHexadecimal(&position) != nil, line.takes(UInt8(ascii: ":"), &position) else {
      return nil
    }
    for _ in 0..<3 { guard line.takeHexadecimal(&position) != nil else { return nil } }
    guard let type = line.takeHexadecimal(&position), line.takeHexadecimal(&position) != nil,
      let inode = line.takeNumber(&position)
    else { return nil }
    var socket = Socket(family: .unix, type: SocketType(number: type))
    if line.takes(UInt8(ascii: " "), &position), position < line.count {
      socket.path = line.extracting(position...).array
    }
    return (inode, socket)
  }
}
