import Execution
import ProcFS
import Schema
import Values

extension OpenSocket: ProcessPart {
  static let table = ProcessCatalog.socketsTable

  func isDropped(with process: ProcessRow) { process.snapshot.socketCensus.drop(self) }

  func holds(_ file: ProcFile) -> Bool {
    file == .net && holdsSocket || file == .tcpInfo && holdsInformation
  }

  /// What counts here is what it has carried: that it had carried nothing is as good as if it had not
  /// been there.
  func wasThere(at instant: Int64, in process: ProcessRow?) -> Bool? { hadCarried(at: instant) }

  func instant(of file: ProcFile) -> Int64? { file == .tcpInfo ? informationInstant : nil }

  /// The number that the kernel gives to one socket at a time, of whatever family and namespace, and
  /// whose descriptor it is.
  func identity(in process: ProcessRow) -> RowIdentity? {
    file.map { file in
      RowIdentity(
        Int64(truncatingIfNeeded: inode),
        part: Int64(process.pid) << 32 | Int64(file.number), instance: 0)
    }
  }

  /// The socket, whoever holds it by whatever descriptor.
  var shared: RowIdentity? {
    inode == 0 ? nil : RowIdentity(Int64(truncatingIfNeeded: inode), instance: 0)
  }

  /// Its number, or its ends and its namespace where it has none.
  var identityOfItself: RowIdentity? {
    if inode == 0, let mark = namelessMark {
      let hash = StableHash(mark)
      return RowIdentity(
        Int64(bitPattern: hash.low), part: Int64(bitPattern: hash.high), instance: 0)
    }
    return RowIdentity(Int64(truncatingIfNeeded: inode), instance: 0)
  }
}

/// An open socket of a process, as a row.
typealias SocketRow = PartRow<OpenSocket>

extension ProcessCatalog {
  /// From the links of /proc/PID/fd and the tables of /proc/PID/net, joined by inode.
  static let sockets = SourceTable.parts(
    "sockets", of: "socket",
    "The open sockets of processes, and then those that no process holds.", OpenSocket.self,
    ownerless: [.fd, .fdlink, .ns, .net].map(Accesses.file))

  fileprivate static let socketsTable = Table<PartRow<OpenSocket>>(
    columns: socketColumns + queues + traffic, relations: [.process()],
    summaryColumns: [
      "pid", "fd", "family", "type", "local_address", "local_port", "remote_address",
      "remote_port", "state", "path",
    ], key: ["fd", "inode"])

  private static let link = RecordSource<SocketRow, OpenSocket>.line(of: .fdlink)
  /// Of a socket that no process holds there is none.
  private static let descriptor = RecordSource<SocketRow, Int32>(
    Accesses.line(of: .fdlink), keeping: { $0.part.file?.number },
    else: { $0.unknownProcess.ofAny() })
  private static let socket = RecordSource<SocketRow, Socket>(.net) { $0.part.socket }

  private static let socketColumns: [Column<SocketRow>] = [
    Column("fd", from: descriptor, kind: .label, "The number of the descriptor.") { $0 },
    Column(
      "family", from: RecordSource<SocketRow, SocketFamily>(.net) { $0.part.family },
      words: .socketFamilies,
      "The address family: inet, inet6, unix, netlink and so on."
    ) { Text($0.rawValue) },
    Column(
      "type", from: RecordSource<SocketRow, SocketType>(.net) { $0.part.type },
      words: .socketTypes,
      "The socket's type: stream, dgram, seqpacket or raw."
    ) { Text($0.word) },
    Column("local_address", from: socket, "The IP address it is bound to; of a vsock the context.")
    {
      Text($0.local, $0.vsock?.local)
    },
    Column("local_port", from: socket, kind: .label, "The port it is bound to.") {
      $0.local?.port.map(Int64.init) ?? $0.vsock?.local.port.map(Int64.init)
    },
    Column(
      "remote_address", from: socket, "The IP address it is connected to; of a vsock the context."
    ) { Text($0.remote, $0.vsock?.remote) },
    Column("remote_port", from: socket, kind: .label, "The port it is connected to.") {
      $0.remote?.port.map(Int64.init) ?? $0.vsock?.remote.port.map(Int64.init)
    },
    Column(
      "state", from: socket, kind: .gauge, words: .socketStates,
      "Of TCP and vsock, in psutil's words: LISTEN, ESTABLISHED and so on."
    ) {
      $0.state.map { Text($0.word) }
    },
    Column(
      "inode", from: link, kind: .label,
      "The number of the socket; null where it has none, as in TIME_WAIT."
    ) { $0.inode == 0 ? nil : $0.inode },
    Column("path", from: socket, "Of a unix socket, its file, or @ and a name of no file.") {
      $0.path.map { Text(bytes: $0) }
    },
    Column(
      "protocol", from: RecordSource<SocketRow, [UInt8]>(.net) { $0.part.protocolWord },
      words: .socketProtocols,
      "The kernel's word for it, as tcp, udp, raw, ping, mptcp, netlink; null of unix."
    ) { Text(bytes: $0) },
  ]

  private static let queues: [Column<SocketRow>] = [
    Column(
      "receive_queue", from: socket, kind: .gauge,
      "Bytes that came and were not read; of a listener, connections not accepted yet."
    ) { $0.receiveQueue },
    Column(
      "send_queue", from: socket, kind: .gauge,
      "Bytes the other end has not acknowledged; of a listener, how many may wait (netlink only)."
    ) { $0.sendQueue },
  ]

  private static let information = RecordSource<SocketRow, TCPInformation>(.tcpInfo) {
    $0.part.information
  }

  private static let traffic: [Column<SocketRow>] = [
    Column(
      "bytes_sent", from: information, kind: .counter,
      "Data that TCP sent, again too (acknowledged, before 4.19); a sum has each socket once."
    ) { $0.bytesSent.map(Bytes.init(clamping:)) }.leavingOut(untold).ofShared(),
    Column(
      "bytes_received", from: information, kind: .counter,
      "Data that TCP received in order, its end counted as a byte; a sum has each socket once."
    ) { $0.bytesReceived.map(Bytes.init(clamping:)) }.leavingOut(untold).ofShared(),
    Column(
      "rtt", from: information, kind: .gauge,
      "TCP's smoothed time for a segment to the other end and back."
    ) { $0.roundTrip.map { Elapsed(nanoseconds: Int64($0) * 1000) } },
    Column(
      "retransmits", from: information, kind: .counter,
      "Segments that TCP sent again, in all; a sum has each socket once."
    ) { $0.retransmits }.leavingOut(untold).ofShared(),
  ]

  private static let untold = "UDP, and connections that have been closed"
}

extension Text {
  /// Of an end of a connection; nil where it has no address.
  fileprivate init?(_ address: SocketAddress?, _ vsock: VsockAddress?) {
    if let address {
      self.init(bytes: address.text)
    } else if let context = vsock?.context {
      self.init("\(context)")
    } else {
      return nil
    }
  }
}

extension Bytes {
  /// What does not fit is the largest number.
  fileprivate init(clamping count: UInt64) { self.init(Int64(clamping: count)) }
}
