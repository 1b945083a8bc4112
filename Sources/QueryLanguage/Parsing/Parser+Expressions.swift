// Operators, by precedence climbing over the one operator table.

extension Parser {
  /// `expression = disjunction`
  mutating func parseExpression() throws(Diagnostic) -> Expression {
    try parseOperators(from: .disjunction)
  }

  /// Expressions with commas between them, one at least.
  mutating func parseExpressions(
    atMost limit: Int = Limits.items
  ) throws(Diagnostic) -> [Expression] {
    try parseList(atMost: limit) { (parser: inout Parser) throws(Diagnostic) in
      try parser.parseExpression()
    }
  }

  /// An expression of operators that bind at least as tightly as `loosest`.
  private mutating func parseOperators(
    from loosest: OperatorLevel
  ) throws(Diagnostic) -> Expression {
    let outside = height
    height = 0
    var left = try parsePrefixed(from: loosest)
    var tightest = OperatorLevel.sign
    while let infix = atInfix(loosest, tightest) {
      left = try parseInfix(infix, after: left)
      try grow(at: left.range)
      if infix.level == .comparison {
        try expectNoComparison(after: left)
        tightest = .negation
      }
    }
    if tightest >= .comparison, loosest <= .comparison { try expectNoLoneNegation() }
    height = max(outside, height)
    return left
  }

  /// The operator that stands here, perhaps behind `not`.
  private mutating func atInfix(
    _ loosest: OperatorLevel, _ tightest: OperatorLevel
  ) -> Operator? {
    note(OperatorTable.expectations(from: loosest, to: tightest))
    return infix(loosest, tightest)
  }

  private func infix(_ loosest: OperatorLevel, _ tightest: OperatorLevel) -> Operator? {
    let isNegated = token.kind == .word(.not) && loosest <= .comparison && tightest >= .comparison
    guard let infix = OperatorTable.infix(isNegated ? token(ahead: 1).kind : token.kind),
      infix.level >= loosest, infix.level <= tightest, !isNegated || infix.isNegatable
    else { return nil }
    return infix
  }

  private mutating func parseInfix(
    _ infix: Operator, after left: Expression
  ) throws(Diagnostic) -> Expression {
    let start = token
    let negated = takeIf(.not)
    advance()
    let operatorRange = range(from: start)
    let kind: Expression.Kind
    switch infix.meaning {
    case .unary: return left
    case .binary(let operation):
      let right = try parseOperators(from: infix.level.tighter)
      kind = .binary(
        BinaryOperation(
          operation, negated: negated, left: left, right: right, operatorRange: operatorRange))
    case .membership: kind = .membership(left, negated: negated, try parseMembership())
    case .between: kind = try parseBetween(left, negated: negated)
    case .test: kind = try parseTest(of: left)
    case .existence: kind = .test(left, .exists, negated: negated)
    }
    return Expression(kind, at: SourceRange(left.range.lower, range(from: start).upper))
  }

  /// What follows `between`: `concatenation "and" concatenation`.
  private mutating func parseBetween(
    _ subject: Expression, negated: Bool
  ) throws(Diagnostic) -> Expression.Kind {
    let low = try parseOperators(from: .concatenation)
    try expect(.and)
    let high = try parseOperators(from: .concatenation)
    return .between(subject, negated: negated, low: low, high: high)
  }

  /// What follows `is`: `["not"] ("null" | "denied")`.
  private mutating func parseTest(of subject: Expression) throws(Diagnostic) -> Expression.Kind {
    let negated = takeIf(.not)
    if takeIf(.null) { return .test(subject, .null, negated: negated) }
    try expect(.denied)
    return .test(subject, .denied, negated: negated)
  }

  /// What follows `in`: `membership = "(" (openQuery | expression {"," expression}) ")" | collection`.
  private mutating func parseMembership() throws(Diagnostic) -> Membership {
    let opening = token
    guard takeIf(.openParenthesis) else { return .collection(try parseCollection()) }
    if token.kind == .symbol(.closeParenthesis) {
      throw .emptyList(
        between: "the parentheses of 'in'", at: opening.range.joined(with: token.range))
    }
    try enter()
    let membership: Membership =
      atOpenQuery()
      ? .query(try parseQuery()) : .values(try parseExpressions(atMost: Limits.values))
    try expectClosing(.closeParenthesis, opening: opening)
    leave()
    return membership
  }

  /// After an operand `not` stands only before the operators that take it.
  private mutating func expectNoLoneNegation() throws(Diagnostic) {
    guard token.kind == .word(.not) else { return }
    advance()
    note(OperatorTable.negatable)
    throw unexpected()
  }

  private mutating func expectNoComparison(after left: Expression) throws(Diagnostic) {
    guard let second = infix(.comparison, .comparison) else { return }
    throw chainedComparison(second, after: left)
  }
}

// MARK: - Operators before their operand

extension Parser {
  /// `negation = {"not"} comparison` or `sign = {"-"} access`, whichever stands here.
  private mutating func parsePrefixed(
    from loosest: OperatorLevel
  ) throws(Diagnostic) -> Expression {
    if loosest <= .negation, at(.not) { return try parseNegation() }
    if at(.minus) { return try parseSign() }
    return try parseAccess()
  }

  private mutating func parseNegation() throws(Diagnostic) -> Expression {
    let prefixes = try takePrefixes { $0.takeIf(.not) }
    let operand = try parseOperators(from: .comparison)
    return try wrap(operand, in: prefixes, .not)
  }

  private mutating func parseSign() throws(Diagnostic) -> Expression {
    var prefixes = try takePrefixes { $0.takeIf(.minus) }
    if let least = takeIfLeastInteger() {
      let minus = prefixes.removeLast()
      leave()
      let literal = Expression(.literal(.integer(Int64.min)), at: minus.joined(with: least))
      return try wrap(literal, in: prefixes, .negate)
    }
    return try wrap(try parseAccess(), in: prefixes, .negate)
  }

  /// 9223372036854775808 after the minus that makes it an integer.
  private mutating func takeIfLeastInteger() -> SourceRange? {
    let range = token.range
    guard token.kind == .leastMagnitude, !token(ahead: 1).kind.beginsAccess else { return nil }
    advance()
    return range
  }

  /// Consumes operators before an operand, each a level of nesting, and gives their ranges.
  private mutating func takePrefixes(
    _ takeIf: (inout Parser) -> Bool
  ) throws(Diagnostic) -> [SourceRange] {
    var prefixes: [SourceRange] = []
    while case let range = token.range, takeIf(&self) {
      try enter()
      prefixes.append(range)
    }
    return prefixes
  }

  private mutating func wrap(
    _ operand: Expression, in prefixes: [SourceRange], _ unary: UnaryOperator
  ) throws(Diagnostic) -> Expression {
    var expression = operand
    for prefix in prefixes.reversed() {
      expression = Expression(.unary(unary, expression), at: prefix.joined(with: expression.range))
      try grow(at: expression.range)
    }
    leave(prefixes.count)
    return expression
  }
}
