import CEditLine
import QueryLanguage

/// Moves within a statement of several lines, which libedit takes for one.
extension EditLineReader {
  /// To the line above; at the first, to the statement's lines that were sent already, and where there
  /// are none, to earlier statements.
  func moveUp() -> UInt8 {
    let text = EditedText(line)
    let column = wishedColumn(in: text)
    if let offset = text.above(column) { return move(to: offset, wishing: column) }
    if joinStatementAbove() { return UInt8(CC_NORM) }
    hasGoneUp = true
    queued = ShellKey.earlier
    return UInt8(CC_NORM)
  }

  /// To the line below; at the last, to later statements.
  func moveDown() -> UInt8 {
    let text = EditedText(line)
    let column = wishedColumn(in: text)
    if let offset = text.below(column) { return move(to: offset, wishing: column) }
    // libedit would put nothing in place of a line that was not recalled.
    guard !isFresh else { return UInt8(CC_ERROR) }
    queued = ShellKey.later
    return UInt8(CC_NORM)
  }

  /// To the beginning of the line that the cursor is in.
  func moveToLineStart() -> UInt8 { move(to: EditedText(line).lineStart) }

  /// To the end of the line that the cursor is in.
  func moveToLineEnd() -> UInt8 { move(to: EditedText(line).lineEnd) }

  private func wishedColumn(in text: EditedText) -> Int {
    if let wish, wish.cursor == text.cursor { return wish.column }
    return text.column
  }

  private func move(to offset: Int, wishing column: Int) -> UInt8 {
    wish = (column, offset)
    return move(to: offset)
  }

  private func move(to offset: Int) -> UInt8 {
    let line = line
    let way = line.text[min(offset, line.cursor)..<max(offset, line.cursor)]
    let count = CInt(Array(way).characterCount)
    el_cursor(editor, offset < line.cursor ? -count : count)
    return UInt8(CC_REFRESH)
  }

  // MARK: - Lines that were sent

  /// Takes the lines of the statement that were sent before this one back into the line, with the
  /// cursor in the last of them; false where there are none.
  private func joinStatementAbove() -> Bool {
    guard above.isContinued else { return false }
    let statement = takeBack()
    guard !statement.isEmpty else { return false }
    let rows = layout.cursorRow + (above.rows(onScreenOf: terminal.size.rows) ?? 0)
    let before = line
    let whole = EditedText(
      (statement + [UInt8(ascii: "\n")] + before.text, statement.count + 1 + before.cursor))
    let offset = whole.above(whole.column) ?? statement.count
    el_cursor(editor, CInt(before.text.count))
    el_deletestr(editor, CInt(before.text.characterCount))
    _ = insert(before.text.isEmpty ? statement : whole.bytes)
    _ = move(to: offset)
    wish = (whole.column, offset)
    above = StatementAbove(isTakenBack: true)
    prompt = firstPrompt
    redraw(fromRowsAbove: rows)
    return true
  }
}

/// What was sent of the statement that the line being read continues, and where it stands.
struct StatementAbove {
  /// It has been taken back into the line.
  var isTakenBack = false
  /// Something else stands between it and the line.
  var isApart = false
  private var text: [UInt8] = []
  private var rows = 0

  init(isTakenBack: Bool = false) {
    self.isTakenBack = isTakenBack
  }

  /// There is something.
  var isContinued: Bool { !text.isEmpty }

  /// A line is asked for that continues this statement.
  mutating func begin(_ statement: [UInt8]) {
    guard statement != text || isTakenBack else { return }
    // What was shown meanwhile stands between.
    self = StatementAbove()
    text = statement
    isApart = true
  }

  /// A line was sent that takes so many rows.
  mutating func add(_ line: [UInt8], rows: Int) {
    if text.isEmpty {
      self = StatementAbove()
      text = line
    } else {
      text += [UInt8(ascii: "\n")] + line
    }
    self.rows += rows
  }

  /// How many rows it takes right above the line; nil where it does not stand there, or not whole.
  func rows(onScreenOf height: Int) -> Int? { isApart || rows >= height - 1 ? nil : rows }
}
