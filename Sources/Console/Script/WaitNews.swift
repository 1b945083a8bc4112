import Execution
import QueryLanguage
import Values

/// What there is to tell of waits: each that lasts, once.
struct WaitNews {
  /// What was said to be waited for.
  private var told: [String] = []

  /// How long something is waited for before that is said, in nanoseconds.
  static let patience: Int64 = 2_000_000_000
  /// How many waits are told at most.
  private static let mostTold = 5

  /// A line for each wait that has lasted and was not told of; `now` is of the clock of `Stopwatch`.
  mutating func lines(of waits: [Wait], at now: Int64) -> [String] {
    var lines: [String] = []
    for wait in waits where now - wait.firstSeen >= Self.patience {
      let path = visible(wait.path.bytes)
      guard told.count < Self.mostTold, !told.contains(path) else { continue }
      told.append(path)
      lines.append("waiting for \(path)")
    }
    return lines
  }
}
