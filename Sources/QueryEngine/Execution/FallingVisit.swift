import HeapModule

extension Pipeline {
  /// The rows in the order of their keys, of which the first is descending and cannot pass a
  /// ceiling. No row is asked for its keys before its ceiling lets it be the next.
  func topByBound(
    _ input: @escaping Cursor, _ keys: [BoundQuery.OrderKey], _ ceiling: Ceiling, _ frame: Frame
  ) -> Cursor {
    let visit = FallingVisit(keys, ceiling, frame, refusals: keyRefusals(keys), by: self)
    return {
      visit.gather(input)
      guard let row = visit.next() else { return false }
      frame.move(to: row)
      return true
    }
  }
}

/// Visits rows from the highest ceiling down.
private final class FallingVisit {
  private let order: RowOrder
  private let keys: [Evaluation]
  private let ceiling: Evaluation
  /// Whether the column behind the ceiling has been read already.
  private let isHeld: (Frame) -> Bool
  private let frame: Frame
  private let refusals: Refusals
  private let run: Run
  private var hasGathered = false
  /// Those whose keys are not known, the highest ceiling last.
  private var waiting: [Waiting] = []
  private var known = Heap<Ranked<any Row>>()

  private struct Waiting {
    let row: any Row
    let ceiling: Value
    let arrival: Int
  }

  init(
    _ keys: [BoundQuery.OrderKey], _ ceiling: Ceiling, _ frame: Frame, refusals: Refusals,
    by pipeline: Pipeline
  ) {
    let evaluator = pipeline.evaluator
    self.order = RowOrder(keys)
    self.keys = keys.map { evaluator.evaluation(of: $0.expression) }
    self.ceiling = evaluator.evaluation(of: ceiling)
    self.isHeld = evaluator.holding(ceiling.subject)
    self.frame = frame
    self.refusals = refusals
    self.run = pipeline.run
  }

  /// Asks every row for its ceiling, and those without one for their keys.
  func gather(_ input: Cursor) {
    guard !hasGathered else { return }
    hasGathered = true
    var arrival = 0
    while input() {
      defer { arrival += 1 }
      let highest = isHeld(frame) ? nil : ceiling(frame)
      if let highest, !highest.isDenied, !frame.row.isGone {
        waiting.append(Waiting(row: frame.row, ceiling: highest, arrival: arrival))
      } else {
        learn(arrival: arrival)
      }
    }
    waiting.sort { left, right in
      order.precedes(ceiling: right.ceiling, left.ceiling)
        || !order.precedes(ceiling: left.ceiling, right.ceiling) && left.arrival > right.arrival
    }
  }

  /// The row that comes next: its first key is above every ceiling that is left.
  func next() -> (any Row)? {
    while !run.cancellation.isRequested {
      if let best = known.min,
        waiting.last.map({ order.precedes(best.keys, ceiling: $0.ceiling) }) ?? true
      {
        return known.removeMin().content
      }
      guard let highest = waiting.popLast() else { return nil }
      frame.move(to: highest.row)
      learn(arrival: highest.arrival)
    }
    return nil
  }

  /// Reads the keys of the frame's row.
  private func learn(arrival: Int) {
    let values = keys.map { $0(frame) }
    guard !frame.row.isGone else {
      run.dropped += 1
      return
    }
    refusals.count(values)
    known.insert(Ranked(frame.row, keys: values, arrival: arrival, order: order))
  }
}
