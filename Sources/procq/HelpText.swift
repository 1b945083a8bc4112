import Console

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
      The ten that take most memory of their own, of those with MYAPP set:
        procq -e "where env.MYAPP exists order by uss desc limit 10"
      Who holds deleted files open:
        procq -e "select pid, name where any(files where deleted)"
      Memory by user, for a program to read:
        procq -f json -e "select user, sum(uss) as uss group by user"
      Who takes most memory, again every two seconds:
        procq -w 2s -e "order by rss desc limit 10"
      Does sshd run?
        procq -q -e "where name = 'sshd'" && echo yes
      A saved file, with a value for its parameter:
        procq big.procq n=20
      What can be asked, and how a query goes about it:
        procq -e "describe; describe processes"
        procq -e "explain order by uss desc limit 10"

    EXIT STATUS:
      0    done
      1    it could not be carried out, or no row came where that was asked
      2    the query or the arguments are wrong
      3    no row came where that was asked, but some could not be judged
      130  after Ctrl-C
    """
  }
}

extension Option {
  /// `-f, --format <format>`, and beside it what it is for.
  fileprivate var lines: String {
    let margin = String(repeating: " ", count: 26)
    let help = wrapped(explanation, width: 80 - margin.count)
    let spelling = "  \(spelling)"
    if spelling.utf8.count + 2 > margin.count {
      return ([spelling] + help.map { margin + $0 }).joined(separator: "\n")
    }
    let first = spelling + margin.dropFirst(spelling.utf8.count) + help[0]
    return ([first] + help.dropFirst().map { margin + $0 }).joined(separator: "\n")
  }

  private var spelling: String {
    let short = letter.map { "-\(Character(Unicode.Scalar($0))), " } ?? ""
    return "\(short)--\(name)" + (value.map { " <\($0.name)>" } ?? "")
  }

  private var explanation: String {
    guard case .words(let words)? = value?.completion else { return help }
    return "\(help) \(words.joined(separator: ", "))."
  }
}
