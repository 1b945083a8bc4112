import Binding
import Planning
import Schema
import Values

/// What a plan is preceded by where it is about a window: what is read when that begins, and the wait.
struct WindowExplanation {
  /// In the order of time; the plan itself is of the end of the window.
  let before: [ExplainTree]

  /// Of a statement about a moment, and of one that pulls its readings itself, there is nothing to say.
  init(of query: BoundQuery, _ planner: Planner, in run: Run) throws(Failure) {
    guard let window = run.window, !query.readingQueries.isOneAlone else {
      before = []
      return
    }
    let captures = planner.captures(for: [query])
    let beginning = try run.explainedBeginning(of: window)
    let first = withExtendedLifetime(beginning) {
      captures.map { WindowExplanation.tree(of: $0, planner, in: beginning, reportedBy: run) }
    }
    let last = captures.compactMap { WindowExplanation.lastReading($0, in: run) }
    let wait = run.source.hasPast ? [] : [WindowExplanation.wait(window, in: run)]
    before = first + wait + last
  }

  /// `first reading: keep cpu_time` over the rows that it is kept of.
  private static func tree(
    of capture: Capture, _ planner: Planner, in run: Run, reportedBy whole: Run
  ) -> ExplainTree {
    let plan = planner.plan(capture.query)
    let selection = Lowering(plan, planner, in: run).operators().explained
    let columns = capture.columns.map(\.column.name)
    let kept = columns.isEmpty ? "which rows there are" : columns.joined(separator: ", ")
    let report = whole.reports.first { $0.table == capture.table.name }
    return ExplainTree(
      text: "first reading: keep \(kept)", reads: selection.reads, metrics: nil, input: .none,
      children: selection.children.map(\.withoutMetrics), remark: report?.text ?? "")
  }

  /// `last reading: cpu_time of all first`, with what it came to; nil where nobody measures, since the plan
  /// says what is read.
  private static func lastReading(_ capture: Capture, in run: Run) -> ExplainTree? {
    guard let report = run.lastReports.first(where: { $0.table == capture.table.name }) else {
      return nil
    }
    let columns = capture.ofRates.sorted().map { capture.columns[$0].column.name }
    let text = columns.isEmpty ? "which rows there are" : columns.joined(separator: ", ")
    return ExplainTree(
      text: "last reading, before all else: \(text)", reads: [], metrics: nil, input: .none,
      children: [], remark: report.text)
  }

  private static func wait(_ window: BoundWindow, in run: Run) -> ExplainTree {
    let why = window.isImplied ? ", as no 'over' says otherwise" : ""
    let length = HumanText.duration(window.length)
    return ExplainTree(
      text: "wait until \(length) are over\(why)", reads: [], metrics: nil, input: .none,
      children: [],
      remark: run.waited.map { "\(HumanText.duration($0 / 1_000_000 * 1_000_000)) waited" } ?? "")
  }
}

extension ExplainTree {
  /// The tree of what was measured as a whole.
  var withoutMetrics: ExplainTree {
    ExplainTree(
      text: text, reads: reads, metrics: nil, input: .none, children: children.map(\.withoutMetrics)
    )
  }
}

/// What one reading of a window's rows came to.
struct WindowReport {
  /// The table of the rows.
  let table: String
  let rows: Int
  let nanoseconds: Int64
  /// Files opened, by access name.
  let reads: [(name: String, count: Int)]

  /// `1080 rows, clock ×1080, 3.12 ms`
  fileprivate var text: String {
    ([RowNoun.row.counted(rows)] + reads.map { "\($0.name) ×\($0.count)" }
      + [ExplainTree.milliseconds(nanoseconds)]).joined(separator: ", ")
  }
}
