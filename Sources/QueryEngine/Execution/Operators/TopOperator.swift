import Binding
import Planning
import Schema
import Values

/// Gives the rows that come first by the keys, without their outputs having been read.
final class TopOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let input: any RowOperator
  private let top: TopRows
  private let keys: [Evaluation]
  private let denials: DenialCounter
  /// Nil until all rows have been seen.
  private var rows: RankedQueue<any Row>?

  init(
    _ input: any RowOperator, _ top: TopRows, _ denials: DenialCounter, by evaluator: Evaluator
  ) {
    self.run = input.run
    self.frame = input.frame
    self.input = input
    self.top = top
    self.keys = top.keys.map { evaluator.evaluation(of: $0.expression) }
    self.denials = denials
  }

  func advance() throws(Failure) -> Bool {
    if rows == nil { rows = try first() }
    guard let row = rows?.popFirst() else { return false }
    frame.move(to: row.content)
    return true
  }

  /// A row may be gone by the time its outputs are read, so some more are held to take its place.
  private func first() throws(Failure) -> RankedQueue<any Row> {
    let (capacity, overflow) = Int(clamping: top.count)
      .addingReportingOverflow(TopOperator.reserve)
    var ranking = Ranking<any Row>(
      by: RowOrder(top.keys), capacity: overflow ? Int.max : capacity)
    var values: [Value] = []
    while try input.next() {
      values.removeAll(keepingCapacity: true)
      for key in keys { values.append(key(frame)) }
      guard !frame.row.isGone else {
        run.dropped += 1
        continue
      }
      denials.count(values)
      ranking.insert(frame.row, keys: values)
    }
    return ranking.queue()
  }

  /// How many rows may end between the ordering and the reading of the outputs. The newest
  /// processes are the likeliest to, and `order by pid desc` finds them all together.
  private static let reserve = 256

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let below = input.explain(&explainer)
    let keys = top.keys.map(\.expression)
    return ExplainTree(
      text: "\(explainer.text(of: top.keys)), keeping \(top.count)",
      reads: explainer.reads(of: keys), metrics: metrics, input: .rows(of: input.metrics),
      children: [below] + explainer.subqueries(in: keys))
  }
}

extension Explainer {
  /// `order by uss desc`
  func text(of keys: [OrderKey]) -> String {
    let items = keys.map { key in
      printer.text(of: key.expression) + (key.isDescending ? " desc" : "")
        + (key.nullsFirst ? " nulls first" : "")
    }
    return "order by \(items.joined(separator: ", "))"
  }
}
