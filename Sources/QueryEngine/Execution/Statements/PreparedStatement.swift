package import Binding
package import QueryLanguage

/// A statement that can be run, as often as wanted: each run reads everything anew.
package struct PreparedStatement: Sendable {
  /// Where it stands in its script.
  package var range: SourceRange { statement.range }
  /// It answers with rows of a source, and neither describes nor explains.
  package var isQuery: Bool {
    if case .query = statement.kind { true } else { false }
  }
  /// What it does to the rows that it finds; nil where it does nothing. One that acts is carried out by
  /// `execution`, and never by `run`.
  package var action: BoundAction? {
    if case .action(let action) = statement.kind { action } else { nil }
  }
  /// What it records; nil where it records nothing. One that records is carried out by a `MomentReader`;
  /// `run` answers with the rows that it would record now, and records nothing.
  package var record: BoundRecord? {
    if case .record(let record) = statement.kind { record } else { nil }
  }
  /// Reads what it records, moment after moment; nil where it records nothing.
  package func momentReader() -> MomentReader? { record.map { MomentReader($0.query, of: source) } }
  /// Carries its action out, once; nil where it does not act.
  package func execution(cancellation: Cancellation = Cancellation()) -> ActionExecution? {
    action.map { ActionExecution($0, in: statement, of: source, cancellation: cancellation) }
  }
  /// Whether it asks moments that have passed, to which nothing is added.
  package var isOfPast: Bool { source.hasPast }
  /// How often it is run.
  package var repetition: Repetition { statement.repetition }
  /// The stretch of time that it is about; nil where it is about a moment.
  package var window: BoundWindow? { statement.window }
  /// Whether it is a query of aggregates that has a row whatever is read.
  package var alwaysHasRow: Bool {
    if case .query(let query) = statement.kind {
      query.grouping != nil && query.alwaysHasRow
    } else {
      false
    }
  }
  /// The same statement, run again each so many nanoseconds; nil where it is no query, or says itself
  /// how often it is run.
  package func watched(every interval: Int64) -> PreparedStatement? {
    guard isQuery, statement.repetition == .once else { return nil }
    var copy = statement
    copy.repetition = .watch(every: interval)
    return PreparedStatement(copy, of: source)
  }
  /// Its rounds, of which none has begun.
  package func rounds() -> StatementRounds { StatementRounds(self, of: source) }
  /// Looks from now on at what its source waits for.
  package func observeWaits() -> (any WaitObserver)? { source.observeWaits() }
  let statement: BoundStatement
  let source: any Source

  init(_ statement: BoundStatement, of source: any Source) {
    self.statement = statement
    self.source = source
  }

  /// Reads nothing; that begins with the first row that is pulled. `moment` is asked where the
  /// statement names none.
  package func run(
    for mode: ExecutionMode = .rows, at moment: Moment = .latest,
    cancellation: Cancellation = Cancellation()
  ) -> any Answer {
    run(
      for: mode, at: moment, over: window, after: nil, identities: nil, cancellation: cancellation)
  }

  /// `chain` is where the last of its rounds has left off, `identities` what its rows were known by.
  func run(
    for mode: ExecutionMode, at moment: Moment, over window: BoundWindow?,
    after chain: WindowChain?, identities: RowIdentities?, cancellation: Cancellation
  ) -> any Answer {
    func run(_ meter: Meter? = nil) -> Run {
      let run = Run(
        source, at: statement.moment.map(Moment.init) ?? moment, over: window, after: chain,
        cancellation: cancellation, meter: meter)
      run.identities = identities
      return run
    }
    switch statement.kind {
    case .query(let query): return QueryAnswer(query, for: mode, in: run())
    case .record(let record): return QueryAnswer(record.query, for: mode, in: run())
    case .explain(let analyzes, let query):
      return Explanation(query, in: run(analyzes ? Meter() : nil))
    case .describe(let description): return DescriptionAnswer(description, of: source)
    case .action(let action), .explainAction(let action):
      return Explanation(action.finding, of: action.act, in: run())
    }
  }
}

extension Moment {
  init(_ moment: BoundMoment) {
    switch moment {
    case .time(let time, let unit): self = .at(time, unit: unit)
    case .end(less: 0): self = .latest
    case .end(let less): self = .beforeEnd(less)
    }
  }
}
