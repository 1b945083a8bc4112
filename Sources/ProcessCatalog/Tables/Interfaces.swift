import Execution
import ProcFS
import Schema
import Values

/// A network interface, as a row.
typealias InterfaceRow = MachineRow<NetworkInterface>

extension ProcessCatalog {
  /// From /proc/PID/net/dev, with what rtnetlink and ethtool tell of our own network namespace.
  static let interfaces = SourceTable.machine(
    "interfaces", of: "interface", "The network interfaces, and what they have carried.",
    in: interfacesTable, listedIn: "net/dev"
  ) { $0.interfaces() }

  private static let interfacesTable = Table<InterfaceRow>(
    columns: interfaceCounters + interfaceFacts + interfaceRates,
    summaryColumns: [
      "name", "up", "addresses", "bytes_sent", "bytes_received", "packets_sent",
      "packets_received",
    ], key: ["name"])

  private static let interface = RecordSource<InterfaceRow, NetworkInterface>.line(of: .net)
  private static let link = RecordSource<InterfaceRow, InterfaceLink>(Accesses.system) {
    $0.record.link
  }

  private static let transmission = RecordSource<InterfaceRow, LinkTransmission>(Accesses.system) {
    $0.record.transmission
  }

  private static let interfaceCounters: [Column<InterfaceRow>] = [
    Column("name", from: interface, "The kernel's name of it.") { Text(bytes: $0.counters.name) },
    bytesSent, bytesReceived,
    Column("packets_sent", from: interface, kind: .counter, "Packets that were sent.") {
      $0.counters.sent.packets
    },
    Column(
      "packets_received", "packets_recv", from: interface, kind: .counter,
      "Packets that were received."
    ) {
      $0.counters.received.packets
    },
    Column(
      "errors_in", "errin", from: interface, kind: .counter, "Packets that came with an error."
    ) {
      $0.counters.received.errors
    },
    Column(
      "errors_out", "errout", from: interface, kind: .counter, "Packets that could not be sent."
    ) {
      $0.counters.sent.errors
    },
    Column(
      "drops_in", "dropin", from: interface, kind: .counter, "Packets that came and were dropped."
    ) {
      $0.counters.received.drops
    },
    Column(
      "drops_out", "dropout", from: interface, kind: .counter,
      "Packets that were dropped and not sent."
    ) {
      $0.counters.sent.drops
    },
  ]

  private static let interfaceFacts: [Column<InterfaceRow>] = [
    Column("up", "isup", from: link, kind: .gauge, "Whether it is switched on and has a link.") {
      $0.isUp
    },
    Column("mtu", from: link, "The largest packet it carries, in bytes.", read: \.packetSize),
    Column(
      "speed", from: transmission, "How fast its link is, in megabits a second.", read: \.speed),
    Column("mac", from: link, "Its hardware address.") { link in
      link.hardwareAddress.map { Text(bytes: $0) }
    },
    Column("addresses", from: link, kind: .gauge, "Its IP addresses.") { link in
      link.addresses.map { Text(bytes: $0) }
    },
    Column(
      "networks", from: link, kind: .gauge,
      "Its IP addresses, each with how many of its bits are the network's."
    ) { link in
      link.networks.map { Text(bytes: $0) }
    },
    Column(
      "flags", from: link, kind: .gauge,
      "How it is switched, in psutil's words: up,broadcast,running,multicast."
    ) { link in
      Text(link.flagWords.map { "\($0)" }.joined(separator: ","))
    },
    Column(
      "duplex", from: transmission, kind: .gauge, words: .duplexes,
      "Whether both ends of its link may send at once: full or half."
    ) { $0.duplex.map { Text($0.rawValue) } },
  ]

  private static let interfaceRates: [Column<InterfaceRow>] = [
    .derived(
      "receive_rate", as: "rate(bytes_received)", of: bytesReceived, ByteRate.self,
      "What was received per second of the window."),
    .derived(
      "send_rate", as: "rate(bytes_sent)", of: bytesSent, ByteRate.self,
      "What was sent per second of the window."),
  ]

  private static let bytesSent = Column<InterfaceRow>(
    "bytes_sent", from: interface, kind: .counter, "What was sent."
  ) { bytes($0.counters.sent.bytes) }

  private static let bytesReceived = Column<InterfaceRow>(
    "bytes_received", "bytes_recv", from: interface, kind: .counter, "What was received."
  ) { bytes($0.counters.received.bytes) }

  private static func bytes(_ count: UInt64) -> Bytes { Bytes(Int64(clamping: count)) }
}
