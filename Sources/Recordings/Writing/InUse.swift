/// The ids of things that rows of a file refer to: of those that are referred to now, and of so many that
/// lately were, so that few are written twice.
struct InUse<Key: Hashable> {
  /// The moment that is being written.
  var moment: Int64 = 0
  private var entries: [Key: Entry] = [:]
  private var keys: [Int64: Key] = [:]
  /// Ids of those that nobody referred to when they were added, the oldest first; some may be in use again.
  private var idle: [Int64] = []

  private struct Entry {
    let id: Int64
    var uses = 0
    /// Whether it stands in `idle`.
    var isIdle = false
    /// From which moment on nobody has referred to it, as long as nobody does.
    var idleSince: Int64
  }

  /// One that is forgotten: no moment after `last` needs it.
  typealias Forgotten = (id: Int64, last: Int64)

  /// Nothing is in use.
  init() {}

  /// Nil of what is not known, though the file may have it.
  func id(of key: Key) -> Int64? { entries[key]?.id }

  /// Whether a thing of this id is known.
  func holds(_ id: Int64) -> Bool { keys[id] != nil }

  /// Adds one that nobody refers to yet.
  mutating func add(_ key: Key, _ id: Int64) {
    entries[key] = Entry(id: id, idleSince: moment)
    keys[id] = key
    setIdle(key)
  }

  /// One more refers to it.
  mutating func retain(_ id: Int64) {
    guard let key = keys[id] else { return }
    entries[key]?.uses += 1
  }

  /// One fewer refers to it.
  mutating func release(_ id: Int64) {
    guard let key = keys[id], let entry = entries[key] else { return }
    entries[key]?.uses = max(0, entry.uses - 1)
    if entry.uses <= 1 { setIdle(key) }
  }

  private mutating func setIdle(_ key: Key) {
    guard let entry = entries[key] else { return }
    entries[key]?.idleSince = moment
    guard !entry.isIdle else { return }
    entries[key]?.isIdle = true
    idle.append(entry.id)
  }

  /// Forgets those that have not been referred to for the longest, where more than so many are not.
  mutating func forget(beyond most: Int) -> [Forgotten] {
    guard idle.count > most else { return [] }
    let old = Array(idle.prefix(idle.count - most / 2))
    idle.removeFirst(old.count)
    return old.compactMap { forget($0) }
  }

  /// Forgets those that no moment needs from this one on.
  mutating func forget(neededBefore first: Int64) -> [Forgotten] {
    let old = idle
    idle.removeAll()
    return old.compactMap { id in
      guard let entry = keys[id].flatMap({ entries[$0] }) else { return nil }
      if entry.uses == 0, entry.idleSince > first {
        idle.append(id)
        return nil
      }
      return forget(id)
    }
  }

  /// Forgets one that has left `idle`; nil where it is in use again.
  private mutating func forget(_ id: Int64) -> Forgotten? {
    guard let key = keys[id], let entry = entries[key] else { return nil }
    if entry.uses > 0 {
      entries[key]?.isIdle = false
      return nil
    }
    entries[key] = nil
    keys[id] = nil
    return (id, entry.idleSince - 1)
  }
}
