// Operators that must see every row before they give the first.
extension Pipeline {
  /// With `top`, only so many of the first rows are wanted.
  func ordered(_ input: @escaping OutputStream, _ keys: [BoundQuery.OrderKey], top: Int64?)
    -> OutputStream
  {
    let refusals = keyRefusals(keys)
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
    let refusals = keyRefusals(keys)
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

  /// Rows whose keys may not be read came last, wherever they belong.
  func keyRefusals(_ keys: [BoundQuery.OrderKey]) -> Refusals {
    Refusals(of: keys.map { plan.name(of: $0.expression) }, noting: run.notes)
  }

  /// How many rows may end between the ordering and the reading of the outputs. The newest
  /// processes are the likeliest to, and `order by pid desc` finds them all together.
  private static let reserve = 256
}
