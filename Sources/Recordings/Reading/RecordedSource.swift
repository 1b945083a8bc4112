package import Execution
package import Schema
package import Values

/// A file that was recorded, which is asked as the machine was.
package final class RecordedSource: Source {
  /// What was recorded, and what follows from it.
  package let schema: Schema
  package let hasPast = true

  private init(_ schema: Schema) {
    self.schema = schema
  }

  /// Opens a recording by its path.
  package static func open(_ path: [UInt8]) throws(RecordingError) -> RecordedSource {
    throw RecordingError("recordings cannot be asked")
  }

  package func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    throw Failure("there is no such moment", at: "", of: Access.known.id)
  }
}
