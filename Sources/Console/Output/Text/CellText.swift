import QueryLanguage
import Schema
import Values

/// Appends values, as people read them, to one array of bytes, since a table must keep all its
/// cells until it knows how wide its columns are.
struct CellText {
  /// Exact numbers: bytes, seconds, RFC 3339.
  let isRaw: Bool

  /// Appends a value as it is read by people.
  func append(_ cell: Value, to bytes: inout [UInt8]) {
    if cell.isNull {
      bytes.append("-")
    } else if cell.isDenied {
      bytes.append("?")
    } else if case .text(let text) = cell {
      append(text.bytes, to: &bytes)
    } else if cell.isCollection {
      bytes.appendJSON(cell)
    } else if !isRaw, let rounded = HumanText.text(of: cell) {
      bytes.append(contentsOf: rounded.utf8)
    } else if !bytes.appendExact(cell) {
      bytes.append("-")
    }
  }

  /// Most text is plain, and goes through as it is.
  private func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    if text.allSatisfy(\.isPrintable) {
      bytes.append(contentsOf: text)
    } else {
      bytes.append(contentsOf: visible(text).utf8)
    }
  }
}

extension ValueType {
  /// Numbers stand with their last digits under one another; a moment is read as text.
  var isRightAligned: Bool { isAmount && self != .time }

  /// Whether a cell still says something when its end is cut off.
  var canBeCut: Bool { self == .text || isCollection }
}
