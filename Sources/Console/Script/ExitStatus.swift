/// How the program ends, as whoever started it reads it.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  /// It could not be carried out, or no row came where that was asked.
  case failed = 1
  /// The query or the arguments are wrong.
  case wrong = 2
  /// No row came where that was asked, but some could not be judged: it is not known whether there is
  /// one. Or all rows were acted on but those that could not be judged.
  case unjudged = 3
  /// Ctrl-C: 128 and the signal's number.
  case interrupted = 130

  /// One line for help.
  package var summary: String {
    switch self {
    case .done: "done"
    case .failed: "it could not be carried out, or no row came where that was asked"
    case .wrong: "the query or the arguments are wrong"
    case .unjudged:
      "some could not be judged: no row came where that was asked, or not all were acted on"
    case .interrupted: "after Ctrl-C"
    }
  }

  /// Of two statements the worst counts.
  static func worst(_ one: ExitStatus, _ other: ExitStatus) -> ExitStatus {
    one.badness >= other.badness ? one : other
  }

  private var badness: Int {
    switch self {
    case .done: 0
    case .unjudged: 1
    case .failed: 2
    case .interrupted: 3
    case .wrong: 4
    }
  }
}
