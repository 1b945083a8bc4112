import EngineSupport
import Execution
import Schema
import Values

/// A toy whose listings fail in their middle: a disk of blocks, of which the first ones can be read,
/// each of two pieces, of which the second one of the second block cannot.
struct ToyDisk: Source {
  /// How many blocks come before the listing fails. All: it does not; −1: it cannot even begin.
  var readable = 4
  /// How many blocks there are.
  var size = 6
  var readsAhead = false

  var schema: Schema { ToyDisk.schema }

  func snapshot(at moment: Moment) -> any Snapshot { DiskSnapshot(of: self) }

  static let failure = Failure("Input/output error", at: "/disk", of: table.id)

  static let table = Access(AccessID(1), "table", cost: .known)
  static let hull = Access(AccessID(2), "hull", cost: .file)
  static let surface = Access(AccessID(3), "surface", cost: .pages)
  static let piece = Access(AccessID(4), "piece", cost: .links)

  private static let schema = Schema(
    tables: [blocks.schema, labels.schema, pieces.schema],
    accesses: [.known, table, hull, surface, piece])

  fileprivate static let blocks = ToyTable<BlockRow>(
    "blocks", of: "block", "The blocks of the disk.",
    columns: [
      Column("number", .integer, from: table, "From 1.") { .integer($0.number) },
      Column("kind", .text, from: table, "odd or even.") {
        $0.number.isMultiple(of: 2) ? "even" : "odd"
      },
      Column("weight", .size, from: surface, "How heavy it is.", boundedBy: ["hull"]) { block in
        block.isWeighed = true
        return .size(block.number * 8)
      },
      Column("hull", .size, from: hull, "Never less than its weight.") { .size($0.number * 10) },
    ],
    relations: [
      Relation("pieces", to: "pieces", from: piece, "Its pieces.", path: .parts) { block in
        var number: Int64 = 0
        return .many(
          RowStream { () throws(Failure) in
            number += 1
            if block.number == 2, number == 2 {
              throw Failure("Input/output error", at: "/disk/2", of: piece.id)
            }
            return number > 2 ? nil : PieceRow(number, of: block)
          })
      }
    ],
    key: ["number"], rows: .scanned(lookUp: nil), extraReaders: [{ .size($0.number * 10) }])

  /// Of a disk that is whole.
  fileprivate static let labels = ToyTable<BlockRow>(
    "labels", of: "label", "The labels of all blocks, whether they can be read or not.",
    columns: [Column("number", .integer, from: table, "From 1.") { .integer($0.number) }],
    key: ["number"], rows: .scanned(lookUp: nil))

  fileprivate static let pieces = ToyTable<PieceRow>(
    "pieces", of: "piece", "The pieces of blocks.",
    columns: [Column("part", .integer, from: piece, "From 1.") { .integer($0.number) }],
    relations: [
      Relation(
        "block", to: "blocks", isMany: false, from: table, "What it is a piece of.", path: .owner
      ) { .one($0.block) }
    ],
    rows: .related(table: "blocks", relation: "pieces"))
}

private final class DiskSnapshot: ToySnapshot {
  private let disk: ToyDisk

  init(of disk: ToyDisk) {
    self.disk = disk
  }

  var capabilities: Capabilities { Capabilities(readsAhead: disk.readsAhead) }

  func upperBound(for bound: BoundSchema) -> UpperBound? {
    UpperBound("hull", from: [ToyDisk.hull], reader: ReaderID(0))
  }

  func rows(of scan: ScanRequest) throws(Failure) -> RowStream {
    if scan.table == "labels" {
      return RowStream((1...disk.size).lazy.map { BlockRow(Int64($0), in: ToyDisk.labels) })
    }
    if disk.readable < 0 { throw ToyDisk.failure }
    var number = 0
    return RowStream { [disk] () throws(Failure) in
      number += 1
      if number > disk.size { return nil }
      if number > disk.readable { throw ToyDisk.failure }
      return BlockRow(Int64(number), in: ToyDisk.blocks)
    }
  }
}

private final class BlockRow: Row {
  let number: Int64
  var isWeighed = false
  private let table: ToyTable<BlockRow>

  init(_ number: Int64, in table: ToyTable<BlockRow>) {
    self.number = number
    self.table = table
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { access != ToyDisk.surface.id || isWeighed }
  func value(_ reader: ReaderID) -> Value { table.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { table.related(relation, of: self) }
}

private final class PieceRow: Row {
  let number: Int64
  let block: BlockRow

  init(_ number: Int64, of block: BlockRow) {
    self.number = number
    self.block = block
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { block.holds(access) }
  func value(_ reader: ReaderID) -> Value { ToyDisk.pieces.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { ToyDisk.pieces.related(relation, of: self) }
}
