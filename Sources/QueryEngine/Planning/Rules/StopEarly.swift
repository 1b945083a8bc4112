extension PlanningRule {
  /// With a limit and no order, the listing ends with the last row that is wanted; with a limit of
  /// none it never begins. A whole table's `any` and `none` end with the row that settles them.
  static let stopEarly = PlanningRule(name: "stop early") { plan, _ in
    if plan.limit == 0 {
      plan.source = .nothing
      (plan.tests, plan.grouping, plan.groupTests, plan.order) = ([], nil, [], [])
      return true
    }
    if let grouping = plan.grouping {
      return grouping.endsEarly
    }
    return plan.limit != nil && plan.order.isEmpty
  }
}

extension Plan {
  /// Leaves only what tells whether there is any row: `--quiet`.
  mutating func keepOnlyExistence() {
    order = []
    limit = Swift.min(limit ?? 1, 1)
    if !distinct { outputs = [] }
    guard let keys = grouping?.keys, groupTests.isEmpty, offset == 0, !distinct else { return }
    // Each row makes a group, and a whole table is one even without rows.
    grouping = nil
    if keys.isEmpty { (source, tests) = (.single, []) }
  }
}

extension BoundQuery.Grouping {
  /// A row may settle all that is asked.
  var endsEarly: Bool {
    keys.isEmpty && !aggregates.isEmpty && aggregates.allSatisfy(\.function.weighsDenied)
  }
}
