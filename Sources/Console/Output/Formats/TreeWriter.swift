import Execution
import Values

/// A table whose rows stand below the nearest row above them.
struct TreeWriter: AnswerWriter {
  /// How the table looks.
  let style: OutputStyle

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    let arranged = answer as? KeptAnswer
    let answer =
      if let arranged, arranged.branches != nil { arranged } else { try tree(of: answer) }
    return try TableWriter(style: style).write(answer, to: output)
  }

  private func tree(of answer: any Answer) throws(ResultFailure) -> KeptAnswer {
    var rows: [[Value]] = []
    var places: [RowTree.Place] = []
    while let row = try answer.nextRow() {
      try answer.countKeptRow(row)
      rows.append(row)
      places.append(RowTree.Place(key: answer.rowKey, ancestors: answer.ancestors))
    }
    let tree = RowTree(places)
    return KeptAnswer(
      answer.columns, tree.order.map { rows[$0] }, branches: tree.branches)
  }
}
