import Binding
import Planning
import Schema
import Values

// An operator is a step of a plan at work. Each is a type that says in one place what it reads, how
// it runs, how `explain` shows it, and what it has counted. It pulls from the one below it.

/// Moves a frame from row to row, or from group to group.
protocol RowOperator: AnyObject {
  /// The run that it is part of.
  var run: Run { get }
  /// The frame that it moves.
  var frame: Frame { get }
  /// What it has done so far; counted while somebody measures.
  var metrics: OperatorMetrics { get }
  /// Moves the frame to the next row; false at the end. To be called through `next`.
  func advance() throws(Failure) -> Bool
  /// Its line of `explain`, over those of what it pulls from: these are asked first, so that what
  /// they read is not said again.
  func explain(_ explainer: inout Explainer) -> ExplainTree
}

extension RowOperator {
  /// Moves the frame to the next row; false at the end.
  func next() throws(Failure) -> Bool {
    guard let meter = run.meter else { return try advance() }
    return try meter.run(metrics, { () throws(Failure) in try advance() }, isGiven: \.self)
  }
}

/// Gives rows of the result.
protocol OutputOperator: AnyObject {
  /// The run that it is part of.
  var run: Run { get }
  /// What it has done so far; counted while somebody measures.
  var metrics: OperatorMetrics { get }
  /// The next row; nil at the end. To be called through `next`.
  func advance() throws(Failure) -> OutputRow?
  /// Its line of `explain`, over those of what it pulls from.
  func explain(_ explainer: inout Explainer) -> ExplainTree
}

extension OutputOperator {
  /// The next row; nil at the end.
  func next() throws(Failure) -> OutputRow? {
    guard let meter = run.meter else { return try advance() }
    return try meter.run(metrics, { () throws(Failure) in try advance() }, isGiven: { $0 != nil })
  }
}

/// Cells of a result, and the values of its order's keys.
struct OutputRow {
  /// As many as the answer has columns.
  var cells: [Value]
  /// Empty where the rows are in order already.
  let keys: [Value]
  /// What the row is known by at another moment; nil where nobody asks, and where nothing says it.
  var identity: RowKey?
  /// What the rows above it are known by, the nearest first, where somebody asks.
  var ancestors: [RowKey] = []
  /// What the cells were read of, where something is to be done to it.
  var source: (any Row)?
}

/// The operators of one plan.
struct OperatorTree {
  private let root: any OutputOperator
  private let plan: QueryPlan
  private let planner: Planner

  init(_ root: any OutputOperator, of plan: QueryPlan, _ planner: Planner) {
    self.root = root
    self.plan = plan
    self.planner = planner
  }

  /// Those of the last operator.
  var metrics: OperatorMetrics { root.metrics }

  /// The next row of the answer; nil at the end. Nothing is read before the first is asked for.
  func next() throws(Failure) -> OutputRow? { try root.next() }

  /// The drawing of the whole plan, with what each operator reads.
  var explained: ExplainTree {
    var explainer = Explainer(plan, planner, in: root.run)
    return root.explain(&explainer)
  }
}
