extension PlanningRule {
  /// `order by … limit n` holds as many rows as can come through, not all. Where a row of the
  /// answer is a row of the source, its outputs are read once it is known to be among them.
  static let keepOnlyTop = PlanningRule(name: "keep only the top") { plan, _ in
    guard plan.limit != nil, !plan.order.isEmpty else { return false }
    plan.holding = plan.grouping == nil && !plan.distinct ? .topRows : .top
    return true
  }
}
