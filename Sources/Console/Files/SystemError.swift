import Glibc
import QueryLanguage

/// What could not be done to a file, in the system's words.
package struct SystemError: Error, Hashable, Sendable {
  /// `cannot open ~/x: No such file or directory`
  package let message: String

  /// Of the call that has just failed.
  init(_ verb: String, _ path: String) {
    self.init(verb, path, because: systemReason(errno))
  }

  init(_ verb: String, _ path: String, because reason: String) {
    message = "cannot \(verb) \(visible(path)): \(visible(reason))"
  }
}
