/// `at TIME`: the moment that a query is asked of.
package struct AtClause: Hashable, Sendable {
  /// A text, a parameter, or `now()` with durations added and taken away.
  package var moment: Expression
  /// Where the clause stands, its keyword included.
  package var range: SourceRange

  package init(_ moment: Expression, at range: SourceRange) {
    self.moment = moment
    self.range = range
  }

  /// The one function that may stand after `at`.
  package static let function = "now"
}

/// `over DURATION [every DURATION]`: the stretch of time that a query is about, which ends at its
/// moment.
package struct OverClause: Hashable, Sendable {
  /// A duration or a parameter: how long the stretch is.
  package var length: Expression
  /// A duration or a parameter: the time between two readings. Nil where no `every` is written.
  package var step: Expression?
  /// Where the clause stands, its keywords included.
  package var range: SourceRange

  package init(_ length: Expression, every step: Expression? = nil, at range: SourceRange) {
    self.length = length
    self.step = step
    self.range = range
  }
}
