import Binding
import Execution
import QueryLanguage
import Values

/// A line for each row, its fields apart by a comma or a tab.
struct DelimitedWriter: AnswerWriter {
  /// What parts fields, and how they are escaped.
  let dialect: Dialect
  /// How the result looks.
  let style: OutputStyle

  enum Dialect {
    /// Quotes a field that needs it. Empty text is `""`, and so apart from null.
    case csv
    /// Escapes what a field may not hold: `\t \n \r \\`.
    case tsv
  }

  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int {
    if style.hasHeader {
      appendLine(answer.columns.map { .text(Text($0.name)) }, to: &output.bytes)
      try output.endRow()
    }
    var count = 0
    while let cells = try answer.nextRow() {
      appendLine(cells, to: &output.bytes)
      count += 1
      try output.endRow()
    }
    return count
  }

  private func appendLine(_ cells: [Value], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(dialect.separator) }
      append(cell, to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Of null and what is not finite nothing is written. An address is a number, as in JSON.
  private func append(_ cell: Value, to bytes: inout [UInt8]) {
    if case .text(let text) = cell {
      append(text.bytes, to: &bytes)
    } else if cell.isDenied {
      if let text = style.deniedText { append(text.bytes, to: &bytes) }
    } else if cell.isCollection {
      var json: [UInt8] = []
      json.appendJSON(cell, deniedText: style.deniedText)
      append(json, to: &bytes)
    } else if case .address(let address) = cell {
      bytes.appendDecimal(address)
    } else {
      bytes.appendExact(cell)
    }
  }

  /// A terminal is shown no byte that could steer it.
  private func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    switch dialect {
    case .csv:
      bytes.appendQuoted(style.isTerminal ? Array(visible(text).utf8) : text)
    case .tsv where style.isTerminal:
      var escaped: [UInt8] = []
      escaped.appendEscaped(text)
      bytes.append(contentsOf: visible(escaped).utf8)
    case .tsv:
      bytes.appendEscaped(text)
    }
  }
}

extension DelimitedWriter.Dialect {
  fileprivate var separator: UInt8 {
    switch self {
    case .csv: UInt8(ascii: ",")
    case .tsv: UInt8(ascii: "\t")
    }
  }
}

extension [UInt8] {
  /// As RFC 4180 has it, in quotes only where they are needed.
  fileprivate mutating func appendQuoted(_ text: [UInt8]) {
    guard text.isEmpty || text.contains(where: \.needsQuotes) else {
      append(contentsOf: text)
      return
    }
    let quote = UInt8(ascii: "\"")
    append(quote)
    for byte in text {
      if byte == quote { append(quote) }
      append(byte)
    }
    append(quote)
  }

  fileprivate mutating func appendEscaped(_ text: [UInt8]) {
    guard text.contains(where: { $0.escapeLetter != nil }) else {
      append(contentsOf: text)
      return
    }
    for byte in text {
      if let letter = byte.escapeLetter {
        append(UInt8(ascii: "\\"))
        append(letter)
      } else {
        append(byte)
      }
    }
  }
}

extension UInt8 {
  fileprivate var needsQuotes: Bool {
    switch self {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }

  /// What follows the backslash in tsv; nil where the byte stands for itself.
  fileprivate var escapeLetter: UInt8? {
    switch self {
    case UInt8(ascii: "\t"): UInt8(ascii: "t")
    case UInt8(ascii: "\n"): UInt8(ascii: "n")
    case UInt8(ascii: "\r"): UInt8(ascii: "r")
    case UInt8(ascii: "\\"): UInt8(ascii: "\\")
    default: nil
    }
  }
}
