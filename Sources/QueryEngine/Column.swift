/// One fact that a query can ask of a row, declared in one place: completion, `describe`, help,
/// suggestions, the planner's costs and the reference are made from this.
package struct Column: Sendable {
  package let name: String
  package let aliases: [String]
  /// The group that `GROUP.*` selects.
  package var group: String
  package let type: ValueType
  /// One sentence, at most 100 characters, with a full stop.
  package let summary: String
  /// Where it can be had from, the cheapest first; never empty. Of several, one is taken that the
  /// row holds already or that is read anyway, else the first.
  package var variants: [Variant]
  /// Of a column that holds a map: how a message asks for one of its entries.
  package let entry: Entry?
  /// What its values cannot pass, asked anew for each plan, for a machine changes; nil where
  /// nothing cheaper is known to bound them.
  package var bound: @Sendable () -> Bound?

  package init(
    _ name: String, aliases: [String] = [], group: String, type: ValueType, _ summary: String,
    entry: Entry? = nil, variants: [Variant], bound: @escaping @Sendable () -> Bound? = { nil }
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.type = type
    self.summary = summary
    self.entry = entry
    self.variants = variants
    self.bound = bound
  }

  /// What an entry of a map is called, and the name of one: `a variable`, `PATH`.
  package struct Entry: Hashable, Sendable {
    package let noun: String
    package let example: String

    package init(_ noun: String, example: String) {
      self.noun = noun
      self.example = example
    }
  }

  /// An upper bound of a column by cheaper facts. The column's own values are never negative.
  package struct Bound: Sendable {
    /// As `explain` shows it: `rss`.
    package let words: String
    /// What reading it opens; never empty.
    package let origins: [Origin]
    /// The most that the column can be of a row: null where the column is null, denied where nothing
    /// is known.
    package let read: @Sendable (any Row) -> Value

    package init(
      _ words: String, from origins: [Origin], read: @escaping @Sendable (any Row) -> Value
    ) {
      self.words = words
      self.origins = origins
      self.read = read
    }
  }

  package struct Variant: Sendable {
    package let origin: Origin
    package let read: @Sendable (any Row) -> Value

    package init(_ origin: Origin, read: @escaping @Sendable (any Row) -> Value) {
      self.origin = origin
      self.read = read
    }
  }
}
