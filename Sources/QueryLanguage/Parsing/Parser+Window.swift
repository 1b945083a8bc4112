// Moments, windows and intervals.

extension Parser {
  /// `atClause = "at" moment`
  mutating func parseAtClause() throws(Diagnostic) -> AtClause {
    let start = token
    try expect(.at)
    let moment = try parseMoment()
    return AtClause(moment, at: range(from: start))
  }

  /// `overClause = "over" interval ["every" interval]`
  mutating func parseOverClause() throws(Diagnostic) -> OverClause {
    if isWindowFunction { throw .noWindowFunctions(at: token.range) }
    let start = token
    try expect(.over)
    let length = try parseInterval()
    let step = takeIf(.every) ? try parseInterval() : nil
    return OverClause(length, every: step, at: range(from: start))
  }

  /// `row_number() over (…)`. `over (5s)` is no such thing.
  var isWindowFunction: Bool {
    guard token.kind == .word(.over), token(ahead: 1).kind == .symbol(.openParenthesis) else {
      return false
    }
    return !token(ahead: 2).kind.mayBeInterval
  }

  /// `moment = TEXT | PARAMETER | NOW "(" ")" {("+" | "-") interval}`
  private mutating func parseMoment() throws(Diagnostic) -> Expression {
    note(.slot(.moment))
    note(.slot(.parameter))
    switch token.kind {
    case .literal(.text): return try parseLiteral()
    case .parameter: return parseParameter()
    case .word(nil) where text(of: token).folded == AtClause.function:
      return try parseMomentFromNow()
    case .word, .quotedName, .literal, .leastMagnitude, .symbol, .malformed, .end:
      throw unexpected()
    }
  }

  private mutating func parseMomentFromNow() throws(Diagnostic) -> Expression {
    let outside = height
    height = 0
    let name = try expectName(.moment)
    let opening = token
    try expect(.openParenthesis)
    try expectClosing(.closeParenthesis, opening: opening)
    var moment = Expression(
      .call(Call(name: name, arguments: .expressions([]))),
      at: name.range.joined(with: range(from: opening)))
    while at(.plus) || at(.minus) { moment = try parseStep(from: moment) }
    height = max(outside, height)
    return moment
  }

  /// What follows a moment: `("+" | "-") interval`.
  private mutating func parseStep(from moment: Expression) throws(Diagnostic) -> Expression {
    let sign = token
    advance()
    let interval = try parseInterval()
    let operation = BinaryOperation(
      sign.kind == .symbol(.plus) ? .add : .subtract, left: moment, right: interval,
      operatorRange: sign.range)
    let stepped = Expression(.binary(operation), at: moment.range.joined(with: interval.range))
    try grow(at: stepped.range)
    return stepped
  }

  /// `interval = DURATION | PARAMETER`
  mutating func parseInterval() throws(Diagnostic) -> Expression {
    guard let interval = takeIfInterval() else { throw unexpected() }
    return interval
  }

  /// An interval where it may be left out.
  mutating func takeIfInterval() -> Expression? {
    note(.slot(.interval))
    note(.slot(.parameter))
    let range = token.range
    switch token.kind {
    case .literal(.duration(let length)):
      advance()
      return Expression(.literal(.duration(length)), at: range)
    case .parameter: return parseParameter()
    case .word, .quotedName, .literal, .leastMagnitude, .symbol, .malformed, .end: return nil
    }
  }
}

extension Token.Kind {
  /// Whether this is an interval, or what may be meant as one.
  var mayBeInterval: Bool {
    switch self {
    case .literal, .parameter: true
    case .word, .quotedName, .leastMagnitude, .symbol, .malformed, .end: false
    }
  }
}
