import Binding
import Execution
import Schema
import Values

/// Shows rounds one below the other: all rows of each, or what differs from the round before.
final class RoundStream: RoundPresenter {
  private let output: OutputBuffer
  private let tell: ([String]) -> Void
  private let summary: StatementSummary
  private let contents: Contents
  private let isDated: Bool
  private var writer: RoundWriter
  private var changes = RowChanges()
  private var hasBegun = false
  private var complaints: [String] = []

  /// What is shown of the rounds.
  enum Contents {
    case allRows
    case changes
  }

  /// Notes and errors go to `tell`, and a summary of each round, where one is wanted.
  init(
    _ contents: Contents, _ format: OutputFormat, _ style: OutputStyle, to output: OutputBuffer,
    tell: @escaping ([String]) -> Void, summary: StatementSummary
  ) {
    self.contents = contents
    self.output = output
    self.tell = tell
    self.summary = summary
    isDated = contents == .allRows && format.isForMachines
    writer = RoundWriter(format, style, areOne: contents == .changes)
  }

  var mode: ExecutionMode {
    switch contents {
    case .allRows: .rows
    case .changes: .identifiedRows
    }
  }

  func show(_ answer: any Answer) throws(ResultFailure) -> Int {
    do throws(ResultFailure) {
      let rows =
        switch contents {
        case .allRows: try writer.write(isDated ? DatedAnswer(answer) : answer, to: output)
        case .changes: try showChanges(of: answer)
        }
      try output.flush()
      return rows
    } catch {
      // The rows that came are true.
      if case .unreadable = error { try output.flush() }
      throw error
    }
  }

  /// Nothing is shown of a round that differs in nothing.
  private func showChanges(of answer: any Answer) throws(ResultFailure) -> Int {
    var rows: [RowChanges.KeyedRow] = []
    while let cells = try answer.nextRow() {
      let key = answer.rowKey ?? RowKey(cells, isLasting: false)
      rows.append(RowChanges.KeyedRow(key: key, cells: cells))
    }
    let differences = changes.update(rows, unjudged: answer.unjudgedRows)
    guard !differences.isEmpty || !hasBegun else { return rows.count }
    hasBegun = true
    let shown = KeptAnswer(
      [AnswerColumn("change", .text)] + answer.columns,
      differences.map { [.text(Text($0.change.rawValue))] + $0.cells })
    _ = try writer.write(shown, to: output)
    return rows.count
  }

  /// What was told of the round before is not told again.
  func end(_ report: RoundReport) {
    let complaints = report.complaints
    if complaints != self.complaints { tell(complaints) }
    self.complaints = complaints
    if report.failure == nil, let line = summary.line(of: report.statement) { tell([line]) }
  }

  func say(_ line: String) { tell([line]) }
}
