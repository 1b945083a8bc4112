import Binding
import Execution
import QueryLanguage

/// The forms that a result can take, declared in one place: options, help and completion are made
/// from this list.
package enum OutputFormat: String, CaseIterable, Sendable {
  case table
  case vertical
  case tree
  case json
  case ndjson
  case csv
  case tsv
  case markdown

  /// One sentence for help.
  package var summary: String {
    switch self {
    case .table: "Columns under their headings, for people."
    case .vertical: "One `name: value` line for each column, a blank line between rows."
    case .tree: "A table whose rows stand below the rows above them: processes below their parents."
    case .json: "One array of objects for each statement."
    case .ndjson: "One JSON object on a line for each row, as it comes."
    case .csv: "Comma-separated values as in RFC 4180, with LF line ends."
    case .tsv: "Tab-separated values; tab, newline, return and backslash are escaped."
    case .markdown: "A table for a Markdown document."
    }
  }

  /// What writes answers in this format.
  package func makeWriter(_ style: OutputStyle) -> any AnswerWriter {
    switch self {
    case .table: TableWriter(style: style)
    case .vertical: VerticalWriter(style: style)
    case .tree: TreeWriter(style: style)
    case .json: JSONWriter(layout: .array, deniedText: style.deniedText)
    case .ndjson: JSONWriter(layout: .lines, deniedText: style.deniedText)
    case .csv: DelimitedWriter(dialect: .csv, style: style)
    case .tsv: DelimitedWriter(dialect: .tsv, style: style)
    case .markdown: MarkdownWriter(style: style)
    }
  }

  /// What is asked of a statement besides its rows.
  var mode: ExecutionMode {
    switch self {
    case .tree: .rowsWithAncestors
    case .table, .vertical, .json, .ndjson, .csv, .tsv, .markdown: .rows
    }
  }

  /// The first of these statements that cannot be shown so; nil where all can.
  func refusal(of statements: [PreparedStatement]) -> Diagnostic? {
    switch self {
    case .tree: statements.lazy.compactMap(\.refusalOfTree).first
    case .table, .vertical, .json, .ndjson, .csv, .tsv, .markdown: nil
    }
  }
}
