import Binding
package import Execution
import Values

/// Records the rows of a statement, moment after moment, in a file. It is used by one thread at a time, but
/// for a reader that was left behind a gate.
package final class Recorder {
  private let statement: PreparedStatement
  private let path: [UInt8]
  private let plan: RecordingPlan
  private var reader: MomentReader
  private var writer: RecordingWriter?
  private var momentsUntilWhole = 0
  private var counts = RecordingSummary()

  /// How many moments after one in which all is read all is read again: whatever the clocks of processes
  /// say.
  private static let momentsBetweenWholes = 60

  /// Of a statement that records; nil of another.
  package init?(_ statement: PreparedStatement) {
    guard let record = statement.record, let reader = statement.momentReader() else { return nil }
    self.statement = statement
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
    case recorded(MomentReport, rows: Int)
    /// It could not be had, for this reason, and is recorded as failed.
    case failed(String)
    /// It was given up before anything was written.
    case cancelled
  }

  /// Reads a moment and writes it, if the gate lets it. It is thrown why it cannot be written; the next one
  /// may be.
  package func recordMoment(
    through gate: MomentGate = MomentGate(), unless cancellation: Cancellation
  ) throws(RecordingError) -> Outcome {
    let reader = reader
    let moment: Moment
    do throws(Failure) {
      moment = try read(by: reader, through: gate, unless: cancellation)
    } catch {
      guard !cancellation.isRequested,
        try recordFailure(error.sentence, through: gate)
      else { return .cancelled }
      return .failed(error.sentence)
    }
    guard !cancellation.isRequested else { return .cancelled }
    return try gate.pass { () throws(RecordingError) in try write(moment) } ?? .cancelled
  }

  /// Records that a moment could not be had, if the gate lets it; else it is false. It is the one that is being
  /// read, else the one that is now. What a reader has told of a moment that is not written must not count as
  /// known, so that the next moment is read by another.
  package func recordFailure(
    _ reason: String, through gate: MomentGate = MomentGate()
  ) throws(RecordingError) -> Bool {
    let isWritten: Void? = try gate.pass { () throws(RecordingError) in
      let moment = reader.beginning ?? reader.now()
      beginAnew()
      try written { (writer) throws(RecordingError) in
        try writer.write(failure: reason, at: moment)
      }
      counts.failed += 1
    }
    return isWritten != nil
  }

  /// Ends the recording: one plain file is left.
  package func finish() throws(RecordingError) -> RecordingSummary {
    guard let writer else { return counts }
    self.writer = nil
    var summary = try writer.close()
    summary.moments -= counts.failed
    (summary.failed, summary.unwritten) = (counts.failed, counts.unwritten)
    return summary
  }

  // MARK: - A moment

  /// What is written of a moment.
  private struct Moment {
    let report: MomentReport
    let rows: [MomentRow]
    /// The ids of processes that are no rows and are alive.
    let alive: Set<Int64>
  }

  /// What is read lies before the gate, what is known of the file behind it.
  private func read(
    by reader: MomentReader, through gate: MomentGate, unless cancellation: Cancellation
  ) throws(Failure) -> Moment {
    var rows: [MomentRow] = []
    let report = try reader.read(isWhole: momentsUntilWhole == 0, unless: cancellation) {
      rows.append($0)
    }
    let absent = gate.look { writer?.absent(from: rows, of: report) ?? [] } ?? []
    return Moment(report: report, rows: rows, alive: try reader.alive(among: absent))
  }

  private func write(_ moment: Moment) throws(RecordingError) -> Outcome {
    try written { (writer) throws(RecordingError) in
      try writer.write(moment.report, moment.rows, alive: moment.alive)
    }
    reader.endMoment()
    momentsUntilWhole = momentsUntilWhole == 0 ? Self.momentsBetweenWholes : momentsUntilWhole - 1
    return .recorded(moment.report, rows: moment.rows.count)
  }

  private func written(
    _ write: (RecordingWriter) throws(RecordingError) -> Void
  ) throws(RecordingError) {
    guard let writer else { throw RecordingError("the recording is not open") }
    do throws(RecordingError) {
      try write(writer)
    } catch {
      counts.unwritten += 1
      beginAnew()
      if error.isFinal { self.writer = nil }
      throw error
    }
  }

  private func beginAnew() {
    momentsUntilWhole = 0
    if let reader = statement.momentReader() { self.reader = reader }
  }
}

extension Failure {
  /// As a user reads it: `cannot read /proc: Too many open files`.
  fileprivate var sentence: String {
    let path = String(decoding: path.bytes, as: UTF8.self)
    return path.isEmpty ? reason : "cannot read \(path): \(reason)"
  }
}
