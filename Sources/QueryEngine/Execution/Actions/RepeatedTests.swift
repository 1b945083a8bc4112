import Binding
import Planning
import Schema
import Values

/// The tests of an action's `where` that are made again before something is done: those that take no more
/// than small files, and links of the row itself. What a window has shown, and what is expensive, is as it was
/// found.
struct RepeatedTests {
  /// In the order of the plan.
  let expressions: [BoundExpression]
  private let tests: [Test]
  private let frame: Frame

  /// The tests of a plan, made in a run of its own.
  init(of plan: QueryPlan, _ planner: Planner, in run: Run) {
    let analyzer = AccessAnalyzer(planner, shared: plan.shared)
    expressions = plan.root.steps.flatMap(\.ownTests).filter { test in
      !test.isOfWindow(plan.shared)
        && analyzer.accesses(of: test).possible.allSatisfy(\.isCheapToRepeat)
    }
    let evaluator = Evaluator(in: run, shared: plan.shared)
    tests = expressions.map { evaluator.test(of: $0) }
    frame = Frame(shared: plan.shared.count)
  }

  /// What they come to for a row: the first that does not pass, or the first that is unknown.
  func judge(_ row: any Row) -> Truth {
    frame.move(to: row)
    var verdict = Truth.true
    for test in tests {
      switch test(frame) {
      case .true: continue
      case .false: return .false
      case .unknown(let denial): if case .true = verdict { verdict = .unknown(denial) }
      }
    }
    return verdict
  }
}

extension LogicalPlan {
  /// What this step tests rows by, itself.
  fileprivate var ownTests: [BoundExpression] {
    if case .filter(_, let conjunction) = self { conjunction.tests } else { [] }
  }
}

extension BoundExpression {
  /// Whether it compares two moments.
  fileprivate func isOfWindow(_ shared: [SharedExpression]) -> Bool {
    contains { part in
      if part.relationPath?.moment.isBeginning ?? false { return true }
      switch part.kind {
      case .increase, .rate, .derived: return true
      case .column(let reference): return reference.moment.isBeginning
      case .shared(let reference):
        return shared.indices.contains(reference.index)
          && shared[reference.index].expression.isOfWindow(shared)
      case _: return false
      }
    }
  }

  /// Where it leads along relations; nil of what does not.
  private var relationPath: RelationPath? {
    if case .relationTest(let path, _) = kind { return path }
    if case .relationAggregate(let path, _) = kind { return path }
    return nil
  }
}

extension RowAccess {
  /// A small file of whatever row, or a link of the row itself.
  fileprivate var isCheapToRepeat: Bool {
    !access.isExpensive || access.cost == .links && row == .own
  }
}
