import QueryLanguage

/// Collects the lines that were typed, and decides when their statements run.
///
/// A statement runs at its semicolon. Without one it runs on Enter if it is complete with its first
/// line, unless more lines are waiting: those were pasted and belong to it. From its second line on it
/// runs at an empty line, so that it can be written clause by clause; if it is not complete then, that
/// is its error. Before that a text that ends too early asks for more lines; any other error is
/// reported at once.
///
/// What one Enter sends counts as one line, though it may hold several: it was seen whole.
///
/// What acts runs at a semicolon that was typed, and at nothing else.
struct StatementBuffer {
  /// Nothing but a semicolon runs a statement.
  var waitsForSemicolon = false

  /// What was typed and has not run.
  private(set) var text: [UInt8] = []
  /// It is one line that is complete and did not run, since more waited.
  private var isHeld = false
  /// All lines since the buffer was empty, for the history.
  private var typed: [UInt8] = []
  /// It was said that what acts needs its semicolon.
  private var hasReminded = false

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
    /// What is left in the buffer acts, and lacks nothing but its semicolon.
    var waitsToAct = false
    /// That is to be said now.
    var isReminder = false
  }

  /// Takes a line, and says what is to be run now. `moreWaits`: the next line is there already.
  mutating func add(_ line: [UInt8], moreWaits: Bool) -> Outcome {
    let isFirst = isEmpty || endHeld(before: line)
    let isEnd =
      isFirst ? !moreWaits && line.endsWithEmptyLine : line.allSatisfy(\.isSpace)
    if !isEmpty { text.append(UInt8(ascii: "\n")) }
    if !typed.isEmpty { typed.append(UInt8(ascii: "\n")) }
    text += line
    typed += line
    if waitsForSemicolon { return takeStatements(isSent: false) }
    // Text in quotes and comments may hold empty lines, if it is not written by hand.
    if isEnd { return moreWaits && isWithinText ? takeStatements(isSent: false) : finish() }
    let outcome = takeStatements(isSent: isFirst && !moreWaits)
    isHeld = isFirst && !isEmpty && isComplete && !lacksItsSemicolon
    return outcome
  }

  /// Ends a complete first line that waited for more, where the next cannot go on with it: statements
  /// that are typed ahead, each on a line, are no statement of several lines.
  private mutating func endHeld(before line: [UInt8]) -> Bool {
    // Behind a comment there is no place for its semicolon.
    guard isHeld, !text.contains("--".utf8), let first = line.firstIndex(where: { !$0.isSpace })
    else { return false }
    let whole = text + [UInt8(ascii: "\n")] + line
    let error = parseReportingAll(SourceText(bytes: whole)).diagnostics.first
    guard let error, !error.isIncomplete, error.range.lower == text.count + 1 + first else {
      return false
    }
    text.append(UInt8(ascii: ";"))
    typed.append(UInt8(ascii: ";"))
    return true
  }

  /// Runs what is complete without its semicolon, before a command.
  mutating func send() -> Outcome { takeStatements(isSent: !waitsForSemicolon) }

  /// Runs what was typed as if the text ended here: what is not complete then is an error.
  mutating func finish() -> Outcome {
    var outcome = takeStatements(isSent: true)
    guard !isEmpty else { return outcome }
    if outcome.error == nil, lacksItsSemicolon {
      outcome.waitsToAct = true
      outcome.isReminder = !hasReminded
      hasReminded = true
      return outcome
    }
    outcome.error = outcome.error ?? parseReportingAll(outcome.source).diagnostics.first
    outcome.entry = typed
    clear()
    return outcome
  }

  /// Gives what has not run back to be edited, and keeps nothing of it.
  mutating func takeBack() -> [UInt8] {
    defer { clear() }
    return Array(text.drop(while: \.isSpace))
  }

  /// Drops what has not run, and gives all that was typed for it.
  mutating func forget() -> [UInt8]? {
    defer { clear() }
    return typed.isEmpty ? nil : typed
  }

  /// Drops what has not run.
  mutating func clear() {
    isHeld = false
    hasReminded = false
    text = []
    typed = []
  }

  /// Whether the next line would begin inside quotes or a comment.
  var isWithinText: Bool { SourceText(bytes: text).endsWithinText }

  private var isComplete: Bool { parseReportingAll(SourceText(bytes: text)).diagnostics.isEmpty }

  /// Whether the last of what was typed would act at its semicolon.
  private var lacksItsSemicolon: Bool {
    isComplete
      && parseReportingAll(SourceText(bytes: text)).script.statements.last.map {
        $0.acts && text.endOfStatement(after: $0.range.upper) == nil
      } ?? false
  }

  private mutating func takeStatements(isSent: Bool) -> Outcome {
    let source = SourceText(bytes: text)
    let parsing = parseReportingAll(source)
    let error = parsing.diagnostics.first
    var outcome = Outcome(source: source)
    let limit = error?.range.lower ?? .max
    var rest = 0
    for statement in parsing.script.statements where statement.range.upper <= limit {
      guard let end = text.endOfStatement(after: statement.range.upper) else {
        if !isSent || statement.acts { break }
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
      hasReminded = false
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
