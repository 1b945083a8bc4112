import CEditLine
import Execution
import Glibc
import QueryLanguage
import Recordings
import Values

/// Statements that record, in the shell: until Ctrl-C.
extension ShellSession {
  /// Why nothing among these is recorded here; nil where nothing records, or it may.
  func refusalOfRecording(among statements: [PreparedStatement]) -> Diagnostic? {
    guard let statement = statements.first(where: { $0.record != nil }) else { return nil }
    if isStartingUp {
      return Diagnostic("nothing is recorded while the shell starts", at: statement.range)
    }
    return confinement.refusalOfRecording(at: statement.range)
  }

  /// Carries out what records; false where what follows is not to run. Nil of a statement that does not
  /// record.
  func runRecording(_ statement: PreparedStatement) -> Bool? {
    let stopwatch = Stopwatch()
    let audience = ShellRecordingAudience(self)
    guard let run = RecordingRun(statement, timeout: settings.timeout, for: audience) else {
      return nil
    }
    audience.begin()
    let ending = run.run()
    audience.clear()
    switch ending {
    case .stopped(let number, let summary):
      var report = StatementReport(
        rows: run.rows, notes: [summary.sentence], statistics: run.statistics)
      report.nanoseconds = stopwatch.nanoseconds
      tell(report)
      if number == SIGINT { return true }
      end(by: number)
    case .failed(let line): streams.complain(line)
    case .left(by: SIGINT): streams.complain("interrupted")
    case .left(let number): end(by: number)
    }
    return false
  }
}

/// The user of the shell, who sees how far it is.
private final class ShellRecordingAudience: RecordingAudience {
  private let session: ShellSession
  /// Shows how far it is, and nothing else.
  private let sink: ResultSink

  init(_ session: ShellSession) {
    self.session = session
    sink = ResultSink(.memory, terminal: session.streams.terminal)
  }

  /// Nothing has been recorded.
  func begin() { sink.showProgress("recording; Ctrl-C ends it") }

  func show(moments: Int, rows: Int) {
    sink.showProgress(
      "recording: \(moments) moment\(moments == 1 ? "" : "s"), the last of \(rows) "
        + "process\(rows == 1 ? "" : "es"); Ctrl-C ends it")
  }

  func say(_ line: String) {
    guard session.settings.tellsNotes || !line.hasPrefix("note: ") else { return }
    sink.whileIdle { _ in session.streams.complain(line) }
  }

  func suspend() {
    sink.whileIdle { _ in
      if let terminal = session.streams.terminal {
        terminal.suspend()
      } else {
        signals_obey(SIGTSTP)
      }
    }
  }

  /// The line of progress makes room for what follows.
  func clear() { _ = sink.finish() }
}
