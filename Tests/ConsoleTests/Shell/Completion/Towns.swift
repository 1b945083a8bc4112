import QueryEngine

/// A toy catalog for the shell: towns, their country and their streets.
enum Towns {
  static let catalog = Catalog(
    tables: [towns, countries, streets], functions: Functions.standard,
    constants: [Catalog.Constant("earth", .boolean(true), "Whether this is the Earth.")],
    makeVisit: { TownVisit() })

  /// Name, people, tags, streets.
  private static let facts: [(name: Text, people: Int64, tags: [String: Text], streets: [Text])] = [
    ("Oslo", 700_000, ["river": "Akerselva", "fjord": "yes"], ["Karl Johans gate", "Storgata"]),
    ("Turin", 850_000, ["river": "Po"], ["Via Po", "Via Roma"]),
    ("It's odd", 3, ["odd name": "x"], []),
  ]

  private static let map = Origin("map", cost: .file)

  private static let towns = Table(
    "towns", "The towns.",
    columns: [
      column("name", .text, "What it is called.", aliases: ["title"]) { .text(facts[$0].name) },
      column("people", .integer, "How many live there.") { .integer(facts[$0].people) },
      column("tags", .map(.text), "What is said of it.") { index in
        .map(MapValue(facts[index].tags.sorted { $0.key < $1.key }.map { (Text($0), .text($1)) }))
      },
      column("size", .size, "How much of the map it takes.", group: "extent") {
        .size(facts[$0].people * 1024)
      },
    ],
    relations: [
      Relation(
        "country", to: "countries", from: map, "The country it lies in.",
        step: .one { _ in .row(TownRow(0)) }),
      Relation(
        "streets", to: "streets", from: map, "Its streets.",
        step: .many { row in .rows(streets(of: index(row))) }),
    ],
    summaryColumns: ["name", "people"],
    rows: .scanned(key: nil) { _, _ in
      var rest = facts.indices.makeIterator()
      return RowStream { rest.next().map { TownRow($0) } }
    })

  private static let countries = Table(
    "countries", "The countries.",
    columns: [column("capital", .text, "Its capital.") { _ in .text("Rome") }],
    summaryColumns: ["capital"], rows: .scanned(key: nil) { _, _ in RowStream { nil } })

  private static let streets = Table(
    "streets", "The streets of all towns.",
    columns: [
      Column(
        "sign", group: "", type: .text, "What its sign says.",
        variants: [.init(map) { .text(unsafeDowncast($0, to: StreetRow.self).name) }])
    ],
    relations: [
      Relation(
        "town", to: "towns", from: map, "The town it is in.",
        step: .one { row in .row(TownRow(unsafeDowncast(row, to: StreetRow.self).town)) })
    ],
    summaryColumns: ["sign"], rows: .related(table: "towns", relation: "streets"))

  private static func column(
    _ name: String, _ type: ValueType, _ summary: String, aliases: [String] = [],
    group: String = "", _ value: @escaping @Sendable (Int) -> Value
  ) -> Column {
    Column(
      name, aliases: aliases, group: group, type: type, summary,
      variants: [.init(map) { value(index($0)) }])
  }

  private static func index(_ row: any Row) -> Int { unsafeDowncast(row, to: TownRow.self).index }

  private static func streets(of town: Int) -> RowStream {
    var rest = facts[town].streets.makeIterator()
    return RowStream { rest.next().map { StreetRow($0, town: town) } }
  }
}

private final class TownRow: Row {
  let index: Int

  init(_ index: Int) { self.index = index }

  var isGone: Bool { false }
  func holds(_ origin: Origin) -> Bool { false }
}

private final class StreetRow: Row {
  let name: Text
  let town: Int

  init(_ name: Text, town: Int) {
    self.name = name
    self.town = town
  }

  var isGone: Bool { false }
  func holds(_ origin: Origin) -> Bool { false }
}

private final class TownVisit: Visit {
  var statistics: Statistics {
    var statistics = Statistics()
    statistics.processes = 3
    statistics.reads = [("map", 3)]
    return statistics
  }
}
