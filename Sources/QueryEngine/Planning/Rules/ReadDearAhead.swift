extension PlanningRule {
  /// Where rows are certain to need something that walks page tables, several threads read it, and
  /// with it all else that is certain by then, before the rows come to who asks for it.
  static let readDearAhead = PlanningRule(name: "read ahead") { plan, planner in
    guard planner.catalog.readsAhead, case .table = plan.source else { return false }
    var forecast = Forecast(reader: Reader(planner, givens: plan.givens))
    plan.readsAhead.test = forecast.firstDear(of: plan.tests)
    if let grouping = plan.grouping {
      plan.readsAhead.keys = forecast.origins(
        of: grouping.keys + grouping.aggregates.flatMap(\.alwaysEvaluated))
    } else {
      let keys = plan.order.map(\.expression)
      let isKeyedFirst = plan.holding == .topRows
      if isKeyedFirst { plan.readsAhead.keys = forecast.origins(of: keys) }
      plan.readsAhead.outputs = forecast.origins(
        of: plan.outputs.map(\.expression) + (isKeyedFirst ? [] : keys))
    }
    return plan.readsAhead.isWorthwhile
  }
}

extension Plan.ReadsAhead {
  fileprivate var isWorthwhile: Bool { test != nil || !keys.isEmpty || !outputs.isEmpty }
}

/// Goes through a plan and finds what rows need in any case.
private struct Forecast {
  var reader: Reader

  /// The first of the tests that needs something dear of each row that comes to it, unless a bound
  /// settles it.
  mutating func firstDear(of tests: [BoundExpression]) -> Plan.TestAhead? {
    var found: Plan.TestAhead?
    for (index, test) in tests.enumerated() {
      if found == nil, case let origins = dearOrigins(of: reader.reading(test.read)),
        !origins.isEmpty
      {
        found = Plan.TestAhead(index: index, origins: origins)
      }
      reader.held.formUnion(reader.reading(test).certain)
    }
    return found
  }

  /// What several expressions need together; nothing where none of it is dear.
  mutating func origins(of expressions: [BoundExpression]) -> [Origin] {
    let reading = Reading(of: expressions, in: reader)
    defer { reader.held.formUnion(reading.certain) }
    return dearOrigins(of: reading)
  }

  private func dearOrigins(of reading: Reading) -> [Origin] {
    let openings = reading.possible.filter { opening in
      opening.place == .row && reading.certain.contains(opening) && !reader.held.contains(opening)
    }
    let isDear = openings.contains { $0.origin.cost == .pages }
    return isDear ? openings.map(\.origin) : []
  }
}

extension BoundExpression {
  /// What is evaluated where no bound settles it.
  fileprivate var read: BoundExpression {
    switch kind {
    case .shortcut(let shortcut): shortcut.test
    case .not(let operand): operand.read
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationAggregate, .negate,
      .binary, .pattern, .between, .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists,
      .relationTest, .call, .coalesce, .choice, .match, .element, .lookup:
      self
    }
  }
}
