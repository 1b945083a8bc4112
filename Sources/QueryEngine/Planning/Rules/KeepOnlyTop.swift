extension PlanningRule {
  /// `order by … limit n` holds as many rows as can come through, not all. Where a row of the
  /// answer is a row of the source, its outputs are read once it is known to be among them.
  static let keepOnlyTop = PlanningRule(name: "keep only the top") { plan, _ in
    guard case .limit(.sort(let input, _), let limit?, let offset) = plan.root else {
      return false
    }
    let (sum, overflow) = limit.addingReportingOverflow(offset)
    let count = overflow ? Int64.max : sum
    if case .project(let rows, var projection) = input, !rows.isGrouped {
      let top = TopRows(keys: projection.keys, count: count)
      projection.keys = []
      plan.root = .limit(.project(.top(rows, top), projection), limit, offset: offset)
    } else {
      plan.root = .limit(.sort(input, keeping: count), limit, offset: offset)
    }
    return true
  }
}
