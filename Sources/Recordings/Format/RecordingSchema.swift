import Schema

/// What was recorded, as the file itself tells it: a recording is asked by this, and not by what the
/// program knows that reads it.
struct RecordingSchema: Sendable {
  /// The table that was recorded.
  let table: Table
  /// The same table at each moment; nil where it had no such table.
  let readings: Table?
  /// All that can be asked of a row, in the order in which they are described.
  let columns: [Column]
  /// Those that follow from what was recorded.
  let relations: [RelationSchema]
  /// Those that the machine's facts tell.
  let functions: [FunctionSchema]
  /// What is true or false of the machine's system.
  let constants: [ConstantSchema]
  /// What else the machine could have been asked.
  let unrecorded: UnrecordedNames

  /// What is told of a table besides its columns.
  struct Table: Hashable, Sendable {
    /// As `from` says it: `processes`.
    let name: String
    /// What one row is called; nil where that is not the singular of the name.
    let rowName: String?
    /// One sentence.
    let summary: String
    /// What `*` and a missing `select` stand for.
    let summaryColumns: [String]
    /// What tells one row from all others.
    let key: [String]
    /// The column by whose values rows are looked up: `pid`.
    let lookUp: String
  }

  /// A column that can be asked.
  struct Column: Sendable {
    /// With the one source that its place says.
    let schema: ColumnSchema
    /// Where its values are.
    let place: Place
    /// The name of the access that it was read from: what refused it, where it is denied.
    let origin: String
  }

  /// Where the values of a column are.
  enum Place: Hashable, Sendable {
    /// The number of the row, by which it is looked up.
    case number
    /// From boot to its start.
    case sinceBoot
    /// Its start by the clock of the moment.
    case started
    /// How long ago that was.
    case age
    /// In the dictionary of what seldom changes.
    case label
    /// In the table of what moves.
    case fact
    /// The percentage of physical memory that another column is.
    case share(of: String)
    /// What other columns come to over a window, which the engine works out.
    case derived
  }
}

extension RecordingSchema {
  /// The columns that are stored in the dictionary, in the order of their SQL columns and mask bits.
  var labels: [Column] { columns.filter { $0.place == .label } }

  /// The columns that are stored in the table of facts, likewise.
  var facts: [Column] { columns.filter { $0.place == .fact } }

  /// What can be asked of it. A row is asked for a column by its place in `columns`.
  var schema: Schema {
    let columns = columns.enumerated().map { index, column in
      var schema = column.schema
      schema.sources = [ColumnSource(column.access, ReaderID(index))]
      if column.isText { schema.besides = [RecordingAccess.text] }
      return schema
    }
    let contents = ListedContents(
      columns: columns, relations: relations, summaryColumns: table.summaryColumns, key: table.key)
    var tables = [
      TableSchema(
        table.name, of: table.rowName, "The \(table.name) that were recorded.",
        rows: .scanned(
          lookUp: LookUp(table.lookUp, reading: RecordingAccess.fact, mostKeys: .max)),
        contents: contents)
    ]
    if let readings {
      tables.append(
        TableSchema(
          readings.name, of: readings.rowName, readings.summary, rows: .readings(of: table.name),
          contents: ListedContents(
            readingsOf: contents, summaryColumns: readings.summaryColumns)))
    }
    return Schema(
      tables: tables, accesses: RecordingAccess.all + origins.map(\.access), functions: functions,
      constants: constants, unrecorded: unrecorded)
  }

  /// What the columns were read from, each once, as accesses that only refusals name.
  private var origins: [(name: String, access: Access)] {
    var names: [String] = []
    for column in columns where !names.contains(column.origin) { names.append(column.origin) }
    return names.enumerated().map { index, name in
      (name, Access(AccessID(RecordingAccess.all.count + index), name, cost: .known))
    }
  }

  /// Of each column, what refused it where it is denied.
  var originIDs: [AccessID] {
    let origins = origins
    return columns.map { column in
      origins.first { $0.name == column.origin }?.access.id ?? RecordingAccess.fact.id
    }
  }
}

extension RecordingSchema.Column {
  /// Whether its values stand in the dictionary of texts.
  var isText: Bool {
    guard place == .label || place == .fact else { return false }
    return schema.type == .text || schema.type.isCollection
  }

  /// What is read for it.
  fileprivate var access: Access {
    switch place {
    case .number, .sinceBoot, .started, .age: RecordingAccess.process
    case .label: RecordingAccess.label
    case .fact, .share, .derived: RecordingAccess.fact
    }
  }
}

/// What of a recording is read and counted, in the order of `--stats`: rows of its tables.
enum RecordingAccess {
  /// A moment: when it was, and of which machine.
  static let moment = Access(AccessID(1), "moment", cost: .known)
  /// What is alive at a moment is known before anything is read of it.
  static let process = Access(AccessID(2), "process", cost: .known)
  /// What moves of a process.
  static let fact = Access(AccessID(3), "fact", cost: .call)
  /// What seldom changes of a process.
  static let label = Access(AccessID(4), "label", cost: .call, effort: 2)
  /// The text that a fact or a label names.
  static let text = Access(AccessID(5), "text", cost: .call, effort: 3)

  /// Each at the place that its id says.
  static let all = [Access.known, moment, process, fact, label, text]
}
