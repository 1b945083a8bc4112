import ProcFS
import QueryEngine

/// A network interface, as a row.
typealias InterfaceRow = MachineRow<NetworkInterface>

extension ProcessCatalog {
  static let interfaces = Table.machine(
    "interfaces", "The network interfaces, and what they have carried.",
    columns: interfaceCounters + interfaceFacts,
    summaryColumns: [
      "name", "up", "addresses", "bytes_sent", "bytes_received", "packets_sent",
      "packets_received",
    ]
  ) { $0.interfaces() }

  private static let interface = RowSource<InterfaceRow, NetworkInterface>.line(of: .net)
  private static let link = RowSource<InterfaceRow, InterfaceLink>(Origins.system) {
    $0.record.link.map(Reading.read) ?? .absent
  }

  private static let interfaceCounters: [Column] = [
    Column("name", from: interface, "The kernel's name of it.") { Text(bytes: $0.counters.name) },
    Column("bytes_sent", from: interface, "What was sent.") { bytes($0.counters.sent.bytes) },
    Column("bytes_received", "bytes_recv", from: interface, "What was received.") {
      bytes($0.counters.received.bytes)
    },
    Column("packets_sent", from: interface, "Packets that were sent.") {
      $0.counters.sent.packets
    },
    Column("packets_received", "packets_recv", from: interface, "Packets that were received.") {
      $0.counters.received.packets
    },
    Column("errors_in", "errin", from: interface, "Packets that came with an error.") {
      $0.counters.received.errors
    },
    Column("errors_out", "errout", from: interface, "Packets that could not be sent.") {
      $0.counters.sent.errors
    },
    Column("drops_in", "dropin", from: interface, "Packets that came and were dropped.") {
      $0.counters.received.drops
    },
    Column("drops_out", "dropout", from: interface, "Packets that were dropped and not sent.") {
      $0.counters.sent.drops
    },
  ]

  private static let interfaceFacts: [Column] = [
    Column("up", "isup", from: link, "Whether it is switched on and has a link.") { $0.isUp },
    Column(
      "mtu", from: RowSource<InterfaceRow, Int64>(.sysfs) { $0.record.packetSize },
      "The largest packet it carries, in bytes."
    ) { $0 },
    Column(
      "speed", from: RowSource<InterfaceRow, Int64>(.sysfs) { $0.record.speed },
      "How fast its link is, in megabits a second."
    ) { $0 },
    Column(
      "mac", from: RowSource<InterfaceRow, [UInt8]>(.sysfs) { $0.record.hardwareAddress },
      "Its hardware address."
    ) { Text(bytes: $0) },
    Column("addresses", from: link, "Its IP addresses.") { link in
      link.addresses.map { Text(bytes: $0) }
    },
  ]

  private static func bytes(_ count: UInt64) -> Bytes { Bytes(Int64(clamping: count)) }
}
