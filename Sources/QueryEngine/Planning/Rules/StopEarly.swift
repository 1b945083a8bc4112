import Binding

extension PlanningRule {
  /// With a limit and no order, the listing ends with the last row that is wanted; with a limit of
  /// none it never begins. A whole table's `any` and `none` end with the row that settles them.
  static let stopEarly = PlanningRule(name: "stop early") { plan, _ in
    guard case .limit(let input, let limit?, let offset) = plan.root else {
      return plan.root.endsEarly
    }
    if limit == 0 {
      plan.root = .limit(input.ofNothing, 0, offset: offset)
      return true
    }
    if case .sort = input { return plan.root.endsEarly }
    if plan.root.isGrouped { return plan.root.endsEarly }
    plan.root = plan.root.limitingScan(to: limit.addingReportingOverflow(offset))
    return true
  }
}

extension LogicalPlan {
  /// Whether one group of all rows is settled by some of them.
  fileprivate var endsEarly: Bool {
    contains { if case .aggregate(_, let grouping) = $0 { grouping.endsEarly } else { false } }
  }

  /// The same columns without any row.
  fileprivate var ofNothing: LogicalPlan {
    if case .project(_, var projection) = self {
      projection.keys = []
      return .project(.nothing(grouping), projection)
    }
    if case .distinct(let input) = self { return .distinct(input.ofNothing) }
    if case .sort(let input, _) = self { return input.ofNothing }
    return .nothing(grouping)
  }

  /// Tells a scan how many rows are needed, where each of them is a row of the answer.
  fileprivate func limitingScan(to count: (partialValue: Int64, overflow: Bool)) -> LogicalPlan {
    guard !count.overflow,
      case .limit(.project(.scan(var scan), let projection), let limit, let offset) = self
    else { return self }
    scan.limit = count.partialValue
    return .limit(.project(.scan(scan), projection), limit, offset: offset)
  }
}
