import OrderedCollections

/// Makes the plans of one statement: the query's own parts, then each rule in turn.
final class Planner {
  let catalog: Catalog
  private var moments: [String: Value] = [:]
  private var subplans: OrderedDictionary<ObjectIdentifier, Plan> = [:]
  private var subqueryOrigins: [ObjectIdentifier: OrderedSet<Origin>] = [:]

  init(catalog: Catalog) {
    self.catalog = catalog
  }

  /// What a function without arguments comes to: the time is the same wherever a statement asks.
  func moment(of function: Function) -> Value {
    if let known = moments[function.name] { return known }
    let value = function.evaluate([])
    moments[function.name] = value
    return value
  }

  /// Made once, however many rules ask what it reads.
  func plan(_ subquery: Subquery) -> Plan {
    let identity = ObjectIdentifier(subquery)
    if let known = subplans[identity] { return known }
    let plan = plan(subquery.query)
    subplans[identity] = plan
    return plan
  }

  /// Whatever it may open.
  func origins(of subquery: Subquery) -> OrderedSet<Origin> {
    let identity = ObjectIdentifier(subquery)
    if let known = subqueryOrigins[identity] { return known }
    let origins = plan(subquery).origins(self)
    subqueryOrigins[identity] = origins
    return origins
  }

  /// Where the steps of a subquery are measured.
  func path(of subquery: Subquery) -> StepPath {
    StepPath.subquery(subplans.index(forKey: ObjectIdentifier(subquery)) ?? subplans.count)
  }

  func plan(_ query: BoundQuery, for purpose: Purpose = .rows) -> Plan {
    var plan = Plan(
      source: source(query.source), tests: query.filter.map { [$0] } ?? [],
      grouping: query.grouping, groupTests: query.grouping?.having.map { [$0] } ?? [],
      outputs: query.outputs, distinct: query.distinct, order: query.order, limit: query.limit,
      offset: query.offset, givens: query.givens)
    if purpose == .existence { plan.keepOnlyExistence() }
    for rule in PlanningRule.all where rule.apply(&plan, self) { plan.rules.append(rule.name) }
    return plan
  }

  private func source(_ source: BoundSource) -> Plan.Source {
    switch source {
    case .single: .single
    case .query(let query, let table): .query(plan(query), table)
    case .table(let table): self.source(table)
    }
  }

  /// A table whose rows belong to other rows is read through those.
  private func source(_ table: Table) -> Plan.Source {
    guard case .related(_, let relationName) = table.rows else { return .table(table, .all) }
    guard let owners = catalog.owner(of: table)?.table,
      let relation = owners.relation(named: relationName)
    else {
      preconditionFailure("\(table.name) are rows of a relation that the catalog does not have")
    }
    return .related(self.source(owners), tests: [], relation, table)
  }
}

/// What is wanted of a query.
package enum Purpose: Sendable {
  case rows
  /// Only whether there is any row: the answer ends after the first, whose cells are not read.
  case existence
}

/// One way to make a plan read less without changing its answer.
struct PlanningRule: Sendable {
  /// As `explain` shows it.
  let name: String
  /// Says whether it changed something.
  let apply: @Sendable (inout Plan, Planner) -> Bool

  /// In the order in which they are applied: each may count on what those before it did.
  static let all: [PlanningRule] = [
    .foldConstants, .ownersFirst, .straightToKeys, .useBounds, .cheapestFirst, .stopEarly,
    .keepOnlyTop, .topByBound, .readTogether, .readDearAhead,
  ]
}
