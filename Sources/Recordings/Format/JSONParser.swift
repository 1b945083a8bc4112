/// Why a text is no JSON.
struct JSONError: Error, Hashable, Sendable {
  /// The byte where it goes wrong, from 0.
  let offset: Int
}

/// Reads JSON as RFC 8259 has it, with bytes that are no UTF-8 let through in texts. Its depth is
/// bounded, so that no text exhausts the stack.
struct JSONParser {
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  /// A schema has some ten levels, a value as many as its type.
  private static let deepest = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The whole text.
  mutating func parse() throws(JSONError) -> JSONTree {
    let tree = try parseValue()
    skipSpaces()
    guard offset == bytes.count else { throw error }
    return tree
  }

  private var error: JSONError { JSONError(offset: offset) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
    }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(JSONError) {
    guard skip(character) else { throw error }
  }

  private mutating func parseValue() throws(JSONError) -> JSONTree {
    skipSpaces()
    guard depth < Self.deepest else { throw error }
    depth += 1
    defer { depth -= 1 }
    switch next {
    case UInt8(ascii: "{"): return try parseObject()
    case UInt8(ascii: "["): return try parseArray()
    case UInt8(ascii: "\""): return .text(try parseText())
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "t"): return try parseWord("true", .boolean(true))
    case UInt8(ascii: "f"): return try parseWord("false", .boolean(false))
    case _: return .number(try parseNumber())
    }
  }

  private mutating func parseWord(
    _ word: StaticString, _ tree: JSONTree
  ) throws(JSONError) -> JSONTree {
    guard word.withUTF8Buffer({ bytes[offset...].starts(with: $0) }) else { throw error }
    offset += word.utf8CodeUnitCount
    return tree
  }

  private mutating func parseArray() throws(JSONError) -> JSONTree {
    offset += 1
    var elements: [JSONTree] = []
    skipSpaces()
    if skip("]") { return .array([]) }
    repeat {
      elements.append(try parseValue())
      skipSpaces()
    } while skip(",")
    try expect("]")
    return .array(elements)
  }

  private mutating func parseObject() throws(JSONError) -> JSONTree {
    offset += 1
    var members: [JSONTree.Member] = []
    skipSpaces()
    if skip("}") { return .object([]) }
    repeat {
      skipSpaces()
      guard next == UInt8(ascii: "\"") else { throw error }
      let name = try parseText()
      skipSpaces()
      try expect(":")
      members.append(JSONTree.Member(bytes: name, try parseValue()))
      skipSpaces()
    } while skip(",")
    try expect("}")
    return .object(members)
  }

  private mutating func parseNumber() throws(JSONError) -> [UInt8] {
    let start = offset
    _ = skip("-")
    if !skip("0") { try skipDigits() }
    if skip(".") { try skipDigits() }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      try skipDigits()
    }
    return Array(bytes[start..<offset])
  }

  /// One at least.
  private mutating func skipDigits() throws(JSONError) {
    let start = offset
    while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    if offset == start { throw error }
  }
}

// Texts, to the byte.
extension JSONParser {
  private mutating func parseText() throws(JSONError) -> [UInt8] {
    offset += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return text
      case UInt8(ascii: "\\"):
        offset += 1
        try parseEscape(&text)
      case 0x00..<0x20: throw error
      case _:
        let plain = bytes[offset...].prefix { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
        text.append(contentsOf: plain)
        offset = plain.endIndex
      }
    }
    throw error
  }

  private mutating func parseEscape(_ text: inout [UInt8]) throws(JSONError) {
    guard let letter = next else { throw error }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): try parseUnit(&text)
    case _: throw error
    }
  }

  /// One unit of UTF-16, or a pair of surrogates. A lone one that stands for a byte is that byte.
  private mutating func parseUnit(_ text: inout [UInt8]) throws(JSONError) {
    let unit = try parseHexadecimal()
    if (0xDC80...0xDCFF).contains(unit) {
      text.append(UInt8(truncatingIfNeeded: unit))
      return
    }
    var scalar = unit
    if (0xD800...0xDBFF).contains(unit) {
      guard skip("\\"), skip("u") else { throw error }
      let low = try parseHexadecimal()
      guard (0xDC00...0xDFFF).contains(low) else { throw error }
      scalar = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(scalar) else { throw error }
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func parseHexadecimal() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch next {
      case let byte? where (0x30...0x39).contains(byte): digit = byte - 0x30
      case let byte? where (0x41...0x46).contains(byte): digit = byte - 0x41 + 10
      case let byte? where (0x61...0x66).contains(byte): digit = byte - 0x61 + 10
      case _: throw error
      }
      unit = unit << 4 | UInt32(digit)
      offset += 1
    }
    return unit
  }
}
