import QueryLanguage
import Schema
import Values

// How a recording is opened, and found to be one.
extension RecordingFile {
  /// Opens it to be read: without a log as a file that nobody writes to, else as one that a recorder may be
  /// writing to.
  func database(_ state: State) throws(RecordingError) -> Database {
    try reading(state) { () throws(DatabaseError) in
      let database = try Database(resolvedPath, state.isAlone ? .immutable : .reading)
      database.setPatience(milliseconds: Self.patience)
      try database.distrustSchema()
      return database
    }
  }

  /// Another who opens it may have to put its log in order first.
  private static let patience: Int32 = 2000

  /// What there is to be known of it.
  func recording(_ database: Database, _ state: State) throws(RecordingError) -> Recording {
    try checkFormat(
      try reading(state) { () throws(DatabaseError) in try database.format() })
    let tables = try reading(state) { () throws(DatabaseError) in try database.tableNames() }
    for table in Self.tables where !tables.contains(table) {
      throw error("it is damaged: it has no table '\(table)'")
    }
    let meta = try reading(state) { () throws(DatabaseError) in try database.meta() }
    let recording = try recording(of: meta)
    try checkColumns(recording, database, state)
    return recording
  }

  private static let tables = [
    "meta", "boot", "machine", "moment", "process", "label", "fact", "text",
  ]

  private func checkFormat(_ format: (application: Int64, version: Int64)) throws(RecordingError) {
    guard format.application == RecordingLayout.applicationID else {
      throw error("it is a file of SQLite, but no recording")
    }
    let own = RecordingLayout.version
    guard format.version == own else {
      let maker = format.version > own ? "a newer procq" : "another procq"
      throw error(
        "it was recorded by \(maker), in format \(format.version); this one reads format \(own)")
    }
  }

  private func recording(of meta: [String: DatabaseStatement.Cell]) throws(RecordingError)
    -> Recording
  {
    let text: [UInt8]
    switch meta["schema"] {
    case .text(let bytes)?, .bytes(let bytes)?: text = bytes
    case _: throw error("it is damaged: it does not say what was recorded")
    }
    guard let interval = meta["interval"]?.wholeNumber, interval > 0 else {
      throw error("it is damaged: it does not say how often it was recorded")
    }
    do throws(SchemaError) {
      return Recording(path, try RecordingSchema(json: text), text, interval: interval)
    } catch {
      throw self.error("what it says of its columns is damaged: \(visible(error.words))")
    }
  }

  /// What was recorded stands in columns of tables: nothing is worked out when it is read.
  private func checkColumns(
    _ recording: Recording, _ database: Database, _ state: State
  ) throws(RecordingError) {
    let wanted = [
      ("label", recording.labelColumns.map(\.name)), ("fact", recording.factColumns.map(\.name)),
    ]
    for (table, names) in wanted {
      let there = try reading(state) { () throws(DatabaseError) in
        try database.columnNames(of: table)
      }
      for name in names where !there.contains(name) {
        throw error("it is damaged: its table '\(table)' has no column '\(visible(name))'")
      }
    }
  }

  /// What SQLite cannot do is told in its words; of a log that cannot be used, what helps.
  private func reading<Result>(
    _ state: State, _ body: () throws(DatabaseError) -> Result
  ) throws(RecordingError) -> Result {
    do throws(DatabaseError) {
      return try body()
    } catch {
      switch error.kind {
      case nil where error.code == nil: throw self.error(error.message)
      case .isNoDatabase?: throw self.error("it is no recording")
      case .cannotOpen?, .isReadOnly?, .failedToTransfer?:
        guard state.logBytes != nil else { fallthrough }
        throw self.error(
          "its log, \(visible(log)), cannot be used there: copy both to a directory of yours, and "
            + "replay the copy")
      case _: throw self.error("it cannot be read: \(error.message)")
      }
    }
  }
}

extension Database {
  /// The numbers that say whose file it is, and how it is laid out.
  fileprivate func format() throws(DatabaseError) -> (application: Int64, version: Int64) {
    (try number("pragma application_id") ?? 0, try number("pragma user_version") ?? 0)
  }

  /// Of tables that are stored, not of views, nor of what a module makes up.
  fileprivate func tableNames() throws(DatabaseError) -> Set<String> {
    try names("select name from sqlite_master where type = 'table' and rootpage > 0", at: 0) { _ in
      true
    }
  }

  /// Of columns that are stored, not worked out. The table is one of ours.
  fileprivate func columnNames(of table: String) throws(DatabaseError) -> Set<String> {
    try names("pragma table_xinfo(\(table))", at: 1) { $0.integer(6) == 0 }
  }

  private func names(
    _ sql: String, at column: Int, where isWanted: (DatabaseStatement) -> Bool
  ) throws(DatabaseError) -> Set<String> {
    let statement = try prepare(sql)
    var names: Set<String> = []
    while try statement.step() {
      if isWanted(statement), case .text(let name) = statement.cell(column) {
        names.insert(String(decoding: name, as: UTF8.self))
      }
    }
    return names
  }

  /// What the file says of itself.
  func meta() throws(DatabaseError) -> [String: DatabaseStatement.Cell] {
    let statement = try prepare("select key, value from meta")
    var meta: [String: DatabaseStatement.Cell] = [:]
    while try statement.step() {
      if case .text(let key) = statement.cell(0) {
        meta[String(decoding: key, as: UTF8.self)] = statement.cell(1)
      }
    }
    return meta
  }
}
