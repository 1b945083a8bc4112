import Binding
import Execution
import QueryLanguage
import Schema
import Values

/// The rows of an answer as text, with how wide each cell is shown. O(bytes shown) of memory.
struct CellGrid {
  /// The answer's columns.
  let columns: [AnswerColumn]
  /// The headings, as they are shown.
  private(set) var headings: [Cell] = []
  /// The widest cell of each column, its heading left aside.
  private(set) var widths: [Int]
  /// The column with the branches of a tree: the first text, or else the first; nil where there are
  /// none.
  let treeColumn: Int?
  /// How many rows there are.
  private(set) var rowCount = 0
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []
  private let text: CellText
  private let escape: (inout [UInt8], Int) -> Void

  /// Where a cell's text lies, and how it is shown.
  struct Cell {
    /// The text, among the bytes of the grid.
    var range: Range<Int>
    /// In columns of a terminal.
    var width: Int
    /// Null or denied.
    var isNothing = false
    /// It is to catch the eye.
    var isMarked = false
  }

  /// A cell that must wait until it is known how its column looks.
  private struct Unmeasured {
    let cell: Int
    let value: Value
    let branch: String
  }

  /// Pulls the answer to its end.
  init(
    _ answer: any Answer, text: CellText,
    escape: @escaping (inout [UInt8], Int) -> Void = { _, _ in }
  ) throws(ResultFailure) {
    columns = answer.columns
    self.text = text
    self.escape = escape
    let kept = answer as? KeptAnswer
    treeColumn =
      kept?.branches == nil ? nil : columns.firstIndex { $0.type == .text } ?? columns.indices.first
    widths = Array(repeating: 0, count: columns.count)
    headings = columns.map { column in heading(column.name) }
    var measures = kept?.measures ?? [ColumnMeasure](columns)
    let formats = measures.formats
    var unmeasured: [Unmeasured] = []
    while let row = try answer.nextRow() {
      try answer.countKeptRow(row)
      measures.add(row)
      for (index, value) in row.enumerated() {
        let branch = index == treeColumn ? kept?.branch ?? "" : ""
        if measures[index].needsValues {
          unmeasured.append(Unmeasured(cell: cells.count, value: value, branch: branch))
          cells.append(Cell(range: 0..<0, width: 0))
        } else {
          cells.append(add(value, as: formats[index], in: index, behind: branch))
        }
        cells[cells.count - 1].isMarked = kept?.isMarked(index) ?? false
      }
      rowCount += 1
    }
    fill(unmeasured, as: measures.formats)
  }

  /// Writes the cells that had to wait until it was known how they look beside all others.
  private mutating func fill(_ unmeasured: [Unmeasured], as formats: [ColumnFormat]) {
    for waiting in unmeasured {
      let (index, column) = (waiting.cell, waiting.cell % columns.count)
      let isMarked = cells[index].isMarked
      cells[index] = add(
        waiting.value, as: formats[column], in: column, behind: waiting.branch)
      cells[index].isMarked = isMarked
    }
  }

  private mutating func add(
    _ value: Value, as format: ColumnFormat, in column: Int, behind branch: String
  ) -> Cell {
    let start = bytes.count
    bytes.append(contentsOf: branch.utf8)
    text.append(value, as: format, to: &bytes)
    var cell = cell(from: start)
    cell.isNothing = !value.isPresent
    widths[column] = max(widths[column], cell.width)
    return cell
  }

  private mutating func heading(_ name: String) -> Cell {
    let start = bytes.count
    bytes.append(contentsOf: visible(name).utf8)
    return cell(from: start)
  }

  private mutating func cell(from start: Int) -> Cell {
    escape(&bytes, start)
    let range = start..<bytes.count
    return Cell(range: range, width: width(of: range))
  }

  private func width(of range: Range<Int>) -> Int {
    let text = bytes[range]
    return text.allSatisfy(\.isPrintable) ? text.count : displayWidth(of: text)
  }

  /// Numbers stand with their last digits under one another, but where branches stand before them.
  func isRightAligned(_ column: Int) -> Bool {
    columns[column].type.isRightAligned && column != treeColumn
  }

  /// The cells of one row, from left to right.
  func cells(ofRow row: Int) -> ArraySlice<Cell> {
    cells[row * columns.count..<(row + 1) * columns.count]
  }

  /// A cell's text, made visible.
  func text(of cell: Cell) -> ArraySlice<UInt8> { bytes[cell.range] }
}
