// Which hint an error gets: for known mistakes and misspelt keywords. `Hint` words them.

extension Parser {
  /// A hint that would likely mend the error at this token.
  func hint() -> String? { hintForRecord ?? hintForForm ?? hintForHabit ?? hintForToken }

  private var hintForToken: String? {
    switch token.kind {
    case .word(let keyword?): hint(for: keyword) ?? hintForLostAs(keyword)
    case .word(nil): hintForNeighbour ?? hint(forMisspelt: text(of: token))
    case .symbol(let symbol): hint(for: symbol)
    case .literal(let literal) where expected.contains(.slot(.interval)):
      hintForInterval(literal)
    case .literal(.duration) where expected.contains(.keyword(.select)): hintForLateLimit
    case .literal(.text) where expected.contains(.slot(.source)):
      Hint.sourceWithoutQuotes
    case .quotedName, .parameter, .literal, .leastMagnitude: hintForOperand()
    case .malformed, .end: nil
    }
  }

  private func hint(for keyword: Keyword) -> String? {
    switch keyword {
    case .let, .param, .describe, .explain, .record, .kill, .set:
      atOperandEnd ? Hint.statementBefore : nil
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
      .functions, .keywords, .analyze, .for, .while, .into, .keep:
      hintForReserved(keyword)
    }
  }

  private func hintForReserved(_ keyword: Keyword) -> String? {
    keyword.isReserved && isNameExpected ? Hint.inBackticks(text(of: token)) : nil
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
    return nil
  }

  private func hint(forMisspelt word: String) -> String? {
    let isBeforeBy = token(ahead: 1).kind == .word(.by)
    let keywords = expected.members.compactMap { expectation -> String? in
      guard case .keyword(let keyword) = expectation else { return nil }
      return !isBeforeBy || keyword == .order || keyword == .group ? keyword.rawValue : nil
    }
    if let near = suggestion(for: word, among: keywords) { return Hint.didYouMean(near) }
    return hintForAlias ?? (isNameWithoutAs ? Hint.nameByAs : hintForLoneExpression)
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
    case .equal, .doubleEqual: return previous?.kind == .word(.not) ? Hint.didYouMean("!=") : nil
    case .comma: return hintForComma
    case .notEqual, .lessGreater, .lessOrEqual, .greaterOrEqual, .notMatch, .matchInsensitive,
      .notMatchInsensitive, .concatenate, .plus, .minus, .star, .percent, .dot, .semicolon,
      .openParenthesis, .closeParenthesis, .openBracket, .closeBracket:
      return nil
    }
  }

  private var hintForComma: String? {
    if isAfterLimit { return Hint.limitAndOffset }
    if let number = groupedNumber { return Hint.grouped(number) }
    if expected.contains(.keyword(.limit)) {
      if expected.contains(.keyword(.where)) { return Hint.noJoins }
      if expected.contains(.keyword(.and)), isTestAhead { return Hint.and }
    }
    return valuesAfterIn.map(Hint.listInParentheses) ?? valuesAfterEqual.map(Hint.valuesAfterIn)
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
    index > 1 && tokens[index - 2].kind == .word(.in) ? valuesHere : nil
  }

  /// The constants with commas between them, the first of which stands before this comma.
  var valuesHere: String? {
    guard index > 0, tokens[index - 1].kind.isConstant else { return nil }
    var last = index - 1
    while tokens[last + 1].kind == .symbol(.comma), tokens[last + 2].kind.isConstant { last += 2 }
    guard last > index else { return nil }
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

  /// Whether the statement might end here.
  var atOperandEnd: Bool { expected.contains(.symbol(.semicolon)) }

  var isAfterLimit: Bool { index > 1 && tokens[index - 2].kind == .word(.limit) }
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

  var isConstant: Bool {
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
