package import QueryLanguage

/// A statement that can be run, as often as wanted: each run reads everything anew.
package struct PreparedStatement: Sendable {
  /// Where it stands in its script.
  package var range: SourceRange { statement.range }
  /// It answers with rows of a source, and neither describes nor explains.
  package var isQuery: Bool {
    switch statement.kind {
    case .query: true
    case .explain, .describe: false
    }
  }
  private let statement: BoundStatement
  private let catalog: Catalog

  init(_ statement: BoundStatement, catalog: Catalog) {
    self.statement = statement
    self.catalog = catalog
  }

  /// Reads nothing; that begins with the first row that is pulled.
  package func run(
    for purpose: Purpose = .rows, cancellation: Cancellation = Cancellation()
  ) -> any Answer {
    switch statement.kind {
    case .query(let query):
      let run = Run(Planner(catalog: catalog), cancellation: cancellation)
      return QueryAnswer(run.planner.plan(query, for: purpose), in: run)
    case .explain(let analyze, let query):
      return Explanation(query, analyzes: analyze, catalog: catalog, cancellation: cancellation)
    case .describe(let description):
      return description.makeAnswer()
    }
  }
}
