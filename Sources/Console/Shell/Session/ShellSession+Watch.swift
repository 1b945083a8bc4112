import Binding
import Execution
import Glibc
import QueryLanguage
import Values

/// Statements that are run again and again until Ctrl-C or `q`.
extension ShellSession {
  /// `\watch`: `watch` of the last query.
  func watch(_ words: [String]) throws(CommandFailure) {
    let asked = try interval(words.first)
    let typed = takeTyped()
    if let typed {
      if let error = typed.error { return tell(error, in: typed.source) }
      guard let last = typed.statements.last, note(last, of: typed.source) else {
        throw CommandFailure("'\\watch' repeats a query, and this is none")
      }
    }
    guard let query = lastQuery else { throw CommandFailure("there is no query to repeat yet") }
    let source = SourceText(bytes: query)
    let statements = inLastQuerySession { prepared(source, warns: typed != nil) }
    guard let statement = statements?.first else { return }
    if let refusal = settings.format.refusal(of: [statement]) { return tell(refusal, in: source) }
    let window = statement.window.flatMap { $0.isImplied ? nil : $0.length }
    do throws(RepetitionFailure) {
      let interval = asked ?? window ?? Repetition.usualInterval
      _ = showRounds(
        of: try statement.repeated(every: interval), in: source, .allRows, every: interval)
    } catch {
      throw CommandFailure(error.message)
    }
  }

  /// What `watch` takes, and a mere number is one of seconds.
  private func interval(_ word: String?) throws(CommandFailure) -> Int64? {
    guard let word else { return nil }
    let text = word.utf8.last?.isDigit == true ? word + "s" : word
    guard let expression = try? parseExpression(SourceText(text)),
      case .literal(.duration(let interval)) = expression.kind, interval > 0
    else {
      throw CommandFailure(
        "'\\watch' takes seconds or a duration, found '\(visible(word))', "
          + "as in \\watch 2 or \\watch 2s")
    }
    return interval
  }

  /// Shows rounds until they are to end; false where what follows is not to run.
  func showRounds(
    of statement: PreparedStatement, in source: SourceText, _ contents: RoundStream.Contents,
    every interval: Int64
  ) -> Bool {
    let settings = currentSettings
    let terminal = redirection == nil ? streams.watchedTerminal : nil
    let presentation = RoundPresentation(
      contents, settings.form.writtenFormat, settings.style, hasFixedWidth: settings.hasFixedWidth,
      expandsIfWide: settings.expansion == .auto, terminal: terminal,
      title: RoundScreen.Title(interval: interval, statement.range, in: source),
      summary: settings.isTimed ? .timing : .none)
    let sink = redirection.map { ResultSink($0) } ?? ResultSink(.descriptor(streams.output))
    let streams = streams
    var surroundings = presentation.surroundings(
      output: redirection?.descriptor ?? streams.output, under: confinement)
    surroundings.drop = { sink.drop() }
    if let terminal { surroundings.suspend = { terminal.suspend() } }
    let run = RoundsRun(
      of: statement, every: interval, timeout: settings.timeout, tellsNotes: settings.tellsNotes,
      shownBy: presentation.presenter(
        to: OutputBuffer(sink), tell: { streams.complain($0) }),
      on: surroundings)
    defer { endRedirectionIfUnread() }
    switch run.run() {
    case .ended: return true
    case .failed(let failure): streams.complain("error: \(failure.sentence)")
    case .abandoned(let line): streams.complain(line)
    case .signal(let number): end(by: number)
    }
    return false
  }
}
