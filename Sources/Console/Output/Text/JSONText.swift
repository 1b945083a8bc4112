import Values
import QueryLanguage

/// A value as JSON: compact, lossless, and without a byte that could steer a terminal.
extension [UInt8] {
  /// Sizes are numbers of bytes, durations of seconds, times RFC 3339. Null and denied are null,
  /// unless a text stands for denied.
  mutating func appendJSON(_ value: Value, deniedText: Text?) {
    switch value {
    case .null: append("null")
    case .denied: appendJSON(deniedText.map(Value.text) ?? .null, deniedText: nil)
    case .boolean(let truth): append(truth ? "true" : "false")
    case .integer(let number), .size(let number): appendDecimal(number)
    case .real(let number), .byteRate(let number), .countRate(let number): appendJSON(number)
    case .duration(let nanoseconds): append(contentsOf: ExactText.seconds(nanoseconds).utf8)
    case .time(let nanoseconds):
      append(UInt8(ascii: "\""))
      append(contentsOf: ExactText.time(nanoseconds).utf8)
      append(UInt8(ascii: "\""))
    case .address(let address): appendDecimal(address)
    case .text(let text): appendJSON(text.bytes)
    case .list(let elements): appendJSON(elements, deniedText: deniedText)
    case .map(let map): appendJSON(map, deniedText: deniedText)
    }
  }

  /// JSON cannot express infinity or NaN, which become null.
  private mutating func appendJSON(_ number: Double) {
    append(contentsOf: (ExactText.real(number) ?? "null").utf8)
  }

  private mutating func appendJSON(_ elements: [Value], deniedText: Text?) {
    append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(element, deniedText: deniedText)
    }
    append(UInt8(ascii: "]"))
  }

  private mutating func appendJSON(_ map: MapValue, deniedText: Text?) {
    append(UInt8(ascii: "{"))
    var isFirst = true
    for (key, value) in map.entries {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(key.bytes)
      append(UInt8(ascii: ":"))
      appendJSON(value, deniedText: deniedText)
    }
    append(UInt8(ascii: "}"))
  }

  /// Bytes that are no UTF-8 become lone surrogates, U+DC00 and the byte, from which Python's
  /// `os.fsencode` makes the very bytes again. What steers terminals, and the separators that
  /// some programs take for line ends, are written by number.
  mutating func appendJSON(_ text: [UInt8]) {
    append(UInt8(ascii: "\""))
    text.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        let plain = text[index...].prefix(while: isPlainInJSON)
        append(contentsOf: plain)
        index = plain.endIndex
        if index < text.count { index += appendEscaped(text, at: index) }
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends one character that may need an escape; gives how many bytes it took.
  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      append(UInt8(ascii: "\\"))
      append(byte)
      return 1
    }
    let character = text[index..<index + UTF8Scalar.length(at: text[index...])]
    guard let scalar = UTF8Scalar.value(of: character) else {
      appendEscape(0xdc00 + UInt32(byte))
      return 1
    }
    if UTF8Scalar.isHarmless(character), !isLineSeparator(scalar) {
      append(contentsOf: character)
    } else {
      appendEscape(scalar)
    }
    return character.count
  }

  private func isLineSeparator(_ scalar: UInt32) -> Bool { scalar == 0x2028 || scalar == 0x2029 }

  private mutating func appendEscape(_ unit: UInt32) {
    append("\\u")
    for shift in [12, 8, 4, 0] as [UInt32] {
      append(.hexadecimalDigit(UInt8(truncatingIfNeeded: unit >> shift & 0xf)))
    }
  }
}

private func isPlainInJSON(_ byte: UInt8) -> Bool {
  byte.isPrintable && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
}
