import Glibc
import QueryLanguage

/// What could not be done to a file, in the system's words.
package struct SystemError: Error, Hashable, Sendable {
  /// `cannot open ~/x: No such file or directory`
  package let message: String
  /// The system's error number; 0 where it was not the system that refused.
  let number: CInt

  /// Of the call that has just failed.
  init(_ verb: String, _ path: String) {
    let number = errno
    self.init(verb, path, because: systemReason(number), number)
  }

  init(_ verb: String, _ path: String, because reason: String, _ number: CInt = 0) {
    self.number = number
    message = "cannot \(verb) \(visible(path)): \(visible(reason))"
  }
}
