import Binding
import Planning
import Values

/// The values of `in (select …)`, found when the first row asks.
final class SubqueryMembers {
  private let subquery: Subquery
  private unowned let run: Run
  private var found: ValueSet?
  private var knownOperators: OperatorTree?

  init(of subquery: Subquery, in run: Run) {
    self.subquery = subquery
    self.run = run
  }

  /// Whether the value is a member; unknown where it, or a member that might equal it, is denied.
  /// False where there are no members, whatever it is.
  func truth(of value: Value) -> Truth {
    let members = found ?? find()
    found = members
    return members.truth(of: value)
  }

  /// What its rows are pulled from.
  func operators() throws(Failure) -> OperatorTree {
    if let knownOperators { return knownOperators }
    let planner = try run.planner()
    let operators = Lowering(planner.plan(subquery), planner, in: run).operators()
    knownOperators = operators
    return operators
  }

  /// A listing that fails ends the whole statement; until then its values are not known. Nor are
  /// all of them known where rows that might have come could not be judged.
  private func find() -> ValueSet {
    var members = ValueSet()
    let unjudged = run.notes.unjudged
    do throws(Failure) {
      let operators = try operators()
      while let row = try operators.next() {
        if let value = row.cells.first { members.insert(value) }
      }
    } catch {
      run.failure = error
      members.insert(.denied(.failed(error)))
    }
    if let doubt = run.notes.unjudged.reason(since: unjudged) { members.insert(.denied(doubt)) }
    return members
  }
}
