/// A literal as it is written, so that it reads back the same.
package func canonicalText(of literal: Literal) -> String {
  switch literal {
  case .null: "null"
  case .boolean(let value): value ? "true" : "false"
  case .integer(let value): String(value)
  case .address(let value): "0x" + String(value, radix: 16)
  case .real(let value): value.description
  case .size(let bytes): bytes.written(in: .size)
  case .duration(let nanoseconds): nanoseconds.writtenAsDuration
  case .text(let bytes): quoted(bytes)
  }
}

extension Literal {
  /// A negative literal. The parser makes only the least integer; constant folding may make others.
  var isNegative: Bool {
    switch self {
    case .integer(let value), .size(let value), .duration(let value): value < 0
    case .real(let value): value.sign == .minus
    case .null, .boolean, .address, .text: false
    }
  }
}

extension Int64 {
  /// A whole number in the largest unit that divides it.
  fileprivate func written(in quantity: Unit.Quantity) -> String {
    let units = Unit.all.filter { $0.quantity == quantity && $0.isPrinted }
    let unit = self == 0 ? units.first : units.last { self % $0.scale == 0 }
    return unit.map { String(self / $0.scale) + $0.spelling } ?? String(self)
  }

  /// A duration; nanoseconds are written as a fraction of a millisecond, the smallest unit.
  fileprivate var writtenAsDuration: String {
    let millisecond: Int64 = 1_000_000
    if self == 0 { return "0s" }
    if self % millisecond == 0 { return written(in: .duration) }
    let decimals = String(String((self % millisecond).magnitude + 1_000_000).dropFirst())
    let sign = self < 0 ? "-" : ""
    return sign + String((self / millisecond).magnitude) + "." + decimals.trimmingZeros + "ms"
  }
}

extension String {
  /// Without the zeros at its end.
  fileprivate var trimmingZeros: String {
    var digits = self[...]
    while digits.hasSuffix("0") { digits.removeLast() }
    return String(digits)
  }
}

/// Text between single quotes, with the escapes that it needs to read back the same.
private func quoted(_ bytes: [UInt8]) -> String {
  var text: [UInt8] = [UInt8(ascii: "'")]
  var rest = bytes[...]
  while let byte = rest.first {
    let character = rest.prefix(UTF8Scalar.length(at: rest))
    rest = rest[character.endIndex...]
    switch byte {
    case UInt8(ascii: "'"): text += [byte, byte]
    case UInt8(ascii: "\\"): text += rest.first.needsBackslashDoubled ? [byte, byte] : [byte]
    default: text += escaped(character)
    }
  }
  return String(decoding: text + [UInt8(ascii: "'")], as: UTF8.self)
}

/// A character, or its escape where it is a control or no UTF-8.
private func escaped(_ character: ArraySlice<UInt8>) -> [UInt8] {
  if let byte = character.first, character.count == 1, byte != UInt8(ascii: "\""),
    let letter = Escape.letter(for: byte)
  {
    return [UInt8(ascii: "\\"), letter]
  }
  return Array(visible(character).utf8)
}

extension UInt8? {
  /// Whether a backslash before this byte, or at the end, would be read as an escape's.
  fileprivate var needsBackslashDoubled: Bool {
    guard let byte = self else { return true }
    // A control or a byte that is no UTF-8 is written as an escape itself.
    return byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "x") || Escape.byte(for: byte) != nil
  }
}
