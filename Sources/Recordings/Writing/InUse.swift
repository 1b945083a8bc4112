/// The ids of things that rows of a file refer to: of those that are referred to now, and of so many that
/// lately were, so that few are written twice.
struct InUse<Key: Hashable> {
  private var entries: [Key: Entry] = [:]
  private var keys: [Int64: Key] = [:]
  /// Ids of those that nobody referred to when they were added, the oldest first; some may be in use again.
  private var idle: [Int64] = []

  private struct Entry {
    let id: Int64
    var uses = 0
    /// Whether it stands in `idle`.
    var isIdle = false
  }

  /// Nothing is in use.
  init() {}

  /// Nil of what is not known, though the file may have it.
  func id(of key: Key) -> Int64? { entries[key]?.id }

  /// Whether a thing of this id is known.
  func holds(_ id: Int64) -> Bool { keys[id] != nil }

  /// Adds one that nobody refers to yet.
  mutating func add(_ key: Key, _ id: Int64) {
    entries[key] = Entry(id: id)
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
    guard let entry = entries[key], !entry.isIdle else { return }
    entries[key]?.isIdle = true
    idle.append(entry.id)
  }

  /// Forgets those that have not been referred to for the longest, where more than so many are not; their
  /// ids.
  mutating func forget(beyond most: Int) -> [Int64] {
    guard idle.count > most else { return [] }
    let old = idle.prefix(idle.count - most / 2)
    idle.removeFirst(old.count)
    return old.filter { id in
      guard let key = keys[id] else { return false }
      if let uses = entries[key]?.uses, uses > 0 {
        entries[key]?.isIdle = false
        return false
      }
      entries[key] = nil
      keys[id] = nil
      return true
    }
  }
}
