/// What is wrong with a script, or likely meant otherwise: where, and what would likely mend it.
///
/// The message is lower case, without a full stop; the user's words stand in single quotes.
package struct Diagnostic: Error, Hashable, Sendable {
  /// What is wrong, in one line.
  package var message: String
  /// The part of the text that is to blame.
  package var range: SourceRange
  /// Shown after the caret: `did you mean 'uss'?`.
  package var hint: String?
  /// Whether the script can be run all the same.
  package var severity = Severity.error
  /// The text ended where more was needed, so a shell asks for another line instead.
  package var isIncomplete: Bool

  package init(
    _ message: String, at range: SourceRange, hint: String? = nil, isIncomplete: Bool = false
  ) {
    self.message = message
    self.range = range
    self.hint = hint
    self.isIncomplete = isIncomplete
  }

  /// What a diagnostic keeps from being done; the word that it is shown under.
  package enum Severity: String, Hashable, Sendable {
    /// The script means nothing.
    case error
    /// It means something, which is likely not what was meant.
    case warning
  }

  /// A warning that something is likely meant otherwise.
  package static func warning(
    _ message: String, at range: SourceRange, hint: String? = nil
  ) -> Diagnostic {
    var diagnostic = Diagnostic(message, at: range, hint: hint)
    diagnostic.severity = .warning
    return diagnostic
  }
}
