import Binding
import Execution
import Schema
import Values

/// What has come of an action, row by row, as it stands: key, name and result of each.
final class ActionAnswer: Answer {
  let columns: [AnswerColumn]
  let notes: [String]
  let hasUnjudgedRows: Bool
  let statistics: Statistics
  private var rows: IndexingIterator<[[Value]]>

  /// `showsPreview`: with the columns, too, that somebody is shown who is to give leave. Notes that have
  /// been told are not told again.
  init(
    _ execution: ActionExecution, _ rows: [ActionRow], showsPreview: Bool = false,
    without toldNotes: [String] = []
  ) {
    let act = execution.action.act
    let heads =
      showsPreview ? execution.columns : Array(execution.columns.prefix(BoundAction.toldColumns))
    columns = heads + [AnswerColumn("result", .text, isUncut: true)]
    self.rows = rows.map { row in
      row.cells.prefix(heads.count) + [.text(Text(row.result.text(for: act)))]
    }.makeIterator()
    notes = execution.notes.filter { !toldNotes.contains($0) }
    hasUnjudgedRows = execution.hasUnjudgedRows
    statistics = execution.statistics
  }

  func next() -> [Value]? { rows.next() }
}

extension [ActionRow] {
  /// How many may be acted on.
  var planned: Int { count { $0.result == .planned } }

  /// How the program ends by what has come of them; `isUnjudged`: some row could not be judged.
  func status(isUnjudged: Bool) -> ExitStatus {
    let left = filter { !$0.result.isSuccess }
    if left.isEmpty { return isUnjudged ? .unjudged : .done }
    return left.allSatisfy { $0.result.isUnjudged } ? .unjudged : .failed
  }
}
