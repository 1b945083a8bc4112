/// A map from names to values that keeps the order of its entries.
///
/// Its storage may be the bytes it came in, so that one name can be looked up without a table
/// being made of the rest.
package struct MapValue: Sendable {
  private let storage: any MapStorage

  package init(_ storage: any MapStorage) {
    self.storage = storage
  }

  package init(_ entries: [(key: Text, value: Value)]) {
    self.init(Entries(entries: entries))
  }

  /// The value under this exact name; nil where there is none.
  package func value(for key: Text) -> Value? { storage.value(for: key) }

  /// Every entry, each name once, in order. O(n), and makes them anew.
  package var entries: [(key: Text, value: Value)] { storage.entries }

  /// How many names there are. O(n).
  package var count: Int { storage.count }
}

/// Where the entries of a map stand.
package protocol MapStorage: AnyObject, Sendable {
  func value(for key: Text) -> Value?
  var entries: [(key: Text, value: Value)] { get }
  var count: Int { get }
}

private final class Entries: MapStorage {
  let entries: [(key: Text, value: Value)]

  init(entries: [(key: Text, value: Value)]) {
    self.entries = entries
  }

  func value(for key: Text) -> Value? { entries.first { $0.key == key }?.value }
  var count: Int { entries.count }
}
