import QueryLanguage

/// How much work a script may still cause, and how deep the binder stands.
///
/// A short text can ask for very much: lets of tests over relations, each used twice by the next,
/// double with every line. It ends in an ordinary error, or when it is cancelled.
final class BindingBudget {
  /// How deep the binder goes: expressions inside one another, and what their names stand for.
  /// More than an expression without names can ask for.
  private static let depth = 400
  /// Nodes on the longest way down a bound expression, through the names that it uses. Whoever
  /// evaluates it needs so much of the stack.
  static let height = 500

  private let isCancelled: () -> Bool
  private var remaining: Int
  private var depth = 0

  /// A node is hardly shorter than two bytes. Some are bound several times: lets for the rows of
  /// several tables, and inside aggregates over relations.
  init(forTextOf bytes: Int, unless isCancelled: @escaping () -> Bool = { false }) {
    remaining = 10_000 + 8 * bytes
    self.isCancelled = isCancelled
  }

  /// Goes one level deeper, until `leave`.
  func enter(at range: SourceRange) throws(BindingFailure) {
    try spend(1, at: range)
    guard depth < Self.depth else { throw .wrong(.nestedTooDeep(at: range)) }
    depth += 1
  }

  /// Goes back one level.
  func leave() {
    depth -= 1
  }

  /// Takes so much work from what is left, and looks whether anybody still wants the result.
  func spend(_ count: Int, at range: SourceRange) throws(BindingFailure) {
    if isCancelled() { throw .cancelled }
    if remaining < 0 { throw .reportedElsewhere }
    remaining -= count
    if remaining < 0 { throw .wrong(.tooMuchWork(at: range)) }
  }
}
