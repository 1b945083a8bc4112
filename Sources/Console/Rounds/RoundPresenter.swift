import Binding
import Execution

/// Shows the rounds of a statement.
protocol RoundPresenter: AnyObject {
  /// What it asks of each round.
  var mode: ExecutionMode { get }
  /// Pulls the rows of a round and shows them; gives their number.
  func show(_ answer: any Answer) throws(ResultFailure) -> Int
  /// The round has ended, and this is to be told of it.
  func end(_ report: RoundReport) throws(ResultFailure)
  /// Says a line that is about no single round.
  func say(_ line: String)
}

/// What there is to tell of a round beside its rows.
struct RoundReport: Sendable {
  /// As it is of any statement.
  var statement = StatementReport()
  /// Why it has not come to its end.
  var failure: String?

  /// The notes or the error, as a user reads them.
  var complaints: [String] {
    failure.map { ["error: \($0)"] } ?? statement.notes.map { "note: \($0)" }
  }
}
