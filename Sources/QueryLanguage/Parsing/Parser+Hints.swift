// Which hint an error gets: for known mistakes and misspelt keywords. `Hint` words them.

extension Parser {
  /// A hint that would likely mend the error at this token.
  func hint() -> String? {
    switch token.kind {
    case .word(let keyword?): hint(for: keyword) ?? mistake ?? hintForLostAs(keyword)
    case .word(nil): mistake ?? hintForNeighbour ?? hint(forMisspelt: text(of: token))
    case .symbol(let symbol): hint(for: symbol)
    case .literal(let literal) where expected.contains(.slot(.interval)):
      hintForInterval(literal)
    case .literal(.duration) where expected.contains(.keyword(.select)): hintForLateLimit
    case .literal(.text) where expected.contains(.slot(.source)):
      Hint.sourceWithoutQuotes
    case .quotedName, .parameter, .literal, .leastMagnitude: hintForOperand()
    case .malformed: isTurnedInequality ? Hint.didYouMean("!=") : nil
    case .end: nil
    }
  }

  private func hint(for keyword: Keyword) -> String? {
    switch keyword {
    case .let, .param, .describe, .explain: atOperandEnd ? Hint.statementBefore : nil
    case .watch, .changes, .wait: hintForRepetition(keyword)
    case .at, .over, .every: hintForWindow(keyword)
    case .true, .false: hintForOperand()
    case .not: expected.contains(.slot(.column)) ? Hint.parenthesesAroundNot : nil
    case .select where atOperandEnd: Hint.statementBefore
    case .select, .from, .where, .group, .having, .order, .limit, .offset:
      if expected.contains(.keyword(.while)) {
        Hint.conditions
      } else {
        previous?.kind == .symbol(.openParenthesis)
          ? Hint.queryPlace : hintForReserved(keyword)
      }
    case .distinct, .by, .asc, .desc, .nulls, .first, .last, .as, .and, .or, .in, .between, .like,
      .ilike, .glob, .contains, .is, .null, .denied, .exists, .case, .when, .then, .else, .end,
      .functions, .keywords, .analyze, .for, .while:
      hintForReserved(keyword)
    }
  }

  private func hintForReserved(_ keyword: Keyword) -> String? {
    keyword.isReserved && isNameExpected ? Hint.inBackticks(text(of: token)) : nil
  }

  /// The hint for a word of another query language.
  private var mistake: String? {
    Mistake.hint(for: text(of: token), atStatement: expected.contains(.keyword(.describe)))
  }

  /// The hint for a word that is a known mistake beside the token before or behind it.
  private var hintForNeighbour: String? {
    if let previous, case .literal(let literal) = previous.kind {
      if case .text = literal, previous.range.upper == token.range.lower {
        return Hint.doubledQuote
      }
      if bytes[previous.range].last?.isDigit == true, let unit = Unit.meant(by: text(of: token)) {
        return Hint.unitAfterNumber(text(of: previous) + unit.spelling)
      }
    }
    if previous?.kind == .word(.exists) { return Hint.existsStandsAfter }
    if expected.contains(.keyword(.while)), text(of: token).folded == "until" {
      return Hint.didYouMean(Keyword.for.rawValue)
    }
    let next = token(ahead: 1).kind
    let beginsExpression =
      OperatorTable.infix(next) != nil || next.beginsAccess || next == .symbol(.openParenthesis)
    return expected.contains(.keyword(.describe)) && beginsExpression
      ? Hint.expressionPlace : nil
  }

  private func hint(forMisspelt word: String) -> String? {
    let keywords = expected.members.compactMap { expectation -> String? in
      if case .keyword(let keyword) = expectation { keyword.rawValue } else { nil }
    }
    if let near = suggestion(for: word, among: keywords) { return Hint.didYouMean(near) }
    return isNameWithoutAs ? Hint.nameByAs : nil
  }

  private func hintForLostAs(_ keyword: Keyword) -> String? {
    !keyword.isReserved && isNameWithoutAs ? Hint.nameByAs : nil
  }

  private var isNameWithoutAs: Bool {
    expected.contains(.keyword(.as)) && token(ahead: 1).kind.endsItem
  }

  private func hint(for symbol: Symbol) -> String? {
    let isOperand = expected.contains(.slot(.column))
    switch symbol {
    case .less, .greater:
      return isOperand && previous?.kind == .symbol(.equal)
        ? Hint.didYouMean(symbol.rawValue + "=") : nil
    case .slash: return isOperand ? Hint.textInQuotes : nil
    case .match:
      return isOperand && token(ahead: 1).kind == .symbol(.slash) ? Hint.textInQuotes : nil
    case .equal, .doubleEqual:
      if previous?.kind == .symbol(.doubleEqual) { return Hint.equality }
      if previous?.kind == .symbol(.notEqual) { return Hint.inequality }
      return previous?.kind == .word(.not) ? Hint.didYouMean("!=") : nil
    case .comma: return hintForComma
    case .notEqual, .lessGreater, .lessOrEqual, .greaterOrEqual, .notMatch, .matchInsensitive,
      .notMatchInsensitive, .concatenate, .plus, .minus, .star, .percent, .dot, .semicolon,
      .openParenthesis, .closeParenthesis, .openBracket, .closeBracket:
      return nil
    }
  }

  private var hintForComma: String? {
    if isAfterLimit { return Hint.limitAndOffset }
    if expected.contains(.keyword(.limit)) {
      if expected.contains(.keyword(.where)) { return Hint.noJoins }
      if expected.contains(.keyword(.and)), isTestAhead { return Hint.and }
    }
    return valuesAfterIn.map(Hint.listInParentheses)
  }

  /// Whether a test stands between this token and the next comma or clause.
  private var isTestAhead: Bool {
    if token(ahead: 1).kind == .word(.not) { return true }
    var depth = 0
    for (place, kind) in tokens[(index + 1)...].lazy.map(\.kind).enumerated() {
      depth += kind.depthChange
      if depth < 0 || kind == .symbol(.semicolon) { return false }
      guard depth == 0 else { continue }
      if kind == .symbol(.comma) || Clause(kind) != nil { return false }
      if place > 0, OperatorTable.infix(kind)?.level == .comparison { return true }
    }
    return false
  }

  /// `1, 2` of `in 1, 2`; of many values the first.
  private var valuesAfterIn: String? {
    guard index > 1, tokens[index - 2].kind == .word(.in) else { return nil }
    var last = index - 1
    while tokens[last + 1].kind == .symbol(.comma), tokens[last + 2].kind.isConstant { last += 2 }
    let first = tokens[index - 1].range
    return Diagnostic.excerpt(bytes[first.joined(with: tokens[last].range)])
      ?? Diagnostic.excerpt(bytes[first]).map { $0 + ", …" }
  }

  private func hintForOperand() -> String? {
    if previous?.kind == .word(.is) { return Hint.equality }
    if isBehindWindowAsName { return Hint.openQuery }
    return expected.contains(.keyword(.denied)) ? Hint.inequality : nil
  }

  private var isNameExpected: Bool {
    expected.contains(.slot(.newName)) || expected.contains(.slot(.source))
  }

  /// `a =! b`: with a space before the `!`, it would belong to the operand instead.
  private var isTurnedInequality: Bool {
    guard let previous, text(of: token) == "!" else { return false }
    return previous.kind == .symbol(.equal) && previous.range.upper == token.range.lower
  }

  /// Whether the statement might end here.
  var atOperandEnd: Bool { expected.contains(.symbol(.semicolon)) }

  private var isAfterLimit: Bool { index > 1 && tokens[index - 2].kind == .word(.limit) }
}

extension Token.Kind {
  /// How much deeper in brackets the text is behind this token.
  fileprivate var depthChange: Int {
    switch self {
    case .symbol(.openParenthesis), .symbol(.openBracket): 1
    case .symbol(.closeParenthesis), .symbol(.closeBracket): -1
    case .word, .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: 0
    }
  }

  fileprivate var isConstant: Bool {
    switch self {
    case .literal, .parameter: true
    case .word, .quotedName, .leastMagnitude, .symbol, .malformed, .end: false
    }
  }

  /// What may follow an item of a list.
  var endsItem: Bool {
    switch self {
    case .end, .symbol(.comma), .symbol(.semicolon): true
    case .word: Clause(self) != nil
    case .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed: false
    }
  }
}

/// Words of other languages, and what is written here instead.
private enum Mistake {
  static func hint(for word: String, atStatement: Bool) -> String? {
    let word = word.folded
    return atStatement ? statements[word] : words[word]
  }

  private static let statements = [
    "desc": Hint.didYouMean("describe"), "show": Hint.describing,
    "with": Hint.didYouMean("let"), "set": Hint.didYouMean("let"),
    "quit": Hint.leaving, "exit": Hint.leaving, "help": Hint.helping,
  ]

  private static let words = [
    "join": Hint.noJoins, "inner": Hint.noJoins, "left": Hint.noJoins, "right": Hint.noJoins,
    "cross": Hint.noJoins,
    "regexp": Hint.regularExpression, "rlike": Hint.regularExpression,
    "matches": Hint.regularExpression,
    "ascending": Hint.didYouMean("asc"), "descending": Hint.didYouMean("desc"),
  ]
}
