// Planning decides how a bound query is run, so that no more is read than the answer needs.
//
// It sees schemas and what a source is capable of, never a row.

package import Binding
import OrderedCollections
package import Schema
package import Values

/// What planning asks of the snapshot that the statement is about: nothing of any row.
package struct PlanningFacts {
  /// The tables and relations that plans lead through.
  package let schema: Schema
  /// Which sources of a column are there, and whether it pays to read ahead.
  package let capabilities: Capabilities
  /// How a bound of the schema holds; nil if it does not.
  package let upperBound: (BoundSchema) -> UpperBound?
  /// What a function that needs the snapshot comes to.
  package let functionValue: (_ name: String, _ arguments: [Value]) -> Value
  /// Whether nobody waits for the plan any more.
  package let isCancelled: () -> Bool

  package init(
    schema: Schema, capabilities: Capabilities,
    upperBound: @escaping (BoundSchema) -> UpperBound?,
    functionValue: @escaping (String, [Value]) -> Value,
    isCancelled: @escaping () -> Bool
  ) {
    self.schema = schema
    self.capabilities = capabilities
    self.upperBound = upperBound
    self.functionValue = functionValue
    self.isCancelled = isCancelled
  }
}

/// Makes the plans of one statement: the query's own steps, then each rule in turn.
package final class Planner {
  /// What is known of the snapshot.
  package let facts: PlanningFacts
  private var subplans: [ObjectIdentifier: QueryPlan] = [:]
  private var subqueryAccesses: [ObjectIdentifier: OrderedSet<Access>] = [:]

  package init(_ facts: PlanningFacts) {
    self.facts = facts
  }

  /// The plan of a query of its own. If nobody waits any more the rules that are left are not
  /// applied: the plan is right, and reads more.
  package func plan(_ query: BoundQuery, for mode: ExecutionMode = .rows) -> QueryPlan {
    let query = query.reading(for: mode)
    var plan = unimproved(query)
    plan.takeAvailableSources(facts.capabilities)
    for rule in PlanningRule.all where !facts.isCancelled() {
      if rule.apply(&plan, self) { plan.rules.append(rule.name) }
    }
    return plan
  }

  /// The query's own clauses, each a step.
  private func unimproved(_ query: BoundQuery) -> QueryPlan {
    guard let (inner, outer, table) = query.divided(in: facts.schema) else {
      return QueryPlan(query, from: source(query.source))
    }
    return QueryPlan(outer, from: .readings(inner, table))
  }

  /// Made once, however many rules ask what it reads.
  package func plan(_ subquery: Subquery) -> QueryPlan {
    let identity = ObjectIdentifier(subquery)
    if let known = subplans[identity] { return known }
    let plan = plan(subquery.query)
    subplans[identity] = plan
    return plan
  }

  /// Whatever running it may read.
  func accesses(of subquery: Subquery) -> OrderedSet<Access> {
    let identity = ObjectIdentifier(subquery)
    if let known = subqueryAccesses[identity] { return known }
    let accesses = plan(subquery).accesses(self)
    subqueryAccesses[identity] = accesses
    return accesses
  }

  private func source(_ source: BoundSource) -> LogicalPlan {
    switch source {
    case .single: .single
    case .query(let query, let table): .derived(plan(query), table)
    case .table(let table): self.source(table)
    }
  }

  /// A table whose rows are those of a relation is read through the rows that it leads from.
  private func source(_ table: TableSchema) -> LogicalPlan {
    guard case .related(let ownerName, let relationName) = table.rows,
      let owner = facts.schema.table(named: ownerName),
      let relation = owner.relation(named: relationName)
    else { return .scan(TableScan(table)) }
    let owned = LogicalPlan.expand(source(owner), relation, to: table)
    return table.ownerless == nil ? owned : .ownerless(owned, table, Conjunction([]))
  }
}

/// One way to make a plan read less without changing its answer.
struct PlanningRule: Sendable {
  /// As `explain` shows it.
  let name: String
  /// Says whether it changed something.
  let apply: @Sendable (inout QueryPlan, Planner) -> Bool

  /// In the order in which they are applied: each may count on what those before it did.
  static let all: [PlanningRule] = [
    .foldConstants, .ownersFirst, .ownersAlone, .straightToKeys, .useBounds, .cheapestFirst,
    .stopEarly,
    .keepOnlyTop, .topByBound, .readTogether, .readAhead,
  ]
}

extension QueryPlan {
  /// Leaves of each column's sources those that this machine has, the cheapest first.
  fileprivate mutating func takeAvailableSources(_ capabilities: Capabilities) {
    let take = { (expression: BoundExpression) in
      expression.withSources(in: capabilities, areFixed: false)
    }
    mapExpressions(row: take, group: take)
  }
}

extension BoundExpression {
  /// What is compared with itself at another moment is taken from one source, the same at both.
  fileprivate func withSources(
    in capabilities: Capabilities, areFixed: Bool
  ) -> BoundExpression {
    if case .column(var reference) = kind, reference.column.sources.count > 1 {
      let sources = capabilities.sources(of: reference.column).cheapestFirst
      let isFixed = areFixed || reference.moment.isBeginning
      reference.column.sources = isFixed ? Array(sources.prefix(1)) : sources
      var copy = self
      copy.kind = .column(reference)
      return copy
    }
    let areFixed =
      switch kind {
      case .increase: true
      case _: areFixed
      }
    return mapOperands { operand, _ in
      operand.withSources(in: capabilities, areFixed: areFixed)
    }
  }
}

extension [ColumnSource] {
  /// By the class of their cost; those of one class stay as they were declared.
  var cheapestFirst: [ColumnSource] {
    guard count > 1 else { return self }
    return enumerated().sorted {
      ($0.element.access.cost, $0.offset) < ($1.element.access.cost, $1.offset)
    }.map(\.element)
  }
}
