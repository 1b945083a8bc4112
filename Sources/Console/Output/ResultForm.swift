import Binding
import Execution

/// When a row is shown as a block of lines instead of a line of a table.
package enum Expansion: String, CaseIterable, Sendable {
  case on
  case off
  /// If the table would be wider than the screen.
  case auto
}

/// In which form results are written, as options and commands say it.
struct ResultForm: Sendable {
  /// How results are written.
  var format: OutputFormat
  /// When rows of a table are blocks of lines.
  var expansion = Expansion.off
  /// How results look.
  var style: OutputStyle
  /// The result describes what can be asked, and is shown to somebody; nil: it is as any other.
  var description: Description?

  /// How a description is shown.
  enum Description: Sendable {
    /// What matters most, within the width.
    case fitted
    /// All of it: as blocks of lines where a table would be cut.
    case whole
  }

  init(_ format: OutputFormat, _ style: OutputStyle) {
    self.format = format
    self.style = style
  }

  /// Where `\x` is on, rows of a table are blocks of lines.
  var writtenFormat: OutputFormat {
    format == .table && expansion == .on ? .vertical : format
  }

  /// Writes an answer and gives the number of its rows. Where the form depends on how wide a table
  /// would be, all rows are read first.
  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    guard format == .table else { return try write(answer, as: format, to: output) }
    switch (description, expansion) {
    case (.fitted?, _):
      return try DescriptionWriter(style: style).write(answer, to: output)
    case (.whole?, _), (nil, .auto):
      let kept = try KeptAnswer(answer)
      return try write(kept, as: try isTooWide(kept) ? .vertical : .table, to: output)
    case (nil, .off), (nil, .on):
      return try write(answer, as: writtenFormat, to: output)
    }
  }

  private func write(
    _ answer: any Answer, as format: OutputFormat, to output: OutputBuffer
  ) throws(ResultFailure) -> Int {
    let rows = try format.makeWriter(style).write(answer, to: output)
    if format == .vertical, style.hasFooter { output.bytes.appendFooter(rows: rows) }
    return rows
  }

  private func isTooWide(_ answer: KeptAnswer) throws(ResultFailure) -> Bool {
    guard let width = style.width else { return false }
    return try answer.tableWidth(style) > width
  }
}

extension KeptAnswer {
  /// How wide a table of it would be if nothing were cut.
  func tableWidth(_ style: OutputStyle) throws(ResultFailure) -> Int {
    let grid = try CellGrid(self, text: CellText(isRaw: style.isRaw))
    startAgain()
    let widths = TableLayout(grid, available: nil).widths
    return widths.reduce(TableLayout.gap * max(widths.count - 1, 0), +)
  }
}
