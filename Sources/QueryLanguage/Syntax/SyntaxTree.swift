/// A whole text: its statements, in order.
package struct Script: Hashable, Sendable {
  /// The statements in their order.
  package var statements: [Statement]

  package init(statements: [Statement]) {
    self.statements = statements
  }
}

/// One statement and where it stands, without its semicolon.
package struct Statement: Hashable, Sendable {
  /// What the statement is.
  package var kind: Kind
  /// Where the statement stands.
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// The kinds of statement.
  package enum Kind: Hashable, Sendable {
    case query(Query)
    case parameter(ParameterStatement)
    case `let`(LetStatement)
    case describe(DescribeStatement)
    case explain(ExplainStatement)
    case watch(WatchStatement)
    case changes(ChangesStatement)
    case wait(WaitStatement)
    case record(RecordStatement)
    case action(ActionStatement)
  }
}

/// `param n = 10`. Without a value the parameter must be given.
package struct ParameterStatement: Hashable, Sendable {
  /// The parameter's name, without `$`.
  package var name: Name
  /// The default; nil if the parameter must be given.
  package var value: Expression?

  package init(name: Name, value: Expression?) {
    self.name = name
    self.value = value
  }
}

/// `let big = uss > 100M`, `let servers = select …`.
package struct LetStatement: Hashable, Sendable {
  /// The name that is made.
  package var name: Name
  /// What the name stands for.
  package var definition: Definition

  package init(name: Name, definition: Definition) {
    self.name = name
    self.definition = definition
  }

  package enum Definition: Hashable, Sendable {
    case expression(Expression)
    case query(Query)
  }
}

/// `describe`, `describe files`, `describe functions`, `describe keywords`.
package enum DescribeStatement: Hashable, Sendable {
  case sources
  case source(Name)
  case functions(SourceRange)
  case keywords(SourceRange)
}

/// `explain [analyze] QUERY`, `explain kill …`.
package struct ExplainStatement: Hashable, Sendable {
  /// Where `analyze` stands: the query is run and measured, too. Nil where it does not.
  package var analysis: SourceRange?
  /// What is explained.
  package var subject: Subject

  package init(analysis: SourceRange?, _ subject: Subject) {
    self.analysis = analysis
    self.subject = subject
  }

  /// What can be explained.
  package enum Subject: Hashable, Sendable {
    case query(Query)
    case action(ActionStatement)
  }
}

/// A query with its clauses in the order of the grammar, nil where one is left out.
package struct Query: Hashable, Sendable {
  /// What each row shows; nil means the summary columns.
  package var select: SelectClause?
  /// Where the rows come from.
  package var from: FromClause?
  /// The moment that the query is asked of; nil means now.
  package var at: AtClause?
  /// The stretch of time that ends at that moment.
  package var over: OverClause?
  /// The `where` clause.
  package var filter: WhereClause?
  /// The keys of the groups.
  package var group: GroupClause?
  /// Which groups are kept.
  package var having: HavingClause?
  /// How the rows are sorted.
  package var order: OrderClause?
  /// How many rows there are at most.
  package var limit: LimitClause?
  /// How many rows are left out at the beginning.
  package var offset: OffsetClause?
  /// Where the query stands, without parentheses.
  package var range: SourceRange

  package init(
    select: SelectClause? = nil, from: FromClause? = nil, at: AtClause? = nil,
    over: OverClause? = nil, filter: WhereClause? = nil, group: GroupClause? = nil,
    having: HavingClause? = nil, order: OrderClause? = nil, limit: LimitClause? = nil,
    offset: OffsetClause? = nil, range: SourceRange
  ) {
    self.select = select
    self.from = from
    self.at = at
    self.over = over
    self.filter = filter
    self.group = group
    self.having = having
    self.order = order
    self.limit = limit
    self.offset = offset
    self.range = range
  }
}

/// `select [distinct] ITEM, …`.
package struct SelectClause: Hashable, Sendable {
  /// Whether equal rows are shown once.
  package var distinct: Bool
  /// What is selected, one item at least.
  package var items: [SelectItem]
  /// Where the clause stands, its keywords included.
  package var range: SourceRange

  package init(distinct: Bool, items: [SelectItem], range: SourceRange) {
    self.distinct = distinct
    self.items = items
    self.range = range
  }
}

/// `*`, `memory.*`, or an expression with the name it is given.
package struct SelectItem: Hashable, Sendable {
  /// What the item is.
  package var kind: Kind
  /// Where the item stands, its name included.
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// The kinds of item.
  package enum Kind: Hashable, Sendable {
    case star
    case group(Name)
    case expression(Expression, name: Name?)
  }
}

/// `from files`, `from (select …)`.
package struct FromClause: Hashable, Sendable {
  /// What the rows come from.
  package var source: Source
  /// Where the clause stands, its keyword included.
  package var range: SourceRange

  package init(_ source: Source, at range: SourceRange) {
    self.source = source
    self.range = range
  }

  /// A table or a named query by its name, or a query in parentheses.
  package indirect enum Source: Hashable, Sendable {
    case name(Name)
    case query(Query)
  }
}

/// `where TEST`.
package struct WhereClause: Hashable, Sendable {
  /// The test that a row must pass.
  package var test: Expression
  /// Where the clause stands, its keyword included.
  package var range: SourceRange

  package init(_ test: Expression, at range: SourceRange) {
    self.test = test
    self.range = range
  }
}

/// `group by EXPR, …`.
package struct GroupClause: Hashable, Sendable {
  /// Rows for which all of these are equal make a group.
  package var keys: [Expression]
  /// Where the clause stands, its keywords included.
  package var range: SourceRange

  package init(_ keys: [Expression], at range: SourceRange) {
    self.keys = keys
    self.range = range
  }
}

/// `having TEST`.
package struct HavingClause: Hashable, Sendable {
  /// The test that a group must pass.
  package var test: Expression
  /// Where the clause stands, its keyword included.
  package var range: SourceRange

  package init(_ test: Expression, at range: SourceRange) {
    self.test = test
    self.range = range
  }
}

/// `order by EXPR [asc|desc] [nulls first|last], …`.
package struct OrderClause: Hashable, Sendable {
  /// The keys, the most important first.
  package var items: [OrderItem]
  /// Where the clause stands, its keywords included.
  package var range: SourceRange

  package init(_ items: [OrderItem], at range: SourceRange) {
    self.items = items
    self.range = range
  }
}

/// One key of an order. `descending` and `nullsFirst` are nil where nothing was written.
package struct OrderItem: Hashable, Sendable {
  /// What is compared.
  package var key: Expression
  /// Whether the greatest comes first.
  package var descending: Bool?
  /// Whether rows without a value come before all others.
  package var nullsFirst: Bool?

  package init(_ key: Expression, descending: Bool? = nil, nullsFirst: Bool? = nil) {
    self.key = key
    self.descending = descending
    self.nullsFirst = nullsFirst
  }
}

/// `limit N`.
package struct LimitClause: Hashable, Sendable {
  /// A constant: how many rows.
  package var count: Expression
  /// Where the clause stands, its keyword included.
  package var range: SourceRange

  package init(_ count: Expression, at range: SourceRange) {
    self.count = count
    self.range = range
  }
}

/// `offset N`.
package struct OffsetClause: Hashable, Sendable {
  /// A constant: how many rows.
  package var count: Expression
  /// Where the clause stands, its keyword included.
  package var range: SourceRange

  package init(_ count: Expression, at range: SourceRange) {
    self.count = count
    self.range = range
  }
}
