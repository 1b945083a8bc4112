// Scripts and statements.

extension Parser {
  /// Goes past semicolons; false if nothing is left.
  mutating func skipToStatement() -> Bool {
    while takeIf(.semicolon) {}
    reset()
    return token.kind != .end
  }

  /// Goes to the next semicolon or the end.
  mutating func skipStatement() {
    while token.kind != .end, token.kind != .symbol(.semicolon) { advance() }
  }

  /// `statement = query | letStatement | paramStatement | describeStatement | explainStatement`
  mutating func parseStatement() throws(Diagnostic) -> Statement {
    let start = token
    let kind = try parseStatementKind()
    let range = range(from: start)
    if !at(.semicolon), token.kind != .end { throw unexpected() }
    return Statement(kind, at: range)
  }

  private mutating func parseStatementKind() throws(Diagnostic) -> Statement.Kind {
    if at(.let) { return .let(try parseLetStatement()) }
    if at(.param) { return .parameter(try parseParamStatement()) }
    if at(.describe) { return .describe(try parseDescribeStatement()) }
    if at(.explain) { return .explain(try parseExplainStatement()) }
    return .query(try parseQuery())
  }

  /// `letStatement = "let" name "=" (openQuery | expression)`
  private mutating func parseLetStatement() throws(Diagnostic) -> LetStatement {
    try expect(.let)
    let name = try expectName(.newName)
    try expect(.equal)
    if atOpenQuery() { return LetStatement(name: name, definition: .query(try parseQuery())) }
    return LetStatement(name: name, definition: .expression(try parseExpression()))
  }

  /// `paramStatement = "param" parameterName ["=" expression]`
  private mutating func parseParamStatement() throws(Diagnostic) -> ParameterStatement {
    try expect(.param)
    let name = try expectParameterName()
    let value = takeIf(.equal) ? try parseExpression() : nil
    return ParameterStatement(name: name, value: value)
  }

  /// `parameterName = WORD`: what can stand behind `$`.
  private mutating func expectParameterName() throws(Diagnostic) -> Name {
    if case .quotedName = token.kind { throw .quotedParameter(at: token.range) }
    return try expectAnyName(.newName)
  }

  /// `describeStatement = "describe" ["functions" | "keywords" | name]`
  private mutating func parseDescribeStatement() throws(Diagnostic) -> DescribeStatement {
    try expect(.describe)
    let word = token.range
    if takeIf(.functions) { return .functions(word) }
    if takeIf(.keywords) { return .keywords(word) }
    return takeIfName(.source).map(DescribeStatement.source) ?? .sources
  }

  /// `explainStatement = "explain" ["analyze"] query`
  private mutating func parseExplainStatement() throws(Diagnostic) -> ExplainStatement {
    try expect(.explain)
    let analyze = takeIf(.analyze)
    return ExplainStatement(analyze: analyze, query: try parseQuery())
  }
}
