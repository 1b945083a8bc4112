/// The name of a socket's protocol, as the kernel gives it in the extended attribute
/// `system.sockprotoname` (since 2.6.39).
package enum SocketProtocol {
  /// The family that a protocol belongs to; nil of one that is not known.
  package static func family(of name: Span<UInt8>) -> SocketFamily? {
    for (protocolName, family) in families where name.equals(protocolName) { return family }
    for (prefix, family) in prefixes where name.starts(with: prefix) { return family }
    return nil
  }

  private static let families: [(StaticString, SocketFamily)] = [
    ("TCP", .inet), ("UDP", .inet), ("UDP-Lite", .inet), ("RAW", .inet), ("PING", .inet),
    ("MPTCP", .inet), ("SCTP", .inet), ("DCCP", .inet), ("L2TP/IP", .inet),
    ("TCPv6", .inet6), ("UDPv6", .inet6), ("UDPLITEv6", .inet6), ("RAWv6", .inet6),
    ("PINGv6", .inet6), ("MPTCPv6", .inet6), ("SCTPv6", .inet6), ("DCCPv6", .inet6),
    ("L2TP/IPv6", .inet6),
    ("UNIX", .unix), ("UNIX-STREAM", .unix),
    ("NETLINK", .netlink), ("PACKET", .packet), ("XDP", .xdp), ("ALG", .alg), ("KCM", .kcm),
    ("TIPC", .tipc), ("PHONET", .phonet),
    ("HCI", .bluetooth), ("L2CAP", .bluetooth), ("RFCOMM", .bluetooth), ("SCO", .bluetooth),
    ("BNEP", .bluetooth), ("HIDP", .bluetooth), ("CMTP", .bluetooth), ("ISO", .bluetooth),
  ]

  private static let prefixes: [(StaticString, SocketFamily)] = [
    ("AF_VSOCK", .vsock), ("CAN_", .can), ("SMC", .smc),
  ]
}
