import Binding
import Schema

extension PlanningRule {
  /// Where rows are certain to need something that walks page tables, several threads read it, and
  /// with it all else that is certain by then, before the rows come to who asks for it.
  static let readAhead = PlanningRule(name: "read ahead") { plan, planner in
    guard planner.facts.capabilities.readsAhead, plan.root.isOfScannedRows else { return false }
    var forecast = AccessForecast(AccessAnalyzer(planner, shared: plan.shared))
    plan.root = plan.root.rewritten { forecast.prefetching($0) }
    return forecast.hasPrefetch
  }
}

extension LogicalPlan {
  /// Its rows are listed, and not found along a relation from others.
  fileprivate var isOfScannedRows: Bool {
    guard case .scan = leaf else { return false }
    return !contains { if case .expand = $0 { true } else { false } }
  }
}

/// Goes through a plan from the rows up and finds what rows need in any case.
private struct AccessForecast {
  private var analyzer: AccessAnalyzer
  private(set) var hasPrefetch = false

  init(_ analyzer: AccessAnalyzer) {
    self.analyzer = analyzer
  }

  mutating func prefetching(_ step: LogicalPlan) -> LogicalPlan {
    guard step.scope == .row else { return step }
    switch step {
    case .filter(let input, var conjunction):
      conjunction.prefetch = testPrefetch(of: conjunction.tests)
      hasPrefetch = hasPrefetch || conjunction.prefetch != nil
      return .filter(input, conjunction)
    case .aggregate(let input, let grouping):
      let accesses = accesses(
        of: grouping.keys + grouping.aggregates.flatMap(\.alwaysEvaluated))
      return .aggregate(prefetch(input, accesses), grouping)
    case .top(let input, var top):
      let accesses = accesses(of: top.keys.map(\.expression))
      guard top.bound != nil else { return .top(prefetch(input, accesses), top) }
      hasPrefetch = hasPrefetch || !accesses.isEmpty
      top.accesses = accesses
      return .top(input, top)
    case .project(let input, let projection):
      let accesses = accesses(of: step.expressions)
      return .project(prefetch(input, accesses), projection)
    case _: return step
    }
  }

  private mutating func prefetch(_ input: LogicalPlan, _ accesses: [Access]) -> LogicalPlan {
    guard !accesses.isEmpty else { return input }
    hasPrefetch = true
    return .prefetch(input, accesses)
  }

  /// The first of the tests that needs something expensive of each row that comes to it, unless a
  /// bound settles it.
  private mutating func testPrefetch(of tests: [BoundExpression]) -> Conjunction.TestPrefetch? {
    var found: Conjunction.TestPrefetch?
    for (index, test) in tests.enumerated() {
      if found == nil {
        let accesses = expensiveAccesses(of: analyzer.accesses(of: test.unsettled))
        if !accesses.isEmpty { found = .init(index: index, accesses: accesses) }
      }
      analyzer.held.formUnion(analyzer.accesses(of: test).certain)
    }
    return found
  }

  /// What several expressions need together; nothing where none of it is expensive.
  private mutating func accesses(of expressions: [BoundExpression]) -> [Access] {
    let accesses = analyzer.accesses(of: expressions)
    defer { analyzer.held.formUnion(accesses.certain) }
    return expensiveAccesses(of: accesses)
  }

  private func expensiveAccesses(of accesses: AccessSet) -> [Access] {
    let unread = accesses.possible.filter { access in
      access.row == .own && accesses.certain.contains(access) && !analyzer.held.contains(access)
    }
    return unread.contains { $0.access.cost == .pages } ? unread.map(\.access) : []
  }
}

extension BoundExpression {
  /// What is evaluated where no bound settles it.
  fileprivate var unsettled: BoundExpression {
    if case .boundCheck = kind { return operands[0] }
    if case .operation(.not) = kind { return operands[0].unsettled }
    return self
  }
}
