extension Evaluator {
  /// An aggregate over related rows, read one by one until nothing more can change it.
  func relationAggregate(_ expression: RelationAggregate) -> Evaluation {
    let tallying = Tallying(expression.aggregate, by: self)
    let weighsDenied = expression.aggregate.function.weighsDenied
    let level = expression.path.level
    let steps = expression.path.steps[...]
    return { [run] frame in
      let inside = Frame(in: frame)
      var tally = Tally(tallying.aggregate)
      var refusal: Denial?
      let walk = RelationWalk(cancellation: run.cancellation) { row in
        inside.move(to: row)
        guard let value = tallying.contribution(of: inside), !row.isGone else { return true }
        tally.add(value)
        return !tally.isSettled
      } refused: { denial in
        if weighsDenied { tally.add(.denied(denial)) } else { refusal = denial }
        return weighsDenied
      }
      _ = walk.visit(frame.enclosing(level).row, steps)
      if let refusal { return .denied(refusal) }
      run.notes.add(tally.passedOver, by: tallying.aggregate.text)
      return tally.result
    }
  }
}

/// Goes through the rows that steps lead to, those of several to-many steps one after another.
private struct RelationWalk {
  let cancellation: Cancellation
  /// Called with each row at the end; false stops the walk.
  let body: (any Row) -> Bool
  /// Called where a step may not be read; false stops the walk.
  let refused: (Denial) -> Bool

  init(
    cancellation: Cancellation, body: @escaping (any Row) -> Bool,
    refused: @escaping (Denial) -> Bool
  ) {
    self.cancellation = cancellation
    self.body = body
    self.refused = refused
  }

  /// Whether to go on.
  func visit(_ row: any Row, _ steps: ArraySlice<Relation>) -> Bool {
    guard let step = steps.first else { return body(row) }
    let rest = steps.dropFirst()
    switch step.step {
    case .one(let step):
      switch step(row) {
      case .row(let next): return next.isGone || visit(next, rest)
      case .nothing: return true
      case .denied(let denial): return refused(denial)
      }
    case .many(let step):
      switch step(row) {
      case .rows(let rows): return visitAll(rows, rest)
      case .denied(let denial): return refused(denial)
      }
    }
  }

  private func visitAll(_ rows: RowStream, _ steps: ArraySlice<Relation>) -> Bool {
    while !cancellation.isRequested, let row = rows.next() {
      if !visit(row, steps) { return false }
    }
    return true
  }
}
