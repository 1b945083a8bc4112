// Statements that keep the rows of a query.

extension Parser {
  /// `recordStatement = "record" [interval] "into" fileName ["keep" interval] query`
  mutating func parseRecordStatement() throws(Diagnostic) -> RecordStatement {
    try expect(.record)
    let interval = takeIfInterval()
    guard takeIf(.into) else { throw actionInsteadOfQuery ?? unexpected() }
    let file = try parseFileName()
    let keep = takeIf(.keep) ? try parseInterval() : nil
    return RecordStatement(interval: interval, file: file, keep: keep, query: try parseQuery())
  }

  /// `fileName = TEXT | PARAMETER`
  private mutating func parseFileName() throws(Diagnostic) -> Expression {
    note(.slot(.file))
    note(.slot(.parameter))
    switch token.kind {
    case .literal(.text): return try parseLiteral()
    case .parameter: return parseParameter()
    case .word, .quotedName, .literal, .leastMagnitude, .symbol, .malformed, .end:
      throw unexpected()
    }
  }
}

// MARK: - Where it may not stand

extension Parser {
  /// The error for `record` where a query is wanted.
  var recordInsteadOfQuery: Diagnostic? {
    token.kind == .word(.record) ? .recordInside(after: previous?.kind, at: token.range) : nil
  }

  /// The same behind `let x =`, where the word may be a name as well.
  var recordInsteadOfDefinition: Diagnostic? {
    switch token(ahead: 1).kind {
    case .word(.into), .literal(.duration): recordInsteadOfQuery
    case _: nil
    }
  }
}
