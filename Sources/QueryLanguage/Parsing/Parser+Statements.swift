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

  /// `statement = query | letStatement | paramStatement | describeStatement | explainStatement
  /// | watchStatement | changesStatement | waitStatement | recordStatement | killStatement
  /// | setStatement`
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
    if at(.watch) { return .watch(try parseWatchStatement()) }
    if at(.changes) { return .changes(try parseChangesStatement()) }
    if at(.wait) { return .wait(try parseWaitStatement()) }
    if at(.record) { return .record(try parseRecordStatement()) }
    if let action = try parseActionIfAny() { return .action(action) }
    return .query(try parseQuery())
  }

  /// `letStatement = "let" name "=" (openQuery | expression)`
  private mutating func parseLetStatement() throws(Diagnostic) -> LetStatement {
    try expect(.let)
    let name = try expectName(.newName)
    try expect(.equal)
    if let other = actionInsteadOfDefinition ?? recordInsteadOfDefinition { throw other }
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

  /// `explainStatement = "explain" ["analyze"] (query | killStatement | setStatement)`
  private mutating func parseExplainStatement() throws(Diagnostic) -> ExplainStatement {
    try expect(.explain)
    let word = token.range
    let analysis = takeIf(.analyze) ? word : nil
    if analysis == nil || token.beginsAction, let action = try parseActionIfAny() {
      return ExplainStatement(analysis: analysis, .action(action))
    }
    return ExplainStatement(analysis: analysis, .query(try parseQuery()))
  }

  /// `watchStatement = "watch" [interval] query`
  private mutating func parseWatchStatement() throws(Diagnostic) -> WatchStatement {
    try expect(.watch)
    let interval = takeIfInterval()
    return WatchStatement(interval: interval, query: try parseQuery())
  }

  /// `changesStatement = "changes" [interval] query`
  private mutating func parseChangesStatement() throws(Diagnostic) -> ChangesStatement {
    try expect(.changes)
    let interval = takeIfInterval()
    return ChangesStatement(interval: interval, query: try parseQuery())
  }

  /// `waitStatement = "wait" [interval] ("for" | "while") query`
  private mutating func parseWaitStatement() throws(Diagnostic) -> WaitStatement {
    try expect(.wait)
    let limit = takeIfInterval()
    let isForSome = takeIf(.for)
    if !isForSome { try expect(.while) }
    return WaitStatement(
      limit: limit, until: isForSome ? .someRow : .noRow, query: try parseQuery())
  }
}
