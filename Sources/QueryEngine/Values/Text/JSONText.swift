import QueryLanguage

/// How much of a text is written by number in JSON.
package enum JSONEscaping: Sendable {
  /// What JSON cannot hold otherwise. Bytes that are no UTF-8 stay what they are.
  case least
  /// Besides that what could steer a terminal or hide. Bytes that are no UTF-8 become lone surrogates, U+DC00 and the byte, from which Python's
  /// `os.fsencode` makes the very bytes again.
  case safe
}

// Values as JSON: compact and lossless.
extension [UInt8] {
  /// Sizes are numbers of bytes, durations of seconds, times RFC 3339. Null and denied are null,
  /// unless a text stands for denied.
  package mutating func appendJSON(
    _ value: Value, deniedText: Text? = nil, escaping: JSONEscaping = .safe
  ) {
    switch value {
    case .null: append("null")
    case .denied:
      if let deniedText { appendJSON(deniedText.bytes, escaping: escaping) } else { append("null") }
    case .text(let text): appendJSON(text.bytes, escaping: escaping)
    case .time(let nanoseconds):
      append(UInt8(ascii: "\""))
      append(contentsOf: ExactText.time(nanoseconds).utf8)
      append(UInt8(ascii: "\""))
    case .address(let address): appendDecimal(address)
    case .list(let elements): appendJSON(elements, deniedText: deniedText, escaping: escaping)
    case .map(let map): appendJSON(map, deniedText: deniedText, escaping: escaping)
    // JSON has no word for what is not finite.
    default: if !appendExact(value) { append("null") }
    }
  }

  private mutating func appendJSON(
    _ elements: [Value], deniedText: Text?, escaping: JSONEscaping
  ) {
    append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(element, deniedText: deniedText, escaping: escaping)
    }
    append(UInt8(ascii: "]"))
  }

  private mutating func appendJSON(
    _ map: MapValue, deniedText: Text?, escaping: JSONEscaping
  ) {
    append(UInt8(ascii: "{"))
    var isFirst = true
    for (key, value) in map.entries {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(key.bytes, escaping: escaping)
      append(UInt8(ascii: ":"))
      appendJSON(value, deniedText: deniedText, escaping: escaping)
    }
    append(UInt8(ascii: "}"))
  }

  /// A text in its quotes.
  package mutating func appendJSON(_ text: [UInt8], escaping: JSONEscaping = .safe) {
    append(UInt8(ascii: "\""))
    text.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        let plain = text[index...].prefix { isPlain($0, escaping) }
        append(contentsOf: plain)
        index = plain.endIndex
        if index < text.count { index += appendEscaped(text, at: index) }
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// One character that needs a look; how many bytes it took.
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
    if UTF8Scalar.isHarmless(character) {
      append(contentsOf: character)
    } else if scalar > 0xffff {
      appendEscape(0xd800 + (scalar - 0x10000) >> 10)
      appendEscape(0xdc00 + (scalar - 0x10000) & 0x3ff)
    } else {
      appendEscape(scalar)
    }
    return character.count
  }

  private mutating func appendEscape(_ unit: UInt32) {
    append("\\u")
    for shift in [12, 8, 4, 0] as [UInt32] {
      append(.hexadecimalDigit(UInt8(truncatingIfNeeded: unit >> shift & 0xf)))
    }
  }
}

/// Whether a byte goes through as it is, whatever stands around it.
private func isPlain(_ byte: UInt8, _ escaping: JSONEscaping) -> Bool {
  if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return false }
  switch escaping {
  case .least: return true
  case .safe: return byte < 0x7f
  }
}
