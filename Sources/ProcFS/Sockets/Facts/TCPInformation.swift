/// What a connection of TCP has carried: some of the kernel's `tcp_info`, which has grown over time,
/// so that what an older kernel does not tell is nil.
package struct TCPInformation: Sendable, Equatable {
  /// What the kernel knows the connection by, from its first packet on: no other has it as long as the
  /// machine runs.
  let cookie: UInt64
  /// Of one of MPTCP's, by what the kernel knows its other connections.
  private(set) var otherCookies: [UInt64] = []
  /// Bytes of data that were sent, those that were sent again counted again (`tcpi_bytes_sent`, since
  /// 4.19); before that those that were acknowledged (`tcpi_bytes_acked`, since 4.1), to which the
  /// opening of the connection may add 1.
  package let bytesSent: UInt64?
  /// Bytes that came in order (`tcpi_bytes_received`, since 4.1); its end adds 1.
  package let bytesReceived: UInt64?
  /// How many packets were sent again in all (`tcpi_total_retrans`).
  package let retransmits: UInt32?
  /// The smoothed time to the peer and back, in microseconds (`tcpi_rtt`); nil as long as none was
  /// measured.
  package let roundTrip: UInt32?

  /// When it was told, in nanoseconds of CLOCK_MONOTONIC, and of which network namespace.
  package fileprivate(set) var instant: Int64 = 0
  fileprivate(set) var namespace: NetworkNamespace?

  /// Of the bytes of a `tcp_info`.
  init(_ bytes: ArraySlice<UInt8>, cookie: UInt64) {
    func number<Number: FixedWidthInteger & BitwiseCopyable>(
      _ type: Number.Type, at offset: Int
    ) -> Number? { bytes.number(type, at: bytes.startIndex + offset) }
    self.cookie = cookie
    let measured = number(UInt32.self, at: 68)
    roundTrip = measured == 0 ? nil : measured
    retransmits = number(UInt32.self, at: 100)
    bytesReceived = number(UInt64.self, at: 128)
    bytesSent = number(UInt64.self, at: 200) ?? number(UInt64.self, at: 120)
  }

  private init(
    cookie: UInt64, bytesSent: UInt64?, bytesReceived: UInt64?, retransmits: UInt32?,
    roundTrip: UInt32?
  ) {
    self.cookie = cookie
    self.bytesSent = bytesSent
    self.bytesReceived = bytesReceived
    self.retransmits = retransmits
    self.roundTrip = roundTrip
  }

  /// What both have carried, and how quickly this one is answered; of one that is listed twice, since
  /// the list has changed meanwhile, what it has carried once.
  func adding(_ other: TCPInformation) -> TCPInformation {
    guard !cookies.contains(other.cookie) else { return self }
    func sum<Number: FixedWidthInteger>(_ left: Number?, _ right: Number?) -> Number? {
      guard let left, let right else { return left ?? right }
      return left &+ right
    }
    var both = TCPInformation(
      cookie: cookie, bytesSent: sum(bytesSent, other.bytesSent),
      bytesReceived: sum(bytesReceived, other.bytesReceived),
      retransmits: sum(retransmits, other.retransmits), roundTrip: roundTrip)
    both.otherCookies = otherCookies + other.cookies
    return both
  }

  /// Of all its connections.
  var cookies: [UInt64] { [cookie] + otherCookies }

  /// Nothing was sent or received yet.
  var isFresh: Bool {
    (bytesSent ?? 0) == 0 && (bytesReceived ?? 0) == 0 && (retransmits ?? 0) == 0
  }
}

/// What the connections of TCP in a network namespace have carried, at one moment.
struct ConnectionInformation: Sendable {
  private var connections: [UInt64: TCPInformation] = [:]
  /// Those without an inode, which no descriptor leads to, by their ends.
  private var unclaimed: [SocketEnds: TCPInformation] = [:]
  /// The cookies of those that had carried something, among them such as no process had accepted yet.
  private(set) var used: Set<UInt64> = []
  /// When it was told, in nanoseconds of CLOCK_MONOTONIC.
  var instant: Int64 = 0
  /// Nil where it cannot be told which it is.
  var namespace: NetworkNamespace?

  /// By inode.
  subscript(inode: UInt64) -> TCPInformation? { connections[inode].map(told) }

  /// Of one without an inode.
  func unclaimed(_ socket: Socket) -> TCPInformation? { unclaimed[socket.ends].map(told) }

  private func told(_ information: TCPInformation) -> TCPInformation {
    var found = information
    (found.instant, found.namespace) = (instant, namespace)
    return found
  }

  mutating func add(_ listed: ListedSockets) {
    for (inode, socket) in listed.sockets {
      guard let information = socket.information else { continue }
      // Those of one of MPTCP's over IPv6 may be of IPv4.
      connections[inode] = connections[inode]?.adding(information) ?? information
      note(information)
    }
    for socket in listed.nameless {
      guard let information = socket.information else { continue }
      unclaimed[socket.ends] = information
      note(information)
    }
  }

  private mutating func note(_ information: TCPInformation) {
    if !information.isFresh { used.formUnion(information.cookies) }
  }
}
