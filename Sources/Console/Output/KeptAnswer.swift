import Binding
import Execution
import Values

/// An answer whose rows are all there, to be gone through more than once.
final class KeptAnswer: Answer {
  let columns: [AnswerColumn]
  let notes: [String]
  let statistics: Statistics
  /// Of each row the cells that are to catch the eye; nil: none are.
  let marks: [[Bool]]?
  /// What is known of how its columns are best shown, where more than its own rows count; else nil.
  let measures: [ColumnMeasure]?
  /// What stands before each row in a tree; nil where it makes none.
  let branches: [String]?
  private let rows: [[Value]]
  private var index = 0

  /// Pulls an answer to its end.
  init(_ answer: any Answer) throws(ResultFailure) {
    columns = answer.columns
    var rows: [[Value]] = []
    while let row = try answer.nextRow() {
      try answer.countKeptRow(row)
      rows.append(row)
    }
    self.rows = rows
    marks = nil
    measures = nil
    branches = nil
    notes = answer.notes
    statistics = answer.statistics
  }

  /// Rows that were pulled already.
  init(
    _ columns: [AnswerColumn], _ rows: [[Value]], marks: [[Bool]]? = nil,
    measures: [ColumnMeasure]? = nil, branches: [String]? = nil
  ) {
    self.branches = branches
    self.measures = measures
    self.columns = columns
    self.rows = rows
    self.marks = marks
    notes = []
    statistics = Statistics()
  }

  func next() -> [Value]? {
    guard index < rows.count else { return nil }
    index += 1
    return rows[index - 1]
  }

  /// Whether this cell of the row that was pulled last is to catch the eye.
  func isMarked(_ column: Int) -> Bool { marks?[index - 1][column] ?? false }

  /// What stands before the row that was pulled last.
  var branch: String { branches?[index - 1] ?? "" }

  /// How its columns are best shown.
  var formats: [ColumnFormat] {
    var measures = measures ?? [ColumnMeasure](columns)
    if measures.needValues { rows.forEach { measures.add($0) } }
    return measures.formats
  }

  /// The next row is the first again.
  func startAgain() { index = 0 }
}
