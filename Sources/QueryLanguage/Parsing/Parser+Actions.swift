// Statements that act on the rows that they find.

extension Parser {
  /// Whether an action begins here, where a statement does.
  mutating func parseActionIfAny() throws(Diagnostic) -> ActionStatement? {
    if at(.kill) { return .kill(try parseKillStatement()) }
    if at(.set) { return .set(try parseSetStatement()) }
    return nil
  }

  /// `killStatement = "kill" [signal] actionQuery [thenClause]`
  private mutating func parseKillStatement() throws(Diagnostic) -> KillStatement {
    let verb = token.range
    try expect(.kill)
    let signal = atSignal() ? try parseSignal() : nil
    let query = try parseActionQuery { $0.killWithoutTest(signal) }
    let then = at(.then) ? try parseThenClause() : nil
    if then == nil, let wrong = waitInsteadOfThen { throw wrong }
    if token.kind == .word(.then) { throw .secondThen(at: token.range) }
    return KillStatement(signal: signal, query: query, then: then, verb: verb)
  }

  /// `kill where … wait 10s KILL`
  private var waitInsteadOfThen: Diagnostic? {
    guard case .word = token.kind, case .literal(.duration) = token(ahead: 1).kind,
      case .word(let keyword) = token(ahead: 2).kind, keyword == nil || keyword == .kill
    else { return nil }
    var wrong = unexpected()
    wrong.hint = Hint.didYouMean(
      "then \(text(of: token(ahead: 1))) \(text(of: token(ahead: 2)))")
    return wrong
  }

  /// `setStatement = "set" settingName "=" expression actionQuery`
  private mutating func parseSetStatement() throws(Diagnostic) -> SetStatement {
    let verb = token.range
    try expect(.set)
    let setting = try parseSettingName()
    guard takeIf(.equal) else { throw settingWithoutValue(setting) }
    let value = try parseExpression()
    let query = try parseActionQuery { $0.setWithoutTest(setting) }
    if token.kind == .word(.then) { throw .thenAfterSet(at: token.range) }
    return SetStatement(setting: setting, value: value, query: query, verb: verb)
  }

  /// `settingName = anyName ["." anyName]`
  private mutating func parseSettingName() throws(Diagnostic) -> SettingName {
    let column = try expectAnyName(.setting)
    let entry = takeIf(.dot) ? try expectAnyName(.setting) : nil
    return SettingName(column: column, entry: entry)
  }

  /// `actionQuery = [overClause] whereClause [orderClause] [limitClause]`. What is missing where there
  /// is no test, whoever asks for the query knows best.
  private mutating func parseActionQuery(
    orElse missing: (Parser) -> Diagnostic
  ) throws(Diagnostic) -> Query {
    try enter()
    let start = token
    var query = Query(range: start.range)
    if at(.over) { query.over = try parseOverClause() }
    guard at(.where) else { throw clauseOfNoAction ?? missing(self) }
    query.filter = try parseWhereClause()
    if at(.order) { query.order = try parseOrderClause() }
    if at(.limit) { query.limit = try parseLimitClause() }
    if let misplaced = clauseOfNoAction ?? misplacedClause(in: query) { throw misplaced }
    query.range = range(from: start)
    leave()
    return query
  }

  /// The error for a clause that no action has.
  private var clauseOfNoAction: Diagnostic? {
    guard let clause = Clause(token.kind), !clause.isOfActions else { return nil }
    return .clauseOfNoAction(clause, at: token.range)
  }
}

// MARK: - Signals

extension Parser {
  /// `thenClause = "then" interval signal`
  private mutating func parseThenClause() throws(Diagnostic) -> ThenClause {
    let start = token
    try expect(.then)
    guard let interval = takeIfInterval() else {
      if case .word = token.kind, !atClauseWord() {
        throw .thenWithoutInterval(text(of: token), at: token.range)
      }
      throw unexpected()
    }
    guard atSignal() else { throw unexpected() }
    return ThenClause(interval: interval, signal: try parseSignal(), at: range(from: start))
  }

  /// Whether a signal stands here.
  private mutating func atSignal() -> Bool {
    note(.slot(.signal))
    switch token.kind {
    case .word: return !atClauseWord()
    case .literal(.integer), .symbol(.minus): return true
    case .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: return false
    }
  }

  /// `clauseWord = "select" | …`: what is no signal.
  private func atClauseWord() -> Bool {
    Clause(token.kind) != nil || token.kind == .word(.then)
  }

  /// `signal = ["-"] (signalName [("+" | "-") INTEGER] | INTEGER)`
  private mutating func parseSignal() throws(Diagnostic) -> SignalName {
    let start = token
    if token.kind == .symbol(.minus) {
      advance()
      note(.slot(.signal))
    }
    if let number = takeIfInteger() { return SignalName(number, at: range(from: start)) }
    var name = try expectSignalName()
    if token.kind == .symbol(.plus) || token.kind == .symbol(.minus) {
      name += text(of: token)
      advance()
      guard let number = takeIfInteger() else {
        throw .signalWithoutNumber(
          name, at: range(from: start), beforeClause: atClauseWord(),
          isIncomplete: token.kind == .end)
      }
      name += number
    }
    return SignalName(name, at: range(from: start))
  }

  /// `signalName = WORD - clauseWord`
  private mutating func expectSignalName() throws(Diagnostic) -> String {
    guard case .word = token.kind, !atClauseWord() else { throw unexpected() }
    let name = text(of: token)
    advance()
    return name
  }

  private mutating func takeIfInteger() -> String? {
    guard case .literal(.integer(let number)) = token.kind else { return nil }
    advance()
    return String(number)
  }
}

extension Token {
  /// Whether it begins an action where a statement begins.
  var beginsAction: Bool { kind == .word(.kill) || kind == .word(.set) }
}

extension Clause {
  /// Whether it says which rows an action is about.
  fileprivate var isOfActions: Bool {
    switch self {
    case .over, .where, .order, .limit: true
    case .select, .from, .at, .group, .having, .offset: false
    }
  }
}
