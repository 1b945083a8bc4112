import CSQLite

/// A prepared statement of a database, which may be run again and again.
final class DatabaseStatement {
  private let handle: OpaquePointer
  private let database: Database

  init(_ handle: OpaquePointer, of database: Database) {
    self.handle = handle
    self.database = database
  }

  deinit { sqlite_finalize(handle) }

  /// What a cell holds, or a parameter is given.
  enum Cell: Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    case bytes([UInt8])

    /// A whole number, also one that stands there as text; nil of all else.
    var wholeNumber: Int64? {
      switch self {
      case .integer(let number): number
      case .text(let bytes): Int64(String(decoding: bytes, as: UTF8.self))
      case .null, .real, .bytes: nil
      }
    }
  }

  /// Gives a parameter a value; they count from 1.
  func bind(_ cell: Cell, at place: Int) throws(DatabaseError) {
    let place = Int32(place)
    let result: Int32
    switch cell {
    case .null: result = sqlite_bind_nothing(handle, place)
    case .integer(let value): result = sqlite_bind_integer(handle, place, value)
    case .real(let value): result = sqlite_bind_real(handle, place, value)
    case .text(let bytes):
      result = bytes.withUnsafeBytes { sqlite_bind_text(handle, place, $0.baseAddress, $0.count) }
    case .bytes(let bytes):
      result = bytes.withUnsafeBytes { sqlite_bind_bytes(handle, place, $0.baseAddress, $0.count) }
    }
    try database.check(result)
  }

  /// Goes to the next row; false at the end, after which it begins anew.
  func step() throws(DatabaseError) -> Bool {
    switch sqlite_step(handle) {
    case SQLITE_CALL_ROW.result: return true
    case SQLITE_CALL_DONE.result:
      sqlite_reset(handle)
      return false
    default:
      let error = database.lastError
      sqlite_reset(handle)
      throw error
    }
  }

  /// Begins anew, whatever row it is at.
  func reset() { sqlite_reset(handle) }

  /// The id of the row that was inserted last into the database.
  var lastID: Int64 { database.lastID }

  /// Runs it with these parameters, for what it does.
  func run(_ cells: [Cell]) throws(DatabaseError) {
    for (index, cell) in cells.enumerated() { try bind(cell, at: index + 1) }
    while try step() {}
  }

  /// Whether a cell of the row is NULL; columns count from 0.
  func isNull(_ column: Int) -> Bool {
    sqlite_cell_type(handle, Int32(column)) == SQLITE_TYPE_NULL.rawValue
  }

  /// A cell as an integer; 0 of NULL.
  func integer(_ column: Int) -> Int64 { sqlite_cell_integer(handle, Int32(column)) }

  /// A cell as an integer; nil of NULL.
  func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

  /// A cell as the bytes of a text or a blob; none of NULL.
  func bytes(_ column: Int) -> [UInt8] { bytes(Int32(column)) }

  /// A cell as text; nil of NULL.
  func text(_ column: Int) -> String? {
    isNull(column) ? nil : String(decoding: bytes(column), as: UTF8.self)
  }

  /// A cell of the row, as it is stored.
  func cell(_ column: Int) -> Cell {
    let column = Int32(column)
    switch UInt32(bitPattern: sqlite_cell_type(handle, column)) {
    case SQLITE_TYPE_INTEGER.rawValue: return .integer(sqlite_cell_integer(handle, column))
    case SQLITE_TYPE_REAL.rawValue: return .real(sqlite_cell_real(handle, column))
    case SQLITE_TYPE_TEXT.rawValue: return .text(bytes(column))
    case SQLITE_TYPE_BLOB.rawValue: return .bytes(bytes(column))
    default: return .null
    }
  }

  /// All cells of the row.
  var cells: [Cell] { (0..<Int(sqlite_column_count(handle))).map { cell($0) } }

  private func bytes(_ column: Int32) -> [UInt8] {
    var count = 0
    guard let bytes = sqlite_cell_bytes(handle, column, &count) else { return [] }
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
