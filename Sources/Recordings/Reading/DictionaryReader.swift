import Execution
import Schema
import Values

/// Finds labels and texts, each once.
final class DictionaryReader {
  private unowned let reader: RecordingReader
  private var labels = BoundedCache<StoredCells>(of: 8 << 20)
  private var texts = BoundedCache<Text>(of: 16 << 20)
  private var collections = BoundedCache<Value>(of: 16 << 20)
  private let columnCount: Int
  private let query: String

  /// What a list or a map takes for each byte that its text has, at most.
  private static let bytesPerByte = 8

  init(of reader: RecordingReader) {
    self.reader = reader
    let columns = reader.recording.labelColumns
    columnCount = columns.count
    query = "select \(StoredCells.selection(columns, of: "label")) from label where id = ?1"
  }

  /// What seldom changes of a process.
  func label(_ id: Int64, _ counts: ReadCounts) throws(Failure) -> StoredCells {
    if let known = labels[id] { return known }
    let statement = try reader.statement(query, of: RecordingAccess.label)
    var found: StoredCells?
    try reader.read(statement, id, of: RecordingAccess.label) { row in
      found = StoredCells(row, from: 0, count: columnCount)
      return false
    }
    counts.add(of: RecordingAccess.label)
    guard let found else { throw reader.failure("label \(id) is missing", RecordingAccess.label) }
    labels.keep(found, of: columnCount * MemoryLayout<DatabaseStatement.Cell>.stride, for: id)
    return found
  }

  /// The bytes of a text.
  func text(_ id: Int64, _ counts: ReadCounts) throws(Failure) -> Text {
    if let known = texts[id] { return known }
    let found = try readText(id, counts)
    texts.keep(found, of: found.bytes.count, for: id)
    return found
  }

  private func readText(_ id: Int64, _ counts: ReadCounts) throws(Failure) -> Text {
    let statement = try reader.statement(
      "select coalesce(bytes, value) from text where id = ?1", of: RecordingAccess.text)
    var found: Text?
    try reader.read(statement, id, of: RecordingAccess.text) { row in
      switch row.cell(0) {
      case .text(let bytes), .bytes(let bytes): found = Text(bytes: bytes)
      case .null, .integer, .real: break
      }
      return false
    }
    counts.add(of: RecordingAccess.text)
    guard let found else { throw reader.failure("text \(id) is missing", RecordingAccess.text) }
    return found
  }

  /// A text, or the list or map that a text is.
  func value(_ id: Int64, of type: ValueType, _ counts: ReadCounts) throws(Failure) -> Value {
    guard type.isCollection else { return .text(try text(id, counts)) }
    if let known = collections[id] { return known }
    let text = try readText(id, counts)
    let tree: JSONTree?
    do throws(JSONError) { tree = try JSONTree(parsing: text.bytes) } catch { tree = nil }
    guard let value = tree?.value(of: type) else {
      throw reader.failure("text \(id) is not \(type.words)", RecordingAccess.text)
    }
    collections.keep(value, of: Self.bytesPerByte * text.bytes.count, for: id)
    return value
  }
}
