// What operators stand between: literals, names, paths, calls, choices, parentheses.

extension Parser {
  /// `access = primary {accessor}`
  mutating func parseAccess() throws(Diagnostic) -> Expression {
    let outside = height
    height = 0
    var expression = try parsePrimary()
    while atAccessor() { expression = try parseAccessor(after: expression) }
    height = max(outside, height)
    return expression
  }

  /// `collection = operand {accessor}`: what may follow `in` without parentheses, which hold
  /// values there.
  mutating func parseCollection() throws(Diagnostic) -> Expression {
    let outside = height
    height = 0
    var expression = try parseOperand()
    while atAccessor() { expression = try parseAccessor(after: expression) }
    height = max(outside, height)
    return expression
  }

  private mutating func atAccessor() -> Bool {
    let isMember = at(.dot)
    return at(.openBracket) || isMember
  }

  /// `accessor = "." anyName | "[" expression "]"`
  private mutating func parseAccessor(after base: Expression) throws(Diagnostic) -> Expression {
    let start = token
    let kind: Expression.Kind
    if takeIf(.dot) {
      kind = .member(base, try expectAnyName(.member))
    } else {
      try expect(.openBracket)
      kind = .element(base, try parseNested(closing: .closeBracket, opening: start))
    }
    let expression = Expression(kind, at: base.range.joined(with: range(from: start)))
    try grow(at: expression.range)
    return expression
  }

  /// An expression up to the bracket that closes the one at `opening`, which has been taken.
  private mutating func parseNested(
    closing: Symbol, opening: Token
  ) throws(Diagnostic) -> Expression {
    try enter()
    let expression = try parseExpression()
    try expectClosing(closing, opening: opening)
    leave()
    return expression
  }

  /// `primary = "(" expression ")" | operand`. The range of an expression in parentheses takes
  /// them in.
  private mutating func parsePrimary() throws(Diagnostic) -> Expression {
    let start = token
    guard takeIf(.openParenthesis) else { return try parseOperand() }
    let inner = try parseNested(closing: .closeParenthesis, opening: start)
    return Expression(inner.kind, at: range(from: start))
  }

  /// `operand = literal | PARAMETER | name | call | caseExpression | listLiteral`
  private mutating func parseOperand() throws(Diagnostic) -> Expression {
    note(Parser.operandBeginnings)
    switch token.kind {
    case .literal, .leastMagnitude, .word(.null), .word(.true), .word(.false):
      return try parseLiteral()
    case .parameter: return parseParameter()
    case .word(.case): return try parseCaseExpression()
    case .symbol(.openBracket): return try parseListLiteral()
    case .word, .quotedName:
      let name = try expectName(.column)
      if at(.openParenthesis) { return try parseCall(of: name) }
      return Expression(.name(name), at: name.range)
    case .symbol, .malformed, .end: throw unexpected()
    }
  }

  /// What an operand may begin with, names apart from all others.
  private static let operandBeginnings = ExpectationSet([
    .slot(.column), .slot(.relation), .slot(.function), .slot(.parameter), .slot(.literal),
    .keyword(.null), .keyword(.true), .keyword(.false), .keyword(.case), .symbol(.openBracket),
  ])

  /// `literal = "null" | "true" | "false" | INTEGER | REAL | SIZE | DURATION | TEXT`
  mutating func parseLiteral() throws(Diagnostic) -> Expression {
    let range = token.range
    let literal: Literal
    switch token.kind {
    case .literal(let value): literal = value
    case .word(.null): literal = .null
    case .word(.true): literal = .boolean(true)
    case .word(.false): literal = .boolean(false)
    case .leastMagnitude: throw .literalOutOfRange(text(of: token).utf8, at: range)
    case .word, .quotedName, .parameter, .symbol, .malformed, .end: throw unexpected()
    }
    advance()
    return Expression(.literal(literal), at: range)
  }

  /// A parameter, which stands here.
  mutating func parseParameter() -> Expression {
    let range = token.range
    let name = SourceRange(range.lower + 1, range.upper)
    advance()
    return Expression(.parameter(Name(text(in: name), at: name)), at: range)
  }
}

// MARK: - Calls

extension Parser {
  /// `call = name "(" [callArguments ["where" expression]] ")"`, the name of which has been taken.
  private mutating func parseCall(of name: Name) throws(Diagnostic) -> Expression {
    let opening = token
    try expect(.openParenthesis)
    try enter()
    var call = Call(name: name, arguments: .expressions([]))
    if !at(.closeParenthesis) {
      (call.distinct, call.arguments) = try parseCallArguments()
      call.filter = takeIf(.where) ? try parseExpression() : nil
    }
    try expectClosing(.closeParenthesis, opening: opening)
    leave()
    let expression = Expression(.call(call), at: name.range.joined(with: range(from: opening)))
    try grow(at: expression.range)
    return expression
  }

  /// `callArguments = "*" | ["distinct"] expression {"," expression}`
  private mutating func parseCallArguments() throws(Diagnostic) -> (Bool, Call.Arguments) {
    if takeIf(.star) { return (false, .star) }
    let distinct = takeIf(.distinct)
    return (distinct, .expressions(try parseExpressions()))
  }
}

// MARK: - Choices

extension Parser {
  /// `caseExpression = "case" [expression] caseBranch {caseBranch} ["else" expression] "end"`
  private mutating func parseCaseExpression() throws(Diagnostic) -> Expression {
    let start = token
    try expect(.case)
    try enter()
    let subject = at(.when) ? nil : try parseExpression()
    var branches: [CaseExpression.Branch] = []
    repeat {
      if branches.count == Limits.items { throw .listTooLong(Limits.items, at: token.range) }
      branches.append(try parseCaseBranch())
    } while at(.when)
    let otherwise = takeIf(.else) ? try parseExpression() : nil
    try expect(.end)
    leave()
    let choice = CaseExpression(subject: subject, branches: branches, otherwise: otherwise)
    let expression = Expression(.choice(choice), at: range(from: start))
    try grow(at: expression.range)
    return expression
  }

  /// `caseBranch = "when" expression "then" expression`
  private mutating func parseCaseBranch() throws(Diagnostic) -> CaseExpression.Branch {
    try expect(.when)
    let test = try parseExpression()
    try expect(.then)
    return CaseExpression.Branch(test: test, result: try parseExpression())
  }
}

// MARK: - Lists

extension Parser {
  /// `listLiteral = "[" expression {"," expression} "]"`
  private mutating func parseListLiteral() throws(Diagnostic) -> Expression {
    let opening = token
    try expect(.openBracket)
    if token.kind == .symbol(.closeBracket) {
      throw .emptyList(between: "the brackets", at: opening.range.joined(with: token.range))
    }
    try enter()
    let elements = try parseExpressions(atMost: Limits.values)
    try expectClosing(.closeBracket, opening: opening)
    leave()
    let expression = Expression(.list(elements), at: range(from: opening))
    try grow(at: expression.range)
    return expression
  }
}

extension Token.Kind {
  /// Whether this continues the operand before it: `.name` or `[…]`.
  var beginsAccess: Bool { self == .symbol(.dot) || self == .symbol(.openBracket) }
}
