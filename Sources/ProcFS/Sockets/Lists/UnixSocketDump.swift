import Glibc

/// The unix sockets of our own network namespace, as the kernel lists them over netlink (sock_diag,
/// since 3.3), to everybody. Names come there with their lengths, so that nothing in one can pass
/// for another socket.
enum UnixSocketDump {
  /// Nil where the kernel does not answer: it may be built without, or a sandbox may keep
  /// netlink to itself.
  static func sockets() -> ListedSockets? {
    try? sockets(over: NetlinkDump.connection(to: .sockets))
  }

  /// Those of the network namespace that the connection was made in.
  static func sockets(over connection: borrowing Descriptor) throws(Errno) -> ListedSockets {
    try request.answer(over: connection, from: ListedSockets(), take)
  }

  /// A unix_diag_req: every state; UDIAG_SHOW_NAME, UDIAG_SHOW_ICONS and UDIAG_SHOW_RQLEN.
  private static let request = NetlinkDump(
    SocketDump.kind,
    [UInt8(AF_UNIX), 0, 0, 0] + UInt32.max.bytes + UInt32(0).bytes + UInt32(0x19).bytes
      + UInt64(0).bytes)

  /// A unix_diag_msg: family, type, state, a pad, the inode and 8 bytes more; then attributes.
  static func take(_ listed: inout ListedSockets, _ messages: NetlinkMessages) {
    messages.forEach(SocketDump.kind, head: 16) { message in
      var socket = Socket(
        family: .unix, type: SocketType(number: UInt64(message.number(UInt8.self, at: 1))))
      // UNIX_DIAG_NAME
      socket.path = message.attribute(0).flatMap(path)
      // UNIX_DIAG_RQLEN
      if let queues = message.attribute(4) {
        socket.receiveQueue = queues.number(UInt32.self, at: queues.startIndex)
        socket.sendQueue = queues.number(UInt32.self, at: queues.startIndex + 4)
      }
      listed.add(socket, inode: UInt64(message.number(UInt32.self, at: 4)))
      listed.nameless += awaiting(message.attribute(3)?.count ?? 0, at: socket)
    }
  }

  /// What waits to be accepted has no inode and no message of its own: UNIX_DIAG_ICONS of the listener
  /// is a number of 32 bits for each, the inode of the peer.
  private static func awaiting(_ size: Int, at listener: Socket) -> [Socket] {
    var socket = Socket(family: .unix, type: listener.type)
    socket.path = listener.path
    return Array(repeating: socket, count: size / 4)
  }

  /// The bytes of sun_path: a file's with a NUL at its end, or one of no file with a NUL before it.
  private static func path(_ name: ArraySlice<UInt8>) -> [UInt8]? {
    guard let first = name.first else { return nil }
    if first == 0 { return [UInt8(ascii: "@")] + name.dropFirst() }
    return Array(name.prefix { $0 != 0 })
  }
}
