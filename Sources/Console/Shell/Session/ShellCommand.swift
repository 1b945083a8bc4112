import QueryLanguage

/// One thing the shell does itself, declared in one place: `\?`, completion, suggestions and the
/// reference are made from this.
package struct ShellCommand: Sendable {
  /// Without its backslash.
  let name: String
  /// What follows the name: `[SOURCE]`.
  let usage: String
  /// What it does, in one sentence.
  package let summary: String
  /// What its words stand for; the last also for all that follow.
  let arguments: [Argument]
  /// Carries the command out with its arguments.
  let run: @Sendable (ShellSession, [String]) throws(CommandFailure) -> Void
  /// Where it stands beside the prompt and the files that the shell runs.
  private(set) var place = Place.shellAlone(instead: nil)

  /// Whether a command stands in scripts.
  enum Place: Sendable {
    /// There, too: this is what it comes to, with its arguments.
    case scripts(@Sendable ([String]) throws(CommandFailure) -> ScriptCommand)
    /// No: what does the same there, if something does.
    case shellAlone(instead: String?)
  }

  /// What a word of a command may be.
  enum Argument: Hashable, Sendable {
    case source
    case topic
    case format
    case choice([String])
    case number
    case file
    case savedQuery
    /// `NAME=VALUE` of a saved query.
    case queryParameter
    case setParameter
    /// Made up by the user.
    case free
  }

  private init(
    _ name: String, _ usage: String, _ summary: String, _ arguments: [Argument] = [],
    run: @escaping @Sendable (ShellSession, [String]) throws(CommandFailure) -> Void
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.arguments = arguments
    self.run = run
  }

  /// The same command, which stands in scripts, too, and comes to this there.
  private func inScripts(
    _ meaning: @escaping @Sendable ([String]) throws(CommandFailure) -> ScriptCommand
  ) -> ShellCommand {
    var command = self
    command.place = .scripts(meaning)
    return command
  }

  /// The same command, for which scripts have something else.
  private func inScripts(instead: String) -> ShellCommand {
    var command = self
    command.place = .shellAlone(instead: instead)
    return command
  }

  /// How many words it takes at most; nil where the last argument stands for all that follow.
  var mostWords: Int? { usage.hasSuffix("…]") || arguments.last == .free ? nil : arguments.count }

  /// As it is written in the list of commands: `\d [SOURCE]`.
  package var heading: String { "\\" + name + (usage.isEmpty ? "" : " " + usage) }
}

/// Why a command was not carried out, for the user.
struct CommandFailure: Error {
  /// What the user is told, after `error: `.
  let message: String
  /// Which argument is to blame; nil: the command as it is.
  private(set) var word: Int?
  /// What would mend it, for who is shown where it stands.
  private(set) var hint: String?

  init(_ message: String, word: Int? = nil, hint: String? = nil) {
    self.message = message
    self.word = word
    self.hint = hint
  }

  init(_ error: SystemError) {
    message = error.message
  }

  /// A word more than the command takes; nil where there is none.
  static func surplus(of command: ShellCommand, _ words: [String]) -> CommandFailure? {
    guard let most = command.mostWords, words.count > most else { return nil }
    let form = command.arguments.isEmpty ? "stands alone" : "takes \(command.usage) and no more"
    return CommandFailure(
      "'\\\(command.name)' \(form), found '\(visible(words[most]))'", word: most)
  }
}

extension ShellCommand {
  /// All of them, in the order in which `\?` shows them.
  package static let all: [ShellCommand] = [
    ShellCommand("?", "", "Lists these commands.") { shell, _ in shell.showCommands() },
    ShellCommand(
      "h", "[TOPIC…]", "Explains a name, a clause or an operator, or finds what speaks of a word.",
      [.topic]
    ) { (shell, words) throws(CommandFailure) in try shell.showHelp(on: words) }
    .inScripts { .help($0) },
    ShellCommand("d", "[SOURCE]", "Lists the sources, or the columns of one.", [.source]) {
      shell, words in shell.describe(.source(words.first), fitted: true)
    }
    .inScripts { .describe(.source($0.first)) },
    ShellCommand("d+", "[SOURCE]", "Lists all that is known of them.", [.source]) { shell, words in
      shell.describe(.source(words.first), fitted: false)
    }
    .inScripts { .describe(.source($0.first)) },
    ShellCommand("df", "", "Lists the functions and aggregates.") { shell, _ in
      shell.describe(.functions, fitted: true)
    }
    .inScripts { _ in .describe(.functions) },
    ShellCommand(
      "x", "[on|off|auto]", "Shows each row as a block of lines; auto: if it is too wide.",
      [.choice(Expansion.allCases.map(\.rawValue))]
    ) { (shell, words) throws(CommandFailure) in try shell.setExpansion(words) }
    .inScripts { words throws(CommandFailure) in
      .expansion(
        try words.first.map { word throws(CommandFailure) in
          try commandChoice(word, for: "x")
        })
    },
    ShellCommand("f", "FORMAT", "Chooses the form of results.", [.format]) {
      (shell, words) throws(CommandFailure) in try shell.setFormat(words)
    }
    .inScripts { words throws(CommandFailure) in
      .format(
        try words.first.map { word throws(CommandFailure) in
          try commandChoice(word, for: "f")
        })
    },
    ShellCommand(
      "timing", "[on|off]", "Tells how long a statement took and what was read for it.",
      [.choice(["on", "off"])]
    ) { (shell, words) throws(CommandFailure) in try shell.setTiming(words) }
    .inScripts { words throws(CommandFailure) in
      .timing(
        try words.first.map { word throws(CommandFailure) in
          try commandChoice(word, for: "timing") == Switch.on
        })
    },
    ShellCommand("watch", "[SECONDS]", "Repeats the last query until q or Ctrl-C.", [.number]) {
      (shell, words) throws(CommandFailure) in try shell.watch(words)
    }
    .inScripts(instead: "'watch 2s' stands before the query"),
    ShellCommand("i", "FILE", "Runs the statements and commands of a file.", [.file]) {
      (shell, words) throws(CommandFailure) in try shell.includeFile(words)
    }
    .inScripts { words throws(CommandFailure) in try .include(words) },
    ShellCommand("o", "[FILE]", "Sends results into a file; without one, here again.", [.file]) {
      (shell, words) throws(CommandFailure) in try shell.redirect(words)
    }
    .inScripts { words throws(CommandFailure) in try .output(words) },
    ShellCommand("e", "[FILE]", "Edits the last statement, or a file, and runs it.", [.file]) {
      (shell, words) throws(CommandFailure) in try shell.edit(words)
    },
    ShellCommand("s", "NAME", "Saves the last statement under a name.", [.savedQuery]) {
      (shell, words) throws(CommandFailure) in try shell.save(words)
    },
    ShellCommand("l", "", "Lists the saved queries.") {
      (shell, _) throws(CommandFailure) in try shell.listSavedQueries()
    },
    ShellCommand("r", "NAME [NAME=VALUE…]", "Runs a saved query.", [.savedQuery, .queryParameter]) {
      (shell, words) throws(CommandFailure) in try shell.runSavedQuery(words)
    }
    .inScripts(instead: "'\\i FILE' runs a file"),
    ShellCommand(
      "set", "[NAME VALUE]", "Gives a parameter a value; alone, lists them.",
      [.setParameter, .free]
    ) { (shell, words) throws(CommandFailure) in try shell.setParameter(words) }
    .inScripts { words throws(CommandFailure) in try .set(words) },
    ShellCommand("q", "", "Leaves the shell.") { shell, _ in shell.leave() }
      .inScripts { _ in .quit },
  ]

  /// The command of this name; else what is wrong with it.
  static func named(_ name: String) throws(CommandFailure) -> ShellCommand {
    if let command = all.first(where: { $0.name == name }) { return command }
    let similar = suggestion(for: name, among: all.map(\.name)).map { "; did you mean '\\\($0)'?" }
    throw CommandFailure("unknown command '\\\(visible(name))'\(similar ?? "; '\\?' lists them")")
  }
}
