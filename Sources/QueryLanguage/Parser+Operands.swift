// What operators stand between: literals, names, paths, calls, choices, parentheses.

extension Parser {
  /// `access = primary {"." anyName | "[" expression "]"}`
  mutating func parseAccess() throws(Diagnostic) -> Expression {
    let outside = height
    height = 0
    let primary = try parsePrimary()
    let access = try parseAccessors(after: primary)
    height = max(outside, height)
    return access
  }

  /// `collection = simplePrimary {"." anyName | "[" expression "]"}`: what may follow `in` without
  /// parentheses, which there hold values.
  mutating func parseCollection() throws(Diagnostic) -> Expression {
    try parseAccess()
  }

  private mutating func parseAccessors(
    after primary: Expression
  ) throws(Diagnostic) -> Expression {
    var expression = primary
    while true {
      let start = token
      let kind: Expression.Kind
      if takeIf(.dot) {
        kind = .member(expression, try expectAnyName(.member))
      } else if takeIf(.openBracket) {
        kind = .element(expression, try parseNested(closing: .closeBracket, opening: start))
      } else {
        return expression
      }
      expression = Expression(kind, at: expression.range.joined(with: range(from: start)))
      try grow(at: expression.range)
    }
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

  /// `primary = simplePrimary | "(" expression ")"`
  private mutating func parsePrimary() throws(Diagnostic) -> Expression {
    note(Parser.operandBeginnings)
    let start = token
    switch start.kind {
    case .literal(let literal): return literalExpression(literal)
    case .word(.null): return literalExpression(.null)
    case .word(.true): return literalExpression(.boolean(true))
    case .word(.false): return literalExpression(.boolean(false))
    case .word(.case): return try parseCaseExpression()
    case .word, .quotedName: return try parseNameOrCall()
    case .parameter:
      advance()
      let name = SourceRange(start.range.lower + 1, start.range.upper)
      return Expression(.parameter(Name(text(in: name), at: name)), at: start.range)
    case .symbol(.openParenthesis):
      advance()
      let inner = try parseNested(closing: .closeParenthesis, opening: start)
      return Expression(inner.kind, at: range(from: start))
    case .leastMagnitude: throw .literalOutOfRange(text(of: start).utf8, at: start.range)
    case .symbol, .malformed, .end: throw unexpected()
    }
  }

  /// What an operand may begin with.
  private static let operandBeginnings = ExpectationSet([
    .place(.column), .place(.relation), .place(.function), .place(.parameter), .place(.literal),
    .keyword(.null), .keyword(.true), .keyword(.false), .keyword(.case),
    .symbol(.openParenthesis),
  ])

  private mutating func literalExpression(_ literal: Literal) -> Expression {
    let range = token.range
    advance()
    return Expression(.literal(literal), at: range)
  }

  private mutating func parseNameOrCall() throws(Diagnostic) -> Expression {
    let start = token
    let name = try expectName(.column)
    let opening = token
    guard takeIf(.openParenthesis) else { return Expression(.name(name), at: start.range) }
    try enter()
    let call = try parseCall(of: name)
    try expectClosing(.closeParenthesis, opening: opening)
    leave()
    let expression = Expression(.call(call), at: range(from: start))
    try grow(at: expression.range)
    return expression
  }

  /// `call = name "(" [("*" | ["distinct"] expression {"," expression}) ["where" expression]] ")"`,
  /// from behind its first parenthesis to before its last.
  private mutating func parseCall(of name: Name) throws(Diagnostic) -> Call {
    var call = Call(name: name, arguments: .expressions([]))
    if at(.closeParenthesis) { return call }
    if takeIf(.star) {
      call.arguments = .star
    } else {
      call.distinct = takeIf(.distinct)
      call.arguments = .expressions(try parseExpressions())
    }
    if takeIf(.where) { call.filter = try parseExpression() }
    return call
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

extension Token.Kind {
  /// Whether this continues the operand before it: `.name` or `[…]`.
  var beginsAccess: Bool { self == .symbol(.dot) || self == .symbol(.openBracket) }
}
