import Schema

/// What can be asked of an orchard: trees, and the nests in them. Nobody reads it.
enum Orchard {
  private static let ladder = Access(AccessID(1), "ladder", cost: .file)

  private static func column(
    _ name: String, _ type: ValueType, aliases: [String] = [], group: String = "tree",
    kind: ColumnSchema.Kind? = nil, derivation: String? = nil
  ) -> ColumnSchema {
    ColumnSchema(
      name, aliases: aliases, group: group, type: type, kind: kind, "\(name).",
      sources: [ColumnSource(ladder, ReaderID(0))], derivation: derivation)
  }

  private static let trees = [
    column("number", .integer, kind: .label), column("beside", .integer, kind: .label),
    column("kind", .text, aliases: ["sort"]), column("height", .integer, group: "growth"),
    column("sap", .size, aliases: ["juice"], group: "growth", kind: .counter),
    column("flow", .byteRate, aliases: ["stream"], group: "growth", derivation: "rate(sap)"),
    column("tags", .map(.text)), column("marks", .list(.text)),
  ]
  private static let neighbour = RelationSchema(
    "neighbour", to: "trees", isMany: false, from: ladder, id: RelationID(0), "The next tree.",
    path: .equal(own: "beside", other: "number"))
  private static let nests = RelationSchema(
    "nests", to: "nests", isMany: true, from: ladder, id: RelationID(1), "Its nests.", path: .parts)

  private static func table(
    _ columns: [ColumnSchema], _ relations: [RelationSchema]
  ) -> TableSchema {
    TableSchema(
      "trees", of: "tree", "The trees.", rows: .scanned(lookUp: "number"),
      contents: ListedContents(
        columns: columns, relations: relations,
        summaryColumns: ["number", "kind", "height"].filter { columns.map(\.name).contains($0) },
        key: ["number"]))
  }

  private static func history(_ columns: [ColumnSchema]) -> TableSchema {
    TableSchema(
      "seasons", of: "season", "The trees at each moment.", rows: .readings(of: "trees"),
      contents: ListedContents(
        readingsOf: ListedContents(columns: columns, key: ["number"]), summaryColumns: ["time"]))
  }

  /// As it stands.
  static let standing = Schema(
    tables: [
      table(trees, [neighbour, nests]), history(trees),
      TableSchema(
        "nests", of: "nest", "The nests.", rows: .related(table: "trees", relation: "nests"),
        contents: ListedContents(columns: [column("bird", .text), column("eggs", .integer)])),
    ],
    accesses: [.known, ladder])

  private static let recorded =
    trees.filter { ["number", "kind", "height"].contains($0.name) }
    + [column("tags.Owner", .text), column("tags.odd name", .text)]

  /// As it was recorded, without what grows.
  static let recording = Schema(
    tables: [table(recorded, []), history(recorded)], accesses: [.known, ladder],
    unrecorded: UnrecordedNames(
      columns: ["beside", "sap", "juice", "flow", "stream", "tags", "marks"],
      relations: ["neighbour", "nests"], tables: ["nests"], groups: ["fruit"],
      aliases: [.init("juice", of: "sap")],
      needs: [
        .init("flow", columns: ["sap"]), .init("stream", columns: ["sap"]),
        .init("neighbour", columns: ["beside"]),
      ]))
}
