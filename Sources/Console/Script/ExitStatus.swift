/// How the program ends, as whoever started it reads it.
package enum ExitStatus: Int32, Sendable {
  case done = 0
  /// It could not be carried out, or no row came where that was asked.
  case failed = 1
  /// The query or the arguments are wrong.
  case wrong = 2
  /// No row came where that was asked, but some could not be judged: it is not known whether there is
  /// one.
  case unjudged = 3
  /// Ctrl-C: 128 and the signal's number.
  case interrupted = 130
}
