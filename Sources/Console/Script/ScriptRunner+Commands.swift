import Binding
import Execution
import QueryLanguage

/// What a script's commands do when it comes to them.
extension ScriptRunner {
  /// What follows from commands.
  enum CommandOutcome {
    case goOn
    /// Nothing more is run.
    case end
    /// Nothing more is run, since something could not be done; it has been told.
    case failed
  }

  /// What `\h` cannot explain and `\set` cannot show is wrong before anything is run.
  func checkCommands(of text: inout ScriptText, _ parameters: [ParameterArgument]) {
    let given = GivenParameters(parameters, text.settings)
    for (place, command) in text.commands {
      switch command {
      case .help(let words):
        do throws(CommandFailure) {
          _ = try helpLines(on: words)
        } catch {
          text.refuse(error.message, at: place)
        }
      case .show(let name?) where given.lines(at: place, of: name).isEmpty:
        text.refuse("'\(name)' has no value", hint: "'\\set \(name) 5' gives it one", at: place)
      case .describe, .format, .expansion, .timing, .output, .include, .set, .show, .quit, .nothing:
        continue
      }
    }
  }

  private func helpLines(on words: [String]) throws(CommandFailure) -> [String] {
    try HelpTopics.lines(
      on: words, in: session.schema, session.capabilities, session.actions,
      width: options.style.isTerminal ? options.style.width : nil)
  }

  /// It is thrown why one of the statements cannot be shown in the format that is in force where it
  /// stands.
  func shown(
    _ statements: [PreparedStatement], in text: ScriptText
  ) throws(PreparationError) -> [PreparedStatement] {
    guard !options.isQuiet else { return statements }
    for statement in statements {
      var format = options.format
      for case (let place, .format(let asked?)) in text.commands
      where place <= statement.range.lower { format = asked }
      if let refusal = format.refusal(of: [statement]) { throw .wrong([refusal]) }
    }
    return statements
  }

  /// Carries these commands out, one after the other.
  mutating func carryOut(
    _ commands: [(place: Int, command: ScriptCommand)], _ parameters: GivenParameters
  ) throws(ResultFailure) -> CommandOutcome {
    for (place, command) in commands {
      switch command {
      case .quit: return .end
      case .output(let path):
        guard try redirect(path) else { return .failed }
      case .format(let format?): form.format = format
      case .format(nil): try say(["results are shown as \(form.format.rawValue)"])
      case .expansion(let expansion):
        form.expansion = expansion ?? (form.expansion == .off ? .on : .off)
      case .timing(let isOn): isTimed = isOn ?? !isTimed
      case .help(let words): try say((try? helpLines(on: words)) ?? [])
      case .show(let name): try say(parameters.lines(at: place, of: name))
      case .describe, .include, .set, .nothing: break
      }
    }
    return .goOn
  }

  /// Lines that answer a command, on standard output.
  private func say(_ lines: [String]) throws(ResultFailure) {
    guard !options.isQuiet else { return }
    for line in lines { standardOutput.bytes.append(contentsOf: "\(line)\n".utf8) }
    try standardOutput.flush()
  }

  /// `\o`: what was written until now is whole. False where there is an error, which is told.
  private mutating func redirect(_ path: String?) throws(ResultFailure) -> Bool {
    guard !options.isQuiet else { return true }
    try endRedirection()
    return path.map { redirect(to: Array($0.utf8)) } ?? true
  }

  /// What was written until now is whole; results go to standard output from here on.
  mutating func endRedirection() throws(ResultFailure) {
    try output.finish()
    output = ScriptOutput(standard: standardOutput)
  }

  /// Results go into this file from here on; false where there is an error, which is told. Where
  /// nothing is printed there is nothing to keep either, and no file is touched.
  mutating func redirect(to file: [UInt8]) -> Bool {
    guard !options.isQuiet else { return true }
    do throws(SystemError) {
      output = try ScriptOutput(file: file)
      return true
    } catch {
      errors.tell(["error: \(error.message)"])
      return false
    }
  }
}

/// The parameters that a script is given, and gives itself.
struct GivenParameters {
  private let fromOutside: [ParameterArgument]
  private let settings: [PlacedParameter]

  init(_ fromOutside: [ParameterArgument], _ settings: [PlacedParameter]) {
    self.fromOutside = fromOutside
    self.settings = settings
  }

  /// Those that have a value at this place of the script, or the one of this name: a line with name and
  /// value of each.
  func lines(at place: Int, of name: String?) -> [String] {
    var parameters = fromOutside
    for setting in settings where setting.place < place {
      parameters.removeAll { $0.name.isSame(as: setting.parameter.name) }
      parameters.append(setting.parameter)
    }
    if let name { parameters.removeAll { !$0.name.isSame(as: name) } }
    let width = parameters.map(\.name.utf8.count).max() ?? 0
    return parameters.map {
      "\($0.name)\(padding(width - $0.name.utf8.count + 2))\(visible($0.value))"
    }
  }
}
