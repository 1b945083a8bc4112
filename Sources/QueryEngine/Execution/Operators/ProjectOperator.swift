import Binding
import Planning
import Values

/// Gives the cells of each row, and its keys if the rows are to be ordered afterwards. A row that
/// turns out to be gone is dropped whole.
final class ProjectOperator: OutputOperator {
  let run: Run
  let metrics = OperatorMetrics()
  private let input: any RowOperator
  private let projection: Projection
  private let cells: [Evaluation]
  private let keys: [Evaluation]
  private let identity: ((Frame) -> RowKey?)?
  private let ancestry: RowAncestry?

  /// `identity` tells what a row is known by at another moment, `ancestry` of the rows above it; nil
  /// where nobody asks.
  init(
    _ input: any RowOperator, _ projection: Projection, by evaluator: Evaluator,
    identity: ((Frame) -> RowKey?)?, ancestry: RowAncestry? = nil
  ) {
    self.identity = identity
    self.ancestry = ancestry
    self.run = input.run
    self.input = input
    self.projection = projection
    self.cells = projection.outputs.map { evaluator.evaluation(of: $0.expression) }
    self.keys = projection.keys.map { evaluator.evaluation(of: $0.expression) }
  }

  func advance() throws(Failure) -> OutputRow? {
    let frame = input.frame
    while try input.next() {
      let row = OutputRow(
        cells: cells.map { $0(frame) }, keys: keys.map { $0(frame) }, identity: identity?(frame),
        ancestors: ancestry?(frame.row) ?? [], source: run.keepsSources ? frame.row : nil)
      if !frame.row.isGone { return row }
      run.dropped += 1
    }
    return nil
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let below = input.explain(&explainer)
    let outputs = projection.outputs.map(\.expression)
    return ExplainTree(
      text: text(explainer.printer),
      reads: explainer.reads(of: projection.expressions), metrics: metrics,
      input: .rows(of: input.metrics), children: [below] + explainer.subqueries(in: outputs))
  }

  /// An output whose name is not its text is told with both.
  private func text(_ printer: ExpressionPrinter) -> String {
    if projection.outputs.isEmpty { return "select nothing" }
    let items = projection.outputs.map { output in
      let text = printer.definition(of: output.expression)
      return text == output.name ? text : "\(text) as \(output.name)"
    }
    return "select \(items.joined(separator: ", "))"
  }
}
