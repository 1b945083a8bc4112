import Glibc
import Testing

@testable import ProcFS

/// The kernel's messages about sockets, made up here.
@Suite struct SocketDumpTests {
  /// An inet_diag_msg and its attributes.
  private func socket(
    _ family: CInt = AF_INET, state: UInt8 = 1, from local: [UInt8], _ localPort: UInt16,
    to remote: [UInt8], _ remotePort: UInt16, queues: (UInt32, UInt32) = (0, 0),
    cookie: UInt64 = 1, inode: UInt32, _ attributes: [UInt8] = []
  ) -> [UInt8] {
    func padded(_ address: [UInt8]) -> [UInt8] {
      address + Array(repeating: 0, count: 16 - address.count)
    }
    return NetlinkBytes.message(
      20,
      [UInt8(family), state, 0, 0] + NetlinkBytes.number(localPort.bigEndian)
        + NetlinkBytes.number(remotePort.bigEndian) + padded(local) + padded(remote)
        + NetlinkBytes.number(UInt32(0)) + NetlinkBytes.number(cookie)
        + NetlinkBytes.number(UInt32(0)) + NetlinkBytes.number(queues.0)
        + NetlinkBytes.number(queues.1) + NetlinkBytes.number(UInt32(1000))
        + NetlinkBytes.number(inode) + attributes)
  }

  /// A tcp_info of so many bytes, as a kernel has it that knows no more.
  private func information(_ length: Int, rtt: UInt32 = 1500) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xEE, count: 248)
    for (offset, value) in [
      (68, NetlinkBytes.number(rtt)), (100, NetlinkBytes.number(UInt32(7))),
      (120, NetlinkBytes.number(UInt64(1001))),
      (128, NetlinkBytes.number(UInt64(2_000_000_000_000))),
      (200, NetlinkBytes.number(UInt64(5000))),
    ] { bytes.replaceSubrange(offset..<(offset + value.count), with: value) }
    return NetlinkBytes.attribute(2, Array(bytes[..<length]))
  }

  private func listed(
    _ file: SocketFile, informed: Bool = false, _ bytes: [UInt8]
  ) throws -> ListedSockets {
    var listed = ListedSockets()
    try #require(InternetSocketDump(file, informed: informed)).take(&listed, NetlinkMessages(bytes))
    return listed
  }

  private func text(_ address: SocketAddress?) -> String? {
    address.map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test func connectionsAndListeners() throws {
    let sockets = try listed(
      .tcp,
      socket(state: 10, from: [0, 0, 0, 0], 22, to: [0, 0, 0, 0], 0, queues: (2, 128), inode: 5)
        + socket(from: [10, 0, 0, 5], 22, to: [10, 0, 0, 1], 54321, queues: (9, 70000), inode: 6)
        + socket(state: 6, from: [10, 0, 0, 5], 22, to: [10, 0, 0, 1], 54322, inode: 0)
        + socket(state: 3, from: [10, 0, 0, 5], 22, to: [10, 0, 0, 1], 54323, inode: 0)
        // A socket that is bound and not listening yet.
        + socket(state: 7, from: [127, 0, 0, 1], 8080, to: [0, 0, 0, 0], 0, inode: 7)
        // Of another family.
        + socket(AF_INET6, from: [], 22, to: [], 1, inode: 8) + NetlinkBytes.end())
    #expect(sockets.sockets.keys.sorted() == [5, 6, 7])
    let listener = try #require(sockets.sockets[5])
    #expect(listener.state == .listen && text(listener.local) == "0.0.0.0")
    #expect(listener.remote == nil && listener.transport == .tcp && listener.type == .stream)
    #expect(listener.receiveQueue == 2 && listener.sendQueue == 128)
    let connection = try #require(sockets.sockets[6])
    #expect(text(connection.remote) == "10.0.0.1" && connection.remote?.port == 54321)
    #expect(connection.receiveQueue == 9 && connection.sendQueue == 70000)
    #expect(connection.information == nil)
    #expect(sockets.sockets[7]?.local?.port == 8080 && sockets.sockets[7]?.remote == nil)
    #expect(sockets.nameless.map(\.state?.word) == ["TIME_WAIT", "SYN_RECV"])
  }

  @Test func addressesOfIPv6() throws {
    let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF, 127, 0, 0, 1]
    let sockets = try listed(
      .tcp6,
      socket(AF_INET6, from: mapped, 80, to: mapped, 4000, inode: 5)
        + socket(AF_INET6, state: 10, from: [], 80, to: [], 0, inode: 6))
    #expect(text(sockets.sockets[5]?.local) == "::ffff:127.0.0.1")
    #expect(sockets.sockets[5]?.family == .inet6)
    #expect(text(sockets.sockets[6]?.local) == "::" && sockets.sockets[6]?.remote == nil)
  }

  @Test func datagramsHaveNoState() throws {
    for (file, transport) in [(SocketFile.udp, Transport.udp), (.udplite, .udplite)] {
      let sockets = try listed(
        file, socket(state: 7, from: [127, 0, 0, 1], 53, to: [], 0, queues: (4352, 0), inode: 5))
      let socket = try #require(sockets.sockets[5])
      #expect(socket.state == nil && socket.type == .dgram && socket.transport == transport)
      #expect(socket.receiveQueue == 4352 && socket.remote == nil)
    }
  }

  /// In the place of its port stands what protocol its packets are of.
  @Test func rawSocketsHaveNoPorts() throws {
    let sockets = try listed(.raw, socket(state: 7, from: [10, 0, 0, 1], 89, to: [], 0, inode: 5))
    let socket = try #require(sockets.sockets[5])
    #expect(socket.type == .raw && socket.transport?.description == "89")
    #expect(text(socket.local) == "10.0.0.1" && socket.local?.port == nil && socket.remote == nil)
  }

  /// The kernel's record has grown: what it had not yet is nil.
  @Test func whatAnOlderKernelDoesNotTellIsNil() throws {
    func told(_ length: Int, rtt: UInt32 = 1500) throws -> TCPInformation {
      let bytes = socket(
        from: [127, 0, 0, 1], 1, to: [127, 0, 0, 1], 2, cookie: 77, inode: 5,
        information(length, rtt: rtt))
      return try #require(listed(.tcp, informed: true, bytes).sockets[5]?.information)
    }
    let now = try told(248)
    #expect(now.bytesSent == 5000 && now.bytesReceived == 2_000_000_000_000)
    #expect(now.retransmits == 7 && now.roundTrip == 1500 && now.cookie == 77)
    // Linux 4.18, 4.1, 3.14, and one that is shorter still.
    #expect(try told(200).bytesSent == 1001 && told(136).bytesReceived == 2_000_000_000_000)
    let old = try told(104)
    #expect(old.bytesSent == nil && old.bytesReceived == nil && old.retransmits == 7)
    let oldest = try told(72)
    #expect(oldest.retransmits == nil && oldest.roundTrip == 1500)
    #expect(try told(0).roundTrip == nil)
    #expect(try told(248, rtt: 0).roundTrip == nil)
  }

  /// So the connections of one of MPTCP's are; and one that moves while the list is told comes twice.
  @Test func connectionsOfOneInodeAreOne() throws {
    func connection(_ cookie: UInt64) -> [UInt8] {
      socket(
        from: [1, 2, 3, 4], 1, to: [1, 2, 3, 4], 2, cookie: cookie, inode: 5, information(248))
    }
    let bytes = connection(1) + connection(2) + connection(1)
    let both = try listed(.tcp, informed: true, connection(1) + connection(2)).sockets[5]
    #expect(both?.information?.bytesSent == 10000 && both?.information?.retransmits == 14)
    #expect(both?.information?.roundTrip == 1500)
    let twice = try listed(.tcp, informed: true, connection(1) + connection(1)).sockets[5]
    #expect(twice?.information?.bytesSent == 5000)
    #expect(try listed(.tcp, informed: true, bytes).sockets.count == 1)
  }

  /// One of MPTCP's over IPv6 may have connections of IPv4, which the kernel lists apart.
  @Test func connectionsOfBothFamiliesOfOneInodeAreOne() throws {
    func connection(_ cookie: UInt64, _ family: CInt = AF_INET) -> [UInt8] {
      socket(
        family, from: [1, 2, 3, 4], 1, to: [1, 2, 3, 4], 2, cookie: cookie, inode: 5,
        information(248))
    }
    var told = ConnectionInformation()
    told.add(try listed(.tcp, informed: true, connection(1) + connection(2) + connection(2)))
    told.add(try listed(.tcp6, informed: true, connection(3, AF_INET6)))
    #expect(told[5]?.bytesSent == 15000 && told[5]?.retransmits == 21)
    #expect(told.used == [1, 2, 3] && told[5]?.cookies == [1, 2, 3])
    // Whichever is told first, it is the same one.
    let history = ConnectionHistory()
    history.note([2], of: .number(1), at: 100)
    #expect(history.hadCarried([3, 1, 2], in: .number(1), at: 100) == true)
  }

  /// That nobody leads into a namespace any more says nothing of what it has.
  @Test func whereNobodyLeadsIsAskedAgain() {
    let table = SocketTable(mayEnter: true)
    let counters = ReadCounters()
    func ask(_ error: Errno) -> Reading<ConnectionInformation> {
      table.information(counters, enter: { () throws(Errno) in throw error }, { _ in })
    }
    for error in [Errno(ENOENT), .noProcess] {
      guard case .gone = ask(error) else {
        Issue.record("\(error.code)")
        continue
      }
    }
    #expect(ask(.notPermitted).deniedFile == .tcpInfo)
    // A refusal is the same for each process.
    #expect(ask(.noProcess).deniedFile == .tcpInfo)
    let other = SocketTable(mayEnter: true)
    let failed = other.information(
      counters, enter: { () throws(Errno) in throw Errno(EMFILE) }, { _ in })
    #expect(failed.failure?.reason == Errno(EMFILE))
  }

  @Test func aListenerHasCarriedNothing() throws {
    let bytes = socket(state: 10, from: [], 22, to: [], 0, inode: 5, information(248))
    #expect(try listed(.tcp, informed: true, bytes).sockets[5]?.information == nil)
  }

  @Test func connectionsThatHaveCarriedSomethingAreKnownByTheirCookies() throws {
    func connection(_ cookie: UInt64, inode: UInt32, _ attributes: [UInt8]) -> [UInt8] {
      socket(from: [1, 2, 3, 4], 1, to: [1, 2, 3, 4], 2, cookie: cookie, inode: inode, attributes)
    }
    let fresh = NetlinkBytes.attribute(2, Array(repeating: 0, count: 248))
    var told = ConnectionInformation()
    told.add(
      try listed(
        .tcp, informed: true,
        connection(1, inode: 5, information(248)) + connection(2, inode: 6, fresh)
          // No process has accepted it yet.
          + connection(3, inode: 0, information(248))))
    #expect(told.used == [1, 3] && told[5]?.bytesSent == 5000 && told[6]?.bytesSent == 0)
    let history = ConnectionHistory()
    history.note(told.used, of: .number(1), at: 100)
    #expect(history.hadCarried([3], in: .number(1), at: 100) == true)
    #expect(history.hadCarried([2], in: .number(1), at: 100) == false)
    #expect(history.hadCarried([3], in: .number(2), at: 100) == nil)
    #expect(history.hadCarried([3], in: .number(1), at: 101) == nil)
    for instant: Int64 in 101...104 { history.note([], of: .number(1), at: instant) }
    #expect(history.hadCarried([3], in: .number(1), at: 100) == nil)
  }

  @Test func socketsBetweenMachines() throws {
    func vsock(_ state: UInt8, _ ends: [UInt32], inode: UInt32) -> [UInt8] {
      NetlinkBytes.message(
        20,
        [40, 1, state, 0] + ends.flatMap { NetlinkBytes.number($0) } + NetlinkBytes.number(inode)
          + NetlinkBytes.number(UInt64(1)))
    }
    var listed = ListedSockets()
    VsockDump.take(
      &listed,
      NetlinkMessages(
        vsock(10, [.max, 70000, .max, .max], inode: 5)
          + vsock(1, [3, 70000, 2, 4_000_000_000], inode: 6) + vsock(1, [3, 1, 2, 2], inode: 0)
          + NetlinkBytes.end()))
    #expect(listed.sockets.keys.sorted() == [5, 6] && listed.nameless.count == 1)
    let listener = try #require(listed.sockets[5])
    #expect(listener.family == .vsock && listener.type == .stream && listener.state == .listen)
    #expect(listener.vsock?.local.context == nil && listener.vsock?.local.port == 70000)
    #expect(listener.vsock?.remote.port == nil)
    let connection = try #require(listed.sockets[6])
    #expect(connection.state == .established && connection.vsock?.local.context == 3)
    #expect(connection.vsock?.remote == VsockAddress(context: 2, port: 4_000_000_000))
  }

  @Test func noByteOfAMessageIsTrusted() throws {
    let whole =
      socket(from: [1, 2, 3, 4], 1, to: [1, 2, 3, 4], 2, inode: 5, information(248))
      + NetlinkBytes.end()
    for index in whole.indices {
      #expect(try listed(.tcp, informed: true, Array(whole[..<index])).sockets.count <= 1)
      for byte: UInt8 in [0, 1, 3, 15, 127, 255] {
        var bytes = whole
        bytes[index] = byte
        #expect(try listed(.tcp, informed: true, bytes).sockets.count <= 1)
      }
    }
  }
}
