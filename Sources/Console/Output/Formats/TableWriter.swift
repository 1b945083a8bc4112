import Binding
import Execution
import QueryLanguage
import Values

/// Columns under their headings, two blanks apart, without a trailing blank.
struct TableWriter: AnswerWriter {
  /// How the table looks.
  let style: OutputStyle

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    var widths: [Int] = []
    return try write(answer, to: output, widths: &widths)
  }

  /// Columns are no narrower than these widths, none for a new table, which become what they are now:
  /// so the rows of one answer can stand below those of another.
  func write(
    _ answer: any Answer, to output: OutputBuffer, widths: inout [Int]
  ) throws(ResultFailure) -> Int {
    let grid = try CellGrid(answer, text: CellText(isRaw: style.isRaw))
    widths = TableLayout(grid, available: style.width, atLeast: widths).widths
    let line = TableLine(grid: grid, widths: widths, isColoured: style.isColoured)
    if style.hasHeader { line.appendHeadings(to: &output.bytes) }
    let isDrawing = grid.columns.count == 1 && grid.columns[0].isDrawing
    for row in 0..<grid.rowCount {
      let cells = grid.cells(ofRow: row)
      if isDrawing {
        line.appendFolded(cells, to: &output.bytes)
      } else {
        line.append(cells, to: &output.bytes)
      }
      try output.flushIfFull()
    }
    if style.hasFooter { output.bytes.appendFooter(rows: grid.rowCount) }
    return grid.rowCount
  }
}

/// Puts cells into a line of a table.
private struct TableLine {
  let grid: CellGrid
  let widths: [Int]
  let isColoured: Bool

  func appendHeadings(to bytes: inout [UInt8]) {
    if isColoured { bytes.append("\u{1b}[1m") }
    appendCells(grid.headings[...], to: &bytes)
    if isColoured { bytes.append("\u{1b}[0m") }
    bytes.append(UInt8(ascii: "\n"))
  }

  func append(_ cells: ArraySlice<CellGrid.Cell>, to bytes: inout [UInt8]) {
    appendCells(cells, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Lines of a drawing are broken where they are too wide.
  func appendFolded(_ cells: ArraySlice<CellGrid.Cell>, to bytes: inout [UInt8]) {
    for (cell, width) in zip(cells, widths) {
      for line in folded(String(decoding: grid.text(of: cell), as: UTF8.self), width: width) {
        bytes.append(contentsOf: line.utf8)
        bytes.append(UInt8(ascii: "\n"))
      }
    }
  }

  private func appendCells(_ cells: ArraySlice<CellGrid.Cell>, to bytes: inout [UInt8]) {
    // Padding is written only when more text follows, so that no line ends in blanks.
    var owed = 0
    for (index, cell) in cells.enumerated() {
      let padding = max(0, widths[index] - cell.width)
      let isRightAligned = grid.isRightAligned(index)
      if isRightAligned { owed += padding }
      if !cell.range.isEmpty {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: owed))
        owed = 0
        append(cell, width: widths[index], to: &bytes)
      }
      if !isRightAligned { owed += padding }
      owed += TableLayout.gap
    }
  }

  private func append(_ cell: CellGrid.Cell, width: Int, to bytes: inout [UInt8]) {
    let emphasis = isColoured ? Emphasis(isNothing: cell.isNothing, isMarked: cell.isMarked) : .none
    bytes.append(emphasis.start)
    if cell.width > width {
      appendCut(grid.text(of: cell), to: width, bytes: &bytes)
    } else {
      bytes.append(contentsOf: grid.text(of: cell))
    }
    bytes.append(emphasis.end)
  }

  /// As much as fits before `…`, and blanks where a wide character did not.
  private func appendCut(_ text: ArraySlice<UInt8>, to width: Int, bytes: inout [UInt8]) {
    var room = width - 1
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let character = String(scalar)
      let needed = displayWidth(of: character)
      guard needed <= room else { break }
      bytes.append(contentsOf: character.utf8)
      room -= needed
    }
    bytes.append("…")
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: room))
  }
}
