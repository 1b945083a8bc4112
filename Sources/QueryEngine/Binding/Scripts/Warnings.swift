import QueryLanguage

/// What a script says that is likely meant otherwise. A class, since every binder of the script adds
/// to it; what is bound twice is warned of once.
final class Warnings {
  /// In the order in which they were met.
  private(set) var diagnostics: [Diagnostic] = []

  /// How many there are.
  var count: Int { diagnostics.count }

  /// Adds one, unless it is there already.
  func add(_ warning: Diagnostic) {
    guard count < Limits.errors, !diagnostics.contains(warning) else { return }
    diagnostics.append(warning)
  }

  /// Takes back those that a trial has left, which came to nothing.
  func forget(from count: Int) {
    diagnostics.removeSubrange(min(count, diagnostics.count)...)
  }
}
