import QueryLanguage
import Values

/// The texts of a recording that is written.
final class TextDictionary: StoredDictionary<Text> {
  private let insert: DatabaseStatement

  init(in database: Database) throws(DatabaseError) {
    insert = try database.prepare("insert into text(value, bytes) values (?1, ?2)")
    try super.init("text", in: database)
  }

  /// The id of a text, which is written where it is not known.
  func id(of text: Text) throws(DatabaseError) -> Int64 {
    try id(of: text) { () throws(DatabaseError) in
      // SQLite ends texts at NUL, and others read no text that is not UTF-8: it can be shown, and its bytes
      // stand beside.
      let isPlain =
        !text.bytes.contains(0) && String(validating: text.bytes, as: UTF8.self) != nil
      try insert.bind(.text(isPlain ? text.bytes : Array(visible(text.bytes).utf8)), at: 1)
      try insert.bind(isPlain ? .null : .bytes(text.bytes), at: 2)
      while try insert.step() {}
      return insert.lastID
    }
  }
}
