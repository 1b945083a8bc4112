import Binding
import Execution
import QueryLanguage
import Values

/// The rows of an answer as text, with how wide each cell is shown. O(bytes shown) of memory.
struct CellGrid {
  /// The answer's columns.
  let columns: [AnswerColumn]
  /// The headings, as they are shown.
  private(set) var headings: [Cell] = []
  /// The widest cell of each column, its heading left aside.
  private(set) var widths: [Int]
  /// How many rows there are.
  private(set) var rowCount = 0
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []

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

  /// Pulls the answer to its end.
  init(
    _ answer: any Answer, text: CellText, escape: (inout [UInt8], Int) -> Void = { _, _ in }
  ) throws(ResultFailure) {
    columns = answer.columns
    widths = Array(repeating: 0, count: columns.count)
    headings = columns.map { column in
      add(.text(Text(column.name)), text: text, escape: escape)
    }
    let kept = answer as? KeptAnswer
    while let row = try answer.nextRow() {
      try answer.countKeptRow(row)
      for (index, value) in row.enumerated() {
        var cell = add(value, text: text, escape: escape)
        cell.isMarked = kept?.isMarked(index) ?? false
        widths[index] = max(widths[index], cell.width)
        cells.append(cell)
      }
      rowCount += 1
    }
  }

  private mutating func add(
    _ value: Value, text: CellText, escape: (inout [UInt8], Int) -> Void
  ) -> Cell {
    let start = bytes.count
    text.append(value, to: &bytes)
    escape(&bytes, start)
    let range = start..<bytes.count
    return Cell(range: range, width: width(of: range), isNothing: !value.isPresent)
  }

  private func width(of range: Range<Int>) -> Int {
    let text = bytes[range]
    return text.allSatisfy(\.isPrintable) ? text.count : displayWidth(of: text)
  }

  /// The cells of one row, from left to right.
  func cells(ofRow row: Int) -> ArraySlice<Cell> {
    cells[row * columns.count..<(row + 1) * columns.count]
  }

  /// A cell's text, made visible.
  func text(of cell: Cell) -> ArraySlice<UInt8> { bytes[cell.range] }
}
