/// What the parts of one statement's run share.
final class Run {
  /// Every query of the statement is planned by the same, at the same moment.
  let planner: Planner
  let cancellation: Cancellation
  /// Nil where nobody measures the steps.
  let meter: Meter?
  let notes = Notes()
  /// Rows dropped because they ended.
  var dropped = 0
  private(set) lazy var visit: any Visit = planner.catalog.makeVisit()
  private var memberships: [ObjectIdentifier: Membership] = [:]

  init(_ planner: Planner, cancellation: Cancellation = Cancellation(), meter: Meter? = nil) {
    self.planner = planner
    self.cancellation = cancellation
    self.meter = meter
  }

  /// The values of a subquery, the same wherever it is asked.
  func membership(of subquery: Subquery) -> Membership {
    let identity = ObjectIdentifier(subquery)
    if let known = memberships[identity] { return known }
    let membership = Membership(subquery, in: self)
    memberships[identity] = membership
    return membership
  }

  var statistics: Statistics {
    var statistics = visit.statistics
    statistics.vanished = Swift.max(statistics.vanished, dropped)
    return statistics
  }
}
