import Binding
package import Execution
import Values

/// Records the rows of a statement, moment after moment, in a file. It is used by one thread at a time.
package final class Recorder {
  private let reader: MomentReader
  private let path: [UInt8]
  private let plan: RecordingPlan
  private var writer: RecordingWriter?
  private var momentsUntilWhole = 0

  /// How many moments after one in which all is read all is read again: whatever the clocks of processes
  /// say.
  private static let momentsBetweenWholes = 60

  /// Of a statement that records; nil of another.
  package init?(_ statement: PreparedStatement) {
    guard let record = statement.record, let reader = statement.momentReader() else { return nil }
    self.reader = reader
    path = record.file
    plan = RecordingPlan(
      statement: record.text, interval: record.interval, keep: record.keep,
      columns: reader.columns, schema: reader.schema)
  }

  /// From one moment to the next, in nanoseconds.
  package var interval: Int64 { plan.interval }

  /// Makes the file, or goes on with it; nothing is read before.
  package func open() throws(RecordingError) { writer = try RecordingWriter(path, plan) }

  /// What came of a moment.
  package enum Outcome: Sendable {
    case recorded(MomentReport)
    /// It could not be had, for this reason, and is recorded as failed.
    case failed(String)
    /// It was given up before anything was written.
    case cancelled
  }

  /// Reads a moment and writes it. It is thrown why it cannot be written; the next one may be.
  package func recordMoment(
    unless cancellation: Cancellation
  ) throws(RecordingError) -> Outcome {
    guard let writer else { throw RecordingError("the recording is not open") }
    let moment: Moment
    do throws(Failure) {
      moment = try read(for: writer, unless: cancellation)
    } catch {
      guard !cancellation.isRequested else { return .cancelled }
      try writer.write(failure: error.reason, at: nil)
      return .failed(error.reason)
    }
    let next = momentsUntilWhole == 0 ? Self.momentsBetweenWholes : momentsUntilWhole - 1
    // What is not written now is written with the next moment, so that it has to be read again.
    momentsUntilWhole = 0
    guard !cancellation.isRequested else { return .cancelled }
    try writer.write(moment.report, moment.rows, alive: moment.alive)
    momentsUntilWhole = next
    return .recorded(moment.report)
  }

  /// What is written of a moment.
  private struct Moment {
    let report: MomentReport
    let rows: [MomentRow]
    /// The ids of processes that are no rows and are alive.
    let alive: Set<Int64>
  }

  private func read(
    for writer: RecordingWriter, unless cancellation: Cancellation
  ) throws(Failure) -> Moment {
    var rows: [MomentRow] = []
    let report = try reader.read(isWhole: momentsUntilWhole == 0, unless: cancellation) {
      rows.append($0)
    }
    let alive = try reader.alive(among: writer.absent(from: rows, of: report))
    return Moment(report: report, rows: rows, alive: alive)
  }

  /// Ends the recording: one plain file is left.
  package func finish() throws(RecordingError) -> RecordingSummary {
    guard let writer else { return RecordingSummary() }
    self.writer = nil
    return try writer.close()
  }
}
