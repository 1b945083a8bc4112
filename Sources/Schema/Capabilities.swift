/// Something that one machine can tell and another cannot: `exact resident sizes`.
@usableFromInline package struct Feature: Hashable, Sendable, ExpressibleByStringLiteral {
  /// In words; two features of one name are the same.
  package let name: String

  @usableFromInline package init(stringLiteral name: String) {
    self.name = name
  }
}

/// What a source can do, and how far its cheap facts are to be trusted: plain data, known before
/// the first row.
package struct Capabilities: Sendable {
  /// What this machine can tell, of all that a column's source may require.
  package var features: Set<Feature>
  /// Whether it reads by several threads, so that it pays to tell it early what is needed.
  package var readsAhead: Bool

  package init(features: Set<Feature> = [], readsAhead: Bool = false) {
    self.features = features
    self.readsAhead = readsAhead
  }

  /// Whether this way to a column's value is there.
  package func allow(_ source: ColumnSource) -> Bool {
    source.requirement.map(features.contains) ?? true
  }

  /// The ways to a column's value that are there; one that is exclusive is the only one.
  package func sources(of column: ColumnSchema) -> [ColumnSource] {
    let there = column.sources.filter(allow)
    return there.first(where: \.isExclusive).map { [$0] } ?? there
  }

  /// The cheapest way to a column's value that is there, the first of several.
  package func cheapestSource(of column: ColumnSchema) -> ColumnSource? {
    sources(of: column).min { $0.access.cost < $1.access.cost }
  }
}

/// An upper bound of a column by cheaper facts, as it holds on one machine. The column's own values
/// are never negative.
package struct UpperBound: Sendable {
  /// As `explain` shows it: `rss`.
  package let text: String
  /// What reading it opens; never empty.
  package let accesses: [Access]
  /// Tells the most that the column can be of a row: null where the column is null, denied where
  /// nothing is known.
  package let reader: ReaderID

  package init(_ text: String, from accesses: [Access], reader: ReaderID) {
    self.text = text
    self.accesses = accesses
    self.reader = reader
  }
}
