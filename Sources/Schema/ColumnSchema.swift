/// One fact that a query can ask of a row, declared in one place: completion, `describe`, help,
/// suggestions, the planner's costs and the reference are made from this.
@usableFromInline package struct ColumnSchema: Sendable {
  /// As `describe` shows it and the result is headed: `cpu_time`.
  @usableFromInline package let name: String
  /// Other names that a query may use for it: those of ps and psutil.
  package let aliases: [String]
  /// The group that `GROUP.*` selects.
  @usableFromInline package var group: String
  /// The type and unit of its values; any of them may also be null or denied.
  package let type: ValueType
  /// Whether a rate of it makes sense.
  package let kind: Kind
  /// What its values are taken from, or of a list its elements; nil where any value may come.
  package var vocabulary: Vocabulary?
  /// One sentence, at most 100 characters, with a full stop.
  package let summary: String
  /// Of a column that holds a map: how a message asks for one of its entries.
  package let entry: Entry?
  /// Where it can be had from; never empty. The first is the usual one; the planner takes another
  /// where that is cheaper or read anyway.
  @usableFromInline package var sources: [ColumnSource]
  /// What may be read for it besides, where what it is taken from does not tell all.
  package var besides: [Access] = []
  /// What its values cannot pass; nil where nothing cheaper bounds them.
  package var bound: BoundSchema?
  /// What a sum of its values does not count, though who asks for one may think so; nil where nothing
  /// is left out.
  package var leavesOut: String?
  /// Whether it tells of a thing that several rows may share, which a sum counts once.
  package var isOfShared = false
  /// Whether nothing but the work of its own row changes it: as long as that has not worked
  /// (`Row.work`), it is what it was.
  package var changesByWorkAlone = false
  /// What it is by other columns of its row, in the language: `100 * rate(cpu_time)`. Nil of a column
  /// that is read. One that is derived stands for a change over a window.
  package let derivation: String?

  package init(
    _ name: String, aliases: [String] = [], group: String, type: ValueType, kind: Kind? = nil,
    vocabulary: Vocabulary? = nil, _ summary: String, entry: Entry? = nil,
    sources: [ColumnSource], bound: BoundSchema? = nil, derivation: String? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.type = type
    self.kind = kind ?? Kind(usualFor: type)
    self.vocabulary = vocabulary
    self.summary = summary
    self.entry = entry
    self.sources = sources
    self.bound = bound
    self.derivation = derivation
  }

  /// How a column's value moves in time, by the word that `describe` shows.
  package enum Kind: String, Hashable, Sendable {
    /// It grows from 0 at the start of its row.
    case counter
    /// It goes up and down, or changes by itself.
    case gauge
    /// It says which row this is, and seldom changes.
    case label

    /// Amounts are gauges and all else labels, where nothing else is declared.
    package init(usualFor type: ValueType) {
      self = type.isAmount ? .gauge : .label
    }
  }

  /// What an entry of a map is called, and the name of one: `a variable`, `PATH`.
  package struct Entry: Hashable, Sendable {
    /// With its article: `a variable`.
    package let noun: String
    /// A key that most maps of this kind have: `PATH`.
    package let example: String

    package init(_ noun: String, example: String) {
      self.noun = noun
      self.example = example
    }
  }
}

/// That a column's values cannot pass the sum of others, which are cheaper to read. How far that
/// holds on one machine its source says.
package struct BoundSchema: Hashable, Sendable {
  /// The column that is bounded.
  package let column: String
  /// The columns that are added up.
  package let terms: [String]

  package init(of column: String, by terms: [String]) {
    self.column = column
    self.terms = terms
  }
}

/// One way to a column's value.
@usableFromInline package struct ColumnSource: Sendable {
  /// What is opened for it.
  package let access: Access
  /// What a row is asked by, once the access has been chosen.
  @usableFromInline package var reader: ReaderID
  /// What a source must be capable of for this way to be there; nil if it always is.
  package let requirement: Feature?
  /// Where it is there it is the only one: what the others tell is not quite the same.
  package let isExclusive: Bool

  @usableFromInline package init(
    _ access: Access, _ reader: ReaderID, requiring requirement: Feature? = nil,
    isExclusive: Bool = false
  ) {
    self.access = access
    self.reader = reader
    self.requirement = requirement
    self.isExclusive = isExclusive
  }
}

/// The place of a reader among those of its table: what a row is asked for a value by.
@usableFromInline package struct ReaderID: Hashable, Sendable {
  /// From 0, within one table.
  @usableFromInline package let index: Int

  @inlinable package init(_ index: Int) {
    self.index = index
  }

  /// The time of the moment that a row of readings is of, which no reader of a table tells.
  package static let timeOfReading = ReaderID(-1)
}

extension ColumnSchema {
  /// What it can be read from, the cheapest first, as the planner prefers them.
  package var accessesByCost: [Access] {
    sources.map(\.access).enumerated()
      .sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)
  }

  /// The time of the moment that a row of readings is of.
  package static let timeOfReading = ColumnSchema(
    "time", group: "reading", type: .time, kind: .label, vocabulary: .numbers(.readingTimes),
    "When it was read.",
    sources: [ColumnSource(.known, .timeOfReading)])
}
