import Binding
import Execution
import Values

/// A table for a Markdown document, its pipes under one another in the source, too.
struct MarkdownWriter: AnswerWriter {
  /// How the result looks.
  let style: OutputStyle

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    var widths: [Int] = []
    return try write(answer, to: output, widths: &widths)
  }

  /// Goes on with a table whose columns have these widths, none for a new table; they grow where they
  /// must.
  func write(
    _ answer: any Answer, to output: OutputBuffer, widths: inout [Int]
  ) throws(ResultFailure) -> Int {
    let grid = try CellGrid(answer, text: CellText(isRaw: style.isRaw), escape: escapeMarkdown)
    let line = MarkdownLine(grid: grid, atLeast: widths, isColoured: style.isColoured)
    if widths.isEmpty {
      line.append(grid.headings[...], to: &output.bytes)
      line.appendRule(to: &output.bytes)
    }
    widths = line.widths
    for row in 0..<grid.rowCount {
      line.append(grid.cells(ofRow: row), to: &output.bytes)
      try output.flushIfFull()
    }
    return grid.rowCount
  }
}

/// Puts a backslash before what would end the cell, begin markup, or hide from the reader.
private func escapeMarkdown(_ bytes: inout [UInt8], from start: Int) {
  guard bytes[start...].contains(where: isMarkup) else { return }
  let cell = Array(bytes[start...])
  bytes.removeSubrange(start...)
  for (index, byte) in cell.enumerated() {
    let next = index + 1 < cell.count ? cell[index + 1] : nil
    if needsBackslash(byte, before: next) { bytes.append(UInt8(ascii: "\\")) }
    bytes.append(byte)
  }
}

private func isMarkup(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: "`"),
    UInt8(ascii: "*"):
    true
  default: false
  }
}

/// A backslash before a letter or digit is one anyway: `\x1b` stays as it is.
private func needsBackslash(_ byte: UInt8, before next: UInt8?) -> Bool {
  guard byte == UInt8(ascii: "\\") else { return isMarkup(byte) }
  guard let next else { return false }
  return isPunctuation(next)
}

private func isPunctuation(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: true
  default: false
  }
}

/// Puts cells between pipes.
private struct MarkdownLine {
  let grid: CellGrid
  private let isColoured: Bool
  private(set) var widths: [Int]

  /// A rule has at least three dashes.
  init(grid: CellGrid, atLeast least: [Int], isColoured: Bool) {
    self.grid = grid
    self.isColoured = isColoured
    widths = zip(grid.headings, grid.widths).map { max(3, $0.width, $1) }
    for (index, width) in least.enumerated() { widths[index] = max(widths[index], width) }
  }

  func append(_ cells: ArraySlice<CellGrid.Cell>, to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      let padding = repeatElement(UInt8(ascii: " "), count: widths[index] - cell.width)
      let isRightAligned = grid.columns[index].type.isRightAligned
      bytes.append("| ")
      if isRightAligned { bytes.append(contentsOf: padding) }
      let emphasis = isColoured ? Emphasis(isNothing: false, isMarked: cell.isMarked) : .none
      bytes.append(emphasis.start)
      bytes.append(contentsOf: grid.text(of: cell))
      bytes.append(emphasis.end)
      if !isRightAligned { bytes.append(contentsOf: padding) }
      bytes.append(UInt8(ascii: " "))
    }
    bytes.append("|\n")
  }

  /// `| --- | --: |`: a colon at the right end sets a column of numbers right.
  func appendRule(to bytes: inout [UInt8]) {
    for (index, width) in widths.enumerated() {
      let isRightAligned = grid.columns[index].type.isRightAligned
      bytes.append("| ")
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "-"), count: width - 1))
      bytes.append(isRightAligned ? ": " : "- ")
    }
    bytes.append("|\n")
  }
}
