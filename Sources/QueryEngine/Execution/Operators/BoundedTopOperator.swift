import Binding
import HeapModule
import Planning
import Schema
import Values

/// Gives the rows that come first by keys of which the first is descending and has an upper bound,
/// as a threshold algorithm does: rows are visited from the highest bound down, and none is asked for
/// its keys before its bound lets it be the next.
final class BoundedTopOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let input: any RowOperator
  private let top: TopRows
  private let boundColumn: String
  private let order: RowOrder
  /// By the first key alone.
  private let boundOrder: RowOrder
  private let keys: [Evaluation]
  private let bound: Evaluation
  private let reads: (inout Explainer) -> [Access]
  /// Whether the column behind the bound has been read already.
  private let isHeld: (Frame) -> Bool
  private let denials: DenialCounter
  /// How many more rows are certainly asked for.
  private var wanted: Int64
  /// How many of those that wait, from the highest bound down, have been prefetched for their keys.
  private var prefetched = 0
  private var hasGathered = false
  /// Those whose keys are not known, each by its bound, the highest first.
  private var waiting = RankedQueue<any Row>()
  private var known = Heap<Ranked<any Row>>()
  /// How many had a bound and then gave their keys, and whether one of those was above it.
  private var learned = 0
  private var hasExceeded = false

  init(
    _ input: any RowOperator, _ top: TopRows, _ bound: BoundedExpression, wanted: Int64,
    _ denials: DenialCounter, by evaluator: Evaluator
  ) {
    self.run = input.run
    self.frame = input.frame
    self.input = input
    self.top = top
    self.boundColumn = bound.bound.text
    self.order = RowOrder(top.keys)
    self.boundOrder = RowOrder(Array(top.keys.prefix(1)))
    self.keys = top.keys.map { evaluator.evaluation(of: $0.expression) }
    self.bound = evaluator.evaluation(of: bound)
    self.reads = { $0.reads(of: bound, then: top.keys.map(\.expression)) }
    self.isHeld = evaluator.holding(bound.subject)
    self.denials = denials
    self.wanted = wanted
  }

  func advance() throws(Failure) -> Bool {
    if !hasGathered { try gather() }
    guard let row = try nextRow() else { return false }
    frame.move(to: row)
    return true
  }

  /// Asks every row for its bound, and those without one for their keys.
  private func gather() throws(Failure) {
    hasGathered = true
    var rows: [Ranked<any Row>] = []
    var arrival = 0
    while try input.next() {
      defer { arrival += 1 }
      let highest = isHeld(frame) ? nil : bound(frame)
      if let highest, !highest.isDenied, !frame.row.isGone {
        rows.append(Ranked(frame.row, keys: [highest], arrival: arrival, order: boundOrder))
      } else {
        learn(arrival: arrival, below: nil)
      }
    }
    waiting = RankedQueue(rows)
  }

  /// The row that comes next: its first key is above every bound that is left.
  private func nextRow() throws(Failure) -> (any Row)? {
    while !run.cancellation.isRequested {
      if let best = known.min, isNext(best) {
        wanted -= 1
        return known.removeMin().content
      }
      try prefetchCertain()
      guard let highest = waiting.popFirst() else { return nil }
      frame.move(to: highest.content)
      learn(arrival: highest.arrival, below: highest.keys[0])
    }
    return nil
  }

  /// Whether it comes before all that wait. What is read may show that no bound is to be trusted:
  /// then they are all asked. One row above its bound may just have grown, so that some more are
  /// read before that is decided.
  private func isNext(_ best: Ranked<any Row>) -> Bool {
    guard let highest = waiting[0] else { return true }
    guard order.precedes(best.keys, bound: highest.keys[0]) else { return false }
    if hasExceeded && learned < BoundedTopOperator.leastLearned { return false }
    frame.move(to: highest.content)
    return !bound(frame).isDenied
  }

  /// Reads the rows that wait and whose keys are needed whatever those of the others are, several
  /// at a time.
  private func prefetchCertain() throws(Failure) {
    if prefetched > 0 {
      prefetched -= 1
      return
    }
    guard !top.accesses.isEmpty, wanted > 1 else { return }
    var rows: [any Row] = []
    while rows.count < BoundedTopOperator.mostTogether, let next = certainRow(at: rows.count) {
      rows.append(next)
    }
    guard rows.count > 1 else { return }
    prefetched = rows.count - 1
    try run.snapshot().prefetch(top.accesses, of: rows, unless: run.cancellation).finish()
  }

  /// The row with so many before it, if it is needed: even if all those come before it, and all that
  /// are known to, rows are wanting.
  private func certainRow(at place: Int) -> (any Row)? {
    guard let next = waiting[place] else { return nil }
    if Int64(known.count + place) < wanted { return next.content }
    guard known.count <= BoundedTopOperator.mostCompared else { return nil }
    let better = known.unordered.count { order.precedes($0.keys, bound: next.keys[0]) }
    return Int64(better + place) < wanted ? next.content : nil
  }

  private static let leastLearned = 8
  private static let mostTogether = 64

  /// To compare more keys than this takes longer than to read together saves.
  private static let mostCompared = 64

  /// Reads the keys of the frame's row.
  private func learn(arrival: Int, below bound: Value?) {
    let values = keys.map { $0(frame) }
    guard !frame.row.isGone else {
      run.dropped += 1
      return
    }
    denials.count(values)
    if let bound {
      learned += 1
      hasExceeded = hasExceeded || order.precedes(values, bound: bound)
    }
    known.insert(Ranked(frame.row, keys: values, arrival: arrival, order: order))
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let below = input.explain(&explainer)
    return ExplainTree(
      text: "\(explainer.text(of: top.keys)), keeping \(top.count), by falling \(boundColumn)",
      reads: reads(&explainer), metrics: metrics, input: .rows(of: input.metrics),
      children: [below] + explainer.subqueries(in: top.keys.map(\.expression)))
  }
}
