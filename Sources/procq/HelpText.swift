import Console
import QueryLanguage

/// What `--help` shows.
enum HelpText {
  /// The text, ready to be printed.
  static var whole: String {
    """
    procq asks questions about the processes of this machine.

    USAGE:
      procq [OPTION …]
      procq [OPTION …] -e QUERY [-e QUERY …]
      procq [OPTION …] FILE [NAME=VALUE …]

    Without a query or a file it is a shell, if standard input is a terminal; else
    it runs the statements that come from there. A file '-' is standard input.

    OPTIONS:
    \(Option.all.map(\.lines).joined(separator: "\n"))

    EXAMPLES:
    \(HelpEntry.examples.map(examples).joined(separator: "\n"))

    ENVIRONMENT:
    \(lines(HelpEntry.variables, margin: 19))

    FILES:
    \(lines(HelpEntry.files, margin: 32))

    EXIT STATUS:
    \(lines(HelpEntry.exitStatuses, margin: 7))
    """
  }

  private static func examples(_ purpose: String, _ lines: [String]) -> String {
    (["  \(purpose)"] + lines.map { "    \($0)" }).joined(separator: "\n")
  }

  private static func lines(_ entries: [HelpEntry], margin: Int) -> String {
    entries.flatMap { lines("  \($0.name)", $0.summary, margin: margin) }.joined(separator: "\n")
  }

  /// A name, and beside it what it is for.
  fileprivate static func lines(_ name: String, _ text: String, margin count: Int) -> [String] {
    let margin = String(repeating: " ", count: count)
    let texts = wrapped(text, width: 80 - count)
    guard name.utf8.count + 2 <= count else { return [name] + texts.map { margin + $0 } }
    return [name + margin.dropFirst(name.utf8.count) + texts[0]]
      + texts.dropFirst().map { margin + $0 }
  }
}

extension Option {
  /// `-f, --format <format>`, and beside it what it is for.
  fileprivate var lines: String {
    HelpText.lines("  \(spelling)", explanation, margin: 26).joined(separator: "\n")
  }

  private var spelling: String {
    let short = letter.map { "-\(Character(Unicode.Scalar($0))), " } ?? ""
    return "\(short)--\(name)"
      + (value.map { $0.ifLeftOut == nil ? " <\($0.name)>" : "[=<\($0.name)>]" } ?? "")
  }

  /// What it does, and the words that it may take.
  var explanation: String {
    guard case .words(let words)? = value?.completion else { return help }
    return "\(help) \(words.joined(separator: ", "))."
  }
}
