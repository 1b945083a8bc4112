import Console
import QueryLanguage

/// Why the program cannot go on, and the exit status that says so.
struct Failure: Error {
  /// What is wrong, as it stands after `error: `.
  let message: String
  /// What would mend it.
  let hint: String?
  /// How the program ends.
  let status: ExitStatus
  /// How it is shown with the line that it is in; nil where it is in none.
  private var rendering: String?

  init(message: String, hint: String?, status: ExitStatus) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  /// Something is wrong with a text.
  init(_ diagnostic: Diagnostic, in source: SourceText) {
    self.init(message: diagnostic.message, hint: diagnostic.hint, status: .wrong)
    rendering = diagnostic.rendered(in: source)
  }

  /// The arguments are wrong.
  static func usage(_ message: String, hint: String? = nil) -> Failure {
    Failure(message: message, hint: hint, status: .wrong)
  }

  /// The system refuses something.
  static func system(
    _ action: String, _ name: [UInt8], _ reason: String, hint: String? = nil
  ) -> Failure {
    Failure(message: "cannot \(action) '\(visible(name))': \(reason)", hint: hint, status: .failed)
  }

  /// `error: …` and, on a line of its own, what would mend it.
  var lines: [String] {
    if let rendering { return [rendering] }
    return ["error: \(message)"] + (hint.map { ["  \($0)"] } ?? [])
  }
}
