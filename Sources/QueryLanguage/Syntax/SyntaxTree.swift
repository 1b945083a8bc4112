/// A whole text: its statements, in order.
package struct Script: Hashable, Sendable {
  package var statements: [Statement]

  package init(statements: [Statement]) {
    self.statements = statements
  }
}

/// One statement and where it stands, without its semicolon.
package struct Statement: Hashable, Sendable {
  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package enum Kind: Hashable, Sendable {
    case query(Query)
    case parameter(ParameterStatement)
    case letting(LetStatement)
    case describe(DescribeStatement)
    case explain(ExplainStatement)
  }
}

/// `param n = 10`. Without a value the parameter must be given.
package struct ParameterStatement: Hashable, Sendable {
  package var name: Name
  package var value: Expression?

  package init(name: Name, value: Expression?) {
    self.name = name
    self.value = value
  }
}

/// `let big = uss > 100M`, `let servers = select …`.
package struct LetStatement: Hashable, Sendable {
  package var name: Name
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

/// `explain [analyze] QUERY`.
package struct ExplainStatement: Hashable, Sendable {
  package var analyze: Bool
  package var query: Query

  package init(analyze: Bool, query: Query) {
    self.analyze = analyze
    self.query = query
  }
}

/// A query: its clauses in the order of the grammar, each nil where it was left out.
package struct Query: Hashable, Sendable {
  package var select: SelectClause?
  package var from: FromClause?
  package var filter: WhereClause?
  package var group: GroupClause?
  package var having: HavingClause?
  package var order: OrderClause?
  package var limit: LimitClause?
  package var offset: OffsetClause?
  package var range: SourceRange

  package init(
    select: SelectClause? = nil, from: FromClause? = nil, filter: WhereClause? = nil,
    group: GroupClause? = nil, having: HavingClause? = nil, order: OrderClause? = nil,
    limit: LimitClause? = nil, offset: OffsetClause? = nil, range: SourceRange
  ) {
    self.select = select
    self.from = from
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
  package var distinct: Bool
  package var items: [SelectItem]
  package var range: SourceRange

  package init(distinct: Bool, items: [SelectItem], range: SourceRange) {
    self.distinct = distinct
    self.items = items
    self.range = range
  }
}

/// `*`, `memory.*`, or an expression with the name it is given.
package struct SelectItem: Hashable, Sendable {
  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package enum Kind: Hashable, Sendable {
    case star
    case group(Name)
    case expression(Expression, name: Name?)
  }
}

/// `from files`, `from (select …)`.
package struct FromClause: Hashable, Sendable {
  package var source: Source
  package var range: SourceRange

  package init(_ source: Source, at range: SourceRange) {
    self.source = source
    self.range = range
  }

  package indirect enum Source: Hashable, Sendable {
    case name(Name)
    case query(Query)
  }
}

/// `where TEST`.
package struct WhereClause: Hashable, Sendable {
  package var test: Expression
  package var range: SourceRange

  package init(_ test: Expression, at range: SourceRange) {
    self.test = test
    self.range = range
  }
}

/// `group by EXPR, …`.
package struct GroupClause: Hashable, Sendable {
  package var keys: [Expression]
  package var range: SourceRange

  package init(_ keys: [Expression], at range: SourceRange) {
    self.keys = keys
    self.range = range
  }
}

/// `having TEST`.
package struct HavingClause: Hashable, Sendable {
  package var test: Expression
  package var range: SourceRange

  package init(_ test: Expression, at range: SourceRange) {
    self.test = test
    self.range = range
  }
}

/// `order by EXPR [asc|desc] [nulls first|last], …`.
package struct OrderClause: Hashable, Sendable {
  package var items: [OrderItem]
  package var range: SourceRange

  package init(_ items: [OrderItem], at range: SourceRange) {
    self.items = items
    self.range = range
  }
}

/// One key of an order. `descending` and `nullsFirst` are nil where nothing was written.
package struct OrderItem: Hashable, Sendable {
  package var key: Expression
  package var descending: Bool?
  package var nullsFirst: Bool?

  package init(_ key: Expression, descending: Bool? = nil, nullsFirst: Bool? = nil) {
    self.key = key
    self.descending = descending
    self.nullsFirst = nullsFirst
  }
}

/// `limit N`.
package struct LimitClause: Hashable, Sendable {
  package var count: Expression
  package var range: SourceRange

  package init(_ count: Expression, at range: SourceRange) {
    self.count = count
    self.range = range
  }
}

/// `offset N`.
package struct OffsetClause: Hashable, Sendable {
  package var count: Expression
  package var range: SourceRange

  package init(_ count: Expression, at range: SourceRange) {
    self.count = count
    self.range = range
  }
}
