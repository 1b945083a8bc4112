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
    let kept = answer as? KeptAnswer
    var count = 0
    while let cells = try answer.nextRow() {
      if count > 0 { output.bytes.append(UInt8(ascii: "\n")) }
      for (index, cell) in cells.enumerated() {
        output.bytes.append(contentsOf: labels[index])
        append(cell, text, isMarked: kept?.isMarked(index) ?? false, to: &output.bytes)
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

  private func append(
    _ cell: Value, _ text: CellText, isMarked: Bool, to bytes: inout [UInt8]
  ) {
    let emphasis =
      style.isColoured ? Emphasis(isNothing: !cell.isPresent, isMarked: isMarked) : .none
    bytes.append(emphasis.start)
    text.append(cell, to: &bytes)
    bytes.append(emphasis.end)
  }
}
