import QueryLanguage

/// A part of a file for the shell: the file is cut at the lines that are commands.
enum ScriptPart {
  /// The lines between two commands. Everything before them is blanked out, so that positions
  /// remain those of the file.
  case statements(SourceText)
  case command(CommandCall)

  /// It is the shell that is told something.
  var isCommand: Bool {
    switch self {
    case .command: true
    case .statements: false
    }
  }

  /// The parts in order, each cut off when it is asked for.
  static func parts(of source: SourceText) -> some Sequence<ScriptPart> {
    var cutter = Cutter(source: source)
    return AnyIterator { cutter.next() }
  }

  private struct Cutter {
    let source: SourceText
    /// Where the statements that are not yet cut off begin.
    private var start = 0
    private var lineStart: Int
    private var command: CommandCall?

    init(source: SourceText) {
      self.source = source
      lineStart = source.preambleLength
    }

    mutating func next() -> ScriptPart? {
      if let command = command.take() { return .command(command) }
      let begin = start
      while lineStart < source.bytes.count {
        let rest = source.bytes[lineStart...]
        let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) ?? source.bytes.count
        let line = CommandCall(Array(source.bytes[lineStart..<lineEnd]))
        let end = lineStart
        lineStart = lineEnd + 1
        if let line, !isWithinText(at: end) {
          start = lineEnd
          if let statements = statements(begin..<end) {
            command = line
            return statements
          }
          return .command(line)
        }
      }
      start = source.bytes.count
      return statements(begin..<start)
    }

    /// Whether a line that begins here stands within quotes or a comment.
    private func isWithinText(at end: Int) -> Bool {
      SourceText(bytes: Array(source.bytes[start..<end])).endsWithinText
    }

    private func statements(_ range: Range<Int>) -> ScriptPart? {
      guard source.bytes[range].contains(where: { !$0.isSpace }) else { return nil }
      let blank = source.bytes[..<range.lowerBound].map { $0 == UInt8(ascii: "\n") ? $0 : 0x20 }
      return .statements(SourceText(name: source.name, bytes: blank + source.bytes[range]))
    }
  }
}

extension SourceText {
  /// Whether the text ends before a quote or a comment in it does.
  var endsWithinText: Bool {
    guard let error = parseReportingAll(self).diagnostics.last, error.isIncomplete,
      error.range.lower < bytes.count
    else { return false }
    return ["'", "\"", "`", "/*"].contains { bytes[error.range.lower...].starts(with: $0.utf8) }
  }
}
