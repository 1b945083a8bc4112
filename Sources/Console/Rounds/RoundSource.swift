import Binding
import Execution

/// What rounds are asked of.
protocol RoundSource: AnyObject {
  /// What heads the cells of each round.
  var columns: [AnswerColumn] { get }
  /// The next round, which begins when its first row is pulled.
  func next(for mode: ExecutionMode, cancellation: Cancellation) -> any Answer
  /// Lets time pass up to this instant of `Stopwatch.now`, or until one of these rows ends.
  func pause(
    until instant: Int64, orEndOf rows: some Sequence<RowKey>, unless cancellation: Cancellation)
}

extension StatementRounds: RoundSource {}
