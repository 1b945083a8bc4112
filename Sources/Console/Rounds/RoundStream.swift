import Binding
import Execution
import QueryLanguage
import Schema
import Values

/// Shows rounds one below the other: all rows of each, or what differs from the round before.
final class RoundStream: RoundPresenter {
  private var output: OutputBuffer
  /// The file that rounds go into; nil where they go elsewhere.
  private var file: ResultFile?
  private let tell: ([String]) -> Void
  private let summary: StatementSummary
  /// Whether something was shown of the last round.
  private var hasShown = true
  private let contents: Contents
  private let format: OutputFormat
  private let isDated: Bool
  private let comparison: CellComparison
  private var writer: RoundWriter
  private let makeWriter: () -> RoundWriter
  private var isFirst = true
  private var changes: RowChanges
  private var hasBegun = false
  /// Of all rows so far: what is one table does not lose digits again.
  private var measures: [ColumnMeasure]?
  private var complaints: [String] = []

  /// What is shown of the rounds.
  enum Contents {
    case allRows
    case changes
  }

  /// Notes and errors go to `tell`, and a summary of each round, where one is wanted. Of a plain file,
  /// each round of all rows takes the place of the one before; one of changes stands in its place from
  /// its first rows on, and grows.
  init(
    _ contents: Contents, _ format: OutputFormat, _ style: OutputStyle, to output: OutputBuffer,
    tell: @escaping ([String]) -> Void, summary: StatementSummary,
    file: ResultFile? = nil
  ) {
    self.contents = contents
    self.format = format
    self.output = output
    self.tell = tell
    self.summary = summary
    isDated = contents == .allRows && format.isForMachines
    comparison = format.isForMachines ? .exact : .shown(CellText(isRaw: style.isRaw))
    changes = RowChanges(by: comparison)
    makeWriter = { RoundWriter(format, style, areOne: contents == .changes) }
    writer = makeWriter()
    self.file = file
  }

  var mode: ExecutionMode {
    switch contents {
    case .allRows: format.mode
    case .changes: .identifiedRows
    }
  }

  func show(_ answer: any Answer) throws(ResultFailure) -> Int {
    try beginFile()
    do throws(ResultFailure) {
      let rows =
        switch contents {
        case .allRows: try writer.write(isDated ? dated(answer) : answer, to: output)
        case .changes: try showChanges(of: answer)
        }
      try output.flush()
      try file?.keep()
      return rows
    } catch {
      // The rows that came are true.
      if case .unreadable = error { try output.flush() }
      throw error
    }
  }

  /// A file for this round alone, where it is to take the place of the one before.
  private func beginFile() throws(ResultFailure) {
    defer { isFirst = false }
    guard contents == .allRows, let last = file, last.isPlain, !isFirst else { return }
    do throws(SystemError) {
      let next = try ResultFile(last.name)
      file = next
      output = OutputBuffer(DescriptorSink(next.descriptor))
      writer = makeWriter()
    } catch {
      throw .unwritable(error.number)
    }
  }

  /// With a time, unless the query has a column of that name itself.
  private func dated(_ answer: any Answer) -> any Answer {
    let isTold = answer.columns.contains { $0.name.isSame(as: DatedAnswer.heading) }
    return isTold ? answer : DatedAnswer(answer)
  }

  /// Nothing is shown of a round that differs in nothing.
  private func showChanges(of answer: any Answer) throws(ResultFailure) -> Int {
    var rows: [RowChanges.KeyedRow] = []
    while let cells = try answer.nextRow() {
      let lasting = answer.rowKey.flatMap { $0.isLasting ? $0 : nil }
      let key = lasting ?? comparison.key(of: cells)
      rows.append(RowChanges.KeyedRow(key: key, cells: cells))
    }
    var measures = self.measures ?? [ColumnMeasure](answer.columns)
    rows.forEach { measures.add($0.cells) }
    self.measures = measures
    let differences = changes.update(
      rows, as: measures.formats, unjudged: answer.unjudgedRows, isUnjudged: answer.hasUnjudgedRows)
    hasShown = !differences.isEmpty || !hasBegun
    guard hasShown else { return rows.count }
    hasBegun = true
    let change = AnswerColumn("change", .text)
    let shown = KeptAnswer(
      [change] + answer.columns,
      differences.map { [.text(Text($0.change.rawValue))] + $0.cells },
      marks: differences.map { difference in
        [false] + (difference.marks ?? difference.cells.map { _ in false })
      }, measures: [ColumnMeasure(change)] + measures)
    _ = try writer.write(shown, to: output)
    return rows.count
  }

  /// What was told of the round before is not told again.
  func end(_ report: RoundReport) {
    let complaints = report.complaints
    if complaints != self.complaints { tell(complaints) }
    self.complaints = complaints
    guard report.failure == nil, hasShown || !summary.needsRows else { return }
    if let line = summary.line(of: report.statement) { tell([line]) }
  }

  func say(_ line: String) { tell([line]) }
}
