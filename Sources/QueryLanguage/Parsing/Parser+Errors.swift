// The parser's errors: the facts are gathered here, and put into words in `Diagnostic+Parsing`.

extension Parser {
  /// The error for a token that nothing expected here accepts.
  func unexpected() -> Diagnostic {
    if case .malformed(var diagnostic) = token.kind {
      if let hint = hint() { diagnostic.hint = hint }
      return diagnostic
    }
    if isPointBeforeDigits {
      let digits = token(ahead: 1)
      return .pointBeforeDigits(text(of: digits), at: token.range.joined(with: digits.range))
    }
    if isWindowFunction { return .noWindowFunctions(at: token.range) }
    let isAtEnd = token.kind == .end
    let end = previous?.range.upper ?? token.range.lower
    let range = isAtEnd ? SourceRange(end, end) : token.range
    let found = isAtEnd ? "the end" : quote(token)
    if expected.contains(.slot(.column)), let clause = previous.flatMap({ Clause($0.kind) }),
      clause == .limit || clause == .offset
    {
      return .countExpected(after: clause, found: found, at: range, isIncomplete: isAtEnd)
    }
    return .expected(
      expected, after: context, found: found, at: range, hint: hint(), isIncomplete: isAtEnd)
  }

  /// A token as messages speak of it. Text brings its own quotes.
  private func quote(_ token: Token) -> String {
    if case .literal(.text) = token.kind { return Diagnostic.textPhrase(bytes[token.range]) }
    return Diagnostic.quote(bytes[token.range])
  }

  /// `.5` where an operand should begin.
  private var isPointBeforeDigits: Bool {
    guard token.kind == .symbol(.dot), expected.contains(.slot(.literal)),
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

  /// A clause that is repeated, or stands behind one that must come after it.
  mutating func misplacedClause(in query: Query) -> Diagnostic? {
    guard let clause = Clause(token.kind) else { return nil }
    if isWindowFunction { return .noWindowFunctions(at: token.range) }
    if clause.range(in: query) != nil { return repeated(clause) }
    let passed = Clause.allCases.filter { $0.rawValue > clause.rawValue }
    let later = passed.filter { $0.range(in: query) != nil }
    guard let first = later.first, let range = first.range(in: query) else { return nil }
    if clause == .select { return .selectNotFirst(after: first, at: token.range) }
    if clause == .at || clause == .over {
      return .windowTooLate(clause, after: first, at: token.range)
    }
    let mayBeLast = later.count == 1 && first != .at && first != .over
    let words = mayBeLast ? Diagnostic.excerpt(bytes[range]) : nil
    return .clauseTooEarly(first, before: clause, at: range, words: words)
  }

  private func repeated(_ clause: Clause) -> Diagnostic {
    clause == .select
      ? .missingSemicolon(before: clause.keyword, at: token.range)
      : .repeatedClause(clause, at: token.range)
  }

  /// `1 < x < 5`: the parser stands at the second comparison.
  mutating func chainedComparison(_ second: Operator, after left: Expression) -> Diagnostic {
    let range = token.range
    guard case .binary(let first) = left.kind, case .binary = second.meaning else {
      return .chainedComparison(at: range, hint: Hint.parenthesesAroundFirst)
    }
    if case .binary(let right) = first.right.kind, right.operation == .concatenate {
      return .chainedComparison(at: range, hint: Hint.or)
    }
    guard first.operation.isOrdering, let middle = Diagnostic.excerpt(bytes[first.right.range]),
      let whole = Diagnostic.excerpt(bytes[left.range])
    else { return .chainedComparison(at: range, hint: Hint.parenthesesAroundFirst) }
    return .chainedComparison(
      at: range, hint: "write \(whole) and \(middle) \(text(of: token)) …")
  }
}

extension BinaryOperator {
  /// Whether mathematics chains this comparison, so that the user may expect it here.
  fileprivate var isOrdering: Bool {
    switch self {
    case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case _: false
    }
  }
}
