import Binding
import CEditLine
import Execution
import Glibc
import QueryLanguage
import Values

/// Statements that act.
extension ScriptRunner {
  /// How long rows are waited for that nobody takes, once a signal has come, in nanoseconds.
  private static let graceOfRows: Int64 = 1_000_000_000

  /// Carries it out; nil of a statement that does not act.
  mutating func runAction(_ statement: PreparedStatement) throws(ResultFailure) -> Verdict? {
    let stopwatch = Stopwatch()
    let limit = TimeLimit(options.timeout)
    guard let execution = statement.execution(cancellation: limit.cancellation) else { return nil }
    try output.buffer.flush()
    // From here on the signals and the waits are heard here.
    watchdog?.end()
    signals_watch(false)
    defer { signals_release() }
    let run = ActionRun(
      execution: execution, limit: limit, observer: statement.observeWaits(),
      audience: ScriptAudience(self))
    let outcome = run.run(by: &leave)
    let rows = outcome.rows ?? []
    let answer = ActionAnswer(execution, rows, without: outcome.toldNotes)
    let failure = try tell(answer, of: outcome)
    var report = StatementReport(
      rows: rows.count, notes: answer.notes, statistics: answer.statistics,
      nanoseconds: stopwatch.nanoseconds - outcome.nanosecondsAsked)
    report.impliedWindow = statement.window.flatMap { $0.isImplied ? $0.length : nil }
    tell(report, isQuery: true)
    // What is left alone is said, though rows are not.
    if options.isQuiet, options.tellsNotes, execution.hasUnjudgedRows {
      errors.tell(answer.notes.map { "note: \(visible($0))" })
    }
    return verdict(of: outcome, limit, hasUnjudgedRows: execution.hasUnjudgedRows, failure)
  }

  // MARK: - Rows

  /// Writes the rows, of which none is lost because a signal came once they were acted on. A pipe that is
  /// closed is no failure of the action's.
  private mutating func tell(
    _ answer: ActionAnswer, of outcome: ActionRun.Outcome
  ) throws(ResultFailure) -> ResultFailure? {
    guard outcome.rows != nil, !options.isQuiet else { return nil }
    let failure = Handover<ResultFailure>()
    let runner = self
    let write = {
      do throws(ResultFailure) { _ = try runner.write(answer) } catch { failure.value = error }
    }
    switch WatchedWork(grace: Self.graceOfRows).run(write) {
    case .notBegun: write()
    case .stopped(by: let number?, isLeft: true): endProgram(by: number)
    case .stopped(by: let number?, isLeft: false): signal = signal ?? number
    case .stopped(by: nil, _), .done: break
    }
    if let failure = failure.value, failure != .closedPipe { throw failure }
    return failure.value
  }

  /// Ends the program while another thread still writes.
  private func endProgram(by number: CInt) {
    if number == SIGINT { _exit(ExitStatus.interrupted.rawValue) }
    signals_obey(number)
    _exit(ExitStatus.failed.rawValue)
  }

  // MARK: - The end

  private mutating func verdict(
    of outcome: ActionRun.Outcome, _ limit: TimeLimit, hasUnjudgedRows: Bool,
    _ failure: ResultFailure?
  ) -> Verdict {
    let status = status(of: outcome, limit, hasUnjudgedRows)
    if signal == SIGINT || status == .interrupted {
      signal = nil
      return Verdict(of: .interrupted)
    }
    var verdict = Verdict(
      of: status, endsScript: status == .failed || signal != nil || failure != nil)
    verdict.isUnread = failure == .closedPipe
    // No row is no failure, unless that is asked.
    if options.judgesRows, let rows = outcome.rows {
      verdict.add(
        Verdict(someRowCame: !rows.isEmpty, someRowIsUnjudged: hasUnjudgedRows, []))
    }
    return verdict
  }

  /// Says why nothing was done, or not all of it.
  private mutating func status(
    of outcome: ActionRun.Outcome, _ limit: TimeLimit, _ hasUnjudgedRows: Bool
  ) -> ExitStatus {
    switch outcome.ending {
    case .done: return (outcome.rows ?? []).status(isUnjudged: hasUnjudgedRows)
    case .shown: return .done
    case .withheld(let reason): errors.tell(["error: nothing was done: \(reason)"])
    case .declined: errors.tell(["nothing was done"])
    case .late: errors.tell(["error: \(limit.sentence)"])
    case .failed(let sentence): errors.tell(["error: \(sentence)"])
    case .signal(let number, let isAsking):
      if isAsking { errors.tell(["nothing was done"]) }
      if number == SIGINT { return .interrupted }
      signal = signal ?? number
    }
    return .failed
  }
}

// MARK: - Checking

extension ScriptRunner {
  /// A line on standard output for each statement that does more than answer, since nothing else is wrong.
  func tellEffects(
    of statements: [PreparedStatement], in text: ScriptText
  ) throws(ResultFailure) -> ExitStatus {
    let effects = statements.filter { $0.action != nil || $0.record != nil }
    guard !options.isQuiet, !effects.isEmpty else { return .done }
    for syntax in parseReportingAll(text.source).script.statements {
      guard let statement = effects.first(where: { $0.range == syntax.range }) else { continue }
      let effect =
        statement.record.map { "records into '\(visible($0.file))'" } ?? "acts"
      let line = "\(text.place(of: syntax.range))\(effect): \(canonicalText(of: syntax))\n"
      standardOutput.bytes.append(contentsOf: line.utf8)
    }
    try standardOutput.flush()
    return .done
  }
}

/// Who has called a script: at a terminal, or elsewhere, where nobody is asked.
private final class ScriptAudience: ActionAudience {
  private let errors: OutputBuffer
  private let tellsNotes: Bool
  private var news = WaitNews()

  init(_ runner: ScriptRunner) {
    errors = runner.errors
    tellsNotes = runner.options.tellsNotes
  }

  func look(at waits: [Wait]) { errors.tell(news.lines(of: waits, at: Stopwatch.now)) }

  func suspend() { signals_obey(SIGTSTP) }

  func show(_ answer: ActionAnswer) {
    var style = OutputStyle()
    style.isTerminal = true
    style.width = WindowSize(of: STDERR_FILENO)?.columns
    style.isColoured = errors.isColoured
    // Where it cannot be written nobody can be asked either.
    _ = try? TableWriter(style: style).write(answer, to: errors)
    try? errors.flush()
    if tellsNotes { errors.tell(answer.notes.map { "note: \(visible($0))" }) }
  }

  func ask(_ question: LeaveQuestion, within limit: TimeLimit) -> LeaveQuestion.Reply {
    let terminal = Terminal(output: STDERR_FILENO, type: environmentValue("TERM"))
    terminal.restoreOnCrash { signals_restore_on_crash($0, $1, $2) }
    return TerminalQuestion(terminal: terminal).ask(question, within: limit)
  }
}
