/// Things that rows of a recording refer to by id: each is written once, as long as it is in use. Of those that are
/// forgotten it is written since which moment no row has needed them.
class StoredDictionary<Key: Hashable> {
  private var entries = InUse<Key>()
  private let retire: DatabaseStatement

  /// So many that nothing refers to are remembered.
  private static var mostIdle: Int { 4096 }

  /// Of the rows of a table.
  init(_ table: String, in database: Database) throws(DatabaseError) {
    retire = try database.prepare("update \(table) set last = ?2 where id = ?1")
  }

  /// The id of a thing; one that is not known is written, which tells its id.
  func id(
    of key: Key, else write: () throws(DatabaseError) -> Int64
  ) throws(DatabaseError) -> Int64 {
    if let known = entries.id(of: key) { return known }
    let id = try write()
    entries.add(key, id)
    return id
  }

  /// Makes one that is in the file known.
  func add(_ key: Key, _ id: Int64) {
    if !entries.holds(id), entries.id(of: key) == nil { entries.add(key, id) }
  }

  func holds(_ id: Int64) -> Bool { entries.holds(id) }
  func retain(_ id: Int64) { entries.retain(id) }
  func release(_ id: Int64) { entries.release(id) }

  /// The moment that is being written.
  var moment: Int64 {
    get { entries.moment }
    set { entries.moment = newValue }
  }

  /// Forgets those that have been in use the longest ago, where they are many.
  func forgetOld() throws(DatabaseError) { try retire(entries.forget(beyond: Self.mostIdle)) }

  /// Likewise those that no moment needs from this one on, and thus none that is kept.
  func forget(neededBefore first: Int64) throws(DatabaseError) {
    try retire(entries.forget(neededBefore: first))
  }

  private func retire(_ forgotten: [InUse<Key>.Forgotten]) throws(DatabaseError) {
    for (id, last) in forgotten { try retire.run([.integer(id), .integer(last)]) }
  }
}
