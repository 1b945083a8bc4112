import CEditLine
import Glibc

/// The shell's terminal: what it can do, how large it is, and its settings from before the shell.
struct Terminal: Sendable {
  /// Where it is drawn on.
  let output: CInt
  /// It understands no escape sequences.
  let isDumb: Bool
  private let settings: termios?

  /// The terminal of standard input, drawn on by this descriptor.
  init(output: CInt, type: String?) {
    self.output = output
    isDumb = ["", "dumb", "emacs", "unknown"].contains(type ?? "")
    var settings = termios()
    self.settings = tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
  }

  /// Columns and rows, asked for anew: a window can change any time. No more than the editor knows
  /// of, which draws on it.
  var size: (columns: Int, rows: Int) {
    let rows = WindowSize(of: output)?.rows ?? 24
    return (min(width, Int(editline_most_columns)), min(rows, Int(editline_most_rows)))
  }

  /// How many columns there are for a result, which may be as wide as the window.
  var width: Int { WindowSize(of: output)?.columns ?? 80 }

  /// What we ask of a terminal that understands it.
  enum ControlSequence: String {
    case pasteBrackets = "\u{1b}[?2004h"
    case noPasteBrackets = "\u{1b}[?2004l"
    case clearBelow = "\u{1b}[J"
    case clearAll = "\u{1b}[H\u{1b}[2J"
    case clearRest = "\u{1b}[K"
    case home = "\u{1b}[H"
    /// Lines that are too long end at the edge.
    case noWrap = "\u{1b}[?7l"
    case wrap = "\u{1b}[?7h"
    case hideCursor = "\u{1b}[?25l"
    case showCursor = "\u{1b}[?25h"
  }

  /// The bytes of a control sequence; none for a dumb terminal.
  func sequence(_ sequence: ControlSequence) -> String { isDumb ? "" : sequence.rawValue }

  /// Another program has it: as the shell has while we are a job in its background.
  var isElsewhere: Bool {
    let group = tcgetpgrp(output)
    return group > 0 && group != getpgrp()
  }

  /// Draws text; an error is not told, since it shows when the terminal is read.
  func send(_ text: String) {
    guard !text.isEmpty else { return }
    // A terminal that is gone shows when it is read.
    try? write(Array(text.utf8), to: output, path: "the terminal")
  }

  /// Whether a key that nobody has read was pressed, or is within so many milliseconds.
  func hasInput(within milliseconds: CInt) -> Bool {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) > 0 && request.revents & Int16(POLLIN) != 0
  }

  // MARK: - Lending

  /// The settings that the shell had when it gave the terminal away.
  struct Loan: Sendable {
    fileprivate let settings: termios?
  }

  /// Puts the terminal back as it was before the shell, for another program or at the end.
  func lend() -> Loan {
    send(sequence(.noPasteBrackets))
    var current = termios()
    let isKnown = tcgetattr(STDIN_FILENO, &current) == 0
    if var settings { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
    return Loan(settings: isKnown ? current : nil)
  }

  /// Puts the terminal back as it was when it was lent.
  func takeBack(_ loan: Loan) {
    if var settings = loan.settings { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
    send(sequence(.pasteBrackets))
  }

  /// Lends the terminal for as long as the closure runs.
  func lent<Result>(to borrower: () -> Result) -> Result {
    let loan = lend()
    defer { takeBack(loan) }
    return borrower()
  }

  /// Stops the program as Ctrl-Z does, the terminal as it was before; returns when it goes on.
  func suspend() { lent { signals_obey(SIGTSTP) } }

  /// If the program crashes, the terminal is left as it was before the shell.
  func restoreOnCrash(by restore: (CInt, UnsafePointer<termios>, String) -> Void) {
    if var settings {
      restore(output, &settings, sequence(.noPasteBrackets) + sequence(.showCursor))
    }
  }
}
