/// A map from names to values that keeps the order of its entries.
///
/// Its storage may be the bytes it came in, so that one name can be looked up without a table
/// being made of the rest.
@usableFromInline
package struct MapValue: Sendable {
  private let storage: any MapStorage

  /// A map that is looked up in where its entries stand.
  package init(_ storage: any MapStorage) {
    self.storage = storage
  }

  /// A map of entries whose names differ.
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
  /// The value under this exact name; nil where there is none.
  func value(for key: Text) -> Value?
  /// Every entry, each name once, in order.
  var entries: [(key: Text, value: Value)] { get }
  /// How many names there are.
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
