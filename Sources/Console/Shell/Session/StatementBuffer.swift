import QueryLanguage

/// Collects the lines that were typed, and decides when their statements run.
///
/// A statement runs at its semicolon. Without one it runs when Enter completes it, unless more
/// lines are waiting: those were pasted and belong to it. An empty line runs whatever is complete.
/// A text that ends too early asks for more lines; any other error is reported.
struct StatementBuffer {
  /// What was typed and has not run.
  private(set) var text: [UInt8] = []
  /// All lines since the buffer was empty, for the history.
  private var typed: [UInt8] = []

  /// Whether everything typed has run.
  var isEmpty: Bool { text.isEmpty }

  /// The statements to run after a line, and the error to report.
  struct Outcome {
    /// What the statements' and the error's positions count in.
    var source: SourceText
    /// To be run now, in this order, before the error is told.
    var statements: [Statement] = []
    /// What is wrong with the text behind those statements.
    var error: Diagnostic?
    /// What was typed for them, once nothing of it is left in the buffer.
    var entry: [UInt8]?
  }

  /// Takes a line, and says what is to be run now. `moreWaits`: the next line is there already.
  mutating func add(_ line: [UInt8], moreWaits: Bool) -> Outcome {
    let isSent = !moreWaits || (!isEmpty && line.allSatisfy(\.isSpace))
    if !isEmpty { text.append(UInt8(ascii: "\n")) }
    if !typed.isEmpty { typed.append(UInt8(ascii: "\n")) }
    text += line
    typed += line
    return takeStatements(isSent: isSent)
  }

  /// Runs what is complete without its semicolon, as an empty line would.
  mutating func send() -> Outcome { takeStatements(isSent: true) }

  /// Runs what was typed as if the text ended here: what is not complete then is an error.
  mutating func finish() -> Outcome {
    var outcome = takeStatements(isSent: true)
    guard !isEmpty else { return outcome }
    outcome.error = outcome.error ?? parseReportingAll(outcome.source).diagnostics.first
    outcome.entry = typed
    clear()
    return outcome
  }

  /// Drops what has not run.
  mutating func clear() {
    text = []
    typed = []
  }

  /// Whether the next line would begin inside quotes or a comment.
  var isWithinText: Bool { SourceText(bytes: text).endsWithinText }

  private mutating func takeStatements(isSent: Bool) -> Outcome {
    let source = SourceText(bytes: text)
    let parsing = parseReportingAll(source)
    let error = parsing.diagnostics.first
    var outcome = Outcome(source: source)
    let limit = error?.range.lower ?? .max
    var rest = 0
    for statement in parsing.script.statements where statement.range.upper <= limit {
      guard let end = text.endOfStatement(after: statement.range.upper) else {
        if !isSent { break }
        outcome.statements.append(statement)
        rest = text.count
        break
      }
      outcome.statements.append(statement)
      rest = end
    }
    if let error, !error.isIncomplete {
      outcome.error = error
      rest = text.count
    }
    text = text[rest...].allSatisfy(\.isSpace) ? [] : Array(text[rest...])
    if text.isEmpty || (error == nil && parsing.script.statements.isEmpty) {
      text = []
      outcome.entry = typed
      typed = []
    }
    return outcome
  }
}

extension [UInt8] {
  /// The offset behind the semicolon that ends a statement whose last token ends here.
  fileprivate func endOfStatement(after offset: Int) -> Int? {
    var rest = self[offset...]
    while let byte = rest.first {
      if byte == UInt8(ascii: ";") { return rest.startIndex + 1 }
      if byte.isSpace {
        rest = rest.dropFirst()
      } else if rest.starts(with: "--".utf8) {
        rest = rest.drop { $0 != UInt8(ascii: "\n") }
      } else if rest.starts(with: "/*".utf8) {
        rest = rest.dropFirst(2)
        while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else {
        return nil
      }
    }
    return nil
  }
}
