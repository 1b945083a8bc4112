import Binding
import CEditLine
import Execution
import Glibc
import QueryLanguage
import Schema

/// The shell without its terminal: lines in, text out.
package final class ShellSession {
  /// What asks for a statement.
  package static let prompt = "procq> "
  package static let continuationPrompt = "  ...> "

  /// The sources, functions and constants that can be asked for.
  var schema: Schema { session.schema }
  /// What the shell asks where it asks no recording.
  let live: LiveMachine
  /// Nil: the machine is asked.
  var recording: AskedRecording?
  /// Where results, errors and answers to commands go.
  let streams: ShellStreams
  /// Where the user's files are; nowhere where no file is opened.
  let folders: UserFolders
  /// Whether no file is opened and no program started.
  let confinement: Confinement
  /// The engine's session: lets and parameters that live on.
  var session: Session
  /// What the commands have set.
  var settings: ShellSettings
  /// Values given by `\set` and when the shell was started, in the order in which they came.
  private(set) var parameters: [ParameterArgument] = []
  /// The lets that were typed, for a query that is saved with them.
  private(set) var definitions: [(name: String, text: [UInt8])] = []
  /// What was typed last, as one text.
  private(set) var lastText: [UInt8] = []
  /// The last query, for `\g` and `\watch`.
  var lastQuery: [UInt8]?
  /// What the last query means where it was one of a saved query, whose lets and parameters are its
  /// own.
  var lastQuerySession: Session?
  /// What is told once the command that reads the results, and has the screen, has ended.
  var heldReports: [StatementReport] = []
  /// Results go there, if not to the output.
  var redirection: Redirection? {
    didSet { hasShownTable = false }
  }
  /// A table stands where the next result goes, and no prompt below it.
  private var hasShownTable = false
  /// What was typed before a command that takes a statement, until the command takes it.
  var typed: StatementBuffer.Outcome?
  /// Asks the user, who answers yes or no; nil where nobody can be asked.
  var ask: ((_ question: String) -> Bool)?
  /// Asks the user for leave to act; nil where nobody can be asked.
  var asker: ((_ question: LeaveQuestion, _ limit: TimeLimit) -> LeaveQuestion.Reply)?
  /// Nothing is ever acted on.
  let isDry: Bool
  /// Commands carry out what the user wrote long ago, and need not say that they did.
  private(set) var isStartingUp = false
  /// Why the shell is to end.
  private(set) var ending: Ending?
  var buffer = StatementBuffer()
  let remember: ([UInt8]) -> Void
  private var depth = 0

  /// Why a shell ends.
  package enum Ending: Hashable, Sendable {
    case asked
    case signal(CInt)
  }

  /// Each line or statement goes to `remember` before it is carried out.
  package init(
    _ configuration: ShellConfiguration, streams: ShellStreams,
    remember: @escaping ([UInt8]) -> Void = { _ in }
  ) {
    session = configuration.session
    live = configuration.live
    recording = configuration.recording
    confinement = configuration.options.confinement
    folders = confinement.isReadOnly ? .none : configuration.folders
    settings = ShellSettings(configuration.options)
    isDry = configuration.options.leave == .dryRun
    redirection = configuration.output.map { .file($0) }
    self.streams = streams
    self.remember = remember
    configuration.parameters.forEach(set)
  }

  /// The prompt for the next line.
  package var nextPrompt: String {
    guard let recording else { return buffer.isEmpty ? Self.prompt : Self.continuationPrompt }
    let prompt = "procq \(recording.shortName)> "
    let continuation = "...> "
    let indent = padding(displayWidth(of: prompt) - continuation.utf8.count)
    return buffer.isEmpty ? prompt : indent + continuation
  }

  /// What has been typed of a statement that is not complete.
  var pendingText: [UInt8] { buffer.text }

  /// Gives that back to be edited: it is as if it had not been typed.
  func takeBackPendingText() -> [UInt8] { buffer.takeBack() }

  /// Enter waits for the semicolon always.
  var isMultiline: Bool {
    get { buffer.waitsForSemicolon }
    set { buffer.waitsForSemicolon = newValue }
  }

  // MARK: - Lines

  /// A prompt stands between the last result and the next one, unless results go elsewhere.
  func noteLine() {
    if redirection == nil { hasShownTable = false }
  }

  /// Ctrl-C: what was typed of a statement is dropped.
  package func drop() { buffer.clear() }

  /// Ends the shell after this line.
  func leave() { ending = .asked }

  /// The shell ends: a command that reads results gets the end of them, and is waited for unless a
  /// signal ends the shell.
  package func finish() {
    if case .signal = ending { redirection = nil } else { endRedirection() }
  }

  /// Says that a setting has changed; not of those of the start-up file.
  func confirm(_ line: String) {
    if !isStartingUp { streams.say(wrapped(line, width: streams.columns)) }
  }

  /// Gives a parameter a value for everything that runs from now on.
  func set(_ parameter: ParameterArgument) {
    parameters.removeAll { $0.name.isSame(as: parameter.name) }
    parameters.append(parameter)
    session.set(parameter)
  }

  /// Takes a parameter its value.
  func unset(_ parameter: ParameterArgument) {
    parameters.removeAll { $0.name.isSame(as: parameter.name) }
    session.unset(parameter.name)
  }

  /// What was typed can be recalled and edited.
  func remember(text entry: [UInt8]) {
    lastText = entry
    remember(entry)
  }

  /// Runs statements that were typed, and tells what is wrong behind them.
  func carryOut(_ outcome: StatementBuffer.Outcome) {
    if let entry = outcome.entry { remember(text: entry) }
    // What was sent together is a whole, and an act cannot be taken back.
    if let error = outcome.error, outcome.statements.contains(where: \.acts) {
      tell(error, in: outcome.source)
      return buffer.clear()
    }
    if let last = outcome.statements.last {
      let complete = SourceText(bytes: Array(outcome.source.bytes[..<last.range.upper]))
      guard run(complete, shownIn: outcome.source) else { return buffer.clear() }
    }
    if let error = outcome.error { tell(error, in: outcome.source) }
    if outcome.isReminder { tell(notes: [Self.reminder]) }
  }

  /// Carries a command out. What is wrong with one of a file is told with its place.
  func run(_ call: CommandCall, of file: SourceText? = nil) {
    do throws(CommandFailure) {
      let command = try ShellCommand.named(call.name)
      let words = call.arguments(of: command)
      if let refusal = confinement.refusal(of: command, words) { throw refusal }
      if let failure = CommandFailure.surplus(of: command, words) { throw failure }
      try command.run(self, words)
    } catch {
      guard let file else { return streams.complain("error: \(error.message)") }
      let range = error.word.flatMap(call.range(ofWord:)) ?? call.range
      let place = SourceRange(range.lowerBound, range.upperBound)
      tell(Diagnostic(error.message, at: place, hint: error.hint), in: file)
    }
  }

  // MARK: - Statements

  /// Shows what can be asked: fitted to the window, unless all of it is wanted.
  func describe(_ described: ScriptCommand.Described, fitted: Bool) {
    defer { settings.description = nil }
    settings.description = fitted ? .fitted : .whole
    run(SourceText(described.statement))
  }

  /// Runs every statement of a text. An error or Ctrl-C is reported, and gives false.
  @discardableResult
  func run(
    _ source: SourceText, parameters: [ParameterArgument] = [], shownIn whole: SourceText? = nil
  ) -> Bool {
    guard let statements = prepared(source, parameters: parameters, shownIn: whole) else {
      return false
    }
    if let refusal = refusalOfActions(among: statements) ?? refusalOfRecording(among: statements)
      ?? settings.format.refusal(of: statements)
    {
      tell(refusal, in: whole ?? source)
      return false
    }
    note(source)
    return statements.allSatisfy { run($0, of: source) }
  }

  /// Runs the last query, and means by its names what it meant.
  func runLastQuery() {
    guard let query = lastQuery else { return }
    inLastQuerySession { run(SourceText(bytes: query)) }
  }

  /// Does something that is about the last query, and means by its names what it meant.
  @discardableResult
  func inLastQuerySession<Result>(_ body: () -> Result) -> Result {
    guard let meant = lastQuerySession else { return body() }
    let before = session
    session = meant
    defer {
      session = before
      lastQuerySession = meant
    }
    return body()
  }

  /// Prepares the statements of a text. Warnings are told unless they were before; an error is
  /// reported and gives nil. Both are shown in the longer text that this one begins, if there is one.
  func prepared(
    _ source: SourceText, parameters: [ParameterArgument] = [], shownIn whole: SourceText? = nil,
    warns: Bool = true
  ) -> [PreparedStatement]? {
    do throws(PreparationError) {
      let interruption = Cancellation { signals_came(SIGINT) != 0 }
      let script = try session.prepare(source, parameters: parameters, unless: interruption)
      if warns { script.warnings.forEach { tell($0, in: whole ?? source) } }
      return script.statements
    } catch {
      switch error {
      case .wrong(let diagnostics):
        if let first = diagnostics.first { tell(first, in: whole ?? source) }
      case .cancelled:
        signals_forget(SIGINT)
        streams.complain("interrupted")
      }
      return nil
    }
  }

  /// Shows an error or a warning with the line that it is in.
  func tell(_ diagnostic: Diagnostic, in source: SourceText) {
    streams.complain(
      diagnostic.rendered(
        in: source, columns: streams.columns, isColoured: streams.isColoured))
  }

  /// Remembers the lets, parameters and last query of a text, for commands such as `\s` and
  /// `\watch`.
  private func note(_ source: SourceText) {
    guard let script = try? parse(source) else { return }
    script.statements.forEach { note($0, of: source) }
  }

  /// Remembers a statement; true of one that is a query, or repeats one.
  @discardableResult
  func note(_ statement: Statement, of source: SourceText) -> Bool {
    func noteQuery(at range: SourceRange) -> Bool {
      lastQuery = Array(source.bytes[range])
      lastQuerySession = nil
      return true
    }
    let text = Array(source.bytes[statement.range])
    switch statement.kind {
    case .query: return noteQuery(at: statement.range)
    case .watch(let watch): return noteQuery(at: watch.query.range)
    case .changes(let changes): return noteQuery(at: changes.query.range)
    case .wait(let wait): return noteQuery(at: wait.query.range)
    case .let(let definition): definitions.append((definition.name.text, text))
    case .parameter(let parameter): definitions.append(("$" + parameter.name.text, text))
    case .record(let record): return noteQuery(at: record.query.range)
    case .describe, .explain, .action: break
    }
    return false
  }

  private func run(_ statement: PreparedStatement, of source: SourceText) -> Bool {
    if let goesOn = runAction(statement) ?? runRecording(statement) { return goesOn }
    return switch statement.repetition {
    case .once, .wait: runToEnd(statement)
    case .watch(let interval): showRounds(of: statement, in: source, .allRows, every: interval)
    case .changes(let interval): showRounds(of: statement, in: source, .changes, every: interval)
    }
  }

  /// An answer that is there already is told, and took so many nanoseconds. False where what follows is
  /// not to run.
  func runToEnd(
    _ statement: PreparedStatement, answering answer: (any Answer)? = nil,
    within nanoseconds: Int64? = nil
  ) -> Bool {
    endRedirectionIfUnread()
    defer { endRedirectionIfUnread() }
    let sink =
      redirection.map { ResultSink($0) }
      ?? ResultSink(
        .descriptor(streams.output), terminal: streams.watchedTerminal, pager: streams.pager)
    guard var report = report(of: statement, answering: answer, to: sink) else { return false }
    report.nanoseconds = nanoseconds ?? report.nanoseconds
    if redirection?.command?.hasTerminal ?? false {
      heldReports.append(report)
    } else {
      tell(report)
    }
    return !report.hasComeToNothing
  }

  /// Tells what there is to say of a statement that has run.
  func tell(_ report: StatementReport) {
    tell(notes: report.notes)
    if settings.isTimed { streams.say(wrapped(report.summary, width: streams.columns)) }
  }

  /// Tells notes, unless nobody wants them.
  func tell(notes: [String]) {
    guard settings.tellsNotes else { return }
    streams.complain(notes.map { "note: " + visible($0) })
  }

  /// Runs a statement to its end. An interruption or a failure is reported, and gives nil.
  private func report(
    of statement: PreparedStatement, answering answer: (any Answer)?, to sink: ResultSink
  ) -> StatementReport? {
    var settings = currentSettings
    settings.followsTable = hasShownTable
    let run = StatementRun(
      statement: statement, answer: answer, settings: settings, sink: sink,
      terminal: streams.terminal)
    switch run.run() {
    case .done(let report):
      if !settings.format.isForMachines { hasShownTable = true }
      return report
    case .interrupted: streams.complain("interrupted")
    case .signal(let number): ending = .signal(number)
    case .failed(let message): streams.complain("error: \(message)")
    }
    return nil
  }

  /// The shell is to end, as this signal asks.
  func end(by number: CInt) { ending = .signal(number) }

  // MARK: - Files

  /// Runs the file that the user has for the beginning.
  func runStartUpFile(_ source: SourceText) {
    isStartingUp = true
    defer { isStartingUp = false }
    runScript(source)
  }

  /// Runs the statements and commands of a text that is no dialogue; false where something was
  /// wrong. The lines between two commands are one script, bound whole before it runs.
  @discardableResult
  func runScript(_ source: SourceText, parameters: [ParameterArgument] = []) -> Bool {
    guard depth < ScriptText.deepestInclusion else {
      streams.complain("error: \(visible(source.name ?? "")): files include one another too deeply")
      return false
    }
    depth += 1
    defer { depth -= 1 }
    for part in ScriptPart.partsForShell(of: source) {
      switch part {
      case .statements(let range):
        guard run(source.part(range), parameters: parameters) else { return false }
      case .command(let call, _):
        run(call, of: source)
      }
      if ending != nil { return false }
    }
    return true
  }
}
