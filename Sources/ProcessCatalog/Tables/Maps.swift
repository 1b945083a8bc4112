import Execution
import ProcFS
import Schema
import Values

extension ProcessMap: ProcessPart {
  static let table = ProcessCatalog.mapsTable

  func holds(_ file: ProcFile) -> Bool { file == .smaps && maps.holdsFigures }
}

/// A part of a process's address space, as a row.
typealias MapRow = PartRow<ProcessMap>

extension ProcessCatalog {
  /// From /proc/PID/maps; the figures from smaps, if they are asked for.
  static let maps = SourceTable.parts(
    "maps", of: "map", "The parts of processes' address spaces.", ProcessMap.self)

  fileprivate static let mapsTable = Table<PartRow<ProcessMap>>(
    columns: mapPlaces + mapFigures, relations: [.process()],
    summaryColumns: ["pid", "start", "end", "perms", "size", "path"])

  private static let map = RecordSource<MapRow, ProcessMap>.line(of: .maps)
  private static let smaps = RecordSource<MapRow, MapFigures>(.smaps) { $0.part.figures }

  private static let mapPlaces: [Column<MapRow>] = [
    Column("start", from: map, kind: .label, "Its first address.") {
      Address(number: $0.map.start)
    },
    Column("end", from: map, kind: .label, "The first address behind it.") {
      Address(number: $0.map.end)
    },
    Column(
      "perms", from: map, kind: .gauge,
      "What may be done with it: r, w, x, and s or p (shared, private)."
    ) {
      Text(bytes: $0.map.permissions.text)
    },
    Column("offset", from: map, kind: .label, "Where in the file it begins.") {
      Int64(exactly: $0.map.offset).map(Bytes.init)
    },
    Column("device", from: map, "The device the file is on, in hexadecimal: major:minor.") {
      Text(bytes: $0.map.device.text)
    },
    Column("inode", from: map, kind: .label, "The number of the file on its device; 0 for none.") {
      $0.map.inode
    },
    Column("path", from: map, "The file, without ' (deleted)', or a name such as [heap].") {
      $0.path.map { Text(bytes: $0) }
    },
    Column("deleted", from: map, kind: .gauge, "Whether the file was deleted since it was mapped.")
    {
      $0.isDeleted
    },
    Column("size", from: map, "How much of the address space it takes.") {
      Bytes(Int64(clamping: $0.map.size))
    },
  ]

  private static let mapFigures: [Column<MapRow>] = [
    figure("rss", .rss, "The part of it that is in RAM, shared pages in whole."),
    figure("pss", .pss, "The part of it that is in RAM, shared pages split among their users."),
    Column(
      "uss", from: smaps, "The part of it in RAM that no other process shares.", read: \.uss),
    figure("swap", .swap, "The part of it that was moved out to swap."),
    figure("shared_clean", .sharedClean, "Pages of several processes, not written to."),
    figure("shared_dirty", .sharedDirty, "Pages of several processes, written to."),
    figure("private_clean", .privateClean, "Pages of this process alone, not written to."),
    figure("private_dirty", .privateDirty, "Pages of this process alone, written to."),
    figure("referenced", .referenced, "Pages marked as used."),
    figure("anonymous", .anonymous, "Pages that no file backs."),
    figure("locked", .locked, "Pages locked into RAM."),
    Column("flags", from: smaps, "The kernel's VmFlags, two letters each: rd, wr, ex and so on.") {
      $0.flags.map { flags in
        flags.split(separator: UInt8(ascii: " ")).map { Text(bytes: $0) }
      }
    },
  ]

  private static func figure(
    _ name: String, _ line: MapFigures.Line, _ summary: String
  ) -> Column<MapRow> {
    Column(name, from: smaps, summary) { $0[line] }
  }
}
