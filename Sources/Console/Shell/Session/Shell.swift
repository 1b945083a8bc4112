import CEditLine
import Glibc
import QueryLanguage

/// The shell at a terminal: reads lines, hands them to a session, and keeps the history.
package struct Shell {
  private let session: ShellSession
  private let reader: EditLineReader

  /// Runs a shell on the terminal of standard input until the user leaves it. A signal that ends
  /// the program does so from here, once the terminal is as it was before.
  package static func run(_ configuration: ShellConfiguration) -> ExitStatus {
    let isReadOnly = configuration.options.confinement.isReadOnly
    let history = ShellHistory(isReadOnly ? .none : configuration.folders)
    // As long as signals do what they do by default, a home that does not answer can be left.
    let files =
      isReadOnly
      ? .unread
      : StartUpFiles(
        configuration.folders, history: history.file, readsScript: configuration.readsStartUpFile)
    signals_watch(true)
    let ending = converse(configuration, files, history)
    if case .signal(let number) = ending { signals_obey(number) }
    signals_release()
    return .done
  }

  private static func converse(
    _ configuration: ShellConfiguration, _ files: StartUpFiles, _ history: ShellHistory
  ) -> ShellSession.Ending {
    let output = isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : STDERR_FILENO
    let terminal = Terminal(output: output, type: environmentValue("TERM"))
    let session = ShellSession(
      configuration,
      streams: ShellStreams(
        terminal, isColoured: configuration.coloursErrors,
        startsPager: !configuration.options.confinement.isReadOnly),
      remember: { history.remember($0) })
    let completer = Completer(session)
    session.streams.complain(files.warnings.map { "warning: \($0)" })
    let reader = EditLineReader(
      terminal: terminal, settings: files.editor, complete: completer.complete,
      takeBack: session.takeBackPendingText)
    guard let reader else {
      session.streams.complain("error: lines cannot be edited on this terminal")
      return .asked
    }
    history.begin(reader, with: files.history, complain: { session.streams.complain($0) })
    if let greeting = configuration.greeting {
      session.streams.say(wrapped(greeting, width: session.streams.columns))
    }
    session.ask = { [weak reader, weak session] question in
      guard let reader, let session else { return false }
      return reader.answer(to: question, endedBy: { session.end(by: $0) })
    }
    session.asker = { question, limit in
      terminal.lent { TerminalQuestion(terminal: terminal).ask(question, within: limit) }
    }
    if let script = files.script { session.runStartUpFile(script) }
    let ending = Shell(session: session, reader: reader).converse()
    session.finish()
    return ending
  }

  private func converse() -> ShellSession.Ending {
    while true {
      if let ending = session.ending { return ending }
      switch reader.readLine(prompt: session.nextPrompt, continuing: session.pendingText) {
      case .line(let line, let moreWaits): session.take(line, moreWaits: moreWaits)
      case .interrupted: session.drop()
      case .end: return .asked
      case .signal(let number): session.end(by: number)
      }
    }
  }
}

extension EditLineReader {
  /// Whether the user says yes to a question; not where they press Ctrl-C or leave. A signal that ends
  /// the program is handed on.
  fileprivate func answer(to question: String, endedBy end: (CInt) -> Void) -> Bool {
    switch readLine(prompt: question + " [y/N] ") {
    case .line(let line, _):
      return ["y", "yes"].contains(String(decoding: line.trimmed, as: UTF8.self).lowercased())
    case .interrupted, .end:
      return false
    case .signal(let number):
      end(number)
      return false
    }
  }
}

/// What may be recalled at the prompt, and kept for the next session.
private final class ShellHistory {
  private(set) var file: HistoryFile?
  private weak var reader: EditLineReader?
  private var complain: (String) -> Void = { _ in }
  private var hasFailed = false

  init(_ folders: UserFolders) {
    file = folders.state.map { HistoryFile(in: $0, capacity: EditLineReader.historyCapacity) }
  }

  func begin(
    _ reader: EditLineReader, with entries: [[UInt8]], complain: @escaping (String) -> Void
  ) {
    self.reader = reader
    self.complain = complain
    reader.replaceHistory(entries)
  }

  /// A history that cannot be written is told of once.
  func remember(_ entry: [UInt8]) {
    reader?.remember(entry)
    guard !hasFailed, let file else { return }
    do throws(SystemError) {
      self.file = try FileWork(verb: "write", path: file.path).run { () throws(SystemError) in
        var file = file
        try file.append(entry)
        return file
      }
    } catch {
      hasFailed = true
      complain("warning: the history is not kept: \(error.message)")
    }
  }
}
