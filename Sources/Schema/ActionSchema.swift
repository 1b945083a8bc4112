/// What a source lets be done to the rows of one of its tables, as plain data: binding, completion and
/// help see it alone.
package struct ActionSchema: Sendable {
  /// The table whose rows it is done to.
  package let table: String
  /// The column that says which row it is: `pid`. With `name` it heads what is told of each row.
  package let key: String
  /// The column by which people call the row: `name`.
  package let name: String
  /// The columns that a user is shown besides, who is to give leave.
  package let preview: [String]
  /// What `kill` sends, in ascending order of their numbers.
  package let signals: [SignalSchema]
  /// What `set` changes, in the order in which it is shown.
  package let settings: [SettingSchema]

  package init(
    table: String, key: String, name: String, preview: [String], signals: [SignalSchema],
    settings: [SettingSchema]
  ) {
    self.table = table
    self.key = key
    self.name = name
    self.preview = preview
    self.signals = signals
    self.settings = settings
  }
}

/// A signal that can be sent to a row.
package struct SignalSchema: Hashable, Sendable {
  /// As the system counts them.
  package let number: Int32
  /// As kill(1) lists it, without `SIG`: `TERM`.
  package let name: String
  /// Other names of the same number: `IOT` of `ABRT`.
  package let synonyms: [String]
  /// One sentence: what it does to who does nothing about it.
  package let summary: String

  package init(_ number: Int32, _ name: String, synonyms: [String] = [], _ summary: String) {
    self.number = number
    self.name = name
    self.synonyms = synonyms
    self.summary = summary
  }
}

/// Something of a row that can be set.
package struct SettingSchema: Hashable, Sendable {
  /// The column that shows it.
  package let column: String
  /// The entry of that column's map: `nofile` of `limits`. Nil where the column is no map.
  package let entry: String?
  /// Which values it takes.
  package let domain: Domain
  /// One sentence.
  package let summary: String

  package init(_ column: String, entry: String? = nil, _ domain: Domain, _ summary: String) {
    self.column = column
    self.entry = entry
    self.domain = domain
    self.summary = summary
  }

  /// The values that something takes.
  package enum Domain: Hashable, Sendable {
    /// Whole numbers from the least to the greatest.
    case integers(ClosedRange<Int64>)
    /// These words; what others call them the column's vocabulary says.
    case words([String])
    /// A list of one whole number at least, each of these once.
    case members(ClosedRange<Int64>)
    /// Not below 0: whole numbers, and sizes where it is counted in bytes. Null is without a limit.
    case limit(isBytes: Bool)
  }

  /// As a query names it: `nice`, `limits.nofile`.
  package var path: String { entry.map { "\(column).\($0)" } ?? column }
}

extension SettingSchema.Domain {
  /// As a message speaks of its values: `a whole number from -20 to 19`.
  package var phrase: String {
    switch self {
    case .integers(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .words: "one of its words"
    case .members(let range):
      range.lowerBound == range.upperBound
        ? "the list [\(range.lowerBound)]"
        : "a list of whole numbers from \(range.lowerBound) to \(range.upperBound)"
    case .limit(isBytes: true): "a size, a number of bytes, or null for no limit"
    case .limit(isBytes: false): "a whole number from 0, or null for no limit"
    }
  }
}
