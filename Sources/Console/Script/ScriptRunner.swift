package import Binding
import CEditLine
package import Execution
package import QueryLanguage

/// Runs scripts and writes their answers: results to one stream, notes and errors to the other.
package struct ScriptRunner {
  private(set) var session: Session
  let options: ScriptOptions
  let standardOutput: OutputBuffer
  let errors: OutputBuffer
  let watchdog: Watchdog?
  /// Where results go from here on.
  var output: ScriptOutput
  /// In which form they are written from here on, to whoever watches standard output.
  var form: ResultForm
  /// Time and reads are told of each statement from here on.
  var isTimed = false
  /// What the command line lets be done, as far as it is not used up.
  var leave: LeaveBudget
  /// The signal that has ended a statement, and ends the program once its rows have been told.
  var signal: Int32?
  /// How many statements that act have not come to their turn.
  private var pendingActions = 0

  /// Without a watchdog nobody is told what is waited for, and a statement that waits does not end
  /// in time.
  package init(
    session: Session, options: ScriptOptions, standardOutput: OutputBuffer,
    standardError: OutputBuffer, watchdog: Watchdog? = nil
  ) {
    self.session = session
    self.options = options
    self.standardOutput = standardOutput
    self.errors = standardError
    self.watchdog = watchdog
    output = ScriptOutput(standard: standardOutput)
    form = ResultForm(options.format, options.style)
    leave = LeaveBudget(options.leave)
  }

  /// Runs these texts as one script. All are parsed and bound before the first statement runs;
  /// the position of an error is that in its own text.
  package mutating func run(
    _ sources: [SourceText], parameters: [ParameterArgument] = []
  ) -> ExitStatus {
    var text = ScriptText(sources, under: options.confinement)
    let statements: [PreparedStatement]
    switch prepare(&text, parameters: parameters) {
    case .ready(let prepared): statements = prepared
    case .wrong(let status): return status
    }
    let status = status(of: statements, in: text, parameters)
    // What was done has been told.
    if let signal { signals_obey(signal) }
    return status
  }

  private mutating func status(
    of statements: [PreparedStatement], in text: ScriptText, _ parameters: [ParameterArgument]
  ) -> ExitStatus {
    do throws(ResultFailure) {
      if options.checksOnly { return try tellEffects(of: statements, in: text) }
      if let file = options.outputFile, !redirect(to: file) { return .failed }
      let status = try run(statements, of: text, parameters)
      if !options.isQuiet { try output.finish() }
      return status
    } catch {
      let status = errors.tell(error, writing: output.name)
      return error == .closedPipe ? .worst(status, statusOfUnreadScript) : status
    }
  }

  /// How the program ends by what has not come to its turn, where nobody reads the results any more: to
  /// have read enough is no failure, but what was to be acted on was not.
  private var statusOfUnreadScript: ExitStatus {
    guard pendingActions > 0, leave.mayAct else { return .done }
    let statements =
      pendingActions == 1
      ? "a statement that acts was" : "\(pendingActions) statements that act were"
    errors.tell(["error: nobody reads the results any more: \(statements) not carried out"])
    return .failed
  }

  private enum Preparation {
    case ready([PreparedStatement])
    /// Something is wrong; it has been told.
    case wrong(ExitStatus)
  }

  /// Where something is wrong all of it is told with `--check`, else the first error. Where nothing is
  /// the warnings are told.
  private mutating func prepare(
    _ text: inout ScriptText, parameters: [ParameterArgument]
  ) -> Preparation {
    checkCommands(of: &text, parameters)
    do throws(PreparationError) {
      let script =
        options.checksOnly
        ? try session.check(text.source, parameters: parameters, setting: text.settings)
        : try session.prepare(text.source, parameters: parameters, setting: text.settings)
      guard text.diagnostics.isEmpty else { throw .wrong([]) }
      let statements = try shown(recordable(repeated(script.statements)), in: text)
      show(script.warnings + warnings(of: statements), in: text)
      return .ready(statements)
    } catch {
      guard case .wrong(let diagnostics) = error else { return .wrong(.wrong) }
      return .wrong(tell(diagnostics, in: text))
    }
  }

  /// Tells what is wrong, and gives the status that says so.
  private func tell(_ diagnostics: [Diagnostic], in text: ScriptText) -> ExitStatus {
    // What stands behind a file that cannot be read may well be about what it defines.
    let limit = text.unreadable.first ?? .max
    let all = (text.diagnostics + diagnostics.filter { $0.range.lower <= limit })
      .sorted { $0.range.lower < $1.range.lower }
    let told = all.prefix(options.checksOnly ? all.count : 1)
    show(told, in: text)
    return told.contains { !text.unreadable.contains($0.range.lower) } || told.isEmpty
      ? .wrong : .failed
  }

  private func show(_ diagnostics: some Sequence<Diagnostic>, in text: ScriptText) {
    errors.tell(
      diagnostics.map {
        text.rendering(of: $0, columns: errors.columns, isColoured: errors.isColoured)
      })
  }

  // MARK: - Running

  /// The statements and what takes effect between them, in their order.
  private mutating func run(
    _ statements: [PreparedStatement], of text: ScriptText, _ parameters: [ParameterArgument]
  ) throws(ResultFailure) -> ExitStatus {
    var verdict = Verdict()
    var commands = text.commands[...]
    func commandsBefore(_ place: Int) -> [(place: Int, command: ScriptCommand)] {
      let due = commands.prefix { $0.place <= place }
      commands = commands.dropFirst(due.count)
      return Array(due)
    }
    let given = GivenParameters(parameters, text.settings)
    var outcome = CommandOutcome.goOn
    pendingActions = statements.count { $0.action != nil }
    for (place, statement) in statements.enumerated() {
      outcome = try carryOut(commandsBefore(statement.range.lower), given)
      guard outcome == .goOn else { break }
      try verdict.add(run(statement, of: text.source))
      if statement.action != nil { pendingActions -= 1 }
      if verdict.endsScript { tellOfRest(statements.count - place - 1, after: verdict) }
      if verdict.endsScript || options.isQuiet && isKnown(verdict, before: statement, statements) {
        break
      }
    }
    if outcome == .goOn, !verdict.endsScript { outcome = try carryOut(commandsBefore(.max), given) }
    // Whoever wants to know only whether there is a row is told why that is not known.
    if options.isQuiet, options.tellsNotes, verdict.status(judgingRows: true) == .unjudged {
      errors.tell(verdict.notes)
    }
    let status = verdict.status(judgingRows: options.judgesRows || options.isQuiet)
    let unread = verdict.isUnread ? statusOfUnreadScript : .done
    return .worst(.worst(unread, status), outcome == .failed ? .failed : .done)
  }

  /// Says that so many statements are not run, unless whoever has stopped it knows.
  private func tellOfRest(_ count: Int, after verdict: Verdict) {
    guard count > 0, !verdict.isUnread, signal == nil, verdict.status(judgingRows: false) == .failed
    else { return }
    errors.tell(["what follows is not run"])
  }

  /// Whether nothing that follows would make a difference to whoever asks only whether there is a row.
  private func isKnown(
    _ verdict: Verdict, before statement: PreparedStatement, _ statements: [PreparedStatement]
  ) -> Bool {
    verdict.someRowCame
      && !statements.contains { $0.action != nil && $0.range.lower > statement.range.lower }
  }

  private mutating func run(
    _ statement: PreparedStatement, of source: SourceText
  ) throws(ResultFailure) -> Verdict {
    if let verdict = try runAction(statement) { return verdict }
    if let verdict = try runRecording(statement) { return verdict }
    return switch statement.repetition {
    case .once, .wait: try runToEnd(statement)
    case .watch(let interval): try runRounds(of: statement, in: source, .allRows, every: interval)
    case .changes(let interval): try runRounds(of: statement, in: source, .changes, every: interval)
    }
  }

  private func runToEnd(_ statement: PreparedStatement) throws(ResultFailure) -> Verdict {
    let stopwatch = Stopwatch()
    let limit = TimeLimit(options.timeout)
    let mode = options.isQuiet ? .existence : form.format.mode
    let awaited = statement.awaitedAnswer(for: mode, cancellation: limit.cancellation)
    let answer = LimitedAnswer(
      awaited
        ?? statement.run(for: mode, cancellation: limit.cancellation),
      limit: limit)
    watchdog?.begin(statement.observeWaits(), limit)
    defer { watchdog?.end() }
    let rows = try awaited?.hasRows() ?? true ? write(answer) : answer.end()
    let report = StatementReport(
      rows: rows, notes: answer.notes + (awaited?.outcome ?? []), statistics: answer.statistics,
      nanoseconds: stopwatch.nanoseconds,
      impliedWindow: statement.window.flatMap { $0.isImplied ? $0.length : nil })
    let notes = answer.notes.map { "note: \(visible($0))" }
    tell(report, isQuery: statement.isQuery)
    if let awaited {
      return Verdict(of: awaited.status, notes, endsScript: !awaited.hasCome)
    }
    return Verdict(someRowCame: rows > 0, someRowIsUnjudged: answer.hasUnjudgedRows, notes)
  }

  func tell(_ report: StatementReport, isQuery: Bool) {
    if !options.isQuiet, options.tellsNotes {
      errors.tell(report.notes.map { "note: \(visible($0))" })
    }
    if options.showsStatistics, isQuery {
      errors.bytes.appendStatistics(
        report.statistics, rows: report.rows, nanoseconds: report.nanoseconds)
      try? errors.flush()
    }
    if isTimed, !options.isQuiet { errors.tell([report.summary]) }
  }

  func write(_ answer: any Answer) throws(ResultFailure) -> Int {
    if options.isQuiet { return try answer.nextRow() == nil ? 0 : 1 }
    do throws(ResultFailure) {
      output.buffer.beginResult(isTable: !writtenForm.format.isForMachines)
      let rows = try writtenForm.write(answer, to: output.buffer)
      try output.buffer.flush()
      return rows
    } catch {
      // The rows that came are true.
      if case .unreadable = error { try output.buffer.flush() }
      throw error
    }
  }

  /// The form, for whoever reads what is written now.
  var writtenForm: ResultForm {
    var form = form
    form.style = output.fitted(form.style, options)
    return form
  }
}

extension OutputBuffer {
  /// Writes lines for the user: a message is fitted to the terminal, and its label has a colour. Errors
  /// are ignored, since there is nowhere left to report them.
  package func tell(_ lines: some Sequence<String>) {
    for line in lines.flatMap({ wrappedMessage($0, width: columns) }) {
      let line = isColoured ? MessageKind.colouring(line) : line
      bytes.append(contentsOf: line.utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    try? flush()
  }

  /// Reports why the result did not come out whole, and gives the exit status; `output` is what was
  /// written. A closed pipe is a success: the reader has seen enough.
  package func tell(
    _ failure: ResultFailure, writing output: String = "standard output"
  ) -> ExitStatus {
    switch failure {
    case .closedPipe: return .done
    case .unwritable:
      tell(["error: cannot write \(output): \(failure.reason)"])
      return .failed
    case .unreadable:
      tell(["error: \(failure.sentence)"])
      return .failed
    }
  }
}
