import QueryLanguage
package import Schema
package import Values

/// What `describe` shows: rows that are known without reading anything.
package struct Description: Sendable {
  /// Of each row, from left to right.
  package let columns: [AnswerColumn]
  private let makeRows: @Sendable (Capabilities) -> [[Value]]

  /// As many cells each as there are columns. Where a column can be had from several accesses, what
  /// the source is capable of decides which one is told.
  package func rows(with capabilities: Capabilities) -> [[Value]] { makeRows(capabilities) }

  private init(columns: [AnswerColumn], rows: [[Value]]) {
    self.columns = columns
    self.makeRows = { _ in rows }
  }

  private init(columns: [AnswerColumn], makeRows: @escaping @Sendable (Capabilities) -> [[Value]]) {
    self.columns = columns
    self.makeRows = makeRows
  }
}

/// A column of a result: its heading and what its cells hold.
package struct AnswerColumn: Hashable, Sendable {
  /// Its heading.
  package let name: String
  /// Of its cells, null and denied aside.
  package let type: ValueType
  /// What its cells are taken from, or their elements; nil where any may come.
  package let vocabulary: Vocabulary?
  /// Its cells are lines of a drawing, each with a remark behind it: where the room is short, they
  /// are broken and not cut.
  package let isDrawing: Bool
  /// It is what the answer is about: where the room is short other texts give way.
  package let isUncut: Bool

  /// A column of a result.
  package init(
    _ name: String, _ type: ValueType, _ vocabulary: Vocabulary? = nil, isDrawing: Bool = false,
    isUncut: Bool = false
  ) {
    self.isUncut = isUncut
    self.name = name
    self.type = type
    self.vocabulary = vocabulary
    self.isDrawing = isDrawing
  }
}

extension Description {
  /// The sources, with how many columns each has.
  static func sources(of schema: Schema) -> Description {
    Description(
      columns: [
        AnswerColumn("name", .text), AnswerColumn("columns", .integer),
        AnswerColumn("summary", .text),
      ],
      rows: schema.tables.map { table in
        [.text(Text(table.name)), .integer(Int64(table.columns.count)), .text(Text(table.summary))]
      })
  }

  /// The columns of a source, then its relations.
  static func source(_ table: TableSchema) -> Description {
    Description(
      columns: ["name", "type", "group", "from", "summary", "aliases", "values", "kind"].map {
        AnswerColumn($0, .text)
      }
    ) { capabilities in
      table.columns.map { row(of: $0, with: capabilities) } + table.relations.map(row(of:))
    }
  }

  private static func row(of column: ColumnSchema, with capabilities: Capabilities) -> [Value] {
    let source = capabilities.cheapestSource(of: column)
    return [
      text(column.name), text(column.type.name), text(column.group),
      text(source.map { name(of: $0.access) } ?? ""), text(column.summary),
      text(column.aliases.joined(separator: " ")),
      text(column.vocabulary?.words.joined(separator: " ") ?? ""), text(column.kind.rawValue),
    ]
  }

  private static func row(of relation: RelationSchema) -> [Value] {
    [
      text(relation.name), text("relation"), .null, text(relation.access.name),
      text(relation.summary), .null, .null, .null,
    ]
  }

  /// Nothing is read for what another query has found.
  private static func name(of access: Access) -> String { access == .known ? "" : access.name }

  /// Functions, aggregates and constants.
  static func functions(of schema: Schema) -> Description {
    Description(
      columns: ["name", "kind", "usage", "summary"].map { AnswerColumn($0, .text) },
      rows: schema.scalarFunctions.map(\.schema).map {
        [text($0.name), text("function"), text($0.usage), text($0.summary)]
      }
        + AggregateFunction.standard.map(\.schema).map {
          [text($0.name), text("aggregate"), text($0.usage), text($0.summary)]
        }
        + schema.constants.map {
          [text($0.name), text("constant"), text($0.name), text($0.summary)]
        })
  }

  /// The words of the language.
  static func keywords() -> Description {
    Description(
      columns: ["name", "summary"].map { AnswerColumn($0, .text) },
      rows: Keyword.allCases.map { [text($0.rawValue), text($0.summary)] })
  }

  /// Nothing is null.
  private static func text(_ string: String) -> Value {
    string.isEmpty ? .null : .text(Text(string))
  }
}
