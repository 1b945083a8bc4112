import HeapModule

extension Pipeline {
  /// The rows in the order of their keys, of which the first is descending and cannot pass a
  /// ceiling. No row is asked for its keys before its ceiling lets it be the next.
  func topByBound(
    _ input: @escaping Cursor, _ keys: [BoundQuery.OrderKey], _ ceiling: Ceiling, wanted: Int64,
    _ frame: Frame
  ) -> Cursor {
    let visit = FallingVisit(
      keys, ceiling, wanted: wanted, frame, refusals: keyRefusals(keys), by: self)
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
  /// What the keys need in any case, where that is dear.
  private let origins: [Origin]
  /// How many more rows are certainly asked for.
  private var wanted: Int64
  /// How many of those that wait, from the highest ceiling down, have been read for their keys.
  private var readAhead = 0
  private var hasGathered = false
  /// Those whose keys are not known, the highest ceiling last.
  private var waiting: [Waiting] = []
  private var known = Heap<Ranked<any Row>>()
  /// How many had a ceiling and then gave their keys, and whether one of those was above it.
  private var learned = 0
  private var hasExceeded = false

  private struct Waiting {
    let row: any Row
    let ceiling: Value
    let arrival: Int
  }

  init(
    _ keys: [BoundQuery.OrderKey], _ ceiling: Ceiling, wanted: Int64, _ frame: Frame,
    refusals: Refusals, by pipeline: Pipeline
  ) {
    let evaluator = pipeline.evaluator
    self.order = RowOrder(keys)
    self.keys = keys.map { evaluator.evaluation(of: $0.expression) }
    self.ceiling = evaluator.evaluation(of: ceiling)
    self.isHeld = evaluator.holding(ceiling.subject)
    self.frame = frame
    self.refusals = refusals
    self.run = pipeline.run
    self.origins = pipeline.plan.readsAhead.keys
    self.wanted = wanted
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
        learn(arrival: arrival, below: nil)
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
      if let best = known.min, isNext(best) {
        wanted -= 1
        return known.removeMin().content
      }
      readCertain()
      guard let highest = waiting.popLast() else { return nil }
      frame.move(to: highest.row)
      learn(arrival: highest.arrival, below: highest.ceiling)
    }
    return nil
  }

  /// Whether it comes before all that wait. What is read may show that no bound is to be trusted:
  /// then they are all asked. One row above its ceiling may just have grown, so that some more are
  /// read before that is decided.
  private func isNext(_ best: Ranked<any Row>) -> Bool {
    guard let highest = waiting.last else { return true }
    guard order.precedes(best.keys, ceiling: highest.ceiling) else { return false }
    if hasExceeded && learned < FallingVisit.leastLearned { return false }
    frame.move(to: highest.row)
    return !ceiling(frame).isDenied
  }

  /// Reads the rows that wait and whose keys are needed whatever those of the others are, several
  /// at a time.
  private func readCertain() {
    if readAhead > 0 {
      readAhead -= 1
      return
    }
    guard !origins.isEmpty, wanted > 1 else { return }
    var count = 0
    while count < FallingVisit.mostTogether, isCertain(count) { count += 1 }
    guard count > 1 else { return }
    readAhead = count - 1
    let rows = waiting.suffix(count).reversed().map(\.row)
    run.visit.beginReading(origins, of: rows, unless: run.cancellation)()
  }

  /// Whether the row with so many before it is needed: even if all those come before it, and all
  /// that are known to, rows are wanting.
  private func isCertain(_ place: Int) -> Bool {
    guard place < waiting.count else { return false }
    if Int64(known.count + place) < wanted { return true }
    guard known.count <= FallingVisit.mostCompared else { return false }
    let ceiling = waiting[waiting.count - 1 - place].ceiling
    let better = known.unordered.count { order.precedes($0.keys, ceiling: ceiling) }
    return Int64(better + place) < wanted
  }

  private static let leastLearned = 8
  private static let mostTogether = 64

  /// To compare more keys than this takes longer than to read together saves.
  private static let mostCompared = 64

  /// Reads the keys of the frame's row.
  private func learn(arrival: Int, below ceiling: Value?) {
    let values = keys.map { $0(frame) }
    guard !frame.row.isGone else {
      run.dropped += 1
      return
    }
    refusals.count(values)
    if let ceiling {
      learned += 1
      hasExceeded = hasExceeded || order.precedes(values, ceiling: ceiling)
    }
    known.insert(Ranked(frame.row, keys: values, arrival: arrival, order: order))
  }
}
