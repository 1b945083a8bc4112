/// A statement that does something to the rows that it finds.
package enum ActionStatement: Hashable, Sendable {
  case kill(KillStatement)
  case set(SetStatement)

  /// What finds the rows: `over`, `where`, `order by` and `limit`, of which `where` is always there.
  package var query: Query {
    switch self {
    case .kill(let statement): statement.query
    case .set(let statement): statement.query
    }
  }

  /// Where its first word stands.
  package var verb: SourceRange {
    switch self {
    case .kill(let statement): statement.verb
    case .set(let statement): statement.verb
    }
  }
}

/// `kill [SIGNAL] QUERY [then DURATION SIGNAL]`
package struct KillStatement: Hashable, Sendable {
  /// What is sent; nil means TERM.
  package var signal: SignalName?
  /// What finds the rows.
  package var query: Query
  /// What is sent afterwards to what is left; nil where nothing is.
  package var then: ThenClause?
  /// Where `kill` stands.
  package var verb: SourceRange

  package init(
    signal: SignalName? = nil, query: Query, then: ThenClause? = nil, verb: SourceRange
  ) {
    self.signal = signal
    self.query = query
    self.then = then
    self.verb = verb
  }
}

/// `set NAME = VALUE QUERY`
package struct SetStatement: Hashable, Sendable {
  /// What is set.
  package var setting: SettingName
  /// A constant.
  package var value: Expression
  /// What finds the rows.
  package var query: Query
  /// Where `set` stands.
  package var verb: SourceRange

  package init(setting: SettingName, value: Expression, query: Query, verb: SourceRange) {
    self.setting = setting
    self.value = value
    self.query = query
    self.verb = verb
  }
}

/// `nice`, `limits.nofile`
package struct SettingName: Hashable, Sendable {
  /// The column that shows it.
  package var column: Name
  /// The entry of the column's map, if one is named.
  package var entry: Name?

  package init(column: Name, entry: Name? = nil) {
    self.column = column
    self.entry = entry
  }

  /// Where it stands in the text.
  package var range: SourceRange {
    entry.map { column.range.joined(with: $0.range) } ?? column.range
  }
}

/// A signal as it is written.
package struct SignalName: Hashable, Sendable {
  /// Without the dash that may stand before it, as written: `TERM`, `SIGTERM`, `RTMIN+3`, `9`.
  package var text: String
  /// Where it stands in the text, its dash included.
  package var range: SourceRange

  package init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// `then DURATION SIGNAL`
package struct ThenClause: Hashable, Sendable {
  /// A duration or a parameter: how long the rows are waited for.
  package var interval: Expression
  /// What is sent to those that are left then.
  package var signal: SignalName
  /// Where the clause stands, its keyword included.
  package var range: SourceRange

  package init(interval: Expression, signal: SignalName, at range: SourceRange) {
    self.interval = interval
    self.signal = signal
    self.range = range
  }
}
