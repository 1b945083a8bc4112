import Execution
import QueryLanguage
import Schema

/// Opens the file of a recording to write to it: an empty one is made a recording, one that is there is gone
/// on with if it is of the same query.
struct RecordingOpening {
  private let file: WritablePath
  private let plan: RecordingPlan
  private let schema: RecordingSchema

  init(_ file: WritablePath, _ plan: RecordingPlan, _ schema: RecordingSchema) {
    self.file = file
    self.plan = plan
    self.schema = schema
  }

  /// How long is waited for others who look into the file, in milliseconds.
  private static let patience: Int32 = 2000

  /// Throws why no file could hold what is recorded, or none could be written, before one is made.
  func checkMeans() throws(RecordingError) {
    let count = schema.labels.count + schema.facts.count
    guard count <= RecordingLayout.mostColumns else {
      throw file.error("\(count) columns are too many: it can hold \(RecordingLayout.mostColumns)")
    }
    try asking { () throws(DatabaseError) in try Database.load() }
  }

  /// Opens what was prepared; where that fails, no new file is left.
  func open(_ opened: OpenFile) throws(RecordingError) -> Database {
    do throws(RecordingError) {
      return try database(of: opened)
    } catch {
      if opened.isNew { opened.remove(from: file.path) }
      throw error
    }
  }

  private func database(of opened: OpenFile) throws(RecordingError) -> Database {
    let database = try asking { () throws(DatabaseError) in
      let database = try Database(file.path, .writing(creates: false), of: opened)
      database.setPatience(milliseconds: Self.patience)
      try database.distrustSchema()
      // What is not kept any more must not stay in pages that are free: it may be a secret.
      _ = try database.number("pragma secure_delete = on")
      return database
    }
    if try asking({ () throws(DatabaseError) in try isEmpty(database) }) {
      try asking { () throws(DatabaseError) in try make(database) }
    } else {
      try check(database)
    }
    try asking { () throws(DatabaseError) in try database.keepLog() }
    return database
  }

  /// What SQLite says is said of the file.
  func asking<Result>(
    _ body: () throws(DatabaseError) -> Result
  ) throws(RecordingError) -> Result {
    do throws(DatabaseError) {
      return try body()
    } catch {
      throw file.error(Self.reason(error))
    }
  }

  /// Why the file cannot be used.
  static func reason(_ error: DatabaseError) -> String {
    switch error.kind {
    case .isNoDatabase?: "it is no recording"
    case .isDamaged?: "it is damaged: \(visible(error.message))"
    case .isBusy?, .isReadOnly?, .failedToTransfer?, .isFull?, .cannotOpen?, nil:
      visible(error.message)
    }
  }

  // MARK: A new recording

  private func isEmpty(_ database: Database) throws(DatabaseError) -> Bool {
    let numbers = [
      try database.number("select count(*) from sqlite_master"),
      try database.number("pragma application_id"), try database.number("pragma user_version"),
    ]
    return numbers == [0, 0, 0]
  }

  /// All in one transaction: whoever is killed here leaves an empty file. Pages that are freed can be given
  /// back only in a file that was made so.
  private func make(_ database: Database) throws(DatabaseError) {
    try database.execute("pragma auto_vacuum = incremental")
    let shown = Set(plan.columns.map(\.name))
    try database.transaction { () throws(DatabaseError) in
      try database.execute("pragma application_id = \(RecordingLayout.applicationID)")
      try database.execute("pragma user_version = \(RecordingLayout.version)")
      for definition in RecordingLayout.definitions(of: schema, showing: shown) {
        try database.execute(definition)
      }
      try writeMeta(database)
    }
  }

  private func writeMeta(_ database: Database) throws(DatabaseError) {
    let insert = try database.prepare("insert or replace into meta(key, value) values (?, ?)")
    for (key, value) in meta { try insert.run([.init(key), value]) }
  }

  private var meta: [(key: String, value: DatabaseStatement.Cell)] {
    [
      ("program", .init("procq")), ("statement", .init(plan.statement)),
      ("interval", .init("\(plan.interval)")), ("keep", .init(plan.keep.map { "\($0)" })),
      ("schema", .text(schema.json)),
    ]
  }

  // MARK: One that is there

  private func check(_ database: Database) throws(RecordingError) {
    let numbers = try asking { () throws(DatabaseError) in
      (
        application: try database.number("pragma application_id"),
        version: try database.number("pragma user_version"),
        triggers: try database.number("select count(*) from sqlite_master where type = 'trigger'")
      )
    }
    guard numbers.application == RecordingLayout.applicationID else {
      throw file.error("it is a file of SQLite, but no recording")
    }
    guard let version = numbers.version, version == RecordingLayout.version else {
      throw file.error(
        "it is in format \(numbers.version ?? 0), and this procq writes \(RecordingLayout.version)")
    }
    guard numbers.triggers == 0 else { throw file.error("it has triggers, as no recording has") }
    let there = try asking { () throws(DatabaseError) in try database.meta() }
    try checkPlan(there)
    guard meta.contains(where: { there[$0.key] != $0.value }) else { return }
    // A log that somebody has left may hold the room that is wanted.
    _ = try? database.foldLog()
    try asking { () throws(DatabaseError) in
      try database.transaction { () throws(DatabaseError) in try writeMeta(database) }
    }
  }

  /// It is gone on with only if what is told of a process stays the same.
  private func checkPlan(_ meta: [String: DatabaseStatement.Cell]) throws(RecordingError) {
    guard let statement = meta["statement"]?.bytes, let json = meta["schema"]?.bytes else {
      throw file.error("it is damaged: it does not say what was recorded")
    }
    guard statement == Array(plan.statement.utf8) else {
      throw file.error(
        """
        it is of another query
          it records: \(visible(statement))
          wanted:     \(visible(plan.statement))
        """)
    }
    do throws(SchemaError) {
      if let difference = try RecordingSchema(json: json).storedDifference(from: schema) {
        throw SchemaError("its columns are of another procq: \(difference)")
      }
    } catch {
      throw file.error(visible(error.words))
    }
  }
}

extension DatabaseStatement.Cell {
  /// Of a text or a blob.
  fileprivate var bytes: [UInt8]? {
    switch self {
    case .text(let bytes), .bytes(let bytes): bytes
    case .null, .integer, .real: nil
    }
  }
}

extension RecordingSchema {
  /// The first column that is stored in another way by another schema; nil where all are the same.
  fileprivate func storedDifference(from other: RecordingSchema) -> String? {
    let (own, others) = (labels + facts, other.labels + other.facts)
    for (column, there) in zip(own, others) where !column.isStored(as: there) {
      return "it has \(column.words), not \(there.words)"
    }
    return own.count == others.count ? nil : "it has \(own.count), not \(others.count)"
  }
}

extension RecordingSchema.Column {
  fileprivate func isStored(as other: RecordingSchema.Column) -> Bool {
    schema.name == other.schema.name && schema.type == other.schema.type && place == other.place
  }

  fileprivate var words: String {
    "\(schema.name) (\(schema.type.words), \(schema.kind.rawValue))"
  }
}
