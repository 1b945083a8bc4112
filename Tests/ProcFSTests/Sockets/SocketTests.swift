import Testing

@testable import ProcFS

@Suite struct SocketTests {
  private func sockets(_ file: SocketFile, _ text: String) -> [UInt64: Socket] {
    parsed(text) { file.sockets(of: $0).sockets }
  }

  private static let heading =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"

  private func line(_ local: String, _ remote: String, _ state: String, _ inode: Int) -> String {
    "   0: \(local) \(remote) \(state) 00000000:00000000 00:00000000 00000000     0        0 "
      + "\(inode) 1 000000002335415d 100 0 0 10 0\n"
  }

  private func text(_ address: SocketAddress?) -> String? {
    address.map { String(decoding: $0.text, as: UTF8.self) }
  }

  /// The addresses are numbers in the order of this machine; these stand in little-endian order.
  @Test(.enabled(if: 1.littleEndian == 1))
  func tcp() throws {
    let sockets = sockets(
      .tcp,
      Self.heading + line("0100007F:07E8", "00000000:0000", "0A", 1049)
        + line("0500000A:0016", "0100000A:D431", "01", 1050) + line("0:0", "0:0", "01", 1051)
        + line("0500000A:0016", "0100000A:D431", "06", 0))
    #expect(sockets.keys.sorted() == [1049, 1050])
    let nameless = parsed(line("0500000A:0016", "0100000A:D431", "06", 0)) {
      SocketFile.tcp.sockets(of: $0).nameless
    }
    #expect(nameless.map(\.state?.word) == ["TIME_WAIT"])
    #expect(nameless[0].remote?.port == 54321)
    let listener = try #require(sockets[1049])
    #expect(listener.family == .inet && listener.type == .stream && listener.state == .listen)
    #expect(text(listener.local) == "127.0.0.1" && listener.local?.port == 2024)
    #expect(listener.remote == nil)
    #expect(listener.transport == .tcp)
    let connection = try #require(sockets[1050])
    #expect(connection.state == .established)
    #expect(text(connection.local) == "10.0.0.5" && connection.local?.port == 22)
    #expect(text(connection.remote) == "10.0.0.1" && connection.remote?.port == 54321)
  }

  @Test(
    .enabled(if: 1.littleEndian == 1),
    arguments: [
      ("00000000000000000000000000000000", "::"), ("00000000000000000000000001000000", "::1"),
      ("0000000000000000FFFF00000100007F", "::ffff:127.0.0.1"),
      ("000080FE00000000FF005450B6AD1DFE", "fe80::5054:ff:fe1d:adb6"),
      ("B80D01200000000000000000EFCDAB89", "2001:db8::89ab:cdef"),
    ])
  func ipv6(digits: String, address: String) throws {
    let none = "00000000000000000000000000000000:0000"
    let sockets = sockets(.tcp6, line("\(digits):1F90", none, "0A", 5))
    let socket = try #require(sockets[5])
    #expect(socket.family == .inet6)
    #expect(text(socket.local) == address && socket.local?.port == 8080)
  }

  /// What has no name is its number, and not nothing.
  @Test func unknownNumbersAreTold() throws {
    let found = sockets(
      .tcp,
      Self.heading + line("0:0", "0:0", "63", 7) + line("0500000A:0016", "0100000A:D431", "63", 8)
        + line("0500000A:0016", "0100000A:D431", "0C", 9))
    #expect(found[8]?.state?.word == "99")
    #expect(found[9]?.state?.word == "SYN_RECV")
    let packets = sockets(
      .packet, "sk RefCnt Type Proto Iface R Rmem User Inode\n0 3 10 0003 2 1 0 0 5\n")
    #expect(packets[5]?.type?.word == "10")
    #expect(SocketType.named.map(\.word) == ["stream", "dgram", "raw", "seqpacket"])
  }

  @Test func udpHasNoState() throws {
    let socket = try #require(
      sockets(.udp, line("00000000:0035", "00000000:0000", "07", 8))[8])
    #expect(socket.type == .dgram && socket.state == nil)
    #expect(text(socket.local) == "0.0.0.0" && socket.remote == nil)
  }

  @Test func rawHasNoPort() throws {
    let socket = try #require(
      sockets(.raw, line("00000000:0001", "00000000:0000", "07", 8))[8])
    #expect(socket.type == .raw && socket.transport == .icmp)
    #expect(text(socket.local) == "0.0.0.0" && socket.local?.port == nil && socket.remote == nil)
  }

  @Test func unix() {
    let sockets = sockets(
      .unix,
      """
      Num       RefCount Protocol Flags    Type St Inode Path
      00000000e4bd7db8: 00000003 00000000 00000000 0001 03   645
      00000000b1c73cba: 00000002 00000000 00010000 0001 01   644 /run/a b
      00000000b1c73cbb: 00000002 00000000 00000000 0002 01   646 @/tmp/x@
      00000000b1c73cbc: 00000002 00000000 00000000 0005 01 18446744073709551615 /run/c
      d
      00000000b1c73cbd: 00000002 00000000 00000000 0001 01     0 /gone

      """)
    #expect(sockets.keys.sorted() == [644, 645, 646, .max])
    #expect(sockets[645]?.path == nil && sockets[645]?.type == .stream)
    #expect(sockets[644]?.path == Array("/run/a b".utf8))
    #expect(sockets[646]?.path == Array("@/tmp/x@".utf8) && sockets[646]?.type == .dgram)
    #expect(sockets[.max]?.path == Array("/run/c\nd".utf8) && sockets[.max]?.type == .seqpacket)
    #expect(sockets.values.allSatisfy { $0.family == .unix && $0.state == nil })
  }

  /// `tx_queue:rx_queue`; how many connections may wait at a listener the file does not tell.
  @Test func queuesOfAFile() throws {
    func line(_ state: String, _ queues: String, _ inode: Int) -> String {
      "   0: 0100007F:07E8 0100007F:0001 \(state) \(queues) 00:00000000 00000000 0 0 \(inode) 1\n"
    }
    let sockets = sockets(
      .tcp,
      Self.heading + line("01", "00011170:0000000A", 5) + line("0A", "00000000:00000003", 6)
        + line("01", "x", 7) + line("01", "100000000:FFFFFFFF", 8))
    #expect(sockets[5]?.sendQueue == 70000 && sockets[5]?.receiveQueue == 10)
    #expect(sockets[6]?.sendQueue == nil && sockets[6]?.receiveQueue == 3)
    #expect(sockets[7]?.sendQueue == nil && sockets[7]?.receiveQueue == nil)
    #expect(sockets[8]?.sendQueue == nil && sockets[8]?.receiveQueue == .max)
  }

  @Test func netlinkAndPacket() {
    let netlink = """
      sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
      0000000081f9e366 0   0          00000000 768      2048     0     2        0        4
      0000000081f9e367 0   4213       00000000 0        0        0     2        0        5

      """
    var expected = Socket(family: .netlink)
    (expected.receiveQueue, expected.sendQueue) = (0, 0)
    #expect(sockets(.netlink, netlink)[5] == expected)
    (expected.receiveQueue, expected.sendQueue) = (768, 2048)
    expected.isKernels = true
    #expect(sockets(.netlink, netlink)[4] == expected)
    let packet = """
      sk               RefCnt Type Proto  Iface R Rmem   User   Inode
      0000000081f9e366 3      3    0003   2     1 512    0      77

      """
    expected = Socket(family: .packet, type: .raw)
    expected.receiveQueue = 512
    #expect(sockets(.packet, packet) == [77: expected])
  }

  @Test(arguments: [
    ("TCP", SocketFamily.inet), ("UDPv6", .inet6), ("UNIX-STREAM", .unix), ("NETLINK", .netlink),
    ("AF_VSOCK", .vsock), ("CAN_ISOTP", .can), ("SOMETHING", nil),
  ])
  func protocolNames(name: String, family: SocketFamily?) {
    #expect(parsed(name) { SocketProtocol(named: $0)?.family } == family)
  }

  @Test(arguments: [
    ("TCP", "tcp"), ("TCPv6", "tcp"), ("UDP-Lite", "udplite"), ("UDPLITEv6", "udplite"),
    ("MPTCPv6", "mptcp"), ("NETLINK", "netlink"), ("AF_VSOCK", "vsock"), ("CAN_RAW", "can_raw"),
    ("SMC6", "smc6"), ("XDP", "xdp"),
  ])
  func theKernelsWordInSmallLetters(name: String, word: String) throws {
    let known = try #require(parsed(name) { SocketProtocol(named: $0) })
    #expect(String(decoding: known.word, as: UTF8.self) == word)
  }

  @Test(arguments: [
    ("TCPv6", "tcp", SocketType.stream), ("MPTCP", "mptcp", .stream), ("UDP", "udp", .dgram),
    ("UDP-Lite", "udplite", .dgram), ("UDPLITEv6", "udplite", .dgram), ("PINGv6", "icmp6", .dgram),
    ("RAW", nil, .raw), ("UNIX-STREAM", nil, .stream), ("UNIX", nil, nil), ("NETLINK", nil, nil),
  ])
  func whatAProtocolTells(name: String, transport: String?, type: SocketType?) throws {
    let known = try #require(parsed(name) { SocketProtocol(named: $0) })
    #expect(known.transport?.description == transport && known.type == type)
  }
}
