import Synchronization

/// Rows of one kind, and what can be asked of them. A source in the language.
package struct Table: Sendable {
  package let name: String
  /// One sentence.
  package let summary: String
  private let columnList: ColumnList
  package let relations: [Relation]
  private let summaryNames: [String]?
  package let rows: Rows

  /// The columns are made when they are first asked for: a query uses one or two tables of many.
  /// Without names for its summary it is all of them.
  package init(
    _ name: String, _ summary: String, columns: @autoclosure @escaping @Sendable () -> [Column],
    relations: [Relation] = [], summaryColumns: [String]? = nil, rows: Rows
  ) {
    self.name = name
    self.summary = summary
    self.columnList = ColumnList(columns)
    self.relations = relations
    self.summaryNames = summaryColumns
    self.rows = rows
  }

  package var columns: [Column] { columnList.columns }

  /// The columns that `*` and a missing `select` stand for: its own, or of the row that its rows
  /// belong to.
  package var summaryColumns: [String] { summaryNames ?? columns.map(\.name) }

  package enum Rows: Sendable {
    /// Listed by the table itself. `key` is the integer column by which rows can be had without
    /// the listing.
    case scanned(key: String?, @Sendable (any Visit, Scan) -> RowStream)
    /// The rows of a to-many relation of another table's every row: `from files`.
    case related(table: String, relation: String)
  }

  /// Which rows are wanted.
  package enum Scan: Sendable {
    case all
    /// Those of these keys that exist, in ascending order of the key, each once.
    case keys([Int64])
  }
}

/// The columns of a table, made once, by whoever asks first.
private final class ColumnList: Sendable {
  private let make: @Sendable () -> [Column]
  private let held = Mutex<[Column]?>(nil)

  init(_ make: @escaping @Sendable () -> [Column]) {
    self.make = make
  }

  var columns: [Column] {
    held.withLock { held in
      let columns = held ?? make()
      held = columns
      return columns
    }
  }
}

/// A step from a row to other rows.
package struct Relation: Sendable {
  package let name: String
  /// One sentence.
  package let summary: String
  /// The name of the table that the rows are of.
  package let table: String
  /// What is read to find them.
  package let origin: Origin
  package let step: Step

  package init(_ name: String, to table: String, from origin: Origin, _ summary: String, step: Step)
  {
    self.name = name
    self.summary = summary
    self.table = table
    self.origin = origin
    self.step = step
  }

  package enum Step: Sendable {
    case one(@Sendable (any Row) -> RelatedRow)
    case many(@Sendable (any Row) -> RelatedRows)
  }
}

/// The end of a to-one step.
package enum RelatedRow {
  case row(any Row)
  case nothing
  case denied(Denial)
}

/// The end of a to-many step. A process that has no such facts (a kernel thread's environment)
/// has no rows.
package enum RelatedRows {
  case rows(RowStream)
  case denied(Denial)
}
