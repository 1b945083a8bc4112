package import Binding
package import Execution
package import QueryLanguage

/// Runs scripts and writes their answers: results to one stream, notes and errors to the other.
package struct ScriptRunner {
  private var session: Session
  let options: ScriptOptions
  let output: OutputBuffer
  let errors: OutputBuffer
  let watchdog: Watchdog?

  /// Without a watchdog nobody is told what is waited for, and a statement that waits does not end
  /// in time.
  package init(
    session: Session, options: ScriptOptions, standardOutput: OutputBuffer,
    standardError: OutputBuffer, watchdog: Watchdog? = nil
  ) {
    self.session = session
    self.options = options
    self.output = standardOutput
    self.errors = standardError
    self.watchdog = watchdog
  }

  /// Runs these texts as one script. All are parsed and bound before the first statement runs;
  /// the position of an error is that in its own text.
  package mutating func run(
    _ sources: [SourceText], parameters: [ParameterArgument] = []
  ) -> ExitStatus {
    let text = ScriptText(sources)
    guard let statements = prepare(text, parameters: parameters) else { return .wrong }
    do throws(ResultFailure) {
      return try run(statements, of: text.source)
    } catch {
      return errors.tell(error)
    }
  }

  /// Nil where something is wrong; it has been told then: all of it with `--check`, which leaves
  /// nothing to run, else the first error. Where nothing is wrong the warnings have been told.
  private mutating func prepare(
    _ text: ScriptText, parameters: [ParameterArgument]
  ) -> [PreparedStatement]? {
    do throws(PreparationError) {
      guard options.checksOnly else {
        let script = try session.prepare(text.source, parameters: parameters)
        let statements = try repeated(script.statements)
        tell(script.warnings + warnings(of: statements), in: text)
        return statements
      }
      let script = try session.check(text.source, parameters: parameters)
      let statements = try repeated(script.statements)
      tell(script.warnings + warnings(of: statements), in: text)
      return []
    } catch {
      if case .wrong(let diagnostics) = error {
        let told = diagnostics.prefix(options.checksOnly ? diagnostics.count : 1)
        tell(told, in: text)
      }
      return nil
    }
  }

  private func tell(_ diagnostics: some Sequence<Diagnostic>, in text: ScriptText) {
    errors.tell(diagnostics.map { text.rendering(of: $0, isColoured: errors.isColoured) })
  }

  private func run(
    _ statements: [PreparedStatement], of source: SourceText
  ) throws(ResultFailure) -> ExitStatus {
    var verdict = Verdict()
    for statement in statements {
      try verdict.add(run(statement, of: source))
      if options.isQuiet, verdict.someRowCame { break }
    }
    // Whoever wants to know only whether there is a row is told why that is not known.
    if options.isQuiet, verdict.status(judgingRows: true) == .unjudged {
      errors.tell(verdict.notes)
    }
    return verdict.status(judgingRows: options.judgesRows || options.isQuiet)
  }

  private func run(
    _ statement: PreparedStatement, of source: SourceText
  ) throws(ResultFailure) -> Verdict {
    switch statement.repetition {
    case .once, .wait: try runToEnd(statement)
    case .watch(let interval): try runRounds(of: statement, in: source, .allRows, every: interval)
    case .changes(let interval): try runRounds(of: statement, in: source, .changes, every: interval)
    }
  }

  private func runToEnd(_ statement: PreparedStatement) throws(ResultFailure) -> Verdict {
    let stopwatch = Stopwatch()
    let limit = TimeLimit(options.timeout)
    let awaited = statement.awaitedAnswer(
      isQuiet: options.isQuiet, cancellation: limit.cancellation)
    let answer = LimitedAnswer(
      awaited
        ?? statement.run(
          for: options.isQuiet ? .existence : .rows, cancellation: limit.cancellation),
      limit: limit)
    watchdog?.begin(statement.observeWaits(), limit)
    defer { watchdog?.end() }
    let rows = try awaited?.hasRows() ?? true ? write(answer) : answer.end()
    let duration = stopwatch.nanoseconds
    let notes = answer.notes.map { "note: \(visible($0))" }
    if !options.isQuiet { errors.tell(notes + (awaited?.outcome ?? []).map { "note: \($0)" }) }
    if options.showsStatistics, statement.isQuery {
      errors.bytes.appendStatistics(answer.statistics, rows: rows, nanoseconds: duration)
      try? errors.flush()
    }
    if let awaited { return Verdict(of: awaited.status, notes) }
    return Verdict(someRowCame: rows > 0, someRowIsUnjudged: answer.hasUnjudgedRows, notes)
  }

  private func write(_ answer: any Answer) throws(ResultFailure) -> Int {
    if options.isQuiet { return try answer.nextRow() == nil ? 0 : 1 }
    do throws(ResultFailure) {
      output.beginResult(isTable: !options.format.isForMachines)
      let rows = try options.format.makeWriter(options.style).write(answer, to: output)
      try output.flush()
      return rows
    } catch {
      // The rows that came are true.
      if case .unreadable = error { try output.flush() }
      throw error
    }
  }
}

extension OutputBuffer {
  /// Writes lines for the user: a note is fitted to the terminal, and a label has its colour. Errors are
  /// ignored, since there is nowhere left to report them.
  package func tell(_ lines: some Sequence<String>) {
    for line in lines.flatMap({ wrappedNote($0, width: columns) }) {
      let line = isColoured ? MessageKind.colouring(line) : line
      bytes.append(contentsOf: line.utf8)
      bytes.append(UInt8(ascii: "\n"))
    }
    try? flush()
  }

  /// Reports why the result did not come out whole, and gives the exit status. A closed pipe is
  /// a success: the reader has seen enough.
  package func tell(_ failure: ResultFailure) -> ExitStatus {
    switch failure {
    case .closedPipe: return .done
    case .unwritable:
      tell(["error: cannot write standard output: \(failure.reason)"])
      return .failed
    case .unreadable:
      tell(["error: \(failure.sentence)"])
      return .failed
    }
  }
}
