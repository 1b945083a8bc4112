import Binding
import Console
import ConsoleSupport
import Execution
import Schema
import Values

/// Rows that are handed in.
final class ToyAnswer: Answer {
  let columns: [AnswerColumn]
  let notes: [String] = []
  let statistics = Statistics()
  private var rows: ArraySlice<[Value]>

  init(_ columns: [AnswerColumn], _ rows: [[Value]]) {
    self.columns = columns
    self.rows = rows[...]
  }

  /// One column, one row.
  convenience init(_ value: Value, _ type: ValueType, heading: String = "x") {
    self.init([AnswerColumn(heading, type)], [[value]])
  }

  func next() -> [Value]? { rows.popFirst() }
}

extension Value {
  static func text(bytes: [UInt8]) -> Value { .text(Text(bytes: bytes)) }

  static let environRefused = Value.denied(.refused(AccessID(1)))
}

/// What a format makes of rows, byte for byte.
func written(
  _ answer: any Answer, as format: OutputFormat, style: OutputStyle = OutputStyle()
) throws -> [UInt8] {
  let sink = MemorySink()
  let output = OutputBuffer(sink)
  _ = try format.makeWriter(style).write(answer, to: output)
  try output.flush()
  return sink.bytes
}

/// The same as text, for rows that are UTF-8.
func writtenText(
  _ answer: any Answer, as format: OutputFormat, style: OutputStyle = OutputStyle()
) throws -> String {
  String(decoding: try written(answer, as: format, style: style), as: UTF8.self)
}
