import QueryLanguage
import Values

/// The texts of a recording that is written: each is written once, as long as it is in use.
final class TextDictionary {
  private var texts = InUse<Text>()
  private let database: Database
  private let insert: DatabaseStatement
  private let retire: DatabaseStatement

  /// So many that nobody refers to are remembered.
  private static let mostIdle = 4096

  init(in database: Database) throws(DatabaseError) {
    self.database = database
    insert = try database.prepare("insert into text(value, bytes) values (?1, ?2)")
    retire = try database.prepare("update text set last = ?2 where id = ?1")
  }

  /// The id of a text, which is written where it is not known.
  func id(of text: Text) throws(DatabaseError) -> Int64 {
    if let known = texts.id(of: text) { return known }
    // SQLite ends texts at NUL, and others read no text that is not UTF-8: it can be shown, and its bytes
    // stand beside.
    let isPlain =
      !text.bytes.contains(0) && String(validating: text.bytes, as: UTF8.self) != nil
    try insert.bind(.text(isPlain ? text.bytes : Array(visible(text.bytes).utf8)), at: 1)
    try insert.bind(isPlain ? .null : .bytes(text.bytes), at: 2)
    while try insert.step() {}
    let id = database.lastID
    texts.add(text, id)
    return id
  }

  /// Makes a text of the file known.
  func add(_ text: Text, _ id: Int64) {
    if !texts.holds(id), texts.id(of: text) == nil { texts.add(text, id) }
  }

  func holds(_ id: Int64) -> Bool { texts.holds(id) }
  func retain(_ id: Int64) { texts.retain(id) }
  func release(_ id: Int64) { texts.release(id) }

  /// The moment that is being written.
  var moment: Int64 {
    get { texts.moment }
    set { texts.moment = newValue }
  }

  /// Forgets those that have been in use the longest ago, where they are many; that no moment needs them
  /// is written.
  func forgetOld() throws(DatabaseError) { try retire(texts.forget(beyond: Self.mostIdle)) }

  /// Likewise those that no moment needs from this one on, and thus none that is kept.
  func forget(neededBefore first: Int64) throws(DatabaseError) {
    try retire(texts.forget(neededBefore: first))
  }

  private func retire(_ forgotten: [InUse<Text>.Forgotten]) throws(DatabaseError) {
    for (id, last) in forgotten { try retire.run([.integer(id), .integer(last)]) }
  }
}
