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
  /// By the first key alone.
  private let ceilingOrder: RowOrder
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
  /// Those whose keys are not known, each by its ceiling, the highest first.
  private var waiting = RankedQueue<any Row>()
  private var known = Heap<Ranked<any Row>>()
  /// How many had a ceiling and then gave their keys, and whether one of those was above it.
  private var learned = 0
  private var hasExceeded = false

  init(
    _ keys: [BoundQuery.OrderKey], _ ceiling: Ceiling, wanted: Int64, _ frame: Frame,
    refusals: Refusals, by pipeline: Pipeline
  ) {
    let evaluator = pipeline.evaluator
    self.order = RowOrder(keys)
    self.ceilingOrder = RowOrder(Array(keys.prefix(1)))
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
    var rows: [Ranked<any Row>] = []
    var arrival = 0
    while input() {
      defer { arrival += 1 }
      let highest = isHeld(frame) ? nil : ceiling(frame)
      if let highest, !highest.isDenied, !frame.row.isGone {
        rows.append(Ranked(frame.row, keys: [highest], arrival: arrival, order: ceilingOrder))
      } else {
        learn(arrival: arrival, below: nil)
      }
    }
    waiting = RankedQueue(rows)
  }

  /// The row that comes next: its first key is above every ceiling that is left.
  func next() -> (any Row)? {
    while !run.cancellation.isRequested {
      if let best = known.min, isNext(best) {
        wanted -= 1
        return known.removeMin().content
      }
      readCertain()
      guard let highest = waiting.popFirst() else { return nil }
      frame.move(to: highest.content)
      learn(arrival: highest.arrival, below: highest.keys[0])
    }
    return nil
  }

  /// Whether it comes before all that wait. What is read may show that no bound is to be trusted:
  /// then they are all asked. One row above its ceiling may just have grown, so that some more are
  /// read before that is decided.
  private func isNext(_ best: Ranked<any Row>) -> Bool {
    guard let highest = waiting[0] else { return true }
    guard order.precedes(best.keys, ceiling: highest.keys[0]) else { return false }
    if hasExceeded && learned < FallingVisit.leastLearned { return false }
    frame.move(to: highest.content)
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
    var rows: [any Row] = []
    while rows.count < FallingVisit.mostTogether, let next = certain(at: rows.count) {
      rows.append(next)
    }
    guard rows.count > 1 else { return }
    readAhead = rows.count - 1
    run.visit.beginReading(origins, of: rows, unless: run.cancellation)()
  }

  /// The row with so many before it, if it is needed: even if all those come before it, and all that
  /// are known to, rows are wanting.
  private func certain(at place: Int) -> (any Row)? {
    guard let next = waiting[place] else { return nil }
    if Int64(known.count + place) < wanted { return next.content }
    guard known.count <= FallingVisit.mostCompared else { return nil }
    let better = known.unordered.count { order.precedes($0.keys, ceiling: next.keys[0]) }
    return Int64(better + place) < wanted ? next.content : nil
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
