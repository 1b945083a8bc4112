import Binding
import Execution
import QueryLanguage
import Values

/// Why a statement cannot be repeated.
struct RepetitionFailure: Error {
  /// What the user is told, after `error: `.
  let message: String
}

extension PreparedStatement {
  /// It is repeated until somebody stops it.
  var isEndless: Bool {
    switch repetition {
    case .once, .wait: record != nil
    case .watch, .changes: true
    }
  }

  /// The query, so that it is run again each so many nanoseconds.
  func repeated(every interval: Int64) throws(RepetitionFailure) -> PreparedStatement {
    guard action == nil else { throw RepetitionFailure(message: "an action is never repeated") }
    guard !isOfPast else {
      throw RepetitionFailure(
        message: "a recording does not change, so that nothing is repeated; "
          + Diagnostic.insteadOfRounds)
    }
    guard let watched = watched(every: interval) else {
      throw RepetitionFailure(
        message: repetition == .once && record == nil
          ? "only a query can be repeated"
          : "-w repeats a query, and this statement says itself how often it is run")
    }
    if let window, !window.isImplied, window.length > interval {
      throw RepetitionFailure(
        message: "the window of \(HumanText.duration(window.length)) is longer than "
          + "the \(HumanText.duration(interval)) from one round to the next")
    }
    return watched
  }

  /// How long it takes whatever is read, in nanoseconds; nil where that is not known.
  var duration: Int64? {
    switch repetition {
    case .once: window?.length
    case .wait(_, let limit): limit
    case .watch, .changes: nil
    }
  }

  /// The rows that are waited for; nil where nothing is.
  /// What is asked of its rows the mode says.
  func awaitedAnswer(
    for mode: ExecutionMode, cancellation: Cancellation
  ) -> AwaitedAnswer? {
    switch repetition {
    case .once, .watch, .changes: nil
    case .wait(let condition, let limit):
      AwaitedAnswer(
        rounds(), until: condition, limit: limit, window: window, mode: mode,
        cancellation: cancellation)
    }
  }
}
