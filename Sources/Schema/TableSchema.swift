/// Rows of one kind, and what can be asked of them. A source in the language.
package struct TableSchema: Sendable {
  /// As `from` says it: `processes`.
  package let name: String
  /// What one of its rows is called, where the table's name is the plural of that; else nil.
  package let rowName: String?
  /// One sentence.
  package let summary: String
  /// How its rows are found: by listing, or along a relation.
  package let rows: Rows
  /// Where its rows belong to those of another table, and some may belong to none of these: what is
  /// read to find them; nil where each has its owner.
  package let ownerless: [Access]?
  private let contents: any TableContents

  package init(
    _ name: String, of rowName: String? = nil, _ summary: String, rows: Rows,
    ownerless: [Access]? = nil, contents: any TableContents
  ) {
    self.name = name
    self.rowName = rowName
    self.summary = summary
    self.rows = rows
    self.ownerless = ownerless
    self.contents = contents
  }

  /// In the order in which `describe` shows them.
  package var columns: [ColumnSchema] { contents.columns }
  /// The steps that lead from one of its rows to others.
  package var relations: [RelationSchema] { contents.relations }
  /// The columns that `*` and a missing `select` stand for: its own, or of the row that its rows
  /// belong to.
  package var summaryColumns: [String] { contents.summaryColumns }
  /// The columns that tell one row from all others, at any moment; empty where there are none.
  package var key: [String] { contents.key }
  /// Whether it is one row, which is the same at any moment.
  package var hasOneRow: Bool { contents.hasOneRow }
  /// In the language: what is true of a row that has ended and is still listed; nil where none is.
  package var endedTest: String? { contents.endedTest }
  /// Whether its rows are known again at another moment.
  package var hasPast: Bool { hasOneRow || !key.isEmpty }

  /// The step from a row to the one above it, where its rows make a tree; else nil.
  package var parentRelation: RelationSchema? {
    relations.first { !$0.isMany && $0.table == name }
  }

  /// How its rows are come by.
  package enum Rows: Hashable, Sendable {
    /// Listed by the source; some can be looked up without the listing.
    case scanned(lookUp: LookUp?)
    /// The rows of a to-many relation of another table's every row: `from files`. After them those
    /// that belong to no such row, where the table says that there may be some.
    case related(table: String, relation: String)
    /// The rows of another table at each of several moments, with the time of the moment.
    case readings(of: String)
    /// What another query has found; a column's reader is the number of its cell.
    case derived
  }
}

/// How rows of a table can be had without listing all of them.
package struct LookUp: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The integer column by whose values they are had.
  package let column: String
  /// What is read of each to see that it is the row that was meant.
  package let access: Access?
  /// Where more keys than these are asked for, the source may list the rows all the same.
  package let mostKeys: Int

  package init(_ column: String, reading access: Access, mostKeys: Int) {
    self.column = column
    self.access = access
    self.mostKeys = mostKeys
  }

  /// By a column alone.
  package init(stringLiteral column: String) {
    self.column = column
    self.access = nil
    self.mostKeys = .max
  }
}

/// The columns and relations of a table. A query uses one or two tables of many, so they may be put
/// together when they are first asked for.
@usableFromInline package protocol TableContents: Sendable {
  /// In the order in which `describe` shows them.
  var columns: [ColumnSchema] { get }
  /// Their ids are their places in this list.
  var relations: [RelationSchema] { get }
  /// The names of the columns that `*` and a missing `select` stand for.
  var summaryColumns: [String] { get }
  /// The names of the columns that tell one row from every other, also at another moment; empty
  /// where no columns do.
  var key: [String] { get }
  /// Whether it is one row, which is the same at any moment.
  var hasOneRow: Bool { get }
  /// In the language: what is true of a row that has ended and is still listed; nil where none is.
  var endedTest: String? { get }
}

extension TableContents {
  package var hasOneRow: Bool { false }
  package var endedTest: String? { nil }
}

/// Contents that are there from the beginning.
package struct ListedContents: TableContents {
  package let columns: [ColumnSchema]
  package let relations: [RelationSchema]
  package let summaryColumns: [String]
  package let key: [String]
  package let hasOneRow: Bool
  package let endedTest: String?

  /// Without names for its summary it is all columns that need no window.
  package init(
    columns: [ColumnSchema], relations: [RelationSchema] = [], summaryColumns: [String]? = nil,
    key: [String] = [], hasOneRow: Bool = false, endedTest: String? = nil
  ) {
    self.columns = columns
    self.relations = relations
    self.summaryColumns = summaryColumns ?? columns.withoutWindow
    self.key = key
    self.hasOneRow = hasOneRow
    self.endedTest = endedTest
  }
}

extension ListedContents {
  /// Of the rows of another table at each of several moments: its columns, and the time before them.
  /// They lead to no other rows.
  package init(readingsOf table: any TableContents, summaryColumns: [String]) {
    self.init(
      columns: [.timeOfReading] + table.columns, summaryColumns: summaryColumns, key: table.key,
      hasOneRow: table.hasOneRow)
  }
}

extension [ColumnSchema] {
  /// The names of those that are not derived: a change over a window is waited for only where it is
  /// asked for by name.
  @usableFromInline package var withoutWindow: [String] {
    compactMap { $0.derivation == nil ? $0.name : nil }
  }
}

/// A step from a row to other rows.
@usableFromInline package struct RelationSchema: Sendable {
  /// As a path says it: `parent`.
  package let name: String
  /// One sentence.
  package let summary: String
  /// The name of the table that the rows are of.
  package let table: String
  /// Whether it leads to any number of rows, not to one at most.
  package let isMany: Bool
  /// What is read to find them.
  package let access: Access
  /// Its place among the relations of its table: what a row is asked for related rows by.
  @usableFromInline package var id: RelationID
  /// How the rows that it leads to are known, for sources that join by columns.
  package let path: Path

  @usableFromInline package init(
    _ name: String, to table: String, isMany: Bool, from access: Access, id: RelationID,
    _ summary: String, path: Path
  ) {
    self.name = name
    self.summary = summary
    self.table = table
    self.isMany = isMany
    self.access = access
    self.id = id
    self.path = path
  }

  /// How the rows are known.
  @usableFromInline package enum Path: Hashable, Sendable {
    /// By equal values: children are those whose `ppid` is this row's `pid`.
    case equal(own: String, other: String)
    /// By this relation of the row, again and again.
    case repeated(String)
    /// They are parts of the row, and have no other owner.
    case parts
    /// The row is a part of it.
    case owner
    /// Only the source knows.
    case known
  }
}

/// The place of a relation among those of its table.
@usableFromInline package struct RelationID: Hashable, Sendable {
  /// From 0, within one table.
  @usableFromInline package let index: Int

  @inlinable package init(_ index: Int) {
    self.index = index
  }
}
