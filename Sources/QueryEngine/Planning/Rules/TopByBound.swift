extension PlanningRule {
  /// `order by uss desc limit 10` visits rows in falling order of rss, and ends once the tenth best
  /// uss is above the rss of all that are left.
  static let topByBound = PlanningRule(name: "top by bound") { plan, _ in
    guard plan.holding == .topRows, let key = plan.order.first, key.descending,
      let ceiling = Ceilings(givens: plan.givens).ceiling(of: key.expression)
    else { return false }
    plan.ceiling = ceiling
    plan.note(ceiling)
    return true
  }
}
