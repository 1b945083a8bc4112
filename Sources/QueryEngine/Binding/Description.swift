import QueryLanguage

/// What `describe` shows: rows that are known without reading anything.
package struct Description: Sendable {
  package let columns: [AnswerColumn]
  package let rows: [[Value]]

  package func makeAnswer() -> any Answer { DescriptionAnswer(self) }
}

private final class DescriptionAnswer: Answer {
  let columns: [AnswerColumn]
  private var rows: IndexingIterator<[[Value]]>

  init(_ description: Description) {
    columns = description.columns
    rows = description.rows.makeIterator()
  }

  func next() -> [Value]? { rows.next() }
  var notes: [String] { [] }
  var statistics: Statistics { Statistics() }
}

extension Description {
  static func sources(of catalog: Catalog) -> Description {
    Description(
      columns: [
        AnswerColumn("name", .text), AnswerColumn("columns", .integer),
        AnswerColumn("summary", .text),
      ],
      rows: catalog.tables.map { table in
        [.text(Text(table.name)), .integer(Int64(table.columns.count)), .text(Text(table.summary))]
      })
  }

  /// The columns of a source, then its relations.
  static func source(_ table: Table) -> Description {
    Description(
      columns: ["name", "type", "group", "from", "summary", "aliases"].map {
        AnswerColumn($0, .text)
      },
      rows: table.columns.map(row(of:)) + table.relations.map(row(of:)))
  }

  private static func row(of column: Column) -> [Value] {
    let origin = column.variants.first?.origin
    return [
      text(column.name), text(column.type.name), text(column.group),
      text(origin == .result ? "" : origin?.name ?? ""), text(column.summary),
      text(column.aliases.joined(separator: " ")),
    ]
  }

  private static func row(of relation: Relation) -> [Value] {
    [
      text(relation.name), text("relation"), .null, text(relation.origin.name),
      text(relation.summary),
      .null,
    ]
  }

  static func functions(of catalog: Catalog) -> Description {
    Description(
      columns: ["name", "kind", "usage", "summary"].map { AnswerColumn($0, .text) },
      rows: catalog.functions.map {
        [text($0.name), text("function"), text($0.usage), text($0.summary)]
      }
        + AggregateFunction.standard.map {
          [text($0.name), text("aggregate"), text($0.usage), text($0.summary)]
        }
        + catalog.constants.map {
          [text($0.name), text("constant"), text($0.name), text($0.summary)]
        })
  }

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
