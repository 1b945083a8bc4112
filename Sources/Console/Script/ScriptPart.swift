package import QueryLanguage

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

  /// The same for the shell: a word alone on a line is a command there, where no statement has begun.
  static func partsForShell(of source: SourceText) -> [ScriptPart] {
    parts(of: source).flatMap { part in
      switch part {
      case .command: [part]
      case .statements(let range): cut(range, of: source)
      }
    }
  }

  private static func cut(_ range: Range<Int>, of source: SourceText) -> [ScriptPart] {
    var parts: [ScriptPart] = []
    var start = range.lowerBound
    var hasBegun = false
    for token in Lexer.tokens(of: source.part(range).bytes) where token.range.lower >= start {
      let line = source.line(at: token.range.lower)
      if !hasBegun, case .word = token.kind,
        let call = CommandCall(word: Array(source.bytes[line]), at: line.lowerBound)
      {
        parts += [.statements(start..<line.lowerBound), .command(call, line)]
        start = line.upperBound
      } else {
        hasBegun = token.kind != .symbol(.semicolon)
      }
    }
    return parts + [.statements(start..<range.upperBound)]
  }
}

extension SourceText {
  /// A part of the text, all before it blanked out, so that positions remain those of the whole.
  func part(_ range: Range<Int>) -> SourceText {
    let blank = bytes[..<range.lowerBound].map { $0 == UInt8(ascii: "\n") ? $0 : 0x20 }
    return SourceText(name: name, bytes: blank + bytes[range], isHidden: isHidden)
  }

  /// The text with a semicolon in place of each command, so that positions remain, and what stands
  /// before and behind one are two statements.
  package var withoutCommands: SourceText {
    var bytes = bytes
    for line in commandLines {
      for place in line { bytes[place] = 0x20 }
      if let first = line.first { bytes[first] = UInt8(ascii: ";") }
    }
    return SourceText(name: name, bytes: bytes, isHidden: isHidden)
  }

  /// The line that the byte stands in.
  fileprivate func line(at place: Int) -> Range<Int> {
    let lineFeed = UInt8(ascii: "\n")
    let start = bytes[..<place].lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
    return start..<(bytes[place...].firstIndex(of: lineFeed) ?? bytes.count)
  }

  /// Whether the text ends before a quote or a comment in it does.
  var endsWithinText: Bool {
    guard let error = parseReportingAll(self).diagnostics.last, error.isIncomplete,
      error.range.lower < bytes.count
    else { return false }
    return ["'", "\"", "`", "/*"].contains { bytes[error.range.lower...].starts(with: $0.utf8) }
  }
}
