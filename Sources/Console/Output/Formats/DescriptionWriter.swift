import Binding
import Execution
import QueryLanguage
import Values

/// What can be asked, as a table within the width: the sentence matters most, then the type. A column
/// that finds no room is left out, and no word is cut; the sentence goes on below itself.
struct DescriptionWriter: AnswerWriter {
  /// How the table looks.
  let style: OutputStyle

  /// The sentence that says what something is.
  private static let sentence = "summary"
  /// Whichever is there says what the sentence is about.
  private static let subjects = ["usage", "name"]
  /// What is wanted next to it.
  private static let kinds = ["type", "columns"]
  /// The rest, the most wanted first.
  private static let others = ["group", "from", "kind", "aliases", "values"]

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    let kept = try KeptAnswer(answer)
    let grid = try CellGrid(kept, text: CellText(isRaw: style.isRaw))
    kept.startAgain()
    guard let width = style.width, try kept.tableWidth(style) > width,
      let table = FittedTable(grid, Self.sentence, subject: grid.index(ofAny: Self.subjects))
    else {
      return try TableWriter(style: style).write(kept, to: output)
    }
    let lines = table.lines(
      in: width, with: grid.index(ofAny: Self.kinds), Self.others.compactMap(grid.index(of:)), style
    )
    for line in lines { output.bytes.append(contentsOf: "\(line)\n".utf8) }
    if style.hasFooter { output.bytes.appendFooter(rows: grid.rowCount) }
    return grid.rowCount
  }
}

/// A table of a subject, a sentence about it, and what else there is room for.
private struct FittedTable {
  private let grid: CellGrid
  private let sentence: Int
  private let subject: Int

  init?(_ grid: CellGrid, _ sentence: String, subject: Int?) {
    guard let index = grid.index(of: sentence), let subject else { return nil }
    self.grid = grid
    self.sentence = index
    self.subject = subject
  }

  /// What a long sentence keeps before its subject's kind has room, and before all else has.
  private static let leastRoom = 32
  private static let goodRoom = 60

  func lines(
    in width: Int, with kind: Int?, _ others: [Int], _ style: OutputStyle
  ) -> [String] {
    var room = width - grid.width(of: subject) - TableLayout.gap
    guard width >= DefinitionList.narrow, room >= Self.leastRoom else {
      return blocks(in: width, kind)
    }
    // One that needs less needs no more.
    let needed = grid.width(of: sentence)
    let kinds = chosen(
      of: kind.map { [$0] } ?? [], room: &room, leaving: min(Self.leastRoom, needed))
    let others = chosen(of: others, room: &room, leaving: min(Self.goodRoom, needed))
    let columns = [subject] + (kinds + others).sorted() + [sentence]
    let heading = line(grid.headings.map { grid.string(of: $0) }, columns, width)
    let rows = (0..<grid.rowCount).flatMap { line(strings(ofRow: $0), columns, width) }
    return (style.hasHeader ? heading.map { emphasized($0, style) } : []) + rows
  }

  /// The first of these that find room, and that say anything.
  private func chosen(of columns: [Int], room: inout Int, leaving least: Int) -> [Int] {
    var chosen: [Int] = []
    for column in columns where grid.says(column) {
      let rest = room - grid.width(of: column) - TableLayout.gap
      guard rest >= least else { break }
      room = rest
      chosen.append(column)
    }
    return chosen
  }

  private func line(_ cells: [String], _ columns: [Int], _ width: Int) -> [String] {
    var label = ""
    for index in columns.dropLast() {
      let gap = padding(grid.width(of: index) - displayWidth(of: cells[index]))
      let isRight = grid.columns[index].type.isRightAligned
      label += (isRight ? gap + cells[index] : cells[index] + gap) + padding(TableLayout.gap)
    }
    return wrapped(cells[sentence], after: label, width: width)
  }

  /// For narrow windows: the subject and its type, and the sentence below them.
  private func blocks(in width: Int, _ kind: Int?) -> [String] {
    (0..<grid.rowCount).flatMap { row in
      let cells = strings(ofRow: row)
      let type = kind.map { "  " + cells[$0] } ?? ""
      let isRoom = displayWidth(of: cells[subject] + type) <= width
      return [cells[subject] + (isRoom ? type : "")]
        + wrapped(cells[sentence], after: "  ", width: width)
    }
  }

  private func strings(ofRow row: Int) -> [String] {
    grid.cells(ofRow: row).map { grid.string(of: $0) }
  }

  private func emphasized(_ line: String, _ style: OutputStyle) -> String {
    style.isColoured ? "\u{1b}[1m\(line)\u{1b}[0m" : line
  }
}

extension CellGrid {
  fileprivate func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

  fileprivate func index(ofAny names: [String]) -> Int? { names.lazy.compactMap(index(of:)).first }

  /// How wide a column is shown, its heading included.
  fileprivate func width(of column: Int) -> Int { max(headings[column].width, widths[column]) }

  /// Whether some cell of a column is more than nothing.
  fileprivate func says(_ column: Int) -> Bool {
    (0..<rowCount).contains { row in
      let cells = cells(ofRow: row)
      return !cells[cells.startIndex + column].isNothing
    }
  }

  fileprivate func string(of cell: Cell) -> String {
    String(decoding: text(of: cell), as: UTF8.self)
  }
}
