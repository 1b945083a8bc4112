/// The clauses of a query, in the order in which they must stand.
enum Clause: Int, CaseIterable {
  case select, from, at, over, `where`, group, having, order, limit, offset

  /// The clause that a token begins.
  init?(_ kind: Token.Kind) {
    guard case .word(let keyword?) = kind,
      let clause = Clause.allCases.first(where: { $0.keyword == keyword })
    else { return nil }
    self = clause
  }

  /// Its first word.
  var keyword: Keyword {
    switch self {
    case .select: .select
    case .from: .from
    case .at: .at
    case .over: .over
    case .where: .where
    case .group: .group
    case .having: .having
    case .order: .order
    case .limit: .limit
    case .offset: .offset
    }
  }

  /// Whether it may begin a query where an expression might stand as well; of the others the first
  /// word is a name there.
  var beginsOpenQuery: Bool {
    switch self {
    case .select, .from, .where, .group, .having, .order, .limit: true
    case .at, .over, .offset: false
    }
  }

  /// As it is spoken of: `order by`.
  var title: String {
    switch self {
    case .group, .order: keyword.rawValue + " by"
    case .select, .from, .at, .over, .where, .having, .limit, .offset: keyword.rawValue
    }
  }

  /// Where the clause stands in a query, if it has it.
  func range(in query: Query) -> SourceRange? {
    switch self {
    case .select: query.select?.range
    case .from: query.from?.range
    case .at: query.at?.range
    case .over: query.over?.range
    case .where: query.filter?.range
    case .group: query.group?.range
    case .having: query.having?.range
    case .order: query.order?.range
    case .limit: query.limit?.range
    case .offset: query.offset?.range
    }
  }
}
