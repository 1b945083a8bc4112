import Binding
import Values

/// Evaluates what rows bring to an aggregate. A class, since each row asks it.
final class AggregateEvaluator {
  /// What is asked, with its operands.
  let aggregate: BoundAggregate
  private let argument: Evaluation?
  private let filter: Test?

  init(_ aggregate: BoundAggregate, by evaluator: Evaluator) {
    self.aggregate = aggregate
    self.argument = aggregate.argument.map(evaluator.evaluation)
    self.filter = aggregate.filter.map(evaluator.test)
  }

  /// What a row brings to the aggregate, nil if its filter keeps the row out. A row that could not
  /// be judged brings the denial. Without an argument a row counts as true: it is there.
  func contribution(of frame: Frame) -> Value? {
    switch filter?(frame) ?? .true {
    case .false: nil
    case .unknown(let denial): .denied(denial)
    case .true: argument?(frame) ?? .boolean(true)
    }
  }
}

/// One aggregate of one group, as far as rows have come.
struct AggregateState {
  private var accumulator: any Accumulator
  /// Nil unless each value counts once.
  private var seen: Set<ValueKey>?

  init(_ call: AggregateCall) {
    self.accumulator = call.function.makeAccumulator(call.constants)
    self.seen = call.isDistinct ? [] : nil
  }

  /// Whether no further row can change the result.
  var isSettled: Bool { accumulator.isSettled }
  /// What the rows so far come to.
  var result: Value { accumulator.result }
  /// The rows that were left out because what they contribute is denied.
  var passedOver: DenialCounts { accumulator.passedOver }

  /// Takes one row's contribution; of a distinct aggregate each value once.
  mutating func add(_ value: Value) {
    if value.isDenied || seen?.insert(ValueKey([value])).inserted ?? true {
      accumulator.add(value)
    }
  }
}
