package import QueryLanguage
package import Schema
package import Values

/// A query whose every name has been found and every type checked.
package struct BoundQuery: Sendable {
  /// Where its rows come from.
  package var source: BoundSource
  /// What a row is tested by before anything else: `where`.
  package var filter: BoundExpression?
  /// Nil where there is neither `group by` nor an aggregate over the whole table.
  package var grouping: Grouping?
  /// The columns of its result, from left to right.
  package var outputs: [Output]
  /// Whether equal rows of the result are shown once.
  package var isDistinct: Bool
  /// The keys of `order by`, the first deciding first.
  package var order: [OrderKey]
  /// Nil: no limit. Not negative.
  package var limit: Int64?
  /// How many rows are left out at the beginning. Not negative.
  package var offset: Int64
  /// Expressions of the row that are named, by `as` or by a let: evaluated at most once per row,
  /// when first asked for.
  package var shared: [SharedExpression]
  /// Where it stands in the text.
  package var range: SourceRange

  /// A query of all its parts.
  package init(
    source: BoundSource, filter: BoundExpression?, grouping: Grouping?, outputs: [Output],
    isDistinct: Bool, order: [OrderKey], limit: Int64?, offset: Int64, shared: [SharedExpression],
    range: SourceRange
  ) {
    self.source = source
    self.filter = filter
    self.grouping = grouping
    self.outputs = outputs
    self.isDistinct = isDistinct
    self.order = order
    self.limit = limit
    self.offset = offset
    self.shared = shared
    self.range = range
  }
}

/// Where the rows come from.
package indirect enum BoundSource: Sendable {
  case table(TableSchema)
  /// A query in parentheses or a named one; the table's columns are its outputs.
  case query(BoundQuery, table: TableSchema)
  /// One row without columns: `select now()`.
  case single
}

/// A column of the result.
package struct Output: Sendable {
  /// Its heading.
  package var name: String
  package var expression: BoundExpression
  /// Nil where the value itself is shown.
  package var bar: Bar?

  package init(name: String, expression: BoundExpression, bar: Bar? = nil) {
    self.name = name
    self.expression = expression
    self.bar = bar
  }

  /// Of what is shown.
  package var type: ValueType { bar == nil ? expression.type : .text }
  /// What the values shown are taken from; nil where any may come.
  package var vocabulary: Vocabulary? { bar == nil ? expression.vocabulary : nil }
}

/// What rows are put in order by.
package struct OrderKey: Sendable {
  /// What is compared.
  package var expression: BoundExpression
  /// Whether the greatest come first; null and denied come last all the same.
  package var isDescending: Bool
  /// Whether null stands before the values.
  package var nullsFirst: Bool

  /// A key of `order by`.
  package init(expression: BoundExpression, isDescending: Bool, nullsFirst: Bool) {
    self.expression = expression
    self.isDescending = isDescending
    self.nullsFirst = nullsFirst
  }
}

/// An expression that has a name in its query.
package struct SharedExpression: Sendable {
  /// What the query calls it.
  package var name: String
  /// It may refer to those before it, and is evaluated once a row at most.
  package var expression: BoundExpression

  package init(name: String, expression: BoundExpression) {
    self.name = name
    self.expression = expression
  }
}

/// Rows made one of many. Outputs, having and order see its keys and aggregates, not the row.
package struct Grouping: Sendable {
  /// Evaluated in the row. Empty: the whole table is one group, also when it has no rows.
  package var keys: [BoundExpression]
  /// What is made of the rows of each group; each stands there once.
  package var aggregates: [BoundAggregate]
  /// What a group is tested by.
  package var having: BoundExpression?
  /// As `BoundQuery.shared`, of the group.
  package var shared: [SharedExpression]

  /// A grouping of all its parts.
  package init(
    keys: [BoundExpression], aggregates: [BoundAggregate], having: BoundExpression?,
    shared: [SharedExpression]
  ) {
    self.keys = keys
    self.aggregates = aggregates
    self.having = having
    self.shared = shared
  }
}

/// An aggregate over the rows of a group.
package struct BoundAggregate: Sendable {
  /// The function and how it is called.
  package var call: AggregateCall
  /// The argument, if the call has one, and the filter, if there is one. Evaluated in the row.
  package var operands: [BoundExpression]

  /// The argument is nil where the call has none.
  package init(_ call: AggregateCall, argument: BoundExpression?, filter: BoundExpression?) {
    self.call = call
    self.operands = [argument, filter].compactMap(\.self)
  }

  /// Of an aggregate over a relation.
  package init(_ call: AggregateCall, _ operands: [BoundExpression]) {
    self.call = call
    self.operands = operands
  }

  /// What it takes the values of; nil where rows are counted.
  package var argument: BoundExpression? { call.hasArgument ? operands.first : nil }

  /// The test inside it that a row has to pass; nil if there is none.
  package var filter: BoundExpression? {
    operands.count > (call.hasArgument ? 1 : 0) ? operands.last : nil
  }

  /// What is evaluated of every row, whatever its filter says.
  package var alwaysEvaluated: [BoundExpression] { [filter ?? argument].compactMap(\.self) }
}
