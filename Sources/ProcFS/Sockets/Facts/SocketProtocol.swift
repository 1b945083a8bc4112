/// The protocol of a socket in the kernel's own word: the extended attribute
/// `system.sockprotoname` of its descriptor (since 2.6.39). No process has a say in it, whatever it
/// binds its sockets to.
package struct SocketProtocol: Sendable, Equatable {
  /// The address family that sockets of the protocol belong to.
  package let family: SocketFamily
  /// Nil where sockets of several types have the protocol.
  package let type: SocketType?
  /// Of inet and inet6; nil where it is another for each socket.
  package let transport: Transport?
  /// The kernel's name in small letters, without `v6` and hyphens.
  package let word: [UInt8]
  /// The files that list the sockets of the protocol; none if no file does.
  let files: [SocketFile]

  private init(
    _ family: SocketFamily, _ type: SocketType? = nil, _ transport: Transport? = nil,
    word: [UInt8] = [], in files: [SocketFile] = []
  ) {
    self.family = family
    self.type = type
    self.transport = transport
    self.word = word
    self.files = files
  }

  private init(_ known: SocketProtocol, named name: Span<UInt8>) {
    self.init(
      known.family, known.type, known.transport, word: Self.word(of: name), in: known.files)
  }

  /// By the kernel's name of it; nil of one that is not known.
  package init?(named name: Span<UInt8>) {
    for (known, described) in Self.named where name.equals(known) {
      self.init(described, named: name)
      return
    }
    for (prefix, described) in Self.prefixes where name.starts(with: prefix) {
      self.init(described, named: name)
      return
    }
    return nil
  }

  private static func word(of name: Span<UInt8>) -> [UInt8] {
    var name = name
    if name.ends(with: "v6") { name = name.extracting(..<(name.count - 2)) }
    if name.starts(with: "AF_") { name = name.extracting(3...) }
    var word: [UInt8] = []
    for index in name.indices where name[index] != UInt8(ascii: "-") {
      let byte = name[index]
      word.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
    }
    return word
  }

  private static let named: [(StaticString, SocketProtocol)] = [
    ("UNIX-STREAM", Self(.unix, .stream, in: [.unix])), ("UNIX", Self(.unix, in: [.unix])),
    ("TCP", Self(.inet, .stream, .tcp, in: [.tcp])),
    ("TCPv6", Self(.inet6, .stream, .tcp, in: [.tcp6])),
    ("UDP", Self(.inet, .dgram, .udp, in: [.udp])),
    ("UDPv6", Self(.inet6, .dgram, .udp, in: [.udp6])),
    ("NETLINK", Self(.netlink, in: [.netlink])), ("PACKET", Self(.packet, in: [.packet])),
    ("RAW", Self(.inet, .raw, in: [.raw])), ("RAWv6", Self(.inet6, .raw, in: [.raw6])),
    ("PING", Self(.inet, .dgram, .icmp, in: [.icmp])),
    ("PINGv6", Self(.inet6, .dgram, .icmp6, in: [.icmp6])),
    // The kernel lists the connections beneath it, under its own inode.
    ("MPTCP", Self(.inet, .stream, .mptcp, in: [.tcp, .tcp6])),
    ("MPTCPv6", Self(.inet6, .stream, .mptcp, in: [.tcp6, .tcp])),
    ("UDP-Lite", Self(.inet, .dgram, .udplite, in: [.udplite])),
    ("UDPLITEv6", Self(.inet6, .dgram, .udplite, in: [.udplite6])),
    ("SCTP", Self(.inet, nil, .sctp)), ("SCTPv6", Self(.inet6, nil, .sctp)),
    ("DCCP", Self(.inet, nil, .dccp)), ("DCCPv6", Self(.inet6, nil, .dccp)),
    ("L2TP/IP", Self(.inet, .dgram, .l2tp)), ("L2TP/IPv6", Self(.inet6, .dgram, .l2tp)),
    ("XDP", Self(.xdp, .raw)), ("ALG", Self(.alg, .seqpacket)), ("KCM", Self(.kcm)),
    ("TIPC", Self(.tipc)), ("PHONET", Self(.phonet, .dgram)),
    ("HCI", Self(.bluetooth, .raw)), ("L2CAP", Self(.bluetooth)),
    ("RFCOMM", Self(.bluetooth)), ("SCO", Self(.bluetooth, .seqpacket)),
    ("BNEP", Self(.bluetooth, .raw)), ("HIDP", Self(.bluetooth, .raw)),
    ("CMTP", Self(.bluetooth, .raw)), ("ISO", Self(.bluetooth, .seqpacket)),
    ("CAN_RAW", Self(.can, .raw)), ("CAN_BCM", Self(.can, .dgram)),
    ("CAN_ISOTP", Self(.can, .dgram)), ("CAN_J1939", Self(.can, .dgram)),
  ]

  private static let prefixes: [(StaticString, SocketProtocol)] = [
    ("AF_VSOCK", Self(.vsock, in: [.vsock])), ("CAN_", Self(.can)), ("SMC", Self(.smc, .stream)),
  ]
}

extension Socket {
  /// What is known of one that no file lists.
  init(_ known: SocketProtocol) {
    self.init(family: known.family, type: known.type)
    transport = known.transport
  }
}
