import Binding
import Execution
import QueryLanguage
import Values

/// A `name: value` line for each column, the values under one another; a blank line between rows.
struct VerticalWriter: AnswerWriter {
  /// How the result looks.
  let style: OutputStyle

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    let labels = makeLabels(answer.columns)
    let text = CellText(isRaw: style.isRaw)
    var count = 0
    while let cells = try answer.nextRow() {
      if count > 0 { output.bytes.append(UInt8(ascii: "\n")) }
      for (label, cell) in zip(labels, cells) {
        output.bytes.append(contentsOf: label)
        append(cell, text: text, to: &output.bytes)
        output.bytes.append(UInt8(ascii: "\n"))
      }
      count += 1
      try output.endRow()
    }
    return count
  }

  private func makeLabels(_ columns: [AnswerColumn]) -> [[UInt8]] {
    let names = columns.map { visible($0.name) }
    let widths = names.map { displayWidth(of: $0) }
    let widest = widths.max() ?? 0
    return zip(names, widths).map { name, width in
      Array("\(name):\(String(repeating: " ", count: widest - width + 1))".utf8)
    }
  }

  private func append(_ cell: Value, text: CellText, to bytes: inout [UInt8]) {
    let isDim = style.isColoured && !cell.isPresent
    if isDim { bytes.append("\u{1b}[2m") }
    text.append(cell, to: &bytes)
    if isDim { bytes.append("\u{1b}[0m") }
  }
}
