import Console
import Schema

extension Mdoc {
  /// Every source with its columns, and the words that those may hold.
  mutating func addSources(of schema: Schema) {
    section("SOURCES")
    paragraph(
      """
      What may stand behind `from`. Of each column the type is told, and what it is read from: of \
      several the cheapest first. `listing` and `owner` open no file.
      """)
    for table in schema.tables {
      subsection(table.name)
      paragraph(
        "\(table.summary) `*` is \(table.summaryColumns.map(Mdoc.code).joined(separator: ", ")).")
      let columns = table.columns.filter { !known(in: table, schema).contains($0.name) }
      if columns.count < table.columns.count {
        paragraph("Its columns are those of what it is of, and:")
      }
      list(columns.map(\.manualEntry), width: 12, isCompact: true)
      guard !table.relations.isEmpty else { continue }
      paragraph("Relations:")
      list(table.relations.map(\.manualEntry), width: 12, isCompact: true)
    }
  }

  /// The columns of a table that another has, whose readings it is.
  private func known(in table: TableSchema, _ schema: Schema) -> Set<String> {
    guard case .readings(let name) = table.rows else { return [] }
    return Set(schema.tables.first { $0.name == name }?.columns.map(\.name) ?? [])
  }

  /// A word within a paragraph that is code.
  static func code(_ text: String) -> String { "`\(text)`" }
}

extension ColumnSchema {
  /// A list says what it is a list of.
  private var typeName: String { type.isCollection ? String(type.words.dropFirst(2)) : type.name }

  fileprivate var manualEntry: Mdoc.Entry {
    let origin = accessesByCost.map(\.name).joined(separator: ", ")
    let names =
      aliases.isEmpty ? "" : " Also \(aliases.map(Mdoc.code).joined(separator: ", "))."
    let words = vocabulary?.sentence.map { " " + $0 } ?? ""
    return Mdoc.Entry(
      term: "Ic \(Mdoc.argument(name)) Pq \(Mdoc.argument("\(typeName), \(origin)"))",
      [summary + names + words])
  }
}

extension RelationSchema {
  fileprivate var manualEntry: Mdoc.Entry {
    Mdoc.Entry(
      term: "Ic \(Mdoc.argument(name)) Pq \(Mdoc.argument("to \(table), \(access.name)"))",
      [summary])
  }
}
