import Binding
import QueryLanguage
import Schema

extension PlanningRule {
  /// The tests of a chain in the order of what they read that has not been read; those that read
  /// the same stay as they were written, patterns after comparisons. `and` and `or` give the same
  /// truth in any order.
  static let cheapestFirst = PlanningRule(name: "cheapest first") { plan, planner in
    var orderer = ChainOrderer()
    let rows = AccessAnalyzer(planner, shared: plan.shared)
    for index in plan.shared.indices {
      plan.shared[index].expression = orderer.ordered(plan.shared[index].expression, rows)
    }
    plan.root = plan.root.rewritten { step in
      let shared = plan.shared(in: step.scope)
      return step.ordering(by: &orderer, AccessAnalyzer(planner, shared: shared))
    }
    return orderer.hasChanged
  }
}

extension LogicalPlan {
  /// The step with its chains in order.
  fileprivate func ordering(
    by orderer: inout ChainOrderer, _ analyzer: AccessAnalyzer
  ) -> LogicalPlan {
    if case .filter(let input, let conjunction) = self {
      return .filter(input, Conjunction(orderer.ordered(conjunction.tests, analyzer)))
    }
    if case .ownerless(let input, let table, let conjunction) = self {
      var analyzer = analyzer
      analyzer.held = table.ownerlessAccesses
      let tests = orderer.ordered(conjunction.tests, analyzer)
      return .ownerless(input, table, Conjunction(tests))
    }
    return mapOwnExpressions { orderer.ordered($0, analyzer) }
  }
}

/// A test of a chain, and what it costs, given what has been read already.
private struct RankedTest: Comparable {
  /// Where it stood.
  let index: Int
  let accesses: AccessSet
  /// Nil if nothing need be read.
  private let greatestCost: Access.Cost?
  /// What those of that class cost together.
  private let effort: Int

  init(_ index: Int, _ accesses: AccessSet, held: Set<RowAccess>) {
    let unread = accesses.possible.filter { !held.contains($0) && $0.access.cost != .known }
    let greatestCost = unread.map(\.access.cost).max()
    self.index = index
    self.accesses = accesses
    self.greatestCost = greatestCost
    self.effort = unread.filter { $0.access.cost == greatestCost }.map(\.access.effort)
      .reduce(0, +)
  }

  /// Where all else is the same, what a bound may settle comes before what must be read.
  private var rank: (Int, Int, Int, Int, Int) {
    (
      greatestCost?.rawValue ?? 0, effort, accesses.asksBounds ? 0 : 1, accesses.work.rawValue,
      index
    )
  }

  static func < (left: RankedTest, right: RankedTest) -> Bool { left.rank < right.rank }
  static func == (left: RankedTest, right: RankedTest) -> Bool { left.rank == right.rank }
}

/// Puts chains in order, those within tests too.
private struct ChainOrderer {
  var hasChanged = false

  /// How often the rest of a chain is sorted anew because something has been read; a longer chain of
  /// as many different files is hostile, and any order of it is right.
  private static let mostSortings = 32

  mutating func ordered(
    _ tests: [BoundExpression], _ analyzer: AccessAnalyzer
  ) -> [BoundExpression] {
    var analyzer = analyzer
    var rest = Array(tests.indices)
    var order: [Int] = []
    var ordered: [BoundExpression] = []
    var sortings = 0
    while !rest.isEmpty {
      sortings += 1
      let ranked = rest.map {
        RankedTest($0, analyzer.accesses(of: tests[$0]), held: analyzer.held)
      }.sorted()
      let reader = ranked.firstIndex { !$0.accesses.certain.isSubset(of: analyzer.held) }
      let isLast = sortings == ChainOrderer.mostSortings
      let taken = ranked.prefix(isLast ? ranked.count : (reader ?? ranked.count) + 1)
      for test in taken {
        order.append(test.index)
        ordered.append(self.ordered(tests[test.index], analyzer))
        analyzer.held.formUnion(test.accesses.certain)
      }
      rest = ranked.dropFirst(taken.count).map(\.index).sorted()
    }
    hasChanged = hasChanged || order != order.sorted()
    return ordered
  }

  mutating func ordered(
    _ expression: BoundExpression, _ analyzer: AccessAnalyzer
  ) -> BoundExpression {
    if let connective = expression.connective {
      return .chain(
        connective, ordered(expression.operands(of: connective), analyzer), at: expression.range)
    }
    return expression.mapOperands { operand, inward in
      ordered(operand, analyzer.moved(inward: inward))
    }
  }
}
