import Execution
import ProcFS
import Schema
import Values

// A column is a name, where it comes from, a sentence and what it is in that record; its type is the
// type of what `read` gives.
extension Column {
  init<Record, Cell: ColumnValue>(
    _ name: String, _ aliases: String..., from source: RecordSource<Subject, Record>,
    kind: ColumnSchema.Kind? = nil, words: Vocabulary? = nil, _ summary: String,
    read: @escaping @Sendable (Record) -> Cell?
  ) {
    self.init(
      name, aliases, from: source, kind: kind, words: words, summary,
      reader: source.reader { record, _ in read(record) }, Cell.self)
  }

  /// Of a fact that takes more than the record: the machine's clock, the names of users.
  init<Record, Cell: ColumnValue>(
    _ name: String, _ aliases: String..., from source: RecordSource<Subject, Record>,
    kind: ColumnSchema.Kind? = nil, words: Vocabulary? = nil, _ summary: String,
    read: @escaping @Sendable (Record, Subject) -> Cell?
  ) {
    self.init(
      name, aliases, from: source, kind: kind, words: words, summary,
      reader: source.reader(read), Cell.self)
  }

  /// Of a fact for which another file of the row may have to be read.
  init<Record, Cell: ColumnValue>(
    _ name: String, _ aliases: String..., from source: RecordSource<Subject, Record>,
    kind: ColumnSchema.Kind? = nil, words: Vocabulary? = nil, _ summary: String,
    reading: @escaping @Sendable (Record, Subject) -> Reading<Cell>
  ) {
    self.init(
      name, aliases, from: source, kind: kind, words: words, summary,
      reader: source.reader(reading), Cell.self)
  }

  private init<Record, Cell: ColumnValue>(
    _ name: String, _ aliases: [String], from source: RecordSource<Subject, Record>,
    kind: ColumnSchema.Kind?, words: Vocabulary?, _ summary: String, reader: @escaping Read,
    _ cell: Cell.Type
  ) {
    self.init(
      ColumnSchema(
        name, aliases: aliases, group: "", type: Cell.type, kind: kind, vocabulary: words, summary,
        entry: Cell.entry, sources: [ColumnSource(source.access, ReaderID(0))]), read: reader)
  }

  /// What a row's other columns come to over a window: `derivation` is text of the language, which is
  /// bound where the column is used, so that nobody asks its own readers. It is described as read from
  /// what `base` is read from.
  static func derived<Cell: ColumnValue>(
    _ name: String, _ aliases: String..., as derivation: String, of base: Column,
    _ cell: Cell.Type, words: Vocabulary? = nil, _ summary: String
  ) -> Column {
    var column = base
    column.schema = ColumnSchema(
      name, aliases: aliases, group: "", type: Cell.type, kind: .gauge, vocabulary: words, summary,
      sources: base.schema.sources, derivation: derivation)
    column.reads = base.reads.map { _ in { _ in .null } }
    return column
  }

  /// The same fact from another file too, where the machine is capable of it.
  func or<Record, Cell: ColumnValue>(
    from source: RecordSource<Subject, Record>, requiring requirement: Feature? = nil,
    isExclusive: Bool = false, read: @escaping @Sendable (Record) -> Cell?
  ) -> Column {
    or(from: source, requiring: requirement, isExclusive: isExclusive) { record, _ in read(record) }
  }

  func or<Record, Cell: ColumnValue>(
    from source: RecordSource<Subject, Record>, requiring requirement: Feature? = nil,
    isExclusive: Bool = false, read: @escaping @Sendable (Record, Subject) -> Cell?
  ) -> Column {
    or(
      from: source.access, requiring: requirement, isExclusive: isExclusive,
      read: source.reader(read))
  }

  /// Tells what else may be opened for it.
  func reading(besides files: ProcFile...) -> Column {
    var column = self
    column.schema.besides = files.map(Accesses.file)
    return column
  }

  /// Tells what a sum of its values does not count.
  func leavingOut(_ untold: String) -> Column {
    var column = self
    column.schema.leavesOut = untold
    return column
  }

  /// Tells that rows may share what it is of, so that a sum counts that once.
  func ofShared() -> Column {
    var column = self
    column.schema.isOfShared = true
    return column
  }

  /// Tells that only what the process itself does changes it: no other process, no limit, no memory that
  /// the kernel takes back.
  func changingByWorkAlone() -> Column {
    var column = self
    column.schema.changesByWorkAlone = true
    return column
  }

  /// Tells what its values cannot pass.
  func bounded(by terms: String...) -> Column {
    var column = self
    column.schema.bound = BoundSchema(of: schema.name, by: terms)
    return column
  }
}
