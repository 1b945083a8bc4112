package import QueryLanguage

/// A query whose every name has been found and every type checked. Running it cannot fail.
package struct BoundQuery: Sendable {
  package var source: BoundSource
  package var filter: BoundExpression?
  /// Nil where there is neither `group by` nor an aggregate over the whole table.
  package var grouping: Grouping?
  package var outputs: [Output]
  package var distinct: Bool
  package var order: [OrderKey]
  /// Nil: no limit. Not negative.
  package var limit: Int64?
  package var offset: Int64
  /// Expressions of the row that are named, by `as` or by a let: evaluated at most once per row,
  /// when first asked for.
  package var givens: [Given]
  package var range: SourceRange

  package struct Output: Sendable {
    package var name: String
    package var expression: BoundExpression
  }

  package struct OrderKey: Sendable {
    package var expression: BoundExpression
    package var descending: Bool
    package var nullsFirst: Bool
  }

  package struct Given: Sendable {
    package var name: String
    package var expression: BoundExpression
  }

  /// Rows made one of many. Outputs, having and order see its keys and aggregates, not the row.
  package struct Grouping: Sendable {
    /// Evaluated in the row. Empty: the whole table is one group, also when it has no rows.
    package var keys: [BoundExpression]
    package var aggregates: [BoundAggregate]
    package var having: BoundExpression?
    /// As `BoundQuery.givens`, of the group.
    package var givens: [Given]
  }
}

/// Where the rows come from.
package indirect enum BoundSource: Sendable {
  case table(Table)
  /// A query in parentheses or a named one; the table's columns read the cells of a `CellsRow`.
  case query(BoundQuery, table: Table)
  /// One row without columns: `select now()`.
  case single
}

/// A row of another query's result.
package final class CellsRow: Row, Sendable {
  package let cells: [Value]

  package init(_ cells: [Value]) {
    self.cells = cells
  }

  package var isGone: Bool { false }
  package func holds(_ origin: Origin) -> Bool { true }
}

/// An aggregate over the rows of a group, or over those of a relation.
package struct BoundAggregate: Sendable {
  package var function: AggregateFunction
  /// Evaluated in the row (or in the relation's row); nil for `count(*)` and a bare relation.
  package var argument: BoundExpression?
  package var constants: [Value]
  package var distinct: Bool
  package var filter: BoundExpression?
  /// The text of the call in its canonical form, for headings and notes.
  package var text: String
}

/// An expression with its type.
package struct BoundExpression: Sendable {
  package var kind: Kind
  package var type: ValueType
  package var range: SourceRange

  package init(_ kind: Kind, _ type: ValueType, at range: SourceRange) {
    self.kind = kind
    self.type = type
    self.range = range
  }

  /// Levels count frames from the innermost outward: 0 is the row (or group) that the expression
  /// is evaluated for, 1 the one around the relation it stands in, and so on.
  package indirect enum Kind: Sendable {
    case constant(Value)
    case column(ColumnReference)
    /// `givens[index]` of the query whose frame is at this level (of its grouping, in a group).
    case given(index: Int, level: Int)
    case groupKey(index: Int, level: Int)
    case groupAggregate(index: Int, level: Int)
    case relationAggregate(RelationAggregate)
    case not(BoundExpression)
    case negate(BoundExpression)
    /// Every operator but the patterns.
    case binary(BinaryOperator, BoundExpression, BoundExpression)
    case pattern(PatternTest)
    case between(BoundExpression, low: BoundExpression, high: BoundExpression)
    case inValues(BoundExpression, [BoundExpression])
    case inQuery(BoundExpression, Subquery)
    case inCollection(BoundExpression, BoundExpression)
    case isNull(BoundExpression)
    case isDenied(BoundExpression)
    case exists(BoundExpression)
    /// `parent exists`, `parent is null`, `parent is denied`.
    case relationTest(RelationPath, PostfixTest)
    case call(Function, [BoundExpression])
    case coalesce([BoundExpression])
    /// `case` without a subject, and `if`. The branch after an unknown test is denied.
    case choice([(test: BoundExpression, result: BoundExpression)], otherwise: BoundExpression?)
    /// `case` with a subject, which is evaluated once.
    case match(
      BoundExpression, [(value: BoundExpression, result: BoundExpression)],
      otherwise: BoundExpression?)
    /// `cmdline[0]`
    case element(BoundExpression, BoundExpression)
    /// `env.HOME`
    case lookup(BoundExpression, BoundExpression)
    /// A comparison with a constant that a bound may settle. Only plans have it.
    case shortcut(Shortcut)
  }
}

/// A column of the row at a level, or of the row that to-one steps lead to from there.
package struct ColumnReference: Sendable {
  package var level: Int
  package var path: [Relation]
  package var column: Column
}

/// Steps from the row at a level. The rows of several to-many steps flow into one.
package struct RelationPath: Sendable {
  package var level: Int
  package var steps: [Relation]
}

/// `any(files where deleted)`: its argument and filter are evaluated one level further in, in a
/// frame of the relation's row.
package struct RelationAggregate: Sendable {
  package var path: RelationPath
  package var aggregate: BoundAggregate
}

/// A comparison of something dear with a constant, and what is asked before it is read. A class,
/// since trees may be a thousand nodes high and what walks them shall keep little on the stack.
package final class Shortcut: Sendable {
  package let test: BoundExpression
  package let ceiling: Ceiling
  package let verdict: Verdict

  init(_ test: BoundExpression, below ceiling: Ceiling, _ verdict: Verdict) {
    self.test = test
    self.ceiling = ceiling
    self.verdict = verdict
  }

  /// Where `ceiling operation constant` is true, the test is settled: it comes to `result`.
  package struct Verdict: Sendable {
    package var operation: BinaryOperator
    package var constant: Value
    package var result: Bool
  }
}

/// What an expression of a column with a bound cannot pass.
package struct Ceiling: Sendable {
  /// The column that is dear.
  package var subject: ColumnReference
  /// Its bound, as a column of the same row.
  package var bound: ColumnReference
  /// All that the bound opens.
  package var origins: [Origin]
  /// The expression with the bound in place of the column.
  package var expression: BoundExpression
}

/// `like`, `glob`, `~` and their kin.
package struct PatternTest: Sendable {
  package var kind: PatternKind
  package var subject: BoundExpression
  package var pattern: Pattern

  package enum Pattern: Sendable {
    case constant(CompiledPattern)
    /// Compiled when it is met; one that cannot be compiled is denied, and noted.
    case computed(BoundExpression)
  }
}

/// The query of `x in (select …)`: it sees no outer row, and is run at most once.
package final class Subquery: Sendable {
  package let query: BoundQuery

  package init(_ query: BoundQuery) {
    self.query = query
  }
}
