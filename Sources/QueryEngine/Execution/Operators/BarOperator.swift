import Binding
import Planning
import Values

/// Shows numbers of the answer as bars, each beside the largest of its column. It pulls all rows before
/// it gives the first.
final class BarOperator: OutputOperator {
  let run: Run
  let metrics = OperatorMetrics()
  private let input: any OutputOperator
  private let outputs: [Output]
  /// The next one last; nil until all rows have been seen.
  private var rows: [OutputRow]?

  init(_ input: any OutputOperator, _ outputs: [Output]) {
    self.run = input.run
    self.input = input
    self.outputs = outputs
  }

  func advance() throws(Failure) -> OutputRow? {
    if rows == nil { rows = try drawn().reversed() }
    return rows?.popLast()
  }

  private func drawn() throws(Failure) -> [OutputRow] {
    var rows: [OutputRow] = []
    while let row = try input.next() { rows.append(row) }
    for (column, output) in outputs.enumerated() {
      guard let bar = output.bar else { continue }
      for (index, value) in bar.values(of: rows.map { $0.cells[column] }).enumerated() {
        rows[index].cells[column] = value
      }
    }
    return rows
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let names = outputs.filter { $0.bar != nil }.map(\.name)
    return ExplainTree(
      text: "draw \(names.joined(separator: ", ")) beside the largest", reads: [],
      metrics: metrics, input: .rows(of: input.metrics), children: [input.explain(&explainer)])
  }
}
