import Binding

extension PlanningRule {
  /// `order by uss desc limit 10` visits rows in falling order of rss, and ends once the tenth best
  /// uss is above the rss of all that are left.
  static let topByBound = PlanningRule(name: "top by bound") { plan, planner in
    let finder = BoundFinder(shared: plan.shared, planner: planner)
    var used: BoundedExpression?
    plan.root = plan.root.rewritten { step in
      guard case .top(let input, var top) = step, let key = top.keys.first, key.isDescending,
        let bound = finder.bound(of: key.expression)
      else { return step }
      used = bound
      top.bound = bound
      return .top(input, top)
    }
    if let used { plan.note(used) }
    return used != nil
  }
}
