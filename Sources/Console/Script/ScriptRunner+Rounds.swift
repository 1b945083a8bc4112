import Binding
import CEditLine
import Execution
import Glibc
import QueryLanguage
import Values

/// Statements that are run again and again.
extension ScriptRunner {
  /// The statements as the options have them: with `-w` the only query is repeated. It is thrown what
  /// cannot be.
  func repeated(
    _ statements: [PreparedStatement]
  ) throws(PreparationError) -> [PreparedStatement] {
    if options.isQuiet, let endless = statements.first(where: \.isEndless) {
      throw .wrong([
        Diagnostic(
          "what is repeated without an end does not go with -q", at: endless.range,
          hint: endless.record == nil ? "'wait for' ends when a row comes" : nil)
      ])
    }
    guard let interval = options.watchInterval else { return statements }
    do throws(RepetitionFailure) {
      return [try statements.watched(every: interval)]
    } catch {
      errors.tell(["error: \(error.message)"])
      throw .wrong([])
    }
  }

  /// Whether a row comes is known of some queries before they are run.
  func warnings(of statements: [PreparedStatement]) -> [Diagnostic] {
    guard options.isQuiet else { return [] }
    return statements.filter { $0.repetition == .once && $0.alwaysHasRow }.map { statement in
      var warning = Diagnostic(
        "this query always has a row, so that -q tells nothing", at: statement.range)
      warning.severity = .warning
      return warning
    }
  }

  /// Shows rounds until they are to end.
  func runRounds(
    of statement: PreparedStatement, in source: SourceText, _ contents: RoundStream.Contents,
    every interval: Int64
  ) throws(ResultFailure) -> Verdict {
    try output.buffer.flush()
    // From here on the signals and the waits are heard by the rounds.
    watchdog?.end()
    signals_watch(false)
    defer { signals_release() }
    let errors = errors
    let presentation = presentation(
      of: contents, RoundScreen.Title(interval: interval, statement.range, in: source))
    let surroundings = presentation.surroundings(
      output: output.descriptor, under: options.confinement)
    surroundings.keys?.restoreOnCrash { descriptor, settings in
      signals_restore_on_crash(
        descriptor, settings, Terminal.ControlSequence.showCursor.rawValue)
    }
    let run = RoundsRun(
      of: statement, every: interval, timeout: options.timeout,
      tellsNotes: options.tellsNotes,
      shownBy: presentation.presenter(
        // Buffers of their own: the thread of the rounds may be left where it writes.
        to: output.buffer.sibling(), tell: { errors.sibling().tell($0) }),
      on: surroundings)
    // A round that was not whole is none.
    defer { output.file?.drop() }
    switch run.run() {
    case .ended: return Verdict(of: .done)
    case .failed(let failure): throw failure
    case .abandoned(let line):
      errors.tell([line])
      return Verdict(of: .failed)
    case .signal(let number):
      signals_obey(number)
      return Verdict(of: .failed)
    }
  }

  /// How rounds look where results go now.
  private func presentation(
    of contents: RoundStream.Contents, _ title: RoundScreen.Title
  ) -> RoundPresentation {
    let form = writtenForm
    return RoundPresentation(
      contents, form.writtenFormat, form.style, hasFixedWidth: options.hasFixedWidth,
      expandsIfWide: form.expansion == .auto,
      terminal: form.style.isTerminal
        ? Terminal(output: output.descriptor, type: environmentValue("TERM")) : nil,
      title: title, summary: options.showsStatistics ? .statistics : isTimed ? .timing : .none,
      file: output.file)
  }
}

extension [PreparedStatement] {
  /// The only query, so that it is run again each so many nanoseconds.
  fileprivate func watched(
    every interval: Int64
  ) throws(RepetitionFailure) -> PreparedStatement {
    guard let query = first, count == 1 else {
      let found = isEmpty ? "there is none" : "the script has \(count) statements"
      throw RepetitionFailure(message: "-w repeats one query, and \(found)")
    }
    return try query.repeated(every: interval)
  }
}
