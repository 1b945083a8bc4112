import Binding
import Schema
import Values

extension Evaluator {
  /// An aggregate over related rows, read one by one until nothing more can change it.
  func relationAggregate(_ path: RelationPath, _ aggregate: BoundAggregate) -> Evaluation {
    let evaluator = AggregateEvaluator(aggregate, by: self)
    let weighsDenied = aggregate.call.function.schema.weighsDenied
    let level = path.level
    let relations = path.steps.map(\.id)[...]
    return { [run] frame in
      let inside = Frame(in: frame)
      var state = AggregateState(evaluator)
      var refusal: Denial?
      var lacking = DenialCounts()
      let walk = RelationWalk(cancellation: run.cancellation) { row in
        inside.move(to: row)
        guard let value = evaluator.contribution(of: inside), !row.isGone else { return true }
        state.add(value, of: row)
        return !state.isSettled
      } denied: { denial in
        if weighsDenied { state.add(denial) } else { refusal = denial }
        return weighsDenied
      } lacking: { denial in
        if weighsDenied { state.add(denial) } else { lacking.add(denial) }
      }
      _ = walk.visit(frame.enclosing(level).row, relations)
      if let refusal { return .denied(refusal) }
      run.notes.add(state.passedOver, by: aggregate.call.text)
      run.notes.add(lacking, by: aggregate.call.text)
      return state.result
    }
  }
}

/// Goes through the rows that relations lead to, those of several to-many ones one after another.
private struct RelationWalk {
  let cancellation: Cancellation
  /// Called with each row at the end; false stops the walk.
  let body: (any Row) -> Bool
  /// Called where related rows could not be had; false stops the walk.
  let denied: (Denial) -> Bool
  /// Called where rows beyond those that came could not be had.
  let lacking: (Denial) -> Void

  init(
    cancellation: Cancellation, body: @escaping (any Row) -> Bool,
    denied: @escaping (Denial) -> Bool, lacking: @escaping (Denial) -> Void
  ) {
    self.cancellation = cancellation
    self.body = body
    self.denied = denied
    self.lacking = lacking
  }

  /// Whether to go on.
  func visit(_ row: any Row, _ relations: ArraySlice<RelationID>) -> Bool {
    guard let relation = relations.first else { return body(row) }
    let rest = relations.dropFirst()
    switch row.related(relation) {
    case .none: return true
    case .one(let next): return next.isGone || visit(next, rest)
    case .many(let rows): return visitAll(rows, rest)
    case .denied(let denial): return denied(denial)
    }
  }

  private func visitAll(_ rows: RowStream, _ relations: ArraySlice<RelationID>) -> Bool {
    do throws(Failure) {
      while !cancellation.isRequested, let row = try rows.next() {
        if !visit(row, relations) { return false }
      }
      if let denial = rows.lacking { lacking(denial) }
      return true
    } catch {
      return denied(.failed(error))
    }
  }
}
