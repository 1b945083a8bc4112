import Binding
import Schema
import Values
import QueryLanguage

/// Appends values, as people read them, to one array of bytes, since a table must keep all its
/// cells until it knows how wide its columns are.
struct CellText {
  /// Exact numbers: bytes, seconds, RFC 3339.
  let isRaw: Bool

  /// Appends a value as it is read by people.
  func append(_ cell: Value, to bytes: inout [UInt8]) {
    switch cell {
    case .null: bytes.append("-")
    case .denied: bytes.append("?")
    case .text(let text): append(text.bytes, to: &bytes)
    case .address(let address): bytes.append(contentsOf: ExactText.address(address).utf8)
    case .boolean, .integer, .list, .map: bytes.appendJSON(cell, deniedText: nil)
    case .real(let number): append(number, HumanText.real, to: &bytes)
    case .byteRate(let rate): append(rate, HumanText.byteRate, to: &bytes)
    case .countRate(let rate): append(rate, HumanText.countRate, to: &bytes)
    case .size(let size): append(size, HumanText.size, exact: { $0.description }, to: &bytes)
    case .duration(let duration):
      append(duration, HumanText.duration, exact: ExactText.seconds, to: &bytes)
    case .time(let time): append(time, HumanText.time, exact: ExactText.time, to: &bytes)
    }
  }

  private func append(
    _ number: Int64, _ rounded: (Int64) -> String, exact: (Int64) -> String,
    to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: (isRaw ? exact(number) : rounded(number)).utf8)
  }

  private func append(
    _ number: Double, _ rounded: (Double) -> String, to bytes: inout [UInt8]
  ) {
    bytes.append(contentsOf: (isRaw ? ExactText.real(number) ?? "-" : rounded(number)).utf8)
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
  /// Numbers stand with their last digits under one another.
  var isRightAligned: Bool {
    switch self {
    case .integer, .real, .size, .duration, .address, .byteRate, .countRate: true
    case .null, .boolean, .time, .text, .list, .map: false
    }
  }

  /// Whether a cell still says something when its end is cut off.
  var canBeCut: Bool {
    switch self {
    case .text, .list, .map: true
    case .null, .boolean, .integer, .real, .size, .duration, .time, .address, .byteRate,
      .countRate:
      false
    }
  }
}
