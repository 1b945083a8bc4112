import Execution

/// Writes the rounds of a statement one below the other, in one format.
struct RoundWriter {
  private let format: OutputFormat
  private var style: OutputStyle
  /// They are one table, whose columns grow where they must; else each is a result of its own.
  private let areOne: Bool
  /// Of the columns so far.
  private var widths: [Int] = []
  /// Something was written.
  private var hasBegun = false

  init(_ format: OutputFormat, _ style: OutputStyle, areOne: Bool) {
    self.format = format
    self.style = style
    self.areOne = areOne
    if areOne { self.style.hasFooter = false }
  }

  /// Writes a round and gives the number of its rows.
  mutating func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    if !hasBegun { output.beginResult(isTable: !format.isForMachines) }
    // Of a round that fails half of an array, or of a table, would be left; a tree is written whole.
    let answer =
      format.isStream || format == .tree || answer is KeptAnswer ? answer : try KeptAnswer(answer)
    if hasBegun { begin(&output.bytes) }
    defer { hasBegun = true }
    switch format {
    case .table where areOne:
      return try TableWriter(style: style).write(answer, to: output, widths: &widths)
    case .markdown where areOne:
      return try MarkdownWriter(style: style).write(answer, to: output, widths: &widths)
    case .table, .vertical, .tree, .json, .ndjson, .csv, .tsv, .markdown:
      return try format.makeWriter(style).write(answer, to: output)
    }
  }

  /// What stands between a round and the one before.
  private mutating func begin(_ bytes: inout [UInt8]) {
    switch format {
    case .csv, .tsv: style.hasHeader = false
    case .table where areOne: style.hasHeader = false
    case .markdown where areOne: break
    case .table, .markdown, .vertical, .tree: bytes.append(UInt8(ascii: "\n"))
    case .json, .ndjson: break
    }
  }
}

extension OutputFormat {
  /// A row is a line that stands for itself.
  fileprivate var isStream: Bool {
    switch self {
    case .ndjson, .csv, .tsv: true
    case .table, .vertical, .tree, .json, .markdown: false
    }
  }

  /// Programs read it, and not people.
  var isForMachines: Bool {
    switch self {
    case .json, .ndjson, .csv, .tsv: true
    case .table, .vertical, .tree, .markdown: false
    }
  }
}
