/// A file in /proc/PID/net that lists the sockets of a network namespace with their inodes.
package enum SocketFile: String, CaseIterable, Sendable {
  // In the order in which a socket is most likely found; but unix comes last, since it alone holds
  // bytes that a process has chosen: what another lists is none of its.
  case tcp, tcp6, udp, udp6, netlink, packet, raw, raw6, icmp, icmp6, udplite, udplite6
  /// There is no such file: netlink alone lists these.
  case vsock
  case unix

  /// Whether some kernel has it.
  var isThere: Bool { self != .vsock }

  /// The sockets whose lines can be read.
  func sockets(of text: Span<UInt8>) -> ListedSockets {
    switch self {
    case .unix: UnixSocketLines.sockets(of: text)
    case .vsock: ListedSockets()
    case .netlink: sockets(of: text, inodeIndex: 9, netlinkSocket)
    case .packet: sockets(of: text, inodeIndex: 8, packetSocket)
    case .tcp, .tcp6, .udp, .udp6, .raw, .raw6, .icmp, .icmp6, .udplite, .udplite6:
      sockets(of: text, inodeIndex: 9, internetSocket)
    }
  }

  private func sockets(
    of text: Span<UInt8>, inodeIndex: Int, _ socket: (Span<UInt8>, [Range<Int>]) -> Socket?
  ) -> ListedSockets {
    var listed = ListedSockets()
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      let fields = line.fields
      guard fields.count > inodeIndex,
        let inode = line.extracting(fields[inodeIndex]).exactNumber,
        let socket = socket(line, fields)
      else { continue }
      listed.add(socket, inode: inode)
    }
    return listed
  }

  /// `sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode`. The address of the kernel's own end is 0,
  /// which it gives to no other.
  private func netlinkSocket(_ line: Span<UInt8>, _ fields: [Range<Int>]) -> Socket? {
    var socket = Socket(family: .netlink)
    socket.isKernels = line.extracting(fields[2]).exactNumber == 0
    socket.receiveQueue = line.extracting(fields[4]).exactNumber.flatMap(UInt32.init(exactly:))
    socket.sendQueue = line.extracting(fields[5]).exactNumber.flatMap(UInt32.init(exactly:))
    return socket
  }

  /// `sk RefCnt Type Proto Iface R Rmem User Inode`.
  private func packetSocket(_ line: Span<UInt8>, _ fields: [Range<Int>]) -> Socket? {
    guard let type = line.extracting(fields[2]).exactNumber else { return nil }
    var socket = Socket(family: .packet, type: SocketType(number: type))
    socket.receiveQueue = line.extracting(fields[6]).exactNumber.flatMap(UInt32.init(exactly:))
    return socket
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
      socket.local = SocketAddress(local.bytes, port: nil)
      socket.remote = remote.isUnspecified ? nil : SocketAddress(remote.bytes, port: nil)
    case .unix, .tcp, .tcp6, .udp, .udp6, .netlink, .packet, .icmp, .icmp6, .udplite, .udplite6,
      .vsock:
      socket.transport = transport
      socket.local = local.port == 0 ? nil : local
      socket.remote = remote.port == 0 && remote.isUnspecified ? nil : remote
    }
    if type == .stream { socket.state = SocketState(number: state) }
    takeQueues(line.extracting(fields[4]), &socket)
    return socket
  }

  /// `tx_queue:rx_queue`. Of a listener the file does not tell how many may wait.
  private func takeQueues(_ field: Span<UInt8>, _ socket: inout Socket) {
    guard let colon = field.index(of: UInt8(ascii: ":"), from: 0) else { return }
    let (sent, received) = (field.extracting(..<colon), field.extracting((colon + 1)...))
    socket.receiveQueue = received.exactHexadecimal.flatMap(UInt32.init(exactly:))
    if socket.state == .listen { return }
    socket.sendQueue = sent.exactHexadecimal.flatMap(UInt32.init(exactly:))
  }

  /// Nil where its lines are of several.
  var transport: Transport? {
    switch self {
    case .tcp, .tcp6: .tcp
    case .udp, .udp6: .udp
    case .icmp: .icmp
    case .icmp6: .icmp6
    case .udplite, .udplite6: .udplite
    case .unix, .netlink, .packet, .raw, .raw6, .vsock: nil
    }
  }

  /// Nil where its lines are of several.
  var type: SocketType? {
    switch self {
    case .tcp, .tcp6: .stream
    case .udp, .udp6, .udplite, .udplite6, .icmp, .icmp6: .dgram
    case .raw, .raw6: .raw
    case .unix, .netlink, .packet, .vsock: nil
    }
  }
}
