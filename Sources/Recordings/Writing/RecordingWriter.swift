import Execution

/// Writes moments into a file, each in one transaction.
final class RecordingWriter {
  private let plan: RecordingPlan

  /// Makes the file, or goes on with one of the same plan.
  init(_ path: [UInt8], _ plan: RecordingPlan) throws(RecordingError) {
    self.plan = plan
    throw RecordingError("nothing can be recorded")
  }

  /// The processes that have not been seen to end, but for these: for each it has to be asked whether it is
  /// alive.
  func absent(from rows: [MomentRow], of report: MomentReport) -> [(id: Int64, origin: RowOrigin)] {
    []
  }

  /// Writes a moment; `alive` are the ids of absent processes that are alive.
  func write(_ report: MomentReport, _ rows: [MomentRow], alive: Set<Int64>) throws(RecordingError)
  {}

  /// Writes that a moment could not be had.
  func write(failure: String, at report: MomentReport?) throws(RecordingError) {}

  /// Folds the log into the file and lets go of it.
  func close() throws(RecordingError) -> RecordingSummary { RecordingSummary() }
}
