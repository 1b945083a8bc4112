// Hints for forms of other languages, which more than one token tells.

extension Parser {
  /// What the tokens around tell.
  var hintForForm: String? {
    switch token.kind {
    case .word(let keyword): hintForWord(keyword)
    case .symbol(let symbol): hintForSymbol(symbol)
    case .parameter: hintForMisplacedParameter
    case .literal(.text) where isNameWithoutAsBefore: Hint.nameByAs
    case .literal(.text) where previous?.kind == .symbol(.dot):
      Hint.entryInBrackets(text(of: token))
    case .malformed: hintForMalformed
    case .literal
    where (previous?.kind.isConstant ?? false) && isInList:
      Hint.commaBetween
    case .literal where isAfterLimit: Hint.limitAndOffset
    case .literal, .leastMagnitude:
      expected.contains(.keyword(.describe)) ? hintForLoneExpression : nil
    case .end: hintForPercentage
    case .quotedName: expected.contains(.keyword(.describe)) ? hintForLoneExpression : nil
    }
  }

  /// Whether another value may follow behind a comma, within parentheses or brackets.
  private var isInList: Bool {
    expected.contains(.symbol(.closeParenthesis))
      || expected.contains(.symbol(.closeBracket)) && expected.contains(.symbol(.comma))
  }

  private func hintForWord(_ keyword: Keyword?) -> String? {
    switch keyword {
    case .select: hintForQueryAsOperand
    case .as: hintForCast
    case .first, .last:
      expected.contains(.keyword(.nulls)) ? Hint.didYouMean("nulls \(text(of: token).folded)") : nil
    case .null where previous?.kind == .word(.not): Hint.didYouMean("is not null")
    case .from where previous?.kind == .word(.select): Hint.columnsAfterSelect
    case .from, .where, .group, .having, .order, .limit, .offset, .at, .over:
      hintForPercentage ?? hintForTrailingComma ?? hintInCall(keyword)
    case nil: hintForSourceInParentheses ?? hintForItemAfterStar ?? hintForNewStatement
    case _: hintForPercentage
    }
  }

  /// `from (processes)`
  private var hintForSourceInParentheses: String? {
    guard previous?.kind == .symbol(.openParenthesis), index > 1,
      tokens[index - 2].kind == .word(.from), token(ahead: 1).kind == .symbol(.closeParenthesis)
    else { return nil }
    return Hint.sourceAlone(text(of: token))
  }

  /// `select * pid`
  private var hintForItemAfterStar: String? {
    guard previous?.kind == .symbol(.star), index > 1 else { return nil }
    switch tokens[index - 2].kind {
    case .word(.select), .word(.distinct), .symbol(.comma): return Hint.commaBetweenItems
    case _: return nil
    }
  }

  /// A word that is expected to begin something else.
  private var hintForNewStatement: String? {
    if isBetween, text(of: token).folded == "to" { return Hint.didYouMean("and") }
    guard let previous, index > 1, tokens[index - 2].kind == .word(.describe) else { return nil }
    if ["function", "functions", "aggregate"].contains(text(of: previous).folded) {
      return Hint.describingFunctions
    }
    return Self.kindsOfThings.contains(text(of: previous).folded)
      ? Hint.describing(text(of: token)) : nil
  }

  /// What others name between `describe` and a name.
  private static let kindsOfThings: Set = ["table", "source", "view", "columns", "fields", "from"]

  // MARK: Queries

  /// `exists (select …)`, `uss = (select …)`, `(select …)` as a statement.
  private var hintForQueryAsOperand: String? {
    guard let previous, previous.kind == .symbol(.openParenthesis), index > 1 else { return nil }
    switch tokens[index - 2].kind {
    case .word(.exists): return Hint.noExistsQuery
    case .symbol(.equal), .symbol(.doubleEqual): return Hint.queryAfterIn
    case .word, .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end:
      return nil
    }
  }

  /// `cast(x as int)`
  private var hintForCast: String? {
    if expected.contains(.symbol(.closeParenthesis)), !expected.contains(.keyword(.from)) {
      return Hint.noCasts
    }
    if expected.contains(.symbol(.equal)), !expected.contains(.keyword(.or)) {
      return Hint.didYouMean("=")
    }
    return hintForAlias
  }

  /// A name for a source, perhaps before a join.
  var hintForAlias: String? {
    guard expected.contains(.keyword(.where)), !expected.contains(.keyword(.or)),
      !expected.contains(.symbol(.comma)), !expected.contains(.keyword(.select)),
      index > 0,
      tokens[..<index].suffix(Self.longestLook).contains(where: { $0.kind == .word(.from) })
    else { return nil }
    let next = token(ahead: token.kind == .word(.as) ? 2 : 1)
    if next.kind == .symbol(.comma) || Self.joins.contains(text(of: next).folded) {
      return Hint.noAliasesNorJoins
    }
    return next.kind.endsItem || next.kind == .symbol(.closeParenthesis) ? Hint.noAliases : nil
  }

  private static let joins: Set = [
    "join", "inner", "left", "right", "full", "cross", "natural", "outer", "using", "on",
  ]

  private func hintInCall(_ keyword: Keyword?) -> String? {
    guard expected.contains(.symbol(.closeParenthesis)), expected.contains(.symbol(.comma)),
      !expected.contains(.slot(.column))
    else { return nil }
    switch keyword {
    case .from where index > 2 && text(of: tokens[index - 3]).folded == "extract":
      return Hint.partOfTime
    case .from: return Hint.argumentsByCommas
    case .order: return Hint.orderInside
    case _: return nil
    }
  }

  // MARK: Operands

  /// `select pid, from files`
  private var hintForTrailingComma: String? {
    guard previous?.kind == .symbol(.comma), expected.contains(.slot(.column)) else { return nil }
    return Hint.listWithoutEnd
  }

  /// `50%`, before whatever ends an operand.
  private var hintForPercentage: String? {
    guard previous?.kind == .symbol(.percent), index > 1, expected.contains(.slot(.column)) else {
      return nil
    }
    guard case .literal = tokens[index - 2].kind else {
      return index > 2 && tokens[index - 3].isPattern ? Hint.textInQuotes : nil
    }
    return Hint.plainPercentage
  }

  private var hintForMisplacedParameter: String? {
    if previous?.kind == .symbol(.dot) { return Hint.entryByParameter }
    return expected.contains(.slot(.newName)) ? Hint.parameterWithoutSign : nil
  }

  /// `select pid 'p'`
  private var isNameWithoutAsBefore: Bool {
    expected.contains(.keyword(.as)) && token(ahead: 1).kind.endsItem && habit == nil
      && !(previous?.kind.isConstant ?? false)
  }

  // MARK: Signs

  private func hintForSymbol(_ symbol: Symbol) -> String? {
    let isOperand = expected.contains(.slot(.column))
    switch symbol {
    case .comma where isOperand && previous?.kind == .symbol(.comma): return Hint.listWithoutEnd
    case .comma where isBetween || isInParenthesesOf(.between): return Hint.didYouMean("and")
    case .comma: return nil
    case .closeParenthesis: return hintForPercentage ?? hintForTrailingComma
    case .semicolon: return hintForPercentage
    case .openParenthesis:
      if expected.contains(.keyword(.describe)) {
        return hintForLoneExpression ?? queryInParentheses
      }
      return index > 1 && tokens[index - 2].kind == .symbol(.dot) ? Hint.callsFirst : nil
    case .dot where index > 1 && tokens[index - 2].kind == .word(.describe):
      return previous.map { Hint.describing(text(of: $0)) }
    case .dot where index > 1 && tokens[index - 2].kind == .word(.from):
      if previous.map({ Self.catalogs.contains(text(of: $0).folded) }) == true {
        return Hint.describing
      }
      return Hint.sourceAlone(text(of: token(ahead: 1)))
    case .percent where isOperand && (previous?.isPattern ?? false): return Hint.textInQuotes
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      return isOperand && previous?.beginsTest == true ? Hint.subjectAgain : nil
    case .star, .minus, .openBracket:
      return expected.contains(.keyword(.describe)) ? hintForLoneExpression : nil
    case _: return nil
    }
  }

  /// Whether this stands behind the first value of `between (1, 5)`.
  private func isInParenthesesOf(_ keyword: Keyword) -> Bool {
    index > 2 && tokens[index - 2].kind == .symbol(.openParenthesis)
      && tokens[index - 3].kind == .word(keyword)
  }

  private var queryInParentheses: String? {
    token(ahead: 1).kind == .word(.select) ? Hint.withoutParentheses : nil
  }

  /// `:` and `|`, whose hints depend on what stands around.
  private var hintForMalformed: String? {
    switch text(of: token) {
    case "!" where previous?.kind == .symbol(.equal) && previous?.range.upper == token.range.lower:
      return Hint.didYouMean("!=")
    case ":":
      if text(of: token(ahead: 1)) == ":" || text(of: token(ahead: 1)) == "=" { return nil }
      if token(ahead: 1).kind.isConstant, previous?.kind.isConstant == true,
        token(ahead: 1).range.lower == token.range.upper, !isInBrackets
      {
        return Hint.timeOfDay
      }
      return isInBrackets ? Hint.noSlices : nil
    case "|":
      return Self.filters.contains(text(of: token(ahead: 1)).folded) ? Hint.pipeOutside : nil
    default: return nil
    }
  }

  /// Where databases list what they hold.
  private static let catalogs: Set = ["information_schema", "pg_catalog", "sys", "mysql", "main"]

  /// Programs that a result is often piped into.
  private static let filters: Set = [
    "grep", "egrep", "rg", "head", "tail", "sort", "uniq", "wc", "awk", "sed", "cut", "tr", "less",
    "more", "jq", "xargs", "tee", "column", "cat",
  ]

  private var isInBrackets: Bool {
    tokens[..<index].suffix(4).contains { $0.kind == .symbol(.openBracket) }
  }

  /// Whether the second bound of `between` is still to come.
  private var isBetween: Bool {
    expected.contains(.keyword(.and)) && !expected.contains(.keyword(.or))
      && expected.contains(.symbol(.plus))
  }

  /// `1_000` of `1,000`: three digits directly behind a comma that stands directly behind a number.
  var groupedNumber: String? {
    guard let previous, previous.range.upper == token.range.lower,
      previous.kind.isConstant, bytes[previous.range].allSatisfy(\.isDigit),
      case let next = token(ahead: 1), next.range.lower == token.range.upper,
      next.range.upper - next.range.lower >= 3, bytes[next.range].prefix(3).allSatisfy(\.isDigit)
    else { return nil }
    return text(of: previous) + "_" + text(of: next)
  }

  /// `'a', 'b'` of `name = 'a', 'b'` and of `name = ('a', 'b')`
  var valuesAfterEqual: String? {
    let before = index > 2 && tokens[index - 2].kind == .symbol(.openParenthesis) ? 3 : 2
    guard index >= before,
      tokens[index - before].kind == .symbol(.equal)
        || tokens[index - before].kind == .symbol(.doubleEqual)
    else { return nil }
    return valuesHere
  }

  // MARK: Lone expressions

  /// What to say of an expression that stands where a statement or a query should.
  var hintForLoneExpression: String? {
    guard expected.contains(.keyword(.describe)) || expected.contains(.keyword(.select)) else {
      return nil
    }
    let rest = tokens[index...].prefix(Self.longestLook)
    guard let end = rest.firstIndex(where: { $0.kind.endsStatement }) else {
      return Hint.expressionPlace
    }
    let last = end > index ? tokens[end - 1] : token
    guard let words = Diagnostic.excerpt(bytes[token.range.joined(with: last.range)]) else {
      return isExpression(upTo: end) ? Hint.expressionPlace : nil
    }
    if end == index + 1, token.kind == .word(nil) { return Hint.bareWord(words) }
    if end == index + 1, token.kind == .symbol(.star) { return Hint.written("select *") }
    if Clause(token(ahead: 1).kind) != nil, case .word = token.kind {
      return Hint.written("from \(words)")
    }
    guard isExpression(upTo: end) else { return nil }
    let isTest = rest[..<end].contains {
      OperatorTable.infix($0.kind).map { $0.level <= .comparison } ?? ($0.kind == .word(.not))
    }
    return Hint.written((isTest ? "where " : "select ") + words)
  }

  /// Whether what stands from here to a token is a list of expressions.
  private func isExpression(upTo end: Int) -> Bool {
    let place = tokens[end].range.lower
    var parser = Parser(
      bytes, tokens: Array(tokens[index..<end]) + [Token(.end, at: SourceRange(place, place))])
    do throws(Diagnostic) {
      _ = try parser.parseExpressions()
      try parser.expectEnd()
      return true
    } catch {
      return false
    }
  }
}

extension Token {
  /// Whether a test follows.
  fileprivate var beginsTest: Bool {
    switch kind {
    case .word(.and), .word(.or), .word(.where), .word(.having), .word(.not): true
    case .word, .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: false
    }
  }

  /// Whether a pattern follows.
  fileprivate var isPattern: Bool {
    switch kind {
    case .word(.like), .word(.ilike), .word(.glob), .symbol(.match), .symbol(.matchInsensitive):
      true
    case .word, .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: false
    }
  }
}

extension Token.Kind {
  fileprivate var endsStatement: Bool { self == .end || self == .symbol(.semicolon) }
}
