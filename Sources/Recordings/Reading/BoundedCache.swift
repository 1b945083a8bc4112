/// What was read of a file by id, as much as so many bytes hold: a statement over a long time may meet with more
/// than is worth keeping. What it has grown to beyond that is let go, and read again where it is asked for.
struct BoundedCache<Value> {
  private var values: [Int64: Value] = [:]
  private var bytes = 0
  private let limit: Int

  /// A table's own bytes for an entry.
  private static var overhead: Int { 64 }

  /// Of so many bytes at most.
  init(of limit: Int) {
    self.limit = limit
  }

  /// What is kept of an id.
  subscript(id: Int64) -> Value? { values[id] }

  /// Keeps a value that takes about so many bytes.
  mutating func keep(_ value: Value, of count: Int, for id: Int64) {
    let size = count + Self.overhead
    guard size <= limit else { return }
    if bytes + size > limit {
      values.removeAll()
      bytes = 0
    }
    values[id] = value
    bytes += size
  }
}
