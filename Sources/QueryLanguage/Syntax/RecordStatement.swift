/// `record [DURATION] into 'FILE' [keep DURATION] QUERY`: the rows of the query, again and again, into a
/// file that can be asked afterwards.
package struct RecordStatement: Hashable, Sendable {
  /// A duration or a parameter: the time from one moment to the next. Nil where none is written.
  package var interval: Expression?
  /// A text or a parameter: the path of the file.
  package var file: Expression
  /// A duration or a parameter: how long a moment is kept. Nil where all are.
  package var keep: Expression?
  /// What is recorded.
  package var query: Query

  /// A statement of all its parts.
  package init(
    interval: Expression? = nil, file: Expression, keep: Expression? = nil, query: Query
  ) {
    self.interval = interval
    self.file = file
    self.keep = keep
    self.query = query
  }
}
