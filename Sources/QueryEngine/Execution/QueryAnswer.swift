/// The rows of a query, planned and pulled.
final class QueryAnswer: Answer {
  let columns: [AnswerColumn]
  private let run: Run
  /// Nil once it has ended.
  private var rows: OutputStream?
  private let refusals: Refusals

  init(_ plan: Plan, in run: Run) {
    self.columns = plan.outputs.map { AnswerColumn($0.name, $0.expression.type) }
    self.run = run
    self.rows = Pipeline.rows(of: plan, in: run)
    self.refusals = Refusals(of: columns.map(\.name), noting: run.notes)
  }

  func next() -> [Value]? {
    guard let row = rows?(), !run.cancellation.isRequested else {
      rows = nil
      return nil
    }
    refusals.count(row.cells)
    return row.cells
  }

  var notes: [String] { run.notes.lines }
  var statistics: Statistics { run.statistics }
}

/// Counts the rows in which named values may not be read.
final class Refusals {
  private var counts: [(rows: Int, cause: Notes.Cause?)]

  init(of names: [String], noting notes: Notes) {
    counts = names.map { _ in (0, nil) }
    notes.addUnread { [self] in zip(names, counts).map { ($0, $1.rows, $1.cause) } }
  }

  func count(_ values: [Value]) {
    for (index, value) in values.enumerated() {
      guard case .denied(let denial) = value else { continue }
      counts[index].rows += 1
      counts[index].cause = counts[index].cause ?? Notes.Cause(denial)
    }
  }
}
