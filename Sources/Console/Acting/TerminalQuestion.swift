import CEditLine
import Glibc
import QueryLanguage
import Values

/// Asks for leave at the terminal of standard input, which gives whole lines and echoes them. Signals must
/// be watched (`signals_watch`).
///
/// What was typed before the question stands there is no answer to it, and neither is what was pasted.
struct TerminalQuestion {
  /// What it is drawn on.
  let terminal: Terminal

  /// How long nobody may have typed before the question is put, in milliseconds: a paste may still be
  /// arriving.
  private static let silence: CInt = 50
  private static let mostSilences = 20
  /// How often it is looked whether the time is over, in milliseconds.
  private static let interval: CInt = 100

  /// Waits for an answer.
  func ask(_ question: LeaveQuestion, within limit: TimeLimit) -> LeaveQuestion.Reply {
    begin(question)
    defer { terminal.send(terminal.sequence(.noPasteBrackets)) }
    var line: [UInt8] = []
    while true {
      switch -signals_wait(STDIN_FILENO, Self.interval) {
      case -1:
        guard read(into: &line) else { return abandon(with: .no) }
        if let end = line.firstIndex(where: \.endsLine) {
          return reply(line, endingAt: end, question)
        }
      case 0 where limit.isOver: return abandon(with: .late)
      case 0, SIGWINCH: continue
      case SIGTSTP:
        terminal.send(terminal.sequence(.noPasteBrackets))
        signals_obey(SIGTSTP)
        line = []
        begin(question)
      case let number: return abandon(with: .signal(number))
      }
    }
  }

  private func begin(_ question: LeaveQuestion) {
    forgetInput()
    terminal.send(terminal.sequence(.pasteBrackets) + question.prompt)
  }

  private func forgetInput() {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    var turns = 0
    repeat {
      tcflush(STDIN_FILENO, TCIFLUSH)
      turns += 1
    } while poll(&request, 1, Self.silence) > 0 && turns < Self.mostSilences
    tcflush(STDIN_FILENO, TCIFLUSH)
  }

  /// False at the end of all input.
  private func read(into line: inout [UInt8]) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    line += bytes.prefix(count)
    return count > 0
  }

  /// Where more lines are there already, this one was not sent by hand: none of them is an answer, or
  /// anything else that somebody meant to say.
  private func reply(
    _ line: [UInt8], endingAt end: Int, _ question: LeaveQuestion
  ) -> LeaveQuestion.Reply {
    let hasMore = end + 1 < line.count || terminal.hasInput(within: 0)
    guard !hasMore, question.isGiven(by: Array(line[..<end])) else {
      tcflush(STDIN_FILENO, TCIFLUSH)
      return .no
    }
    return .yes
  }

  /// Nobody has ended the line of the question.
  private func abandon(with reply: LeaveQuestion.Reply) -> LeaveQuestion.Reply {
    terminal.send("\n")
    return reply
  }
}

extension UInt8 {
  /// Also where the terminal leaves a return as it is.
  fileprivate var endsLine: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
