import Binding
import CEditLine
import Execution
import Glibc
import QueryLanguage
import Values

/// Statements that act, in the shell: it asks always.
extension ShellSession {
  /// What is told of one that waits for its semicolon.
  static let reminder = "a statement that acts runs at its ';'"

  /// Why nothing in the start-up file is run that acts; nil where nothing does.
  func refusalOfActions(among statements: [PreparedStatement]) -> Diagnostic? {
    guard isStartingUp, let first = statements.first(where: { $0.action != nil }) else {
      return nil
    }
    return Diagnostic("nothing is acted on while the shell starts", at: first.range)
  }

  /// Carries out what acts; false where what follows is not to run. Nil of a statement that does not act.
  func runAction(_ statement: PreparedStatement) -> Bool? {
    let stopwatch = Stopwatch()
    let limit = TimeLimit(settings.timeout)
    guard let execution = statement.execution(cancellation: limit.cancellation) else { return nil }
    var budget = LeaveBudget(leaveToAct)
    let audience = ShellAudience(self, window: statement.window?.length ?? 0)
    let outcome = ActionRun(
      execution: execution, limit: limit, observer: statement.observeWaits(), audience: audience
    ).run(by: &budget)
    audience.clear()
    let answer = ActionAnswer(execution, outcome.rows ?? [], without: outcome.toldNotes)
    let nanoseconds = stopwatch.nanoseconds - outcome.nanosecondsAsked
    guard tell(answer, of: outcome, statement, nanoseconds: nanoseconds) else { return false }
    return goesOn(after: outcome, limit, hasUnjudgedRows: answer.hasUnjudgedRows)
  }

  /// Nobody is there to be asked of a shell without a terminal.
  private var leaveToAct: Leave { isDry ? .dryRun : asker == nil ? .none : .asked }

  /// False where the rows could not be shown, which has been told.
  private func tell(
    _ answer: ActionAnswer, of outcome: ActionRun.Outcome, _ statement: PreparedStatement,
    nanoseconds: Int64
  ) -> Bool {
    guard outcome.rows != nil else {
      tell(notes: answer.notes)
      return true
    }
    return runToEnd(statement, answering: answer, within: nanoseconds)
  }

  /// Says why nothing was done, or not all of it.
  private func goesOn(
    after outcome: ActionRun.Outcome, _ limit: TimeLimit, hasUnjudgedRows: Bool
  ) -> Bool {
    switch outcome.ending {
    case .done:
      return (outcome.rows ?? []).status(isUnjudged: hasUnjudgedRows) != .failed
    case .shown: return true
    case .withheld: streams.complain("error: nothing was done: nobody can be asked")
    case .declined: streams.complain("nothing was done")
    case .late: streams.complain("error: \(limit.sentence)")
    case .failed(let sentence): streams.complain("error: \(sentence)")
    case .signal(SIGINT, let isAsking):
      streams.complain(isAsking ? "nothing was done" : "interrupted")
    case .signal(let number, _): end(by: number)
    }
    return false
  }
}

/// The user of the shell.
private final class ShellAudience: ActionAudience {
  private let session: ShellSession
  private let streams: ShellStreams
  private let stopwatch = Stopwatch()
  /// In nanoseconds.
  private let window: Int64
  /// Shows how far it is, and nothing else.
  private let sink: ResultSink

  /// How long is waited before it is shown how far it is, in nanoseconds.
  private static let patience: Int64 = 1_000_000_000

  init(_ session: ShellSession, window: Int64) {
    self.session = session
    self.window = window
    streams = session.streams
    sink = ResultSink(.memory, terminal: session.streams.terminal)
  }

  func look(at waits: [Wait]) {
    let duration = stopwatch.nanoseconds
    guard duration > Self.patience + min(window, Self.patience) else { return }
    let wait = waits.first { Stopwatch.now - $0.firstSeen >= WaitNews.patience }
    let awaited = wait.map { "; waiting for \(visible($0.path.bytes))" } ?? ""
    sink.showProgress("\(duration / 1_000_000_000) s\(awaited); Ctrl-C stops it")
  }

  func suspend() {
    sink.whileIdle { _ in
      if let terminal = streams.terminal { terminal.suspend() } else { signals_obey(SIGTSTP) }
    }
  }

  /// The line of progress makes room for what follows.
  func clear() { _ = sink.finish() }

  func show(_ answer: ActionAnswer) {
    clear()
    var style = OutputStyle()
    style.isTerminal = true
    style.isColoured = streams.isColoured
    style.width = streams.columns
    let memory = ResultSink(.memory)
    let buffer = OutputBuffer(memory)
    _ = try? TableWriter(style: style).write(answer, to: buffer)
    try? buffer.flush()
    streams.show(memory.collected)
    session.tell(notes: answer.notes)
  }

  func ask(_ question: LeaveQuestion, within limit: TimeLimit) -> LeaveQuestion.Reply {
    session.asker?(question, limit) ?? .no
  }
}
