// Operators that must see every row before they give the first.
extension Pipeline {
  /// With `top`, only so many of the first rows are wanted.
  func ordered(_ input: @escaping OutputStream, _ keys: [BoundQuery.OrderKey], top: Int64?)
    -> OutputStream
  {
    let refusals = KeyRefusals(keys, of: plan, in: run)
    var rows: [OutputRow]?
    return {
      if rows == nil {
        var ranking = Ranking<OutputRow>(
          by: RowOrder(keys), capacity: top.map { Int(clamping: $0) })
        while let row = input() {
          refusals.count(row.keys)
          ranking.insert(row, keys: row.keys)
        }
        rows = ranking.backwards()
      }
      return rows?.popLast()
    }
  }

  /// The rows that come first by the keys, without their outputs. A row may be gone by the time
  /// those are read, so some more are held to take its place.
  func topRows(
    _ input: @escaping Cursor, _ keys: [BoundQuery.OrderKey], _ count: Int64, _ frame: Frame
  ) -> Cursor {
    let refusals = KeyRefusals(keys, of: plan, in: run)
    let evaluations = keys.map { evaluator.evaluation(of: $0.expression) }
    let capacity = Int(clamping: count).addingReportingOverflow(Pipeline.reserve)
    var rows: [any Row]?
    return { [run] in
      if rows == nil {
        var ranking = Ranking<any Row>(
          by: RowOrder(keys), capacity: capacity.overflow ? Int.max : capacity.partialValue)
        while input() {
          let values = evaluations.map { $0(frame) }
          guard !frame.row.isGone else {
            run.dropped += 1
            continue
          }
          refusals.count(values)
          ranking.insert(frame.row, keys: values)
        }
        rows = ranking.backwards()
      }
      guard let row = rows?.popLast() else { return false }
      frame.move(to: row)
      return true
    }
  }

  /// How many rows may end between the ordering and the reading of the outputs. The newest
  /// processes are the likeliest to, and `order by pid desc` finds them all together.
  private static let reserve = 256
}

/// Counts the rows whose keys may not be read: they came last, wherever they belong.
private final class KeyRefusals {
  private var counts: [(rows: Int, cause: Notes.Cause?)]

  init(_ keys: [BoundQuery.OrderKey], of plan: Plan, in run: Run) {
    counts = keys.map { _ in (0, nil) }
    let names = keys.map { plan.name(of: $0.expression) }
    run.notes.addUnread { [self] in zip(names, counts).map { ($0, $1.rows, $1.cause) } }
  }

  func count(_ keys: [Value]) {
    for (index, key) in keys.enumerated() {
      guard case .denied(let denial) = key else { continue }
      counts[index].rows += 1
      counts[index].cause = counts[index].cause ?? Notes.Cause(denial)
    }
  }
}
