import CEditLine
import Execution
import Glibc
import QueryLanguage
import Values

/// `\watch`: a query that is repeated until Ctrl-C.
///
/// On a terminal each result is drawn over the one before and sent as one piece, so nothing
/// flickers; elsewhere, and on a dumb terminal, one result follows the other.
extension ShellSession {
  private static let standardInterval = 2.0

  /// `\watch`: repeats the last query.
  func watch(_ words: [String]) throws(CommandFailure) {
    let seconds = try interval(words.first)
    guard let query = lastQuery else { throw CommandFailure("there is no query to repeat yet") }
    let screen = redirection == nil ? streams.watchedTerminal.flatMap { $0.isDumb ? nil : $0 } : nil
    screen?.makeRoom()
    repeat {
      guard let result = result(of: query) else { break }
      let title = title(of: query, seconds: seconds)
      if let screen {
        screen.send(WatchScreen(title: title, result: result, size: screen.size).text)
      } else {
        // Where it cannot be written there is nobody left to tell.
        try? write(
          Array("\(title)\n".utf8) + result, to: redirection?.descriptor ?? streams.output,
          path: "the result", unless: { signals_ask_to_stop() })
      }
    } while isToGoOn(after: seconds, on: screen)
    // What was typed meanwhile was not meant for the prompt.
    if screen != nil { tcflush(STDIN_FILENO, TCIFLUSH) }
  }

  private func interval(_ word: String?) throws(CommandFailure) -> Double {
    guard let word else { return Self.standardInterval }
    let number = word.hasSuffix("s") ? String(word.dropLast()) : word
    guard let seconds = Double(number), seconds >= 0.1, seconds <= 86400 else {
      throw CommandFailure("'\\watch' takes seconds from 0.1 to 86400, found '\(visible(word))'")
    }
    return seconds
  }

  /// `2026-11-22 14:00:05  every 2s  select pid order by uss desc limit 10`
  private func title(of query: [UInt8], seconds: Double) -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let time = HumanText.time(Int64(now.tv_sec) * 1_000_000_000)
    let interval = HumanText.duration(Int64(seconds * 1e9))
    return "\(time)  every \(interval)  \(visible(query.map { $0.isSpace ? 0x20 : $0 }))"
  }

  /// The query's result with what there is to tell of it; nil where it was stopped or cannot run.
  private func result(of query: [UInt8]) -> [UInt8]? {
    let sink = ResultSink(.memory)
    guard let statement = prepared(SourceText(bytes: query), warns: false)?.first,
      let report = report(of: statement, to: sink)
    else { return nil }
    let lines =
      report.notes.map { "note: \(visible($0))" } + (settings.isTimed ? [report.summary] : [])
    return sink.collected + lines.flatMap { Array("\($0)\n".utf8) }
  }

  /// False when it is to end.
  private func isToGoOn(after seconds: Double, on screen: Terminal?) -> Bool {
    let stopwatch = Stopwatch()
    while true {
      let rest = Int64(seconds * 1000) - stopwatch.nanoseconds / 1_000_000
      switch -signals_wait(-1, CInt(max(rest, 0))) {
      case 0: return true
      case SIGINT: return false
      case SIGWINCH: return true
      case SIGTSTP:
        streams.terminal?.suspend()
        // What stands there now is not ours to draw over.
        screen?.makeRoom()
        return true
      case let number:
        end(by: number)
        return false
      }
    }
  }
}

extension Terminal {
  /// What is on the screen goes above it, where it can still be found.
  fileprivate func makeRoom() { send(String(repeating: "\n", count: size.rows)) }
}

/// A result as it is drawn over the one before.
struct WatchScreen {
  /// What is sent to the terminal, in one piece.
  let text: String

  /// Cut to the size of the screen, the last row left to the cursor.
  init(title: String, result: [UInt8], size: (columns: Int, rows: Int)) {
    var lines = result.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().map { String(decoding: $0, as: UTF8.self) }
    let room = max(size.rows - 3, 1)
    if lines.count > room {
      let hidden = lines.count - (room - 1)
      lines = lines.prefix(room - 1) + ["… \(hidden) more lines"]
    }
    let control = Terminal.ControlSequence.self
    let drawn = [cut(title, toWidth: size.columns), ""] + lines
    text =
      control.home.rawValue + control.noWrap.rawValue
      // Cleared first: behind a full line the cursor stands on its last character.
      + drawn.map { control.clearRest.rawValue + $0 + "\r\n" }.joined()
      + control.wrap.rawValue + control.clearBelow.rawValue
  }
}
