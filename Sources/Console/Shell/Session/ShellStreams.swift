import Glibc
import QueryLanguage

/// Where the shell writes: results to one descriptor, errors and notes to another. What commands
/// tell the user is no result: it goes to the terminal if there is one.
package struct ShellStreams: Sendable {
  /// The descriptor of results.
  let output: CInt
  /// The descriptor of errors and notes.
  let errors: CInt
  /// Nil for a shell without one.
  let terminal: Terminal?
  /// Whether errors and notes have colours.
  let isColoured: Bool

  private let startsPager: Bool
  /// The terminal if results go there.
  var watchedTerminal: Terminal? { isatty(output) == 1 ? terminal : nil }

  /// How wide the terminal is, for text that people read; nil without one.
  var columns: Int? { terminal?.size.columns }

  /// Of a shell without a terminal.
  package init(output: CInt, errors: CInt) {
    self.output = output
    self.errors = errors
    terminal = nil
    isColoured = false
    startsPager = false
  }

  init(_ terminal: Terminal, isColoured: Bool, startsPager: Bool) {
    self.isColoured = isColoured
    self.startsPager = startsPager
    output = STDOUT_FILENO
    errors = STDERR_FILENO
    self.terminal = terminal
  }

  /// Lines for the user, in answer to a command.
  func say(_ lines: String...) { say(lines) }
  /// Lines for the user, in answer to a command.
  func say(_ lines: [String]) { write(lines, to: terminal?.output ?? output) }

  /// What shows more than the screen holds; nil where there is none, or the terminal could not be drawn
  /// on.
  var pager: Pager? { terminal.flatMap { $0.isDumb || !startsPager ? nil : Pager() } }

  /// Lines for the user that may be many: through the pager where they are more than the screen holds.
  func show(_ lines: [String]) {
    guard let terminal else { return say(lines) }
    let sink = ResultSink(.descriptor(terminal.output), terminal: terminal, pager: pager)
    let text = lines.map { $0 + "\n" }.joined()
    // Where it cannot be written there is nobody left to tell.
    Array(text.utf8).withUnsafeBytes { try? sink.write($0) }
    _ = sink.finish()
  }

  /// Text that is ready to be shown to the user, as it is.
  func show(_ text: [UInt8]) {
    // Where it cannot be written there is nobody left to tell.
    try? Console.write(text, to: terminal?.output ?? output, path: "the terminal")
  }

  /// Empties the terminal's screen.
  func clear() {
    if let terminal { terminal.send(terminal.sequence(.clearAll)) }
  }

  /// What is wrong, or what could not be told.
  func complain(_ lines: String...) { complain(lines) }
  /// Lines about what is wrong, fitted to the terminal.
  func complain(_ lines: [String]) {
    let lines = lines.flatMap { wrappedMessage($0, width: columns) }
    write(isColoured ? lines.map(MessageKind.colouring) : lines, to: errors)
  }

  private func write(_ lines: [String], to descriptor: CInt) {
    // Where it cannot be written there is nobody left to tell.
    let text = lines.map { $0 + "\n" }.joined()
    try? Console.write(Array(text.utf8), to: descriptor, path: "the terminal")
  }
}
