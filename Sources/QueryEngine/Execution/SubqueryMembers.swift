/// The values of `in (select …)`, found when the first row asks.
final class SubqueryMembers {
  private let subquery: Subquery
  private unowned let run: Run
  private lazy var members = Members(of: subquery, in: run)

  init(of subquery: Subquery, in run: Run) {
    self.subquery = subquery
    self.run = run
  }

  /// Unknown if no value that can be read is equal, and some cannot be read.
  func contain(_ value: Value) -> Truth {
    if case .denied(let denial) = value { return .unknown(denial) }
    if members.keys.contains(ValueKey([value])) { return .true }
    return members.denial.map(Truth.unknown) ?? .false
  }

  private struct Members {
    var keys: Set<ValueKey> = []
    var denial: Denial?

    init(of subquery: Subquery, in run: Run) {
      let plan = run.planner.plan(subquery)
      let rows = Pipeline.rows(of: plan, in: run, at: run.planner.path(of: subquery))
      while let row = rows() {
        guard let value = row.cells.first else { continue }
        if case .denied(let denial) = value {
          self.denial = self.denial ?? denial
        } else {
          keys.insert(ValueKey([value]))
        }
      }
    }
  }
}
