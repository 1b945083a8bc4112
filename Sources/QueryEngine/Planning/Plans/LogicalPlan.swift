package import Binding
package import Schema

/// What is done to rows, as a tree: each step over what it takes its rows from.
///
/// The rules of planning rewrite it, and execution makes an operator of each step.
package indirect enum LogicalPlan: Sendable {
  /// No row, or no group of these, since none can come through.
  case nothing(Grouping?)
  /// One row without columns.
  case single
  case scan(TableScan)
  /// The rows that a relation leads to from each row.
  case expand(LogicalPlan, RelationSchema, to: TableSchema)
  /// The same rows, and after them those of the table that have no owner, of which these tests leave
  /// some.
  case ownerless(LogicalPlan, TableSchema, Conjunction)
  /// The rows of another query.
  case derived(QueryPlan, TableSchema)
  /// The rows of another query at each reading of the window, which is planned anew for each.
  case readings(BoundQuery, TableSchema)
  case filter(LogicalPlan, Conjunction)
  /// The same rows, of which these have been read by then.
  case prefetch(LogicalPlan, [Access])
  /// Groups of rows. What stands above is of the group, not of the row.
  case aggregate(LogicalPlan, Grouping)
  /// The rows that come first in an order, put in that order.
  case top(LogicalPlan, TopRows)
  /// Rows of the result: from here on there are only cells.
  case project(LogicalPlan, Projection)
  case distinct(LogicalPlan)
  /// Puts rows of the result in the order of the projection's keys, and keeps so many; nil: all.
  case sort(LogicalPlan, keeping: Int64?)
  /// Passes over `offset` rows, and ends after `limit`; nil: never.
  case limit(LogicalPlan, Int64?, offset: Int64)
}

/// Which rows of a table are scanned.
package struct TableScan: Sendable {
  /// A table whose rows are listed, not found along a relation.
  package let table: TableSchema
  /// Those whose look-up column has one of these values, in ascending order; nil: all.
  package var keys: [Int64]?
  /// How many rows are needed at most; nil: all.
  package var limit: Int64?

  package init(_ table: TableSchema, keys: [Int64]? = nil, limit: Int64? = nil) {
    self.table = table
    self.keys = keys
    self.limit = limit
  }

  /// What is read of each row as it is looked up by its key; nil where it is listed.
  package var lookUpAccess: Access? {
    guard let keys, case .scanned(let lookUp?) = table.rows, keys.count <= lookUp.mostKeys else {
      return nil
    }
    return lookUp.access
  }
}

/// Tests all of which a row must pass, in the order in which they are made.
package struct Conjunction: Sendable {
  /// What is cheap first, once the rules have been applied.
  package var tests: [BoundExpression]
  /// Where rows that come to one of the tests have been read before.
  package var prefetch: TestPrefetch?

  package init(_ tests: [BoundExpression], prefetch: TestPrefetch? = nil) {
    self.tests = tests
    self.prefetch = prefetch
  }

  /// What is prefetched for the first test that needs something expensive.
  package struct TestPrefetch: Sendable {
    /// The place among the tests of the one that it is for.
    package let index: Int
    /// What is read of the rows that come to that test.
    package let accesses: [Access]
  }
}

/// How many rows come first by which keys.
package struct TopRows: Sendable {
  /// The most significant first.
  package var keys: [OrderKey]
  /// How many rows are kept.
  package let count: Int64
  /// What the first key, which is descending, cannot pass: rows are visited by it, the highest first,
  /// until no row that is left can be among the first. Nil where nothing bounds it.
  package var bound: BoundedExpression?
  /// With a bound: what rows are read for several at a time.
  package var accesses: [Access] = []
}

/// What a row of the result shows.
package struct Projection: Sendable {
  /// One for each column of the answer.
  package var outputs: [Output]
  /// Evaluated with the outputs, for an order that is made afterwards.
  package var keys: [OrderKey]

  package init(_ outputs: [Output], keys: [OrderKey]) {
    self.outputs = outputs
    self.keys = keys
  }

  /// What is evaluated of each row, in this order.
  package var expressions: [BoundExpression] {
    outputs.map(\.expression) + keys.map(\.expression)
  }
}
