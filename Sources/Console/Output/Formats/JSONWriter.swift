import Binding
import Execution
import Values

/// One array for the statement, or one object on a line for each row.
struct JSONWriter: AnswerWriter {
  enum Layout {
    case array
    case lines
  }

  /// What holds the objects together.
  let layout: Layout
  /// What stands for denied; nil means null.
  let deniedText: Text?

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    let labels = answer.columns.map(label)
    var count = 0
    if layout == .array { output.bytes.append(UInt8(ascii: "[")) }
    while let cells = try answer.nextRow() {
      if layout == .array, count > 0 { output.bytes.append(UInt8(ascii: ",")) }
      appendObject(cells, labels: labels, to: &output.bytes)
      if layout == .lines { output.bytes.append(UInt8(ascii: "\n")) }
      count += 1
      try output.endRow()
    }
    if layout == .array { output.bytes.append("]\n") }
    return count
  }

  /// `"pid":`, made once for all rows.
  private func label(of column: AnswerColumn) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendJSON(Array(column.name.utf8))
    bytes.append(UInt8(ascii: ":"))
    return bytes
  }

  private func appendObject(_ cells: [Value], labels: [[UInt8]], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: labels[index])
      bytes.appendJSON(cell, deniedText: deniedText)
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
