import CEditLine

/// Where libedit puts a line on the screen: which row the cursor is in, and which is the last.
///
/// It tells neither, and both are needed before something else is written below the line.
struct LineLayout: Equatable {
  /// From the row of the prompt, which is 0.
  private(set) var cursorRow = 0
  /// The last row that the line reaches.
  private(set) var lastRow = 0

  /// `cursor` is an offset into `text`; `width` that of the terminal in columns.
  init(prompt: String, text: [UInt8], cursor: Int, width: Int) {
    var position = Position(width: max(width, 1))
    position.advance(over: prompt.utf8)
    position.advance(over: text[..<cursor])
    cursorRow = position.row
    position.advance(over: text[cursor...])
    lastRow = position.row
  }

  private struct Position {
    let width: Int
    var row = 0
    var column = 0

    mutating func advance(over text: some Sequence<UInt8>) {
      for scalar in String(decoding: Array(text), as: UTF8.self).unicodeScalars {
        advance(over: scalar)
      }
    }

    private mutating func advance(over scalar: Unicode.Scalar) {
      switch scalar {
      case "\n": newRow()
      case "\t": repeat { take(1) } while column % 8 != 0
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: (0..<2).forEach { _ in take(1) }
      default: take(Int(editline_width(scalar.value)))
      }
    }

    private mutating func take(_ columns: Int) {
      if column + columns > width { newRow() }
      column += columns
      // libedit goes on in the next row as soon as one is full.
      if column >= width { newRow() }
    }

    private mutating func newRow() {
      row += 1
      column = 0
    }
  }
}
