import Glibc

/// The sockets between virtual machines and their host, as the kernel lists them over netlink
/// (vsock_diag of sock_diag, since 4.15), to everybody. No file does.
enum VsockDump {
  /// Asks the kernel.
  static func sockets(over connection: borrowing Descriptor) throws(Errno) -> ListedSockets {
    try request.answer(over: connection, from: ListedSockets(), take)
  }

  /// A vsock_diag_req: every state.
  private static let request = NetlinkDump(
    SocketDump.kind,
    [UInt8(AF_VSOCK), 0, 0, 0] + UInt32.max.bytes + Array(repeating: 0, count: 16))

  /// A vsock_diag_msg: family, type, state, a byte more; both ends, ours first, each a context and a
  /// port; the inode, and a cookie.
  static func take(_ listed: inout ListedSockets, _ messages: NetlinkMessages) {
    messages.forEach(SocketDump.kind, head: 32) { message in
      func number(at offset: Int) -> UInt32 { message.number(UInt32.self, at: offset) }
      var socket = Socket(
        family: .vsock, type: SocketType(number: UInt64(message.number(UInt8.self, at: 1))))
      socket.state = SocketState(number: UInt64(message.number(UInt8.self, at: 2)))
      socket.vsock = VsockEnds(
        local: VsockAddress(context: number(at: 4), port: number(at: 8)),
        remote: VsockAddress(context: number(at: 12), port: number(at: 16)))
      listed.add(socket, inode: UInt64(number(at: 20)))
    }
  }
}
