import QueryLanguage
import Schema

extension ScalarFunction {
  /// From text and from units to plain numbers.
  static let conversionFunctions: [ScalarFunction] = [
    ScalarFunction(
      "integer", usage: "integer(text)",
      "The whole number that a text says, or a value's in bytes or seconds; null where none is.",
      takes: [.numeral], returns: .type(.integer)
    ) { wholeNumber($0[0]).map(Value.integer) ?? .null },
    ScalarFunction(
      "number", usage: "number(text)",
      "The number that a text says, or a value's in bytes or seconds; null where there is none.",
      takes: [.numeral], returns: .type(.real)
    ) { realNumber($0[0]).map { .finite($0, as: Value.real) } ?? .null },
  ]

  /// What is after the point is dropped; of times what is after the second, back in time.
  private static func wholeNumber(_ value: Value) -> Int64? {
    switch value {
    case .boolean(let value): return value ? 1 : 0
    case .text(let text): return Numeral(text)?.wholeNumber
    case .duration(let nanoseconds): return nanoseconds / 1_000_000_000
    case .time(let nanoseconds):
      return nanoseconds.flooredQuotientAndRemainder(by: 1_000_000_000).quotient
    default: break
    }
    switch value.measure?.amount {
    case .whole(let number): return Int64(exactly: number)
    case .real(let number): return Int64(exactly: number.rounded(.towardZero))
    case nil: return nil
    }
  }

  private static func realNumber(_ value: Value) -> Double? {
    switch value {
    case .boolean(let value): value ? 1 : 0
    case .text(let text): Numeral(text)?.realNumber
    case .duration(let nanoseconds), .time(let nanoseconds): Double(nanoseconds) / 1e9
    default: value.measure?.amount.number
    }
  }
}

/// A text that says a number: `42`, `-7`, `0x1f`, `2.5`, `1e5`, white space around it.
private struct Numeral {
  private let isNegative: Bool
  /// Without sign and white space.
  private let digits: String

  init?(_ text: Text) {
    var bytes = text.bytes.trimmed[...]
    isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    // Both readers below also know words and signs that are no numbers to us.
    guard let digit = bytes.first, digit.isDigit || digit == UInt8(ascii: "."),
      bytes.allSatisfy({ $0 < 0x80 })
    else { return nil }
    digits = String(decoding: bytes, as: UTF8.self)
  }

  private var isHexadecimal: Bool { digits.hasPrefix("0x") || digits.hasPrefix("0X") }

  private var magnitude: UInt64? {
    isHexadecimal ? UInt64(digits.utf8.dropFirst(2)) : UInt64(digits)
  }

  var wholeNumber: Int64? {
    guard let magnitude else { return nil }
    return Int64(exactly: isNegative ? -Int128(magnitude) : Int128(magnitude))
  }

  var realNumber: Double? {
    let number = isHexadecimal ? magnitude.map { Double($0) } : Double(digits)
    return number.map { isNegative ? -$0 : $0 }
  }
}

extension UInt64 {
  /// Of hexadecimal digits and nothing else.
  fileprivate init?(_ hexadecimal: Substring.UTF8View) {
    guard hexadecimal.first != UInt8(ascii: "+"), hexadecimal.first != UInt8(ascii: "-"),
      let number = UInt64(String(Substring(hexadecimal)), radix: 16)
    else { return nil }
    self = number
  }
}
