import Schema

/// The combinations of labels of a recording that is written: each is written once, as long as it is in use.
final class LabelDictionary {
  private var labels = InUse<Key>()
  private let database: Database
  private let insert: DatabaseStatement
  private let retire: DatabaseStatement

  /// So many that no process has are remembered.
  private static let mostIdle = 4096

  /// The cells of a row, and the text that says why some of them are not known.
  struct Key: Hashable {
    let cells: [StoredCell]
    let reason: Int64?
  }

  init(_ schema: RecordingSchema, in database: Database) throws(DatabaseError) {
    self.database = database
    let columns =
      schema.labelNames.map(\.quotedForSQL) + CellMasks.names(for: schema.labels.count)
      + ["reason"]
    insert = try database.prepare(
      """
      insert into label(\(columns.joined(separator: ", ")))
      values (\(columns.map { _ in "?" }.joined(separator: ", ")))
      """)
    retire = try database.prepare("update label set last = ?2 where id = ?1")
  }

  /// The id of a combination, which is written where it is not known.
  func id(of key: Key) throws(DatabaseError) -> Int64 {
    if let known = labels.id(of: key) { return known }
    let place = try insert.bind(key.cells, from: 1)
    try insert.bind(key.reason.map { .integer($0) } ?? .null, at: place)
    while try insert.step() {}
    let id = database.lastID
    labels.add(key, id)
    return id
  }

  /// Makes a combination of the file known.
  func add(_ key: Key, _ id: Int64) {
    if !labels.holds(id), labels.id(of: key) == nil { labels.add(key, id) }
  }

  func holds(_ id: Int64) -> Bool { labels.holds(id) }
  func retain(_ id: Int64) { labels.retain(id) }
  func release(_ id: Int64) { labels.release(id) }

  /// The moment that is being written.
  var moment: Int64 {
    get { labels.moment }
    set { labels.moment = newValue }
  }

  /// Forgets those that have been in use the longest ago, where they are many; that no moment needs them
  /// is written.
  func forgetOld() throws(DatabaseError) { try retire(labels.forget(beyond: Self.mostIdle)) }

  /// Likewise those that no moment needs from this one on, and thus none that is kept.
  func forget(neededBefore first: Int64) throws(DatabaseError) {
    try retire(labels.forget(neededBefore: first))
  }

  private func retire(_ forgotten: [InUse<Key>.Forgotten]) throws(DatabaseError) {
    for (id, last) in forgotten { try retire.run([.integer(id), .integer(last)]) }
  }
}
