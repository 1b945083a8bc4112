import Binding
import Execution
import Values

/// An answer that is made of another one's rows, and otherwise tells what that tells.
protocol AnswerOfAnother: Answer {
  var answer: any Answer { get }
}

extension AnswerOfAnother {
  var columns: [AnswerColumn] { answer.columns }
  var notes: [String] { answer.notes }
  var hasUnjudgedRows: Bool { answer.hasUnjudgedRows }
  var statistics: Statistics { answer.statistics }
  var time: Int64? { answer.time }
  var awaited: String? { answer.awaited }
  var rowKey: RowKey? { answer.rowKey }
  var ancestors: [RowKey] { answer.ancestors }
  var unjudgedRows: Set<RowKey> { answer.unjudgedRows }
  func countKept(_ row: [Value]) throws(Failure) { try answer.countKept(row) }
}
