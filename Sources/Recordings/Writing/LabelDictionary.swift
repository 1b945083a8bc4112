import Schema

/// A combination of labels: the cells of a row, and the text that says why some of them are not known.
struct LabelKey: Hashable {
  let cells: [StoredCell]
  let reason: Int64?
}

/// The combinations of labels of a recording that is written.
final class LabelDictionary: StoredDictionary<LabelKey> {
  private let insert: DatabaseStatement

  init(_ schema: RecordingSchema, in database: Database) throws(DatabaseError) {
    let columns =
      schema.labelNames.map(\.quotedForSQL) + CellMasks.names(for: schema.labels.count)
      + ["reason"]
    insert = try database.prepare(
      """
      insert into label(\(columns.joined(separator: ", ")))
      values (\(columns.map { _ in "?" }.joined(separator: ", ")))
      """)
    try super.init("label", in: database)
  }

  /// The id of a combination, which is written where it is not known.
  func id(of key: LabelKey) throws(DatabaseError) -> Int64 {
    try id(of: key) { () throws(DatabaseError) in
      let place = try insert.bind(key.cells, from: 1)
      try insert.bind(key.reason.map { .integer($0) } ?? .null, at: place)
      while try insert.step() {}
      return insert.lastID
    }
  }
}
