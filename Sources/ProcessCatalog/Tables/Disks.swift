import Execution
import ProcFS
import Schema
import Values

/// A disk or a partition, and whether it is the latter.
struct Disk {
  /// Its line of /proc/diskstats.
  var statistics: DiskStatistics
  var isPartition: Bool

  /// Those of /proc/diskstats, in its order, but those that are of interest first.
  static func all(_ statistics: [DiskStatistics]) -> [Disk] {
    let partitions = DiskPartitions(names: statistics.lazy.map(\.name))
    return statistics.withLast(\.isIdleOrVirtual).map {
      Disk(statistics: $0, isPartition: partitions.contains($0.name))
    }
  }
}

extension Array {
  /// In the same order, but those of which the test is true behind the others.
  func withLast(_ test: (Element) -> Bool) -> [Element] {
    filter { !test($0) } + filter(test)
  }
}

extension ProcessCatalog {
  /// From /proc/diskstats: a row for each line.
  static let disks = SourceTable.machine(
    "disks", of: "disk", "The disks and partitions, and what they have carried since boot.",
    in: disksTable, listedIn: "diskstats"
  ) { $0.disks.map(Disk.all) }

  private static let disksTable = Table<MachineRow<Disk>>(
    columns: diskColumns,
    summaryColumns: [
      "name", "partition", "read_count", "write_count", "read_bytes", "write_bytes", "busy_time",
    ], key: ["name"])

  private static let disk = RecordSource<MachineRow<Disk>, Disk>.line(of: .diskstats)

  private static let diskColumns: [Column<MachineRow<Disk>>] = [
    Column("name", from: disk, "The kernel's name of it.") { Text(bytes: $0.statistics.name) },
    Column("partition", from: disk, "Whether it is a part of a disk that is listed too.") {
      $0.isPartition
    },
    Column("read_count", from: disk, kind: .counter, "Reads that were done.") {
      $0.statistics.reads.count
    },
    Column("write_count", from: disk, kind: .counter, "Writes that were done.") {
      $0.statistics.writes.count
    },
    bytesRead,
    bytesWritten,
    Column("read_time", from: disk, kind: .counter, "How long the reads took, added up.") {
      $0.statistics.reads.time
    },
    Column("write_time", from: disk, kind: .counter, "How long the writes took, added up.") {
      $0.statistics.writes.time
    },
    Column(
      "read_merged_count", from: disk, kind: .counter, "Reads that were joined to a neighbour."
    ) {
      $0.statistics.reads.mergedCount
    },
    Column(
      "write_merged_count", from: disk, kind: .counter, "Writes that were joined to a neighbour."
    ) {
      $0.statistics.writes.mergedCount
    },
    busyTime,
    Column("in_flight", from: disk, "Requests that are under way now.") {
      $0.statistics.inFlight
    },
    Column(
      "weighted_time", from: disk, kind: .counter,
      "busy_time, counted once for each request under way."
    ) {
      $0.statistics.weightedTime
    },
    Column(
      "discard_count", from: disk, kind: .counter, "Discards that were done; since Linux 4.18."
    ) {
      $0.statistics.discards.count
    },
    Column(
      "discard_merged_count", from: disk, kind: .counter,
      "Discards that were joined to a neighbour."
    ) {
      $0.statistics.discards.mergedCount
    },
    Column("discard_bytes", from: disk, kind: .counter, "What was discarded.") {
      $0.statistics.discards.bytes
    },
    Column("discard_time", from: disk, kind: .counter, "How long the discards took, added up.") {
      $0.statistics.discards.time
    },
    Column("flush_count", from: disk, kind: .counter, "Flushes that were done; since Linux 5.5.") {
      $0.statistics.flushCount
    },
    Column("flush_time", from: disk, kind: .counter, "How long the flushes took, added up.") {
      $0.statistics.flushTime
    },
    .derived(
      "busy_percent", as: "100 * rate(busy_time)", of: busyTime, Double.self, words: .percent,
      "Time in the window in which it had something to do, in percent."),
    .derived(
      "read_rate", as: "rate(read_bytes)", of: bytesRead, ByteRate.self,
      "What was read per second of the window."),
    .derived(
      "write_rate", as: "rate(write_bytes)", of: bytesWritten, ByteRate.self,
      "What was written per second of the window."),
  ]

  private static let bytesRead = Column<MachineRow<Disk>>(
    "read_bytes", from: disk, kind: .counter, "What was read."
  ) { $0.statistics.reads.bytes }

  private static let bytesWritten = Column<MachineRow<Disk>>(
    "write_bytes", from: disk, kind: .counter, "What was written."
  ) { $0.statistics.writes.bytes }

  private static let busyTime = Column<MachineRow<Disk>>(
    "busy_time", from: disk, kind: .counter, "How long it had something to do."
  ) { $0.statistics.busyTime }
}
