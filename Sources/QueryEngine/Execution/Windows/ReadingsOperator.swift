import Binding
import Planning
import Schema
import Values

/// Gives what a query has found at each reading, one after the other.
final class ReadingsOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let query: BoundQuery
  private let key: String
  private let planner: Planner
  private var position = 0

  init(_ query: BoundQuery, _ planner: Planner, _ frame: Frame, in run: Run) {
    self.query = query
    self.key = query.readingKey
    self.planner = planner
    self.frame = frame
    self.run = run
  }

  func advance() throws(Failure) -> Bool {
    guard let cells = try run.timeline?.row(of: key, &position) else { return false }
    frame.move(to: DerivedRow(cells))
    return true
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    // A plan is made for each reading, and all of them are measured as one.
    let plan = Lowering(planner.plan(query), planner, in: run).operators().explained
    return ExplainTree(
      text: text, reads: [], metrics: metrics, input: .none,
      children: [run.meter == nil ? plan : plan.withoutMetrics])
  }

  /// `readings, each 100ms for 5s`
  private var text: String {
    guard let window = run.window else { return "readings" }
    let length = HumanText.duration(window.length)
    guard let step = window.step else {
      return run.source.hasPast
        ? "readings, all of \(length)" : "readings, two, \(length) apart"
    }
    return "readings, each \(HumanText.duration(step)) for \(length)"
  }
}
