/// What is wrong with a script, where, and what would likely mend it.
///
/// The message is lower case, without a full stop; the user's words stand in single quotes.
package struct Diagnostic: Error, Hashable, Sendable {
  /// What is wrong, in one line.
  package var message: String
  /// The part of the text that is to blame.
  package var range: SourceRange
  /// Shown after the caret: `did you mean 'uss'?`.
  package var hint: String?
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
}
