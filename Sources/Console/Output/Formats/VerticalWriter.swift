import Binding
import Execution
import QueryLanguage
import Values

/// A `name: value` line for each column, the values under one another; a blank line between rows.
/// Each element of a list, and each entry of a map, stands on a line of its own.
struct VerticalWriter: AnswerWriter {
  /// How the result looks.
  let style: OutputStyle

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    let labels = makeLabels(answer.columns)
    let (kept, formats) = try measured(answer)
    let answer = kept ?? answer
    let text = CellText(isRaw: style.isRaw)
    var count = 0
    while let cells = try answer.nextRow() {
      if count > 0 { output.bytes.append(UInt8(ascii: "\n")) }
      for (index, cell) in cells.enumerated() {
        output.bytes.append(contentsOf: labels.texts[index])
        let emphasis = emphasis(of: cell, isMarked: kept?.isMarked(index) ?? false)
        let lines = lines(of: cell, as: formats[index], text)
        append(lines, emphasis, indent: labels.indent, to: &output.bytes)
      }
      count += 1
      try output.endRow()
    }
    return count
  }

  /// The rows leave as they come, unless all must be seen to know how one of them is shown.
  private func measured(
    _ answer: any Answer
  ) throws(ResultFailure) -> (KeptAnswer?, [ColumnFormat]) {
    let measures = [ColumnMeasure](answer.columns)
    if let kept = answer as? KeptAnswer { return (kept, kept.formats) }
    guard measures.needValues, !style.isRaw else { return (nil, measures.formats) }
    let kept = try KeptAnswer(answer)
    return (kept, kept.formats)
  }

  private func makeLabels(_ columns: [AnswerColumn]) -> (texts: [[UInt8]], indent: Int) {
    let names = columns.map { visible($0.name) }
    let widths = names.map { displayWidth(of: $0) }
    let widest = widths.max() ?? 0
    let texts = zip(names, widths).map { name, width in
      Array("\(name):\(padding(widest - width + 1))".utf8)
    }
    return (texts, widest + 2)
  }

  private func lines(of cell: Value, as format: ColumnFormat, _ text: CellText) -> [[UInt8]] {
    if let entries = text.entries(of: cell, as: format), !entries.isEmpty { return entries }
    var bytes: [UInt8] = []
    text.append(cell, as: format, to: &bytes)
    return [bytes]
  }

  private func emphasis(of cell: Value, isMarked: Bool) -> Emphasis {
    style.isColoured ? Emphasis(isNothing: !cell.isPresent, isMarked: isMarked) : .none
  }

  private func append(
    _ lines: [[UInt8]], _ emphasis: Emphasis, indent: Int, to bytes: inout [UInt8]
  ) {
    for (index, line) in lines.enumerated() {
      if index > 0 { bytes.append(contentsOf: padding(indent).utf8) }
      bytes.append(emphasis.start)
      bytes.append(contentsOf: line)
      bytes.append(emphasis.end)
      bytes.append(UInt8(ascii: "\n"))
    }
  }
}
