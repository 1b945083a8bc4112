// Hints for moments, windows, and statements that repeat a query.

extension Parser {
  /// The hint for `at`, `over` or `every` in a wrong place.
  func hintForWindow(_ keyword: Keyword) -> String? {
    let next = token(ahead: 1)
    guard next.kind.mayBeInterval else { return nil }
    guard keyword == .every else {
      return atOperandEnd || expected.contains(.keyword(.or)) ? Hint.windowPlace : nil
    }
    guard let previous, previous.kind == .word(.watch) || previous.kind == .word(.changes) else {
      return isWindowNamed ? Hint.everyPlace : Hint.before(.watch)
    }
    return Hint.didYouMean(text(of: previous) + " " + text(of: next))
  }

  /// Whether `at` or `over` before this token were read as a name, since an expression may begin
  /// there: `let x = over 5s`, `in (at '…'`.
  var isBehindWindowAsName: Bool {
    guard index > 2, token.kind.mayBeInterval,
      tokens[index - 1].kind == .word(.at) || tokens[index - 1].kind == .word(.over)
    else { return false }
    if tokens[index - 2].kind == .symbol(.openParenthesis) {
      return tokens[index - 3].kind == .word(.in)
    }
    return index > 3 && tokens[index - 4].kind == .word(.let)
  }

  /// The hint for `watch`, `changes` or `wait` in a wrong place.
  func hintForRepetition(_ keyword: Keyword) -> String? {
    if previous?.kind == .word(.explain) || previous?.kind == .word(.analyze) {
      return Hint.explainedAlone(keyword)
    }
    guard atOperandEnd, !token(ahead: 1).kind.endsItem else { return nil }
    return token(ahead: 1).kind.mayBeInterval && token(ahead: 2).kind.endsItem
      ? Hint.before(keyword) : Hint.statementBefore
  }

  /// Whether the statement speaks of a window, or of its readings.
  private var isWindowNamed: Bool {
    tokens[..<index].suffix(Self.longestLook).contains {
      $0.kind == .word(.over) || text(of: $0).isSame(as: "history")
    }
  }

  /// The hint for a constant where a duration is wanted.
  func hintForInterval(_ literal: Literal) -> String? {
    switch literal {
    case .integer(let number): Hint.unitNeeded(String(number) + unitAhead)
    case .real: Hint.unitNeeded(text(of: token) + unitAhead)
    case .text(let bytes): bytes.isDuration ? Hint.durationWithoutQuotes : nil
    case .size: text(of: token).hasSuffix("M") ? Hint.didYouMean(text(of: token).folded) : nil
    case .null, .boolean, .address, .duration: nil
    }
  }

  /// The unit that stands apart from its number, `5 min`, or seconds.
  private var unitAhead: String {
    let unit = Unit.meant(by: text(of: token(ahead: 1)))
    return unit.flatMap { $0.quantity == .duration ? $0.spelling : nil } ?? "s"
  }

  /// The hint for a duration where a query is wanted: `wait for 30s …`
  var hintForLateLimit: String? {
    guard let previous, previous.kind == .word(.for) || previous.kind == .word(.while) else {
      return nil
    }
    return Hint.limitBefore(text(of: previous), limit: text(of: token))
  }
}

extension [UInt8] {
  /// Whether the text is a duration and nothing else.
  var isDuration: Bool {
    let tokens = Lexer.tokens(of: self)
    guard tokens.count == 2, case .literal(.duration) = tokens[0].kind else { return false }
    return true
  }
}
