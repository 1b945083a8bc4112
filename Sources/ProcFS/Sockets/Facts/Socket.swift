/// What a file in /proc/PID/net, or the kernel by other ways, says of one socket. What it does not
/// say is nil.
package struct Socket: Sendable, Equatable {
  /// Its protocol family.
  package var family: SocketFamily
  /// How it carries data; nil where the table does not say.
  package var type: SocketType?
  /// Of inet and inet6: what the Internet's registry calls it, or its number there.
  package var transport: Transport?
  /// What it is bound to.
  package var local: SocketAddress?
  /// What it is connected to.
  package var remote: SocketAddress?
  /// Of TCP alone.
  package var state: SocketState?
  /// Of a unix socket that is bound: its file, or `@` and a name of no file. Where the kernel may not be
  /// asked within the namespace, NULs in such a name are `@` too: its file prints them so.
  package var path: [UInt8]?
  /// Of a vsock.
  package var vsock: VsockEnds?
  /// What came and was not read, in bytes, of UDP and its kin with what the kernel adds; of a listener
  /// the connections that wait to be accepted.
  package var receiveQueue: UInt32?
  /// What was sent and not acknowledged, or waits to be, in bytes; of a listener how many may wait to
  /// be accepted, which no file tells.
  package var sendQueue: UInt32?
  /// Of a connection of TCP, where it was asked for.
  var information: TCPInformation?
  /// It is the kernel's own end of netlink, which no process holds.
  var isKernels = false

  /// It is a connection of TCP.
  var isConnection: Bool { transport == .tcp && state != nil && state != .listen }

  package init(family: SocketFamily, type: SocketType? = nil) {
    self.family = family
    self.type = type
  }
}

/// A protocol of the Internet, by its number in the registry of IP protocols.
package struct Transport: Sendable, Hashable, CustomStringConvertible {
  /// As the Internet's registry has it; what is not registered has the kernel's.
  package var number: UInt16

  package init(number: UInt16) {
    self.number = number
  }

  package static let icmp = Transport(number: 1)
  package static let tcp = Transport(number: 6)
  package static let udp = Transport(number: 17)
  package static let dccp = Transport(number: 33)
  package static let icmp6 = Transport(number: 58)
  package static let l2tp = Transport(number: 115)
  package static let sctp = Transport(number: 132)
  package static let udplite = Transport(number: 136)
  /// What a raw socket has that takes every protocol.
  package static let raw = Transport(number: 255)
  package static let mptcp = Transport(number: 262)

  /// What the kernel calls the protocol of its sockets of a type: raw ones are raw, whatever their
  /// packets are, and those that only ask for an echo are ping.
  package func word(of type: SocketType?) -> String {
    if type == .raw { return "raw" }
    return self == .icmp || self == .icmp6 ? "ping" : description
  }

  /// The protocol's usual name, else its number.
  package var description: String {
    switch self {
    case .icmp: "icmp"
    case .tcp: "tcp"
    case .udp: "udp"
    case .icmp6: "icmp6"
    case .udplite: "udplite"
    case .dccp: "dccp"
    case .l2tp: "l2tp"
    case .sctp: "sctp"
    case .mptcp: "mptcp"
    default: "\(number)"
    }
  }
}

/// A protocol family, by the usual name without `AF_`.
package enum SocketFamily: String, Sendable, CaseIterable {
  case inet, inet6, unix, netlink, packet, vsock, bluetooth, can, xdp, smc, tipc, alg, kcm, phonet
}
