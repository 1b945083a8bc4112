import QueryLanguage

/// Why something could not be bound.
enum BindingFailure: Error {
  case wrong(Diagnostic)
  /// What it uses could not be bound, and that has been or will be reported.
  case reportedElsewhere
  /// Nobody wants the result any more.
  case cancelled
}
