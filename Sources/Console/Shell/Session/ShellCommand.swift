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
  /// What does the same as a word alone on a line: `exit`.
  let words: [String]
  /// What it may do to the machine.
  let effects: Effects
  /// It may stand behind a statement that it then runs itself, in its own way: `select … \g`.
  let takesStatement: Bool
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
    /// A file, or `| COMMAND`.
    case destination
    /// A file that was recorded, or the word that leads back from it.
    case recording
    /// A command of the system, as far as the line goes.
    case shellLine
    case savedQuery
    /// A saved query that is no sample.
    case ownQuery
    /// `NAME=VALUE` of a saved query.
    case queryParameter
    case setParameter
    /// Made up by the user.
    case free
  }

  /// What a command does besides asking the machine and showing.
  struct Effects: OptionSet, Sendable {
    let rawValue: Int

    static let writesFiles = Effects(rawValue: 1)
    static let startsPrograms = Effects(rawValue: 2)
    /// Others than the machine's own, or looks for them.
    static let readsFiles = Effects(rawValue: 4)
  }

  init(
    _ name: String, _ usage: String, _ summary: String, _ arguments: [Argument] = [],
    words: [String] = [], effects: Effects = [], takesStatement: Bool = false,
    run: @escaping @Sendable (ShellSession, [String]) throws(CommandFailure) -> Void
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.arguments = arguments
    self.words = words
    self.effects = effects
    self.takesStatement = takesStatement
    self.run = run
  }

  /// The same command, which stands in scripts, too, and comes to this there.
  func inScripts(
    _ meaning: @escaping @Sendable ([String]) throws(CommandFailure) -> ScriptCommand
  ) -> ShellCommand {
    var command = self
    command.place = .scripts(meaning)
    return command
  }

  /// The same command, for which scripts have something else.
  func inScripts(instead: String) -> ShellCommand {
    var command = self
    command.place = .shellAlone(instead: instead)
    return command
  }

  /// How many words it takes at most; nil where the last argument stands for all that follow.
  var mostWords: Int? {
    usage.hasSuffix("…]") || arguments.last == .free || arguments.last == .shellLine
      ? nil : arguments.count
  }

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
  /// The command of this name, or what a word alone does: `\quit`; nil for none.
  static func find(_ name: String) -> ShellCommand? {
    all.first { $0.name == name || $0.words.contains(name) }
  }

  /// The command of this name; else what is wrong with it.
  static func named(_ name: String) throws(CommandFailure) -> ShellCommand {
    if let command = find(name) { return command }
    let similar = suggestion(for: name, among: all.map(\.name)).map { "; did you mean '\\\($0)'?" }
    throw CommandFailure("unknown command '\\\(visible(name))'\(similar ?? "; '\\?' lists them")")
  }
}
