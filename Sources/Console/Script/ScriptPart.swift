import QueryLanguage

/// A part of a script or of a file for the shell: the text is cut at the lines that are commands.
enum ScriptPart {
  /// What stands between two commands: where, in the text.
  case statements(Range<Int>)
  /// A command, and where its line begins and ends.
  case command(CommandCall, Range<Int>)

  /// It is a command.
  var isCommand: Bool {
    switch self {
    case .command: true
    case .statements: false
    }
  }

  /// The parts in order. Between them they have all of the text but the blank lines.
  static func parts(of source: SourceText) -> [ScriptPart] {
    var parts: [ScriptPart] = []
    var start = 0
    let preamble = source.preambleLength
    func addStatements(upTo end: Int) {
      let rest = source.bytes[..<end].dropFirst(max(start, preamble))
      guard rest.contains(where: { !$0.isSpace }) else { return }
      parts.append(.statements(start..<end))
    }
    for line in source.commandLines {
      guard let call = CommandCall(Array(source.bytes[line]), at: line.lowerBound) else { continue }
      addStatements(upTo: line.lowerBound)
      parts.append(.command(call, line))
      start = line.upperBound
    }
    addStatements(upTo: source.bytes.count)
    return parts
  }
}

extension SourceText {
  /// A part of the text, all before it blanked out, so that positions remain those of the whole.
  func part(_ range: Range<Int>) -> SourceText {
    let blank = bytes[..<range.lowerBound].map { $0 == UInt8(ascii: "\n") ? $0 : 0x20 }
    return SourceText(name: name, bytes: blank + bytes[range])
  }

  /// Whether the text ends before a quote or a comment in it does.
  var endsWithinText: Bool {
    guard let error = parseReportingAll(self).diagnostics.last, error.isIncomplete,
      error.range.lower < bytes.count
    else { return false }
    return ["'", "\"", "`", "/*"].contains { bytes[error.range.lower...].starts(with: $0.utf8) }
  }
}
