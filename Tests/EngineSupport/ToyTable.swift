package import Execution
package import Schema
package import Values

/// A table of a toy: its schema and its readers together.
package struct ToyTable<Subject>: Sendable {
  package let schema: TableSchema
  private let table: Table<Subject>

  package init(
    _ name: String, of rowName: String? = nil, _ summary: String, columns: [Column<Subject>],
    relations: [Relation<Subject>] = [], summaryColumns: [String]? = nil, key: [String] = [],
    rows: TableSchema.Rows, hasOneRow: Bool = false, endedTest: String? = nil,
    extraReaders: [Column<Subject>.Read] = []
  ) {
    self.table = Table(
      columns: columns, relations: relations, summaryColumns: summaryColumns, key: key,
      hasOneRow: hasOneRow, endedTest: endedTest, extraReaders: extraReaders)
    self.schema = TableSchema(name, of: rowName, summary, rows: rows, contents: table)
  }

  package func value(_ reader: ReaderID, of subject: Subject) -> Value {
    table.value(reader, of: subject)
  }

  package func related(_ relation: RelationID, of subject: Subject) -> RelatedRows {
    table.related(relation, of: subject)
  }
}
