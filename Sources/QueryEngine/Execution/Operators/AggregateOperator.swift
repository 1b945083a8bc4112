import Binding
import Planning
import Schema
import Values

/// Gives one group for each combination of the keys' values, in the order in which they first
/// appear; without keys one group of all rows, also if there are none.
final class AggregateOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let input: any RowOperator
  private let grouping: Grouping
  /// Made with the operator: what a query within them has read belongs to it.
  private let keys: [Evaluation]
  private let aggregates: [AggregateEvaluator]
  private var groups: Groups?
  private var nextGroup = 0

  init(_ input: any RowOperator, _ grouping: Grouping, _ frame: Frame, by evaluator: Evaluator) {
    self.run = input.run
    self.frame = frame
    self.input = input
    self.grouping = grouping
    self.keys = grouping.keys.map(evaluator.evaluation)
    self.aggregates = grouping.aggregates.map { AggregateEvaluator($0, by: evaluator) }
  }

  func advance() throws(Failure) -> Bool {
    let groups = if let groups { groups } else { try Groups(of: input, by: keys, aggregates) }
    self.groups = groups
    guard nextGroup < groups.count else { return false }
    frame.move(to: groups.values(of: nextGroup, noting: run.notes))
    nextGroup += 1
    return true
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let below = input.explain(&explainer)
    let expressions =
      grouping.keys + grouping.aggregates.flatMap { [$0.filter, $0.argument].compactMap(\.self) }
    let tree = ExplainTree(
      text: text(explainer.printer), reads: explainer.reads(of: expressions), metrics: metrics,
      input: .rows(of: input.metrics),
      children: [below] + explainer.subqueries(in: expressions))
    explainer.enterGroups()
    return tree
  }

  private func text(_ printer: ExpressionPrinter) -> String {
    let keys = grouping.keys.map(printer.text).joined(separator: ", ")
    let aggregates = grouping.aggregates.map(\.call.text).joined(separator: ", ")
    if keys.isEmpty { return "aggregate \(aggregates)" }
    return aggregates.isEmpty ? "group by \(keys)" : "group by \(keys): \(aggregates)"
  }
}

/// The groups of all rows.
private struct Groups {
  private var indices: [ValueKey: Int] = [:]
  private var keys: [[Value]] = []
  private var states: [[AggregateState]] = []
  private let evaluators: [AggregateEvaluator]
  /// Where no row came, and some that might have come could not be judged: why. Of the one group
  /// only how many rows came is known then; after a failure, which never passes for no rows, not
  /// even that.
  private var doubt: Denial?

  init(
    of input: any RowOperator, by keys: [Evaluation], _ aggregates: [AggregateEvaluator]
  ) throws(Failure) {
    evaluators = aggregates
    let notes = input.run.notes
    let unjudged = notes.unjudged
    var hasRows = false
    if keys.isEmpty { _ = add(ValueKey([])) }
    while !(keys.isEmpty && isSettled), try input.next() {
      let key = ValueKey(keys.map { $0(input.frame) })
      let known = count
      if add(input.frame, to: key, in: input.run) { hasRows = true }
      // Each reading may bring groups of its own.
      if input.run.timeline != nil, count > known { try input.run.keep(key.values) }
    }
    if !hasRows { doubt = notes.unjudged.reason(since: unjudged) ?? input.run.hiddenRows }
  }

  var count: Int { keys.count }

  func values(of group: Int, noting notes: Notes) -> GroupValues {
    for (state, evaluator) in zip(states[group], evaluators) {
      notes.add(state.passedOver, by: evaluator.aggregate.call.text)
    }
    let results = zip(states[group], evaluators).map { state, evaluator in
      doubt(of: evaluator.aggregate).map(Value.denied) ?? state.result
    }
    return GroupValues(keys: keys[group], aggregates: results)
  }

  /// Why an aggregate is not known, though it passed no row over.
  private func doubt(of aggregate: BoundAggregate) -> Denial? {
    guard let doubt else { return nil }
    let countsRows = aggregate.argument == nil && aggregate.filter == nil
    return countsRows && !doubt.isFailure ? nil : doubt
  }

  /// Whether no row can change anything any more.
  private var isSettled: Bool {
    !evaluators.isEmpty && states.allSatisfy { $0.allSatisfy(\.isSettled) }
  }

  /// Whether the row counts. All that it brings is evaluated before any of it does: it may turn out
  /// to be gone.
  private mutating func add(_ frame: Frame, to key: ValueKey, in run: Run) -> Bool {
    let known = indices[key]
    let contributions = evaluators.indices.map { index in
      if let known, states[known][index].isSettled { return Value?.none }
      return evaluators[index].contribution(of: frame)
    }
    guard !frame.row.isGone else {
      run.dropped += 1
      return false
    }
    let group = known ?? add(key)
    for (index, value) in contributions.enumerated() {
      guard let value else { continue }
      states[group][index].add(value, of: frame.row)
    }
    return true
  }

  private mutating func add(_ key: ValueKey) -> Int {
    indices[key] = keys.count
    keys.append(key.values)
    states.append(evaluators.map { AggregateState($0) })
    return keys.count - 1
  }
}
