// What the parser says when it cannot go on: it gathers the facts, `Diagnostic+Parsing` words them.

extension Parser {
  /// The error at this token, from what was looked for here.
  func unexpected() -> Diagnostic {
    if case .malformed(let diagnostic) = token.kind { return diagnostic }
    if isPointBeforeDigits {
      let digits = token(ahead: 1)
      return .pointBeforeDigits(text(of: digits), at: token.range.joined(with: digits.range))
    }
    if token.kind == .end {
      let end = previous?.range.upper ?? token.range.lower
      return .expected(
        expected, after: context, found: "the end", at: SourceRange(end, end), isIncomplete: true)
    }
    return .expected(
      expected, after: context, found: quote(token), at: token.range, hint: hint())
  }

  /// A token as messages speak of it. Text brings its own quotes.
  private func quote(_ token: Token) -> String {
    if case .literal(.text) = token.kind { return Diagnostic.textPhrase(bytes[token.range]) }
    return Diagnostic.quote(bytes[token.range])
  }

  /// `.5` where an operand should begin.
  private var isPointBeforeDigits: Bool {
    guard token.kind == .symbol(.dot), expected.contains(.place(.literal)),
      case .literal = token(ahead: 1).kind
    else { return false }
    return token(ahead: 1).range.lower == token.range.upper
  }

  /// The words behind which the token stands: `order by`, `select`, `)`.
  private var context: String? {
    guard let previous, previous.kind != .symbol(.semicolon) else { return nil }
    if previous.kind == .word(.by), index > 1, let clause = Clause(tokens[index - 2].kind) {
      return "'" + clause.title + "'"
    }
    if previous.kind == .word(.not), index > 1, tokens[index - 2].kind == .word(.is) {
      return "'is not'"
    }
    return quote(previous)
  }

  /// A clause that stands where it must not: behind one that belongs after it, or again.
  mutating func misplacedClause(in query: Query) -> Diagnostic? {
    guard let clause = Clause(token.kind) else { return nil }
    if clause.range(in: query) != nil { return repeated(clause) }
    let passed = Clause.allCases.filter { $0.rawValue > clause.rawValue }
    let later = passed.filter { $0.range(in: query) != nil }
    guard let first = later.first, let range = first.range(in: query) else { return nil }
    if clause == .select { return .selectNotFirst(after: first, at: token.range) }
    let words = later.count == 1 ? Diagnostic.excerpt(bytes[range]) : nil
    return .clauseTooEarly(first, before: clause, at: range, words: words)
  }

  private func repeated(_ clause: Clause) -> Diagnostic {
    clause == .select
      ? .missingSemicolon(before: clause.keyword, at: token.range)
      : .repeatedClause(clause, at: token.range)
  }

  /// `1 < x < 5`: the second comparison has been seen, and not yet taken.
  mutating func chainedComparison(_ second: Operator, after left: Expression) -> Diagnostic {
    let range = token.range
    guard case .binary(let first) = left.kind, case .binary = second.meaning,
      first.operation.isOrdering, let middle = Diagnostic.excerpt(bytes[first.right.range]),
      let whole = Diagnostic.excerpt(bytes[left.range])
    else { return .chainedComparison(at: range, instead: nil) }
    return .chainedComparison(
      at: range, instead: "\(whole) and \(middle) \(text(of: token)) …")
  }
}

// MARK: - Hints

extension Parser {
  /// What would likely mend the error at this token.
  private func hint() -> String? {
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
    case .select, .from:
      previous?.kind == .symbol(.openParenthesis)
        ? "a query in parentheses stands after 'from' or 'in'" : nil
    case .true, .false: hintForOperand()
    case .not where expected.contains(.place(.column)): "put parentheses around 'not …'"
    case _ where keyword.isReserved && isNameExpected:
      "in backticks it is a name: `\(text(of: token))`"
    default: nil
    }
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

extension BinaryOperator {
  /// Whether chains of it are known from mathematics.
  fileprivate var isOrdering: Bool {
    switch self {
    case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .or, .and, .notEqual, .like, .ilike, .glob, .contains, .match, .notMatch,
      .matchInsensitive, .notMatchInsensitive, .concatenate, .add, .subtract, .multiply, .divide,
      .remainder:
      false
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

extension Array where Element == UInt8 {
  subscript(range: SourceRange) -> ArraySlice<UInt8> { self[range.lower..<range.upper] }
}
