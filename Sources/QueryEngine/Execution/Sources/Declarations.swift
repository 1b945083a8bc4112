public import Schema
public import Values

// A column, a relation and a table are declared in one place each, with how they are read, and split
// into their schema and readers here. Sources whose rows are of Swift types of their own use this.

/// A column of rows of one type.
@usableFromInline package struct Column<Subject>: Sendable {
  /// Tells the column's value of a row; what it cannot read it says is denied.
  @usableFromInline package typealias Read = @Sendable (Subject) -> Value

  /// Its sources' readers are numbered when the column becomes part of a table.
  @usableFromInline package var schema: ColumnSchema
  /// Of each of the schema's sources, in their order.
  @usableFromInline package var reads: [Read]

  /// `schema` has one source, which `read` reads.
  @inlinable package init(_ schema: ColumnSchema, read: @escaping Read) {
    self.schema = schema
    self.reads = [read]
  }

  /// The same fact from another access too, where the source is capable of it.
  @inlinable package func or(
    from access: Access, requiring requirement: Feature? = nil, isExclusive: Bool = false,
    read: @escaping Read
  ) -> Column {
    var column = self
    column.schema.sources.append(
      ColumnSource(access, ReaderID(0), requiring: requirement, isExclusive: isExclusive))
    column.reads.append(read)
    return column
  }
}

/// A relation from rows of one type.
@usableFromInline package struct Relation<Subject>: Sendable {
  /// Its id is given when the relation becomes part of a table.
  @usableFromInline package var schema: RelationSchema
  /// Finds the related rows of one row.
  @usableFromInline package let read: @Sendable (Subject) -> RelatedRows

  @inlinable package init(
    _ name: String, to table: String, isMany: Bool = true, from access: Access, _ summary: String,
    path: RelationSchema.Path = .known, read: @escaping @Sendable (Subject) -> RelatedRows
  ) {
    self.schema = RelationSchema(
      name, to: table, isMany: isMany, from: access, id: RelationID(0), summary, path: path)
    self.read = read
  }
}

/// What can be asked of rows of one type, and how they tell it. A class, since every row refers to
/// it.
@usableFromInline package final class Table<Subject>: TableContents {
  @usableFromInline package let columns: [ColumnSchema]
  @usableFromInline package let relations: [RelationSchema]
  @usableFromInline package let summaryColumns: [String]
  @usableFromInline package let key: [String]
  @usableFromInline package let hasOneRow: Bool
  @usableFromInline package let endedTest: String?
  /// What the rows are asked for values by: each at the place that its `ReaderID` says.
  @usableFromInline let readers: [Column<Subject>.Read]
  /// What the rows are asked for related rows by, likewise.
  @usableFromInline let related: [@Sendable (Subject) -> RelatedRows]

  /// Without names for its summary it is all columns that need no window. `extraReaders` tell what is no column, such as
  /// upper bounds; they are numbered from 0.
  @inlinable package convenience init(
    columns: [Column<Subject>], relations: [Relation<Subject>] = [],
    summaryColumns: [String]? = nil, key: [String] = [], hasOneRow: Bool = false,
    endedTest: String? = nil, extraReaders: [Column<Subject>.Read] = []
  ) {
    self.init(
      groups: [(nil, columns)], relations: relations, summaryColumns: summaryColumns, key: key,
      hasOneRow: hasOneRow, endedTest: endedTest, extraReaders: extraReaders)
  }

  /// The columns of a named group are in that one, whatever they say.
  @inlinable package init(
    groups: [(name: String?, columns: [Column<Subject>])], relations: [Relation<Subject>] = [],
    summaryColumns: [String]? = nil, key: [String] = [], hasOneRow: Bool = false,
    endedTest: String? = nil, extraReaders: [Column<Subject>.Read] = []
  ) {
    var readers = extraReaders
    var schemas: [ColumnSchema] = []
    schemas.reserveCapacity(groups.reduce(0) { $0 + $1.columns.count })
    for (name, columns) in groups {
      for index in columns.indices {
        schemas.append(columns[index].schema)
        let last = schemas.count - 1
        if let name { schemas[last].group = name }
        for source in columns[index].reads.indices {
          schemas[last].sources[source].reader = ReaderID(readers.count)
          readers.append(columns[index].reads[source])
        }
      }
    }
    self.columns = schemas
    self.relations = relations.indices.map { index in
      var schema = relations[index].schema
      schema.id = RelationID(index)
      return schema
    }
    self.summaryColumns = summaryColumns ?? schemas.withoutWindow
    self.key = key
    self.hasOneRow = hasOneRow
    self.endedTest = endedTest
    self.readers = readers
    self.related = relations.map(\.read)
  }

  /// What a row answers; `reader` is one of this table's own.
  @inlinable package func value(_ reader: ReaderID, of subject: Subject) -> Value {
    readers[reader.index](subject)
  }

  /// Where a relation of this table leads from a row.
  @inlinable package func related(_ relation: RelationID, of subject: Subject) -> RelatedRows {
    related[relation.index](subject)
  }
}
