import Binding
import QueryLanguage

/// What a command comes to that stands in a script. All of it takes effect in its place.
enum ScriptCommand: Sendable {
  /// What `describe` shows.
  case describe(Described)
  /// What `\h` tells of these words.
  case help([String])
  /// How results are written from here on; nil: says how.
  case format(OutputFormat?)
  /// When rows are blocks of lines; nil: the other way round.
  case expansion(Expansion?)
  /// Whether time and reads are told; nil: the other way round.
  case timing(Bool?)
  /// Where results go; nil: to standard output.
  case output(String?)
  /// The text of a file stands here.
  case include(String)
  /// A parameter has this value from here on.
  case set(ParameterArgument)
  /// Shows the value of a parameter; nil: of all that have one.
  case show(String?)
  /// What follows is not run.
  case quit
  /// What it sets is about typing, and nothing to a script.
  case nothing

  /// What can be described.
  enum Described: Sendable {
    /// A source; nil: all of them.
    case source(String?)
    case functions
  }

  /// A line of a script; it is thrown what is wrong with it.
  init(_ call: CommandCall, under confinement: Confinement) throws(CommandFailure) {
    let command = try Self.command(call.name)
    let words = call.words.map(\.text)
    switch command.place {
    case .shellAlone(let instead):
      throw CommandFailure("'\\\(command.name)' is a command of the shell", hint: instead)
    case .scripts(let meaning):
      if let refusal = confinement.refusal(of: command, words) { throw refusal }
      self = try meaning(words)
      if let failure = CommandFailure.surplus(of: command, words) { throw failure }
    }
  }

  private static func command(_ name: String) throws(CommandFailure) -> ShellCommand {
    if let command = ShellCommand.find(name) { return command }
    let known = ShellCommand.all.filter(\.standsInScripts).map(\.name)
    let similar = suggestion(for: name, among: known).map { "did you mean '\\\($0)'?" }
    let all = "in scripts stand " + known.map { "\\" + $0 }.joined(separator: " ")
    throw CommandFailure("unknown command '\\\(visible(name))'", hint: similar ?? all)
  }

  /// `\i`
  static func include(_ words: [String]) throws(CommandFailure) -> ScriptCommand {
    guard let word = words.first else { throw CommandFailure("'\\i' needs the name of a file") }
    return .include(withHome(word))
  }

  /// `\o`
  static func output(_ words: [String]) throws(CommandFailure) -> ScriptCommand {
    guard let word = words.first else { return .output(nil) }
    if word.hasPrefix("|") {
      throw CommandFailure("in a script '\\o' takes a file, and no command", word: 0)
    }
    if words.count > 1 {
      throw CommandFailure("'\\o' takes one file, found '\(visible(words[1]))'", word: 1)
    }
    return .output(withHome(word))
  }

  /// `\set`
  static func set(_ words: [String]) throws(CommandFailure) -> ScriptCommand {
    guard let name = words.first else { return .show(nil) }
    try requireParameterName(name)
    guard words.count > 1 else { return .show(name) }
    if name.isSame(as: ShellSession.multiline) {
      let _: Switch = try commandChoice(words[1], for: "set \(ShellSession.multiline)", word: 1)
      return .nothing
    }
    return .set(ParameterArgument(name, Array(words.dropFirst().joined(separator: " ").utf8)))
  }
}

extension ShellCommand {
  /// Whether it stands in scripts.
  package var standsInScripts: Bool {
    switch place {
    case .scripts: true
    case .shellAlone: false
    }
  }
}

extension ScriptCommand.Described {
  /// The statement that shows it. Whatever is no name stands in backticks, so that it is one.
  var statement: String {
    switch self {
    case .functions: "describe functions"
    case .source(nil): "describe"
    case .source(let name?) where name.isName: "describe \(name)"
    case .source(let name?): "describe `\(name.filter { $0 != "`" && $0 != "\n" })`"
    }
  }
}

/// What is switched by a word.
enum Switch: String, CaseIterable {
  case on
  case off
}

/// The one of a few words that a command takes.
func commandChoice<Choice: CaseIterable & RawRepresentable<String>>(
  _ word: String, for command: String, word index: Int = 0
) throws(CommandFailure) -> Choice {
  if let choice = Choice(rawValue: word.lowercased()) { return choice }
  let words = Choice.words
  let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  throw CommandFailure("'\\\(command)' takes \(list), found '\(visible(word))'", word: index)
}

/// What `\set` gives a value has a name that can stand behind `$`.
func requireParameterName(_ name: String) throws(CommandFailure) {
  guard !name.isName else { return }
  throw CommandFailure(
    "a parameter's name has letters, digits and '_', not '\(visible(name))'", word: 0)
}
