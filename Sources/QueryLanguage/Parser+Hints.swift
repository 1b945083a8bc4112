// Hints, which stand only where they are likely right: known mistakes and misspelt keywords.

extension Parser {
  /// What would likely mend the error at this token.
  func hint() -> String? {
    switch token.kind {
    case .word(let keyword?): hint(for: keyword) ?? mistake
    case .word(nil): mistake ?? hintForNeighbour ?? hint(forMisspelt: text(of: token))
    case .symbol(let symbol): hint(for: symbol)
    case .literal(.text) where expected.contains(.place(.source)):
      "the name of a source stands without quotes"
    case .quotedName, .parameter, .literal, .leastMagnitude, .malformed, .end: hintForOperand()
    }
  }

  private func hint(for keyword: Keyword) -> String? {
    switch keyword {
    case .let, .param, .describe, .explain: atOperandEnd ? "a ';' ends the statement before" : nil
    case .true, .false: hintForOperand()
    case .not: expected.contains(.place(.column)) ? "put parentheses around 'not …'" : nil
    case .select, .from, .where, .group, .having, .order, .limit, .offset:
      previous?.kind == .symbol(.openParenthesis)
        ? "a query in parentheses stands after 'from' or 'in'" : hintForReserved(keyword)
    case .distinct, .by, .asc, .desc, .nulls, .first, .last, .as, .and, .or, .in, .between, .like,
      .ilike, .glob, .contains, .is, .null, .denied, .exists, .case, .when, .then, .else, .end,
      .functions, .keywords, .analyze:
      hintForReserved(keyword)
    }
  }

  private func hintForReserved(_ keyword: Keyword) -> String? {
    keyword.isReserved && isNameExpected ? "in backticks it is a name: `\(text(of: token))`" : nil
  }

  /// What to write instead of a word of another language.
  private var mistake: String? {
    Mistake.hint(for: text(of: token), atStatement: expected.contains(.keyword(.describe)))
  }

  /// What a word makes likely together with the token before or behind it.
  private var hintForNeighbour: String? {
    if let previous, case .literal(let literal) = previous.kind {
      if case .text = literal, previous.range.upper == token.range.lower {
        return "inside text a quote is doubled"
      }
      if bytes[previous.range].last?.isDigit == true, Unit.named(text(of: token)) != nil {
        return "a unit stands directly after its number: \(text(of: previous))\(text(of: token))"
      }
    }
    if previous?.kind == .word(.exists) { return "'exists' stands after what it tests" }
    let next = token(ahead: 1).kind
    let beginsExpression =
      OperatorTable.infix(next) != nil || next.beginsAccess || next == .symbol(.openParenthesis)
    return expected.contains(.keyword(.describe)) && beginsExpression
      ? "an expression stands after 'select' or 'where'" : nil
  }

  private func hint(forMisspelt word: String) -> String? {
    let keywords = expected.members.compactMap { expectation -> String? in
      if case .keyword(let keyword) = expectation { keyword.rawValue } else { nil }
    }
    if let near = suggestion(for: word, among: keywords) { return Diagnostic.didYouMean(near) }
    if expected.contains(.keyword(.as)), token(ahead: 1).kind.endsItem {
      return "a name is given by 'as'"
    }
    return nil
  }

  private func hint(for symbol: Symbol) -> String? {
    let isOperand = expected.contains(.place(.column))
    switch symbol {
    case .less, .greater:
      return isOperand && previous?.kind == .symbol(.equal)
        ? Diagnostic.didYouMean(symbol.rawValue + "=") : nil
    case .slash: return isOperand ? "text stands in quotes" : nil
    case .match:
      return isOperand && token(ahead: 1).kind == .symbol(.slash) ? "text stands in quotes" : nil
    case .equal, .doubleEqual:
      if previous?.kind == .symbol(.doubleEqual) { return "equality is '='" }
      return previous?.kind == .word(.not) ? Diagnostic.didYouMean("!=") : nil
    case .comma:
      return isAfterLimit ? "write limit … offset …" : nil
    case .notEqual, .lessGreater, .lessOrEqual, .greaterOrEqual, .notMatch, .matchInsensitive,
      .notMatchInsensitive, .concatenate, .plus, .minus, .star, .percent, .dot, .semicolon,
      .openParenthesis, .closeParenthesis, .openBracket, .closeBracket:
      return nil
    }
  }

  private func hintForOperand() -> String? {
    if previous?.kind == .word(.is) { return "equality is '='" }
    return expected.contains(.keyword(.denied)) ? "inequality is '!='" : nil
  }

  private var isNameExpected: Bool {
    expected.contains(.place(.newName)) || expected.contains(.place(.source))
  }

  /// Whether the statement might end here.
  private var atOperandEnd: Bool { expected.contains(.symbol(.semicolon)) }

  private var isAfterLimit: Bool { index > 1 && tokens[index - 2].kind == .word(.limit) }
}

extension Token.Kind {
  /// What may follow an item of a list.
  fileprivate var endsItem: Bool {
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
    let word = word.lowercased()
    return atStatement ? statements[word] : words[word]
  }

  private static let statements = [
    "desc": Diagnostic.didYouMean("describe"), "show": Diagnostic.didYouMean("describe"),
    "with": Diagnostic.didYouMean("let"), "set": Diagnostic.didYouMean("let"),
  ]

  private static let noJoins =
    "there are no joins: write a path such as parent.name, or any(files where …)"

  private static let words = [
    "join": noJoins, "inner": noJoins, "left": noJoins, "right": noJoins, "cross": noJoins,
    "regexp": "'~' matches a regular expression", "rlike": "'~' matches a regular expression",
    "matches": "'~' matches a regular expression",
    "ascending": Diagnostic.didYouMean("asc"), "descending": Diagnostic.didYouMean("desc"),
  ]
}
