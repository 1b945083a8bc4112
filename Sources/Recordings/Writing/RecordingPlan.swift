package import Execution
package import Schema

/// What is to be recorded: a recording is gone on with only if this is the same.
package struct RecordingPlan: Sendable {
  /// The canonical text of the query.
  package let statement: String
  /// From one moment to the next, in nanoseconds.
  package let interval: Int64
  /// How long a moment is kept, in nanoseconds; nil where all are.
  package let keep: Int64?
  /// What is told of each process; never stored are those that its origin tells: `pid`, `since_boot`,
  /// `started`, `age`.
  package let columns: [RecordedColumn]
  /// What can be asked of the machine.
  package let schema: Schema

  /// A plan of all its parts.
  package init(
    statement: String, interval: Int64, keep: Int64?, columns: [RecordedColumn], schema: Schema
  ) {
    self.statement = statement
    self.interval = interval
    self.keep = keep
    self.columns = columns
    self.schema = schema
  }
}
