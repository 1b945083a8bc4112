import ProcFS
import QueryEngine

extension OpenSocket: ProcessPart {
  func holds(_ file: ProcFile) -> Bool { file == .net && holdsSocket }
}

/// An open socket of a process, as a row.
typealias SocketRow = PartRow<OpenSocket>

extension ProcessCatalog {
  static let sockets = Table.parts(
    "sockets", of: OpenSocket.self, "The open sockets of processes.",
    columns: socketColumns,
    summaryColumns: [
      "pid", "fd", "family", "type", "local_address", "local_port", "remote_address",
      "remote_port", "state", "path",
    ])

  private static let link = RowSource<SocketRow, OpenSocket>.line(of: .fdlink)
  private static let socket = RowSource<SocketRow, Socket>(.net) { $0.part.socket }

  private static let socketColumns: [Column] = [
    Column("fd", from: link, "The number of the descriptor.") { $0.file.number },
    Column("family", from: socket, "The address family: inet, inet6, unix, netlink and so on.") {
      Text($0.family.rawValue)
    },
    Column("type", from: socket, "The socket's type: stream, dgram, seqpacket or raw.") {
      $0.type.map { Text($0.rawValue) }
    },
    Column("local_address", from: socket, "The IP address it is bound to.") {
      $0.local.map { Text(bytes: $0.text) }
    },
    Column("local_port", from: socket, "The port it is bound to.") {
      $0.local?.port.map(Int64.init)
    },
    Column("remote_address", from: socket, "The IP address it is connected to.") {
      $0.remote.map { Text(bytes: $0.text) }
    },
    Column("remote_port", from: socket, "The port it is connected to.") {
      $0.remote?.port.map(Int64.init)
    },
    Column("state", from: socket, "Of TCP, in psutil's words: LISTEN, ESTABLISHED and so on.") {
      $0.state.map { Text($0.rawValue) }
    },
    Column("inode", from: link, "The number of the socket.") { $0.inode },
    Column("path", from: socket, "Of a unix socket, its file, or @ and a name of no file.") {
      $0.path.map { Text(bytes: $0) }
    },
    Column(
      "protocol", from: socket, "Of inet and inet6: tcp, udp, udplite, icmp, icmp6, or its number."
    ) {
      $0.transport.map { Text("\($0)") }
    },
  ]
}
