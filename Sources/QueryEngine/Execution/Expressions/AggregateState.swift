import Binding
import Schema
import Values

/// Evaluates what rows bring to an aggregate. A class, since each row asks it.
final class AggregateEvaluator {
  /// What is asked, with its operands.
  let aggregate: BoundAggregate
  private let argument: Evaluation?
  private let filter: Test?
  /// Whether what several rows share is added up once.
  let countsSharedOnce: Bool

  init(_ aggregate: BoundAggregate, by evaluator: Evaluator) {
    self.aggregate = aggregate
    self.argument = aggregate.argument.map(evaluator.evaluation)
    self.filter = aggregate.filter.map(evaluator.test)
    countsSharedOnce =
      aggregate.call.addsUp
      && aggregate.argument?.mentionsShared(evaluator.shared) ?? false
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
  /// Nil unless what several rows share counts once.
  private var counted: Set<RowIdentity>?

  init(_ evaluator: AggregateEvaluator) {
    let call = evaluator.aggregate.call
    self.accumulator = call.function.makeAccumulator(call.constants)
    self.seen = call.isDistinct ? [] : nil
    self.counted = evaluator.countsSharedOnce ? [] : nil
  }

  /// Whether no further row can change the result.
  var isSettled: Bool { accumulator.isSettled }
  /// What the rows so far come to.
  var result: Value { accumulator.result }
  /// The rows that were left out because what they contribute is denied.
  var passedOver: DenialCounts { accumulator.passedOver }

  /// Takes what related rows that could not be had contribute.
  mutating func add(_ denial: Denial) { accumulator.add(.denied(denial)) }

  /// Takes one row's contribution; of a distinct aggregate each value once.
  mutating func add(_ value: Value, of row: any Row) {
    if counted != nil, !value.isNull, !value.isDenied, let shared = row.shared {
      guard counted?.insert(shared).inserted ?? true else { return }
    }
    if value.isDenied || seen?.insert(ValueKey([value])).inserted ?? true {
      accumulator.add(value)
    }
  }
}

extension BoundExpression {
  /// Whether it has a column of what several rows may share; `named` are the expressions that it may
  /// refer to.
  fileprivate func mentionsShared(_ named: [SharedExpression]) -> Bool {
    switch kind {
    case .column(let reference): return reference.column.isOfShared
    case .shared(let reference) where named.indices.contains(reference.index):
      // It refers to none but those before it.
      let before = Array(named[..<reference.index])
      return named[reference.index].expression.mentionsShared(before)
    case _: return operands.contains { $0.mentionsShared(named) }
    }
  }
}
