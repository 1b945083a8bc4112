// A query and its clauses.

extension Parser {
  /// `query = openQuery | …`: at least one clause, all in this order.
  mutating func parseQuery() throws(Diagnostic) -> Query {
    try enter()
    let start = token
    var query = Query(range: start.range)
    if at(.select) { query.select = try parseSelectClause() }
    if at(.from) { query.from = try parseFromClause() }
    if at(.at) { query.at = try parseAtClause() }
    if at(.over) { query.over = try parseOverClause() }
    if at(.where) { query.filter = try parseWhereClause() }
    if at(.group) { query.group = try parseGroupClause() }
    if at(.having) { query.having = try parseHavingClause() }
    if at(.order) { query.order = try parseOrderClause() }
    if at(.limit) { query.limit = try parseLimitClause() }
    if at(.offset) { query.offset = try parseOffsetClause() }
    if let misplaced = misplacedClause(in: query) { throw misplaced }
    if token == start { throw actionInsteadOfQuery ?? recordInsteadOfQuery ?? unexpected() }
    query.range = range(from: start)
    leave()
    return query
  }

  /// Whether a query begins here, where an expression might as well: `at`, `over` and `offset`, and
  /// `group` and `order` without `by`, are names there.
  mutating func atOpenQuery() -> Bool {
    note(Parser.openQueryBeginnings)
    guard let clause = Clause(token.kind) else { return false }
    return clause.beginsOpenQuery && !isName
  }

  private static let openQueryBeginnings = ExpectationSet(
    Clause.allCases.filter(\.beginsOpenQuery).map { .keyword($0.keyword) })

  /// `selectClause = "select" ["distinct"] selectItem {"," selectItem}`
  private mutating func parseSelectClause() throws(Diagnostic) -> SelectClause {
    let start = token
    try expect(.select)
    let distinct = takeIf(.distinct)
    let items = try parseList { (parser: inout Parser) throws(Diagnostic) in
      try parser.parseSelectItem()
    }
    return SelectClause(distinct: distinct, items: items, range: range(from: start))
  }

  /// `selectItem = "*" | name "." "*" | expression ["as" givenName]`
  private mutating func parseSelectItem() throws(Diagnostic) -> SelectItem {
    let start = token
    if takeIf(.star) { return SelectItem(.star, at: start.range) }
    if atGroup() {
      let name = try expectName(.columnGroup)
      try expect(.dot)
      note(.slot(.member))
      try expect(.star)
      return SelectItem(.group(name), at: range(from: start))
    }
    let expression = try parseExpression()
    let name = takeIf(.as) ? try expectGivenName() : nil
    return SelectItem(.expression(expression, name: name), at: range(from: start))
  }

  /// `givenName = anyName | TITLE`
  private mutating func expectGivenName() throws(Diagnostic) -> Name {
    guard case .literal(.text(let bytes)) = token.kind else { return try expectAnyName(.newName) }
    let range = token.range
    if bytes.isEmpty { throw .emptyName(between: "quotes", at: range) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .titleNotUTF8(at: range)
    }
    advance()
    return Name(text, at: range)
  }

  /// Whether a group stands here, or what may become one when the text goes on.
  private mutating func atGroup() -> Bool {
    note(.slot(.columnGroup))
    guard isName, token(ahead: 1).kind == .symbol(.dot) else { return false }
    return token(ahead: 2).kind == .symbol(.star) || token(ahead: 2).kind == .end
  }

  /// `fromClause = "from" (name | "(" query ")")`
  private mutating func parseFromClause() throws(Diagnostic) -> FromClause {
    let start = token
    try expect(.from)
    let opening = token
    guard takeIf(.openParenthesis) else {
      let name = try expectName(.source)
      return FromClause(.name(name), at: range(from: start))
    }
    let query = try parseQuery()
    try expectClosing(.closeParenthesis, opening: opening)
    return FromClause(.query(query), at: range(from: start))
  }

  /// `whereClause = "where" expression`
  mutating func parseWhereClause() throws(Diagnostic) -> WhereClause {
    let start = token
    try expect(.where)
    let test = try parseExpression()
    return WhereClause(test, at: range(from: start))
  }

  /// `groupClause = "group" "by" expression {"," expression}`
  private mutating func parseGroupClause() throws(Diagnostic) -> GroupClause {
    let start = token
    try expect(.group)
    try expect(.by)
    let keys = try parseExpressions()
    return GroupClause(keys, at: range(from: start))
  }

  /// `havingClause = "having" expression`
  private mutating func parseHavingClause() throws(Diagnostic) -> HavingClause {
    let start = token
    try expect(.having)
    let test = try parseExpression()
    return HavingClause(test, at: range(from: start))
  }

  /// `orderClause = "order" "by" orderItem {"," orderItem}`
  mutating func parseOrderClause() throws(Diagnostic) -> OrderClause {
    let start = token
    try expect(.order)
    try expect(.by)
    let items = try parseList { (parser: inout Parser) throws(Diagnostic) in
      try parser.parseOrderItem()
    }
    return OrderClause(items, at: range(from: start))
  }

  /// `orderItem = expression ["asc" | "desc"] ["nulls" ("first" | "last")]`
  private mutating func parseOrderItem() throws(Diagnostic) -> OrderItem {
    var item = OrderItem(try parseExpression())
    if takeIf(.asc) {
      item.descending = false
    } else if takeIf(.desc) {
      item.descending = true
    }
    if takeIf(.nulls) {
      item.nullsFirst = takeIf(.first)
      if item.nullsFirst == false { try expect(.last) }
    }
    return item
  }

  /// `limitClause = "limit" expression`
  mutating func parseLimitClause() throws(Diagnostic) -> LimitClause {
    let start = token
    try expect(.limit)
    let count = try parseExpression()
    return LimitClause(count, at: range(from: start))
  }

  /// `offsetClause = "offset" expression`
  private mutating func parseOffsetClause() throws(Diagnostic) -> OffsetClause {
    let start = token
    try expect(.offset)
    let count = try parseExpression()
    return OffsetClause(count, at: range(from: start))
  }
}
