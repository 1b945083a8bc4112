import CSQLite

/// A database of SQLite, used by one thread at a time; it is closed with its last use.
final class Database {
  private let handle: OpaquePointer
  /// Let go of after the database: SQLite's locks go with any descriptor of the file.
  private let file: OpenFile?

  /// How a database is opened.
  enum Mode {
    /// As a file that nobody writes to: no lock is taken, and a log beside it is not looked at.
    case immutable
    case reading
    case writing(creates: Bool)
  }

  /// Opens the file at a path without NUL; `file` is what this process has open of it besides.
  init(_ path: [UInt8], _ mode: Mode, of file: OpenFile? = nil) throws(DatabaseError) {
    self.file = file
    try Self.load()
    var opened: OpaquePointer?
    let name = mode.isImmutable ? Self.immutableName(of: path) : path
    let result = (name + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        sqlite_open(
          characters.baseAddress, mode.isReadOnly, mode.creates, mode.isImmutable, &opened)
      }
    }
    guard let opened else { throw DatabaseError(code: result, message: "out of memory") }
    guard result == SQLITE_CALL_OK.result else {
      let error = Self.lastError(of: opened)
      sqlite_close(opened)
      throw error
    }
    handle = opened
  }

  deinit { sqlite_close(handle) }

  /// Throws if SQLite is not there.
  static func load() throws(DatabaseError) {
    guard sqlite_load() else { throw .noLibrary }
  }

  /// `file:/a%20b?immutable=1`
  private static func immutableName(of path: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    var name = Array("file:".utf8)
    for byte in path {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        name.append(byte)
      default: name += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return name + Array("?immutable=1".utf8)
  }

  /// Runs statements without parameters.
  func execute(_ sql: String) throws(DatabaseError) { try check(sqlite_execute(handle, sql)) }

  /// Prepares one statement.
  func prepare(_ sql: String) throws(DatabaseError) -> DatabaseStatement {
    var statement: OpaquePointer?
    try check(sqlite_prepare(handle, sql, &statement))
    guard let statement else {
      throw DatabaseError(code: 1, message: "there is no statement in '\(sql)'")
    }
    return DatabaseStatement(statement, of: self)
  }

  /// The id of the row that was inserted last.
  var lastID: Int64 { sqlite_last_id(handle) }
  /// How many rows the last statement changed.
  var changes: Int64 { sqlite_changes(handle) }
  /// Whether a transaction is open.
  var isInTransaction: Bool { sqlite_in_transaction(handle) }

  /// Does all of it or nothing. A failure of its own takes back what was done, and is thrown.
  func transaction<Result>(
    _ body: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    try execute("begin immediate")
    do throws(DatabaseError) {
      let result = try body()
      try execute("commit")
      return result
    } catch {
      // After some failures SQLite has taken it back already. What cannot be taken back now is, with the
      // next use of the file.
      if isInTransaction { sqlite_execute(handle, "rollback") }
      throw error
    }
  }

  /// The only number that a statement without parameters tells; nil where it tells none.
  func number(_ sql: String) throws(DatabaseError) -> Int64? {
    let statement = try prepare(sql)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return statement.integer(0)
  }

  /// How long a call waits for another that holds the database, in milliseconds.
  func setPatience(milliseconds: Int32) { sqlite_wait(handle, milliseconds) }

  /// From here on nothing that the file's schema says is run.
  func distrustSchema() throws(DatabaseError) { try check(sqlite_distrust(handle)) }

  /// Throws what a call came to, where that is a failure.
  func check(_ result: Int32) throws(DatabaseError) {
    guard result != SQLITE_CALL_OK.result else { return }
    throw Self.lastError(of: handle)
  }

  /// What the last call failed with.
  var lastError: DatabaseError { Self.lastError(of: handle) }

  private static func lastError(of handle: OpaquePointer) -> DatabaseError {
    let code = sqlite_code(handle)
    return DatabaseError(
      code: code, message: sqlite_message(handle).map { String(cString: $0) } ?? "unknown",
      systemError: DatabaseError.isOfTheSystem(code: code) ? sqlite_system_error(handle) : 0)
  }
}

extension Database.Mode {
  fileprivate var isImmutable: Bool { if case .immutable = self { true } else { false } }
  fileprivate var creates: Bool { if case .writing(creates: true) = self { true } else { false } }
  fileprivate var isReadOnly: Bool { if case .writing = self { false } else { true } }
}

extension sqlite_result {
  /// As calls give it.
  var result: Int32 { Int32(rawValue) }
}
