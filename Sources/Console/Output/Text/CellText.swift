import QueryLanguage
import Schema
import Values

/// Appends values, as people read them, to one array of bytes, since a table must keep all its
/// cells until it knows how wide its columns are.
struct CellText {
  /// Exact numbers: bytes, seconds, RFC 3339; lists and maps as JSON.
  let isRaw: Bool

  /// Appends a value as it is read by people.
  func append(_ cell: Value, as format: ColumnFormat, to bytes: inout [UInt8]) {
    if cell.isNull {
      bytes.append("-")
    } else if cell.isDenied {
      bytes.append("?")
    } else if case .text(let text) = cell {
      append(text.bytes, quoted: !isRaw && text.looksLikeNothing, to: &bytes)
    } else if isRaw {
      appendExact(cell, to: &bytes)
    } else if let entries = entries(of: cell, as: format) {
      bytes.append(contentsOf: entries.joined(separator: ", ".utf8))
    } else if let text = rounded(cell, as: format) {
      bytes.append(contentsOf: text.utf8)
    } else {
      appendExact(cell, to: &bytes)
    }
  }

  private func appendExact(_ cell: Value, to bytes: inout [UInt8]) {
    if cell.isCollection {
      bytes.appendJSON(cell)
    } else if !bytes.appendExact(cell) {
      bytes.append("-")
    }
  }

  private func rounded(_ cell: Value, as format: ColumnFormat) -> String? {
    switch cell {
    case .real(let number):
      return format.decimals.map { HumanText.real(number, decimals: $0) } ?? HumanText.real(number)
    case .countRate(let rate):
      return format.decimals.map { HumanText.real(rate, decimals: $0) + "/s" }
        ?? HumanText.countRate(rate)
    case .time(let nanoseconds) where format.showsMilliseconds:
      return HumanText.timeOfMilliseconds(nanoseconds)
    case .integer(let count) where format.isBytes: return HumanText.size(count)
    default: return HumanText.text(of: cell)
    }
  }

  /// The elements of a list, the entries of a map, each as it is read; nil of what is neither, and with
  /// exact numbers.
  func entries(of cell: Value, as format: ColumnFormat) -> [[UInt8]]? {
    if isRaw { return nil }
    switch cell {
    case .list(let elements): return elements.map { inner($0, as: format) }
    case .map(let map):
      return map.entries.map { key, value in
        name(key) + [UInt8(ascii: "=")] + inner(value, as: format.ofEntry(key))
      }
    default: return nil
    }
  }

  /// What stands among others, in quotes or brackets where it could be taken for several.
  private func inner(_ value: Value, as format: ColumnFormat) -> [UInt8] {
    var bytes: [UInt8] = []
    if case .text(let text) = value {
      append(text.bytes, quoted: text.isUnclearAmongOthers, to: &bytes)
    } else if value.isCollection {
      bytes.append("[")
      append(value, as: format, to: &bytes)
      bytes.append("]")
    } else {
      append(value, as: format, to: &bytes)
    }
    return bytes
  }

  private func name(_ key: Text) -> [UInt8] {
    var bytes: [UInt8] = []
    let isUnclear = key.isUnclearAmongOthers || key.bytes.contains(UInt8(ascii: "="))
    append(key.bytes, quoted: isUnclear, to: &bytes)
    return bytes
  }

  /// Most text is plain, and goes through as it is.
  private func append(_ text: [UInt8], quoted isQuoted: Bool, to bytes: inout [UInt8]) {
    if isQuoted { bytes.append("\"") }
    if text.allSatisfy(\.isPrintable) {
      bytes.append(contentsOf: text)
    } else {
      bytes.append(contentsOf: visible(text).utf8)
    }
    if isQuoted { bytes.append("\"") }
  }
}

extension Text {
  /// A process may call itself as null and denied are shown.
  fileprivate var looksLikeNothing: Bool {
    bytes == [UInt8(ascii: "-")] || bytes == [UInt8(ascii: "?")]
  }

  /// Whether it could be taken for nothing, for no text at all, or for several.
  fileprivate var isUnclearAmongOthers: Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    let blank = UInt8(ascii: " ")
    return first == blank || last == blank || first == UInt8(ascii: "\"")
      || bytes.contains(UInt8(ascii: ",")) || looksLikeNothing
  }
}

extension ValueType {
  /// Numbers stand with their last digits under one another; a moment is read as text.
  var isRightAligned: Bool { isAmount && self != .time }

  /// Whether a cell still says something when its end is cut off.
  var canBeCut: Bool { self == .text || isCollection }
}
