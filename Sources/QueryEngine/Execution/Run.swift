/// What the parts of one statement's run share.
final class Run {
  /// Every query of the statement is planned by the same, at the same moment.
  let planner: Planner
  let cancellation: Cancellation
  /// Nil where nobody measures the steps.
  let meter: Meter?
  let notes = Notes()
  let patterns = StatementPatterns()
  /// Rows dropped because they ended.
  var dropped = 0
  private(set) lazy var visit: any Visit = {
    let visit = planner.catalog.makeVisit()
    notes.add { visit.notes }
    return visit
  }()
  private var members: [ObjectIdentifier: SubqueryMembers] = [:]

  init(_ planner: Planner, cancellation: Cancellation = Cancellation(), meter: Meter? = nil) {
    self.planner = planner
    self.cancellation = cancellation
    self.meter = meter
  }

  /// The values of a subquery, the same wherever it is asked.
  func members(of subquery: Subquery) -> SubqueryMembers {
    let identity = ObjectIdentifier(subquery)
    if let known = members[identity] { return known }
    let found = SubqueryMembers(of: subquery, in: self)
    members[identity] = found
    return found
  }

  var statistics: Statistics {
    var statistics = visit.statistics
    statistics.vanished = Swift.max(statistics.vanished, dropped)
    return statistics
  }
}
