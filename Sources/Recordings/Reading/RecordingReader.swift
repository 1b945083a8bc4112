import Execution
import Glibc
import Schema
import Values

/// One statement's look at a recording: a transaction, in which the file is what it was when it began,
/// whatever a recorder adds meanwhile, and what was read of it. It is used by one thread.
final class RecordingReader {
  /// What it is that is read.
  let recording: Recording
  private let database: Database
  private var statements: [String: DatabaseStatement] = [:]
  private let giveBack: (Database) -> Void
  /// Which processes there are.
  private(set) lazy var processes = ProcessReader(of: self)
  /// What they were like.
  private(set) lazy var facts = FactReader(of: self)
  /// What seldom changes, and texts.
  private(set) lazy var dictionary = DictionaryReader(of: self)
  private var machines: [Int64: RecordedMachine] = [:]
  /// The last that was asked for.
  var bootOfInstant: (instant: Int64, boot: Int64?)?

  /// `giveBack` takes the database when the look is over.
  init(
    _ recording: Recording, _ database: Database, giveBack: @escaping (Database) -> Void
  ) throws(Failure) {
    self.recording = recording
    self.database = database
    self.giveBack = giveBack
    do throws(DatabaseError) {
      try database.execute("begin")
    } catch {
      throw failure(error, RecordingAccess.moment)
    }
  }

  deinit {
    statements.removeAll()
    guard database.isInTransaction else { return giveBack(database) }
    do throws(DatabaseError) {
      try database.execute("rollback")
      giveBack(database)
    } catch {
      // It is closed with its last use.
    }
  }

  /// Why something could not be read of it.
  func failure(_ reason: String, _ access: Access) -> Failure {
    Failure(reason, at: recording.path, of: access.id)
  }

  /// In SQLite's words.
  func failure(_ error: DatabaseError, _ access: Access) -> Failure {
    failure(error.message, access)
  }

  /// A statement that is prepared once.
  func statement(_ sql: String, of access: Access) throws(Failure) -> DatabaseStatement {
    if let known = statements[sql] { return known }
    do throws(DatabaseError) {
      let statement = try database.prepare(sql)
      statements[sql] = statement
      return statement
    } catch {
      throw failure(error, access)
    }
  }

  /// Runs a statement with whole numbers for its parameters, and reads each of its rows until the body has
  /// had enough: then that is false.
  func read(
    _ statement: DatabaseStatement, _ parameters: Int64..., of access: Access,
    _ body: (DatabaseStatement) -> Bool
  ) throws(Failure) {
    do throws(DatabaseError) {
      for (index, parameter) in parameters.enumerated() {
        try statement.bind(.integer(parameter), at: index + 1)
      }
      while try statement.step() {
        guard body(statement) else {
          statement.reset()
          return
        }
      }
    } catch {
      throw failure(error, access)
    }
  }

  /// What the machine was like; nothing is known of one that the file does not tell of.
  func machine(_ id: Int64) throws(Failure) -> RecordedMachine {
    if let known = machines[id] { return known }
    var machine = RecordedMachine()
    let statement = try statement(RecordedMachine.query, of: RecordingAccess.moment)
    try read(statement, id, of: RecordingAccess.moment) { row in
      machine = RecordedMachine(row)
      return false
    }
    machines[id] = machine
    return machine
  }

  /// Whether some column of names holds this one.
  func holdsName(_ name: String) throws(Failure) -> Bool {
    let columns = zip(recording.schema.columns, recording.columns).compactMap { column, cell in
      if case .label(let place) = cell, column.schema.vocabulary == .names {
        recording.labelColumns[place].name
      } else {
        nil
      }
    }
    for column in columns {
      let statement = try statement(
        """
        select 1 from label join text on text.id = label.\(column.quotedForSQL)
        where text.value = ?1 limit 1
        """, of: RecordingAccess.text)
      do throws(DatabaseError) {
        try statement.bind(.text(Array(name.utf8)), at: 1)
        defer { statement.reset() }
        if try statement.step() { return true }
      } catch {
        throw failure(error, RecordingAccess.text)
      }
    }
    return false
  }
}

/// What the machine was like that was recorded.
struct RecordedMachine: Sendable {
  /// Its local zone: `CET+0100`; empty where nothing is known.
  var zone = ""
  /// Bytes.
  var pageSize: Int?
  /// Of the kernel's clock.
  var ticksPerSecond = 100
  /// Bytes.
  var memoryTotal: Int64?
  /// Processors on line.
  var processorCount: Int64?

  /// What asks for it by its id.
  static let query =
    "select zone, page_size, ticks, memory_total, processors from machine where id = ?1"

  /// Nothing is known of it.
  init() {}

  init(_ row: DatabaseStatement) {
    if case .text(let zone) = row.cell(0) { self.zone = String(decoding: zone, as: UTF8.self) }
    if !row.isNull(1) { pageSize = Int(row.integer(1)) }
    if row.integer(2) > 0 { ticksPerSecond = Int(row.integer(2)) }
    if !row.isNull(3) { memoryTotal = row.integer(3) }
    if !row.isNull(4) { processorCount = row.integer(4) }
  }
}

/// How many rows of which table were read, for `--stats`.
final class ReadCounts {
  /// By `AccessID`.
  private var read = [Int](repeating: 0, count: RecordingAccess.all.count)
  private var denied: [AccessID: Int] = [:]
  private var failed: [AccessID: Int] = [:]

  /// Counts rows that were read.
  func add(_ count: Int = 1, of access: Access) { read[access.id.index] += count }

  /// Counts a fact that was refused when it was recorded.
  func addDenied(_ access: AccessID) { denied[access, default: 0] += 1 }

  /// Counts a fact that could not be had, then or now.
  func addFailed(_ access: AccessID) { failed[access, default: 0] += 1 }

  /// By name, in the order of a schema's accesses.
  func reads(in schema: Schema) -> [(name: String, count: Int)] {
    schema.accesses.compactMap { access in
      guard read.indices.contains(access.id.index), read[access.id.index] > 0 else { return nil }
      return (access.name, read[access.id.index])
    }
  }

  /// Refusals, likewise.
  func denied(in schema: Schema) -> [(name: String, count: Int)] { named(denied, in: schema) }

  /// Failures, likewise.
  func failed(in schema: Schema) -> [(name: String, count: Int)] { named(failed, in: schema) }

  private func named(
    _ counts: [AccessID: Int], in schema: Schema
  ) -> [(name: String, count: Int)] {
    schema.accesses.compactMap { access in counts[access.id].map { (access.name, $0) } }
  }
}
