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
    case .on: confirm("each row is shown as a block of lines")
    case .off: confirm("rows are shown as a table")
    case .auto: confirm("rows are shown as blocks of lines if a table would be too wide")
    }
  }

  /// `\f`: sets or tells the format.
  func setFormat(_ words: [String]) throws(CommandFailure) {
    if let word = words.first { settings.format = try commandChoice(word, for: "f") }
    confirm("results are shown as \(settings.format.rawValue)")
  }

  /// `\timing`: whether time and reads are told after each statement.
  func setTiming(_ words: [String]) throws(CommandFailure) {
    if let word = words.first {
      settings.isTimed = try commandChoice(word, for: "timing") == Switch.on
    } else {
      settings.isTimed.toggle()
    }
    confirm(settings.isTimed ? "timing is on" : "timing is off")
  }

  // MARK: - Parameters

  /// `\set`: gives a parameter a value, or shows the value of one or of all.
  func setParameter(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else { return show(parameters, isMultiline: isMultiline) }
    try requireParameterName(name)
    if name.isSame(as: Self.multiline) { return try setMultiline(Array(words.dropFirst())) }
    guard words.count > 1 else { return show([try parameter(named: name)]) }
    let value = Array(words.dropFirst().joined(separator: " ").utf8)
    set(ParameterArgument(name, value))
  }

  /// The name of a setting, which is no parameter's.
  static let multiline = "multiline"

  /// `\set multiline`: whether Enter waits for the semicolon always.
  private func setMultiline(_ words: [String]) throws(CommandFailure) {
    if !words.isEmpty {
      let choice: Switch = try commandChoice(
        words.joined(separator: " "), for: "set \(Self.multiline)", word: 1)
      isMultiline = choice == .on
    }
    confirm(
      isMultiline
        ? "multiline is on: a statement runs at ';' only"
        : "multiline is off: Enter runs a statement of one line"
    )
  }

  /// `\unset`: takes a parameter its value.
  func unsetParameter(_ words: [String]) throws(CommandFailure) {
    guard let name = words.first else { throw CommandFailure("'\\unset' needs a name") }
    unset(try parameter(named: name))
  }

  private func show(_ parameters: [ParameterArgument], isMultiline: Bool = false) {
    var values = parameters.map { (name: $0.name, value: visible($0.value)) }
    if isMultiline { values.append((Self.multiline, "on")) }
    let width = values.map(\.name.utf8.count).max() ?? 0
    streams.say(values.map { $0.name + padding(width - $0.name.utf8.count + 2) + $0.value })
  }

  private func parameter(named name: String) throws(CommandFailure) -> ParameterArgument {
    if let parameter = parameters.first(where: { $0.name.isSame(as: name) }) { return parameter }
    throw CommandFailure("'\(visible(name))' has no value; '\\set' lists those that have one")
  }
}
