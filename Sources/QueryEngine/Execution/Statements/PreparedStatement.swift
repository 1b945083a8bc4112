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
  /// How often it is run.
  package var repetition: Repetition { .once }
  /// The stretch of time that it is about; nil where it is about a moment.
  package var window: BoundWindow? { nil }
  /// The same statement, run again each so many nanoseconds; nil where it is no query, or says itself
  /// how often it is run.
  package func watched(every interval: Int64) -> PreparedStatement? { nil }
  /// Its rounds, of which none has begun.
  package func rounds() -> StatementRounds { StatementRounds(self, of: source) }
  /// Looks from now on at what its source waits for.
  package func observeWaits() -> (any WaitObserver)? { source.observeWaits() }
  private let statement: BoundStatement
  private let source: any Source

  init(_ statement: BoundStatement, of source: any Source) {
    self.statement = statement
    self.source = source
  }

  /// Reads nothing; that begins with the first row that is pulled.
  package func run(
    for mode: ExecutionMode = .rows, at moment: Moment = .latest,
    cancellation: Cancellation = Cancellation()
  ) -> any Answer {
    switch statement.kind {
    case .query(let query):
      QueryAnswer(query, for: mode, in: Run(source, at: moment, cancellation: cancellation))
    case .explain(let analyzes, let query):
      Explanation(
        query,
        in: Run(
          source, at: moment, cancellation: cancellation, meter: analyzes ? Meter() : nil))
    case .describe(let description): DescriptionAnswer(description, of: source)
    }
  }
}
