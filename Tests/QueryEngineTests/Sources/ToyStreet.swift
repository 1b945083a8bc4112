import EngineSupport
import Execution
import Schema
import Synchronization
import Values

/// A toy whose rows need no owner: the cats of houses, and those of no house that anybody knows.
final class ToyStreet: Source {
  /// A house, and its cats; those of a locked one may not be looked at.
  struct House: Sendable {
    var name: Text
    var cats: [Text]
    var isLocked = false

    init(_ name: Text, _ cats: Text..., isLocked: Bool = false) {
      self.name = name
      self.cats = cats
      self.isLocked = isLocked
    }
  }

  /// Numbered from 1.
  let houses: [House]
  /// Cats of no house.
  let strays: [Text]
  /// Cats of which nobody knows whether they are of a house.
  let guests: [Text]
  private let log = Mutex<[String]>([])

  init(_ houses: [House], strays: [Text] = [], guests: [Text] = []) {
    self.houses = houses
    self.strays = strays
    self.guests = guests
  }

  /// What was asked for, in order.
  var asked: [String] { log.withLock { $0 } }

  fileprivate func write(_ entry: String) { log.withLock { $0.append(entry) } }

  var schema: Schema { ToyStreet.schema }

  func snapshot(at moment: Moment) -> any Snapshot { StreetSnapshot(of: self) }

  static let street = Access(AccessID(1), "street", cost: .known)
  static let door = Access(AccessID(2), "door", cost: .links, permission: "a key")
  static let yard = Access(AccessID(3), "yard", cost: .file)

  private static let schema = Schema(
    tables: [houseTable.schema, catTable], accesses: [.known, street, door, yard])

  fileprivate static let houseTable = ToyTable<HouseRow>(
    "houses", of: "house", "The houses of a street.",
    columns: [
      Column("number", .integer, from: street, "Its number.") { .integer($0.number) },
      Column("sign", .text, from: street, "Its name.") { .text($0.house.name) },
    ],
    relations: [
      Relation("cats", to: "cats", from: door, "Its cats.", path: .parts) { row in
        row.street.write("house \(row.number)")
        return row.house.isLocked
          ? .denied(.refused(door.id))
          : .many(RowStream(row.house.cats.map { CatRow($0, .one(row)) }))
      }
    ],
    summaryColumns: ["number", "sign"], key: ["number"], rows: .scanned(lookUp: "number"))

  fileprivate static let cats = Table<CatRow>(
    columns: [
      Column("name", .text, from: street, "Its name.") { .text($0.name) },
      weight,
    ],
    relations: [
      Relation(
        "house", to: "houses", isMany: false, from: street, "The house it lives in.", path: .owner
      ) { $0.home }
    ],
    summaryColumns: ["name"], key: ["name"])

  /// In pounds, of a cat that may live in several houses.
  private static let weight: Column<CatRow> = {
    var column = Column<CatRow>("weight", .integer, from: street, "Its weight.") {
      .integer(Int64($0.name.bytes.count))
    }
    column.schema.isOfShared = true
    return column
  }()

  private static let catTable = TableSchema(
    "cats", of: "cat", "The cats of a street.", rows: .related(table: "houses", relation: "cats"),
    ownerless: [yard], contents: cats)
}

private final class StreetSnapshot: ToySnapshot {
  let street: ToyStreet

  init(of street: ToyStreet) {
    self.street = street
  }

  func rows(of scan: ScanRequest) -> RowStream {
    let numbers = scan.keys ?? (0..<street.houses.count).map { Int64($0) + 1 }
    return RowStream(
      numbers.filter { (1...Int64(street.houses.count)).contains($0) }
        .map { HouseRow($0, in: street) })
  }

  func expectOwnerlessRows(of table: String, certainly areAllWanted: Bool) {
    street.write(areAllWanted ? "expect \(table)" : "perhaps \(table)")
  }

  func ownerlessRows(of table: String) -> RowStream {
    street.write("yard")
    return RowStream(
      street.strays.map { CatRow($0, .none) }
        + street.guests.map { CatRow($0, .denied(.refused(ToyStreet.door.id))) })
  }
}

private final class HouseRow: Row {
  let number: Int64
  let street: ToyStreet

  init(_ number: Int64, in street: ToyStreet) {
    self.number = number
    self.street = street
  }

  var house: ToyStreet.House { street.houses[Int(number) - 1] }
  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { access == ToyStreet.street.id }
  func value(_ reader: ReaderID) -> Value { ToyStreet.houseTable.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows {
    ToyStreet.houseTable.related(relation, of: self)
  }
}

private final class CatRow: Row {
  let name: Text
  let home: RelatedRows

  init(_ name: Text, _ home: RelatedRows) {
    self.name = name
    self.home = home
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { true }
  /// One cat to a name.
  var shared: RowIdentity? {
    RowIdentity(name.bytes.reduce(0) { $0 << 8 | Int64($1) }, instance: 0)
  }
  func value(_ reader: ReaderID) -> Value { ToyStreet.cats.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { ToyStreet.cats.related(relation, of: self) }
}
