import QueryLanguage

extension PlanningRule {
  /// The tests of a chain in the order of what they open that is not open yet; those that open the
  /// same stay as they were written, patterns after comparisons. `and` and `or` give the same truth
  /// in any order.
  static let cheapestFirst = PlanningRule(name: "cheapest first") { plan, planner in
    var orderer = ChainOrderer()
    plan.source = plan.source.orderingTests(with: &orderer, planner)
    let reader = Reader(planner, givens: plan.givens)
    plan.tests = orderer.ordered(plan.tests, reader)
    plan.groupTests = orderer.ordered(
      plan.groupTests, Reader(planner, givens: plan.grouping?.givens ?? []))
    plan.orderInside(with: &orderer, reader)
    return orderer.hasChanged
  }
}

extension Plan {
  /// Chains that stand within outputs, keys and aggregates.
  fileprivate mutating func orderInside(with orderer: inout ChainOrderer, _ reader: Reader) {
    for index in givens.indices {
      givens[index].expression = orderer.ordered(givens[index].expression, reader)
    }
    guard var grouping else {
      for index in outputs.indices {
        outputs[index].expression = orderer.ordered(outputs[index].expression, reader)
      }
      return
    }
    grouping.keys = grouping.keys.map { orderer.ordered($0, reader) }
    grouping.aggregates = grouping.aggregates.map { aggregate in
      aggregate.mapOperands { orderer.ordered($0, reader) }
    }
    self.grouping = grouping
  }
}

extension Plan.Source {
  fileprivate func orderingTests(with orderer: inout ChainOrderer, _ planner: Planner)
    -> Plan.Source
  {
    guard case .related(let owners, let tests, let relation, let table) = self else { return self }
    return .related(
      owners.orderingTests(with: &orderer, planner),
      tests: orderer.ordered(tests, Reader(planner)), relation, table)
  }
}

/// A test of a chain, and what it costs, given what is open already.
private struct RankedTest: Comparable {
  /// Where it stood.
  let index: Int
  let reading: Reading
  /// Nil if nothing need be opened.
  private let dearest: Origin.Cost?
  /// What those of the dearest class cost together.
  private let effort: Int

  init(_ index: Int, _ reading: Reading, held: Set<Reading.Opening>) {
    let openings = reading.possible.filter { !held.contains($0) && $0.origin.cost != .listing }
    let dearest = openings.map(\.origin.cost).max()
    self.index = index
    self.reading = reading
    self.dearest = dearest
    self.effort = openings.filter { $0.origin.cost == dearest }.map(\.origin.effort).reduce(0, +)
  }

  /// Where all else is the same, what a bound may settle comes before what must be read.
  private var rank: (Int, Int, Int, Int, Int) {
    (dearest?.rawValue ?? 0, effort, reading.asksBounds ? 0 : 1, reading.work.rawValue, index)
  }

  static func < (left: RankedTest, right: RankedTest) -> Bool { left.rank < right.rank }
  static func == (left: RankedTest, right: RankedTest) -> Bool { left.rank == right.rank }
}

/// Puts chains in order, those within tests too.
private struct ChainOrderer {
  var hasChanged = false

  /// How often the rest of a chain is sorted anew because something has been opened; a longer chain
  /// of as many different files is hostile, and any order of it is right.
  private static let mostSortings = 32

  mutating func ordered(_ tests: [BoundExpression], _ reader: Reader) -> [BoundExpression] {
    var reader = reader
    var rest = Array(tests.indices)
    var order: [Int] = []
    var ordered: [BoundExpression] = []
    var sortings = 0
    while !rest.isEmpty {
      sortings += 1
      let ranked = rest.map { RankedTest($0, reader.reading(tests[$0]), held: reader.held) }
        .sorted()
      let opener = ranked.firstIndex { !$0.reading.certain.isSubset(of: reader.held) }
      let isLast = sortings == ChainOrderer.mostSortings
      let taken = ranked.prefix(isLast ? ranked.count : (opener ?? ranked.count) + 1)
      for test in taken {
        order.append(test.index)
        ordered.append(self.ordered(tests[test.index], reader))
        reader.held.formUnion(test.reading.certain)
      }
      rest = ranked.dropFirst(taken.count).map(\.index).sorted()
    }
    hasChanged = hasChanged || order != order.sorted()
    return ordered
  }

  mutating func ordered(_ expression: BoundExpression, _ reader: Reader) -> BoundExpression {
    if case .binary(let operation, _, _) = expression.kind, operation == .and || operation == .or {
      return .chain(
        operation, ordered(expression.operands(of: operation), reader), at: expression.range)
    }
    return expression.mapOperands { operand, inward in
      ordered(operand, inward == 0 ? reader : reader.inside)
    }
  }
}
