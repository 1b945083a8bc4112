extension Pipeline {
  /// The cells of each row, and its keys if the rows are to be ordered afterwards. A row that turns
  /// out to be gone is dropped whole.
  func project(_ input: @escaping Cursor, _ outputs: [BoundQuery.Output], _ frame: Frame)
    -> OutputStream
  {
    let evaluator = plan.grouping == nil ? evaluator : groupEvaluator
    let cells = outputs.map { evaluator.evaluation(of: $0.expression) }
    let keys =
      plan.holding == .topRows ? [] : plan.order.map { evaluator.evaluation(of: $0.expression) }
    return { [run] in
      while input() {
        let row = OutputRow(cells: cells.map { $0(frame) }, keys: keys.map { $0(frame) })
        if !frame.row.isGone { return row }
        run.dropped += 1
      }
      return nil
    }
  }
}
