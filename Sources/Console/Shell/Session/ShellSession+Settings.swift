import Binding
import QueryLanguage

/// The commands that change how the shell shows things and where it sends them.
extension ShellSession {
  /// `\x`: when rows are shown as blocks of lines.
  func setExpansion(_ words: [String]) throws(CommandFailure) {
    if let word = words.first {
      settings.expansion = try commandChoice(word, for: "x")
    } else {
      settings.expansion = settings.expansion == .off ? .on : .off
    }
    switch settings.expansion {
    case .on: streams.say("each row is shown as a block of lines")
    case .off: streams.say("rows are shown as a table")
    case .auto: streams.say("rows are shown as blocks of lines if a table would be too wide")
    }
  }

  /// `\f`: sets or tells the format.
  func setFormat(_ words: [String]) throws(CommandFailure) {
    if let word = words.first { settings.format = try commandChoice(word, for: "f") }
    streams.say("results are shown as \(settings.format.rawValue)")
  }

  /// `\timing`: whether time and reads are told after each statement.
  func setTiming(_ words: [String]) throws(CommandFailure) {
    if let word = words.first {
      settings.isTimed = try commandChoice(word, for: "timing") == Switch.on
    } else {
      settings.isTimed.toggle()
    }
    streams.say(settings.isTimed ? "timing is on" : "timing is off")
  }

  // MARK: - Redirection

  /// `\o`: sends results into a file, or to the terminal again.
  func redirect(_ words: [String]) throws(CommandFailure) {
    redirection = nil
    guard let word = words.first else { return }
    let path = withHome(word)
    do throws(SystemError) {
      redirection = try FileWork(verb: "open", path: path).run { () throws(SystemError) in
        try OutputFile(path)
      }
    } catch {
      throw CommandFailure(error)
    }
  }

  // MARK: - Parameters

  /// `\set`: gives a parameter a value, or lists all.
  func setParameter(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else {
      let width = parameters.map(\.name.utf8.count).max() ?? 0
      streams.say(
        parameters.map {
          "\($0.name)\(padding(width - $0.name.utf8.count + 2))\(visible($0.value))"
        })
      return
    }
    try requireParameterName(name)
    guard words.count > 1 else { throw CommandFailure("'\\set \(name)' needs a value") }
    let value = Array(words.dropFirst().joined(separator: " ").utf8)
    set(ParameterArgument(name, value))
  }
}
