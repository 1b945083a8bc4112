import CEditLine
import Execution
import Glibc
import QueryLanguage
import Recordings
import Values

/// Statements that record.
extension ScriptRunner {
  /// It is thrown why one of the statements cannot record here.
  func recordable(
    _ statements: [PreparedStatement]
  ) throws(PreparationError) -> [PreparedStatement] {
    guard let statement = statements.first(where: { $0.record != nil }) else { return statements }
    if let refusal = options.confinement.refusalOfRecording(at: statement.range) {
      throw .wrong([refusal])
    }
    if options.outputFile != nil {
      throw .wrong([
        Diagnostic(
          "what is recorded goes into its own file, and not into that of -o", at: statement.range)
      ])
    }
    return statements
  }

  /// Carries it out; nil of a statement that does not record.
  mutating func runRecording(_ statement: PreparedStatement) throws(ResultFailure) -> Verdict? {
    let stopwatch = Stopwatch()
    let audience = ScriptRecordingAudience(self)
    guard let run = RecordingRun(statement, timeout: options.timeout, for: audience) else {
      return nil
    }
    // What was written until now is whole.
    try endRedirection()
    // From here on the signals and the waits are heard here, and nothing follows.
    watchdog?.dismiss()
    signals_watch(false)
    // They are not released: whoever ends a job may send the same signal twice, and the program ends.
    let ending = run.run()
    if options.showsStatistics {
      errors.bytes.appendStatistics(
        run.statistics, rows: run.rows, nanoseconds: stopwatch.nanoseconds)
      try? errors.flush()
    }
    return verdict(of: ending)
  }

  private mutating func verdict(of ending: RecordingRun.Ending) -> Verdict {
    switch ending {
    case .failed(let line):
      errors.tell([line])
      return Verdict(of: .failed)
    case .left(by: SIGINT): return Verdict(of: .interrupted)
    case .left(let number):
      signal = number
      return Verdict(of: .failed)
    case .stopped(let number, let summary):
      if options.tellsNotes { errors.tell(["note: \(summary.sentence)"]) }
      if number == SIGINT || number == SIGTERM { return Verdict(of: .done) }
      signal = number
      return Verdict(of: .failed)
    }
  }
}

extension Confinement {
  /// Why nothing is recorded; nil where it may be.
  func refusalOfRecording(at range: SourceRange) -> Diagnostic? {
    isReadOnly ? Diagnostic(message(refusing: "'record'"), at: range) : nil
  }
}

extension RecordingSummary {
  /// `recorded 360 moments of 512 processes, 1.2M; 2 moments could not be had`
  var sentence: String {
    var parts = [
      "recorded \(counted(moments, "moment")) of \(counted(processes, "process", "es")), "
        + HumanText.size(bytes)
    ]
    if failed > 0 { parts.append("\(counted(failed, "moment")) could not be had") }
    if unwritten > 0 { parts.append("\(counted(unwritten, "moment")) could not be written") }
    switch keptLog {
    case .isRead?: parts.append("its log stays beside it, since somebody reads it")
    case .noRoom?: parts.append("its log stays beside it, since the disk is full")
    case nil: break
    }
    return parts.joined(separator: "; ")
  }

  private func counted(_ count: Int, _ noun: String, _ plural: String = "s") -> String {
    "\(count) \(noun)\(count == 1 ? "" : plural)"
  }
}

/// Who has called a script that records is told of what is wrong alone.
private final class ScriptRecordingAudience: RecordingAudience {
  private let errors: OutputBuffer
  private let tellsNotes: Bool

  init(_ runner: ScriptRunner) {
    errors = runner.errors
    tellsNotes = runner.options.tellsNotes
  }

  func say(_ line: String) {
    if tellsNotes || !line.hasPrefix("note: ") { errors.tell([line]) }
  }

  func show(moments: Int, rows: Int) {}
  func suspend() { signals_obey(SIGTSTP) }
}
