import Execution
import ProcFS
import Schema
import Values

extension OpenSocket: ProcessPart {
  static let table = ProcessCatalog.socketsTable

  func holds(_ file: ProcFile) -> Bool { file == .net && holdsSocket }

  /// The number that the kernel gives to one socket at a time, of whatever family and namespace, and
  /// whose descriptor it is.
  func identity(in process: ProcessRow) -> RowIdentity? {
    file.map { file in
      RowIdentity(
        Int64(truncatingIfNeeded: inode),
        part: Int64(process.pid) << 32 | Int64(file.number), instance: 0)
    }
  }

  /// Its number, or its ends where it has none.
  var identityOfItself: RowIdentity? {
    if inode == 0, let place = socket.record?.place {
      return RowIdentity(Int64(place.hashValue), part: Int64(-1 - ordinal), instance: 0)
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
    columns: socketColumns, relations: [.process()],
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
    Column("local_address", from: socket, "The IP address it is bound to.") {
      $0.local.map { Text(bytes: $0.text) }
    },
    Column("local_port", from: socket, kind: .label, "The port it is bound to.") {
      $0.local?.port.map(Int64.init)
    },
    Column("remote_address", from: socket, "The IP address it is connected to.") {
      $0.remote.map { Text(bytes: $0.text) }
    },
    Column("remote_port", from: socket, kind: .label, "The port it is connected to.") {
      $0.remote?.port.map(Int64.init)
    },
    Column(
      "state", from: socket, kind: .gauge, words: .socketStates,
      "Of TCP, in psutil's words: LISTEN, ESTABLISHED and so on."
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
      "protocol", from: RecordSource<SocketRow, Transport>(.net) { $0.part.transport },
      words: .socketProtocols,
      "Of inet and inet6: tcp, udp, udplite, icmp, icmp6, or its number."
    ) { Text("\($0)") },
  ]
}
