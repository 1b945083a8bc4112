/// The rows of a query, planned and pulled.
final class QueryAnswer: Answer {
  let columns: [AnswerColumn]
  private let run: Run
  /// Nil once it has ended.
  private var rows: OutputStream?
  /// Of each column, in how many rows it could not be read, and why not in the first.
  private var unread: [(rows: Int, cause: Notes.Cause?)]

  init(_ plan: Plan, in run: Run) {
    self.columns = plan.outputs.map { AnswerColumn($0.name, $0.expression.type) }
    self.run = run
    self.rows = Pipeline.rows(of: plan, in: run)
    self.unread = columns.map { _ in (0, nil) }
    run.notes.addUnread { [unowned self] in
      zip(columns, unread).map { ($0.name, $1.rows, $1.cause) }
    }
  }

  func next() -> [Value]? {
    guard let row = rows?(), !run.cancellation.isRequested else {
      rows = nil
      return nil
    }
    for (index, cell) in row.cells.enumerated() {
      guard case .denied(let denial) = cell else { continue }
      unread[index].rows += 1
      unread[index].cause = unread[index].cause ?? Notes.Cause(denial)
    }
    return row.cells
  }

  var notes: [String] { run.notes.lines }
  var statistics: Statistics { run.statistics }
}
