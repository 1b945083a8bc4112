import QueryLanguage

/// How much work a script may still cause, and how deep the binder stands.
///
/// A short text can ask for very much: lets of tests over relations, each used twice by the next,
/// double with every line. It ends in an ordinary error.
final class BindingBudget {
  /// Nodes of expressions that one script may come to.
  private static let nodes = 2_000_000
  /// Nodes on the way down, names followed to what they stand for. More than one expression can
  /// have, since queries and names lead into others.
  static let depth = Limits.height + 500

  private var remaining = BindingBudget.nodes
  private var depth = 0

  func enter(at range: SourceRange) throws(BindingFailure) {
    try spend(1, at: range)
    guard depth < Self.depth else { throw .wrong(.namesTooDeep(at: range)) }
    depth += 1
  }

  func leave() {
    depth -= 1
  }

  func spend(_ count: Int, at range: SourceRange) throws(BindingFailure) {
    remaining -= count
    if remaining < 0 { throw .wrong(.tooMuchWork(at: range)) }
  }
}
