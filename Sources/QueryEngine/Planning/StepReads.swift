import OrderedCollections

/// Goes through a plan's steps and tells what each opens that those before it have not opened.
struct StepReads {
  private let planner: Planner
  private let givens: [BoundQuery.Given]
  private var reader: Reader
  private let keys: [BoundExpression]

  init(_ plan: Plan, _ planner: Planner) {
    self.planner = planner
    self.givens = plan.givens
    self.reader = Reader(planner, givens: plan.givens)
    self.keys = plan.holding == .topRows ? [] : plan.order.map(\.expression)
  }

  /// Of a test, after those before it.
  mutating func origins(of test: BoundExpression) -> OrderedSet<Origin> {
    origins(of: [test])
  }

  /// Of a step that is no chain of tests.
  mutating func origins(of step: PlanStep) -> OrderedSet<Origin> {
    switch step {
    case .expand(let relation, _, let table): expansion(relation, table)
    case .topRows(let keys, _): origins(of: keys.map(\.expression))
    case .topByBound(let keys, _, let ceiling): origins(of: ceiling, keys.map(\.expression))
    case .group(let grouping): origins(of: grouping)
    case .project(let outputs): origins(of: outputs.map(\.expression) + keys)
    case .readAhead(let ahead, _): origins(of: ahead)
    case .nothing, .single, .scan, .query, .filter, .having, .distinct, .order, .limit: []
    }
  }

  private mutating func origins(of ahead: [Origin]) -> OrderedSet<Origin> {
    var reading = Reading()
    for origin in ahead { reading.add(.init(place: .row, origin: origin)) }
    return origins(of: reading)
  }

  private mutating func origins(of expressions: [BoundExpression]) -> OrderedSet<Origin> {
    origins(of: Reading(of: expressions, in: reader))
  }

  /// The bound of every row, and the keys of those that are left.
  private mutating func origins(of ceiling: Ceiling, _ keys: [BoundExpression])
    -> OrderedSet<Origin>
  {
    origins(of: reader.reading(ceiling)).union(origins(of: keys))
  }

  private mutating func origins(of reading: Reading) -> OrderedSet<Origin> {
    let opened = reading.possible.filter { opening in
      opening.origin.cost != .listing && !reader.held.contains(opening)
        && opening.place != .subquery
    }
    reader.held.formUnion(reading.certain)
    return OrderedSet(opened.map(\.origin))
  }

  private mutating func origins(of grouping: BoundQuery.Grouping) -> OrderedSet<Origin> {
    var expressions = grouping.keys
    for aggregate in grouping.aggregates {
      expressions += [aggregate.filter, aggregate.argument].compactMap(\.self)
    }
    return origins(of: expressions)
  }

  /// What was open of the owner is so of the row's owner.
  private mutating func expansion(_ relation: Relation, _ table: Table) -> OrderedSet<Origin> {
    let opening = Reading.Opening(place: .row, origin: relation.origin)
    let isNew = relation.origin.cost != .listing && !reader.held.contains(opening)
    let owner = planner.catalog.owner(of: table)?.relation.name ?? ""
    reader.held = Set(
      reader.held.union([opening]).map { opening in
        Reading.Opening(
          place: .init(frame: opening.place.frame, path: [owner] + opening.place.path),
          origin: opening.origin)
      })
    return isNew ? [relation.origin] : []
  }
}

extension Plan {
  /// Whatever may be opened, that of the queries within included.
  func origins(_ planner: Planner) -> OrderedSet<Origin> {
    var reads = StepReads(self, planner)
    var origins: OrderedSet<Origin> = []
    for step in steps {
      switch step {
      case .filter(let tests, _, _), .having(let tests):
        for test in tests { origins.formUnion(reads.origins(of: test)) }
        for subquery in tests.flatMap(\.subqueries) {
          origins.formUnion(planner.origins(of: subquery))
        }
      case .query(let plan): origins.formUnion(plan.origins(planner))
      case .nothing, .single, .scan, .expand, .readAhead, .group, .topRows, .topByBound, .project,
        .distinct, .order, .limit:
        origins.formUnion(reads.origins(of: step))
      }
    }
    return origins
  }
}

extension BoundExpression {
  /// Those that stand in it, each once, those in the givens it names not included.
  var subqueries: [Subquery] {
    var subqueries: [Subquery] = []
    if case .inQuery(_, let subquery) = kind { subqueries.append(subquery) }
    forEachOperand { operand, _ in subqueries += operand.subqueries }
    return subqueries
  }
}
