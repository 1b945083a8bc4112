/// The forms that a result can take, declared in one place: options, help and completion are made
/// from this list.
package enum OutputFormat: String, CaseIterable, Sendable {
  case table
  case vertical
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
    case .json: JSONWriter(layout: .array, deniedText: style.deniedText)
    case .ndjson: JSONWriter(layout: .lines, deniedText: style.deniedText)
    case .csv: DelimitedWriter(dialect: .csv, style: style)
    case .tsv: DelimitedWriter(dialect: .tsv, style: style)
    case .markdown: MarkdownWriter(style: style)
    }
  }
}
