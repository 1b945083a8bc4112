/// `watch [DURATION] QUERY`: the query again and again.
package struct WatchStatement: Hashable, Sendable {
  /// A duration or a parameter: the time from one round to the next. Nil where none is written.
  package var interval: Expression?
  /// What is run in each round.
  package var query: Query

  package init(interval: Expression? = nil, query: Query) {
    self.interval = interval
    self.query = query
  }
}

/// `changes [DURATION] QUERY`: the query again and again, and of its rows those that came, went or
/// differ.
package struct ChangesStatement: Hashable, Sendable {
  /// A duration or a parameter: the time from one round to the next. Nil where none is written.
  package var interval: Expression?
  /// What is run in each round.
  package var query: Query

  package init(interval: Expression? = nil, query: Query) {
    self.interval = interval
    self.query = query
  }
}

/// `wait [DURATION] for QUERY`, `wait [DURATION] while QUERY`.
package struct WaitStatement: Hashable, Sendable {
  /// A duration or a parameter: how long is waited at most. Nil where none is written.
  package var limit: Expression?
  /// What ends it.
  package var condition: Condition
  /// What is asked until the condition holds.
  package var query: Query

  package init(limit: Expression? = nil, until condition: Condition, query: Query) {
    self.limit = limit
    self.condition = condition
    self.query = query
  }

  /// What a query's rows must come to.
  package enum Condition: Hashable, Sendable {
    /// `for`: there is a row.
    case someRow
    /// `while`: there is none.
    case noRow
  }
}
