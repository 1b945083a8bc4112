import Binding
import Planning
import Schema
import Values

/// The answer to `explain`: the plan in words, a line to a row. With a meter the query is run, when
/// the first row is pulled, and each line tells what its operator came to.
final class Explanation: Answer {
  let columns = [AnswerColumn("plan", .text, isDrawing: true)]
  private let query: BoundQuery
  /// What would be done to the rows; nil of a query.
  private let act: BoundAction.Act?
  private let run: Run
  private var lines: ArraySlice<String>?

  init(_ query: BoundQuery, of act: BoundAction.Act? = nil, in run: Run) {
    self.query = query
    self.act = act
    self.run = run
  }

  func next() throws(Failure) -> [Value]? {
    if lines == nil {
      // If that fails, there is nothing more to come.
      lines = []
      lines = try makeLines()[...]
    }
    return lines?.popFirst().map { [.text(Text($0))] }
  }

  var notes: [String] { run.notes.lines }
  var statistics: Statistics { run.meter == nil ? Statistics() : run.statistics }

  private func makeLines() throws(Failure) -> [String] {
    let isMeasured = run.meter != nil
    if isMeasured { try run.openWindow(for: query) }
    let planner = try run.planner()
    let plan = planner.plan(query)
    let operators = Lowering(plan, planner, in: run).operators()
    let window = try WindowExplanation(of: query, planner, in: run)
    let tree = explained(operators, plan, planner)
    let lines = window.before.flatMap(\.lines) + tree.lines
    if isMeasured { try exhaust(operators, plan) }
    let remarks = lines.map { isMeasured ? $0.tree.measured : $0.tree.plannedReads }
    let bounds = plan.bounds.isEmpty ? [] : ["bounds: \(plan.bounds.joined(separator: ", "))"]
    let rules = plan.rules.isEmpty ? [] : ["rules: \(plan.rules.joined(separator: ", "))"]
    return Explanation.aligned(lines.map(\.drawing), remarks) + bounds + rules
  }

  /// The plan, below what is done to the rows that it gives.
  private func explained(
    _ operators: OperatorTree, _ plan: QueryPlan, _ planner: Planner
  ) -> ExplainTree {
    guard let act else { return operators.explained }
    let tests = RepeatedTests(of: plan, planner, in: run)
    let printer = ExpressionPrinter(plan, .row)
    let again = tests.expressions.map { " and " + printer.text(of: $0) }.joined().dropFirst(5)
    return ExplainTree(
      text: act.phrase,
      children: [
        ExplainTree(
          text: again.isEmpty ? "hold each row" : "hold each row, and judge it again: \(again)",
          children: [operators.explained])
      ])
  }

  /// Runs the query to its end.
  private func exhaust(_ operators: OperatorTree, _ plan: QueryPlan) throws(Failure) {
    let denials = DenialCounter(of: plan.columns.map(\.name), noting: run.notes)
    while !run.cancellation.isRequested, let row = try operators.next() { denials.count(row.cells) }
    if let failure = run.failure { throw failure }
  }

  /// The remarks in a column of their own, two spaces behind the longest line.
  private static func aligned(_ lines: [String], _ remarks: [String]) -> [String] {
    let width = zip(lines, remarks).map { $1.isEmpty ? 0 : $0.count }.max() ?? 0
    return zip(lines, remarks).map { line, remark in
      remark.isEmpty
        ? line : line + String(repeating: " ", count: width - line.count + 2) + remark
    }
  }
}
