import EngineSupport
import Execution
import Schema
import Values

/// A toy for completion, whose names begin alike: towns, their country and their streets.
struct ToyTowns: Source {
  var schema: Schema { ToyTowns.schema }

  var actions: OfferedActions {
    .offered(
      ActionSchema(
        table: "towns", key: "name", name: "name", preview: [],
        signals: [
          SignalSchema(1, "HUP", "It rings."), SignalSchema(15, "TERM", "It sleeps."),
          SignalSchema(20, "TSTP", "It rests."), SignalSchema(35, "RTMIN+1", "It sings."),
        ],
        settings: [
          SettingSchema("size", .integers(0...9), "How much it takes."),
          SettingSchema("visitors", .words(["few", "many"]), "How many are let in."),
          SettingSchema("tags", entry: "fjord", .limit(isBytes: true), "How long it is."),
          SettingSchema("tags", entry: "river", .limit(isBytes: true), "How wide it is."),
        ]))
  }

  func snapshot(at moment: Moment) -> any Snapshot { TownSnapshot() }

  /// Name, people, tags, streets.
  fileprivate static let facts:
    [(name: Text, people: Int64, tags: [String: Text], streets: [Text])] = [
      (
        "Oslo", 700_000, ["river": "Akerselva", "fjord": "yes"], ["Karl Johans gate", "Storgata"]
      ),
      ("Turin", 850_000, ["river": "Po"], ["Via Po", "Via Roma"]),
      ("It's odd", 3, ["odd name": "x"], []),
    ]

  private static let map = Access(AccessID(1), "map", cost: .file)

  private static let schema = Schema(
    tables: [towns.schema, countries.schema, streets.schema], accesses: [.known, map],
    constants: [ConstantSchema("earth", true, "Whether this is the Earth.")])

  fileprivate static let towns = ToyTable<TownRow>(
    "towns", of: "town", "The towns.",
    columns: [
      Column(
        "name", aliases: ["title"], group: "", .text, from: map, "What it is called."
      ) { .text(facts[$0.index].name) },
      Column("people", group: "", .integer, from: map, "How many live there.") {
        .integer(facts[$0.index].people)
      },
      Column("tags", group: "", .map(.text), from: map, "What is said of it.") { town in
        let tags = facts[town.index].tags.sorted { $0.key < $1.key }
        return .map(MapValue(tags.map { (Text($0), .text($1)) }))
      },
      Column("size", group: "extent", .size, from: map, "How much of the map it takes.") {
        .size(facts[$0.index].people * 1024)
      },
      Column(
        ColumnSchema(
          "visitors", group: "", type: .integer, kind: .counter, "How many have come.",
          sources: [ColumnSource(map, ReaderID(0))])
      ) { .integer(facts[$0.index].people * 2) },
    ],
    relations: [
      Relation(
        "country", to: "countries", isMany: false, from: map, "The country it lies in."
      ) { _ in .one(TownRow(0)) },
      Relation("streets", to: "streets", from: map, "Its streets.") { town in
        .many(
          RowStream(facts[town.index].streets.lazy.map { StreetRow($0, town: town.index) }))
      },
    ],
    summaryColumns: ["name", "people"], key: ["name"], rows: .scanned(lookUp: nil))

  private static let countries = ToyTable<TownRow>(
    "countries", of: "country", "The countries.",
    columns: [
      Column("capital", group: "", .text, from: map, "Its capital.") { _ in .text("Rome") },
      Column(
        ColumnSchema(
          "climate", group: "", type: .text, vocabulary: .closed(["mild", "hot", "very cold"]),
          "How warm it is.", sources: [ColumnSource(map, ReaderID(0))])
      ) { _ in .text("mild") },
    ],
    summaryColumns: ["capital"], rows: .scanned(lookUp: nil))

  fileprivate static let streets = ToyTable<StreetRow>(
    "streets", of: "street", "The streets of all towns.",
    columns: [
      Column("sign", group: "", .text, from: map, "What its sign says.") { .text($0.name) }
    ],
    relations: [
      Relation("town", to: "towns", isMany: false, from: map, "The town it is in.") {
        .one(TownRow($0.town))
      }
    ],
    summaryColumns: ["sign"], rows: .related(table: "towns", relation: "streets"))
}

extension ToyTowns {
  /// What a recording of the towns has, in which two of the tags are columns of their own.
  static var recording: WithSchema {
    let recorded = ["tags.river", "tags.odd name"].map {
      ColumnSchema(
        $0, group: "tags", type: .text, "An entry of tags.",
        sources: [ColumnSource(map, ReaderID(0))])
    }
    let columns = towns.schema.columns.filter { ["name", "size"].contains($0.name) } + recorded
    let table = TableSchema(
      "towns", of: "town", "The towns.", rows: .scanned(lookUp: nil),
      contents: ListedContents(columns: columns, key: ["name"]))
    return WithSchema(
      Schema(
        tables: [table], accesses: [.known, map],
        unrecorded: UnrecordedNames(
          columns: ["people", "inhabitants", "tags"], relations: ["country"], tables: ["streets"],
          aliases: [.init("inhabitants", of: "people")])), of: ToyTowns())
  }
}

/// No country is listed.
private final class TownSnapshot: ToySnapshot {
  func rows(of scan: ScanRequest) -> RowStream {
    scan.table == "towns" ? RowStream(ToyTowns.facts.indices.lazy.map { TownRow($0) }) : .empty
  }

  var statistics: Statistics {
    var statistics = Statistics()
    statistics.processes = 3
    statistics.reads = [("map", 3)]
    return statistics
  }
}

private final class TownRow: Row {
  let index: Int

  init(_ index: Int) { self.index = index }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { false }
  func value(_ reader: ReaderID) -> Value { ToyTowns.towns.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { ToyTowns.towns.related(relation, of: self) }
}

private final class StreetRow: Row {
  let name: Text
  let town: Int

  init(_ name: Text, town: Int) {
    self.name = name
    self.town = town
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { false }
  func value(_ reader: ReaderID) -> Value { ToyTowns.streets.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows {
    ToyTowns.streets.related(relation, of: self)
  }
}
