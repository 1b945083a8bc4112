// What stands between quotes and backticks.

extension Lexer {
  /// Text in either kind of quote. A doubled quote stands for one; `\xNN \n \t \r \\ \' \"` are
  /// escapes; before any other character the backslash stays.
  mutating func lexText(quote: UInt8) -> Token.Kind {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = peek() {
      if byte == quote {
        position += 1
        guard peek() == quote else { return .literal(.text(text)) }
        position += 1
        text.append(quote)
      } else if byte == UInt8(ascii: "\\") {
        text.append(lexEscape())
      } else {
        position += 1
        text.append(byte)
      }
    }
    return .malformed(.unclosedQuote(at: SourceRange(start, start + 1)))
  }

  /// The byte that an escape stands for, or its backslash where it is none.
  private mutating func lexEscape() -> UInt8 {
    position += 1
    if let byte = peek(), let meaning = Escape.byte(for: byte) {
      position += 1
      return meaning
    }
    if peek() == UInt8(ascii: "x"), let high = peek(1)?.hexadecimalValue,
      let low = peek(2)?.hexadecimalValue
    {
      position += 3
      return high << 4 | low
    }
    return UInt8(ascii: "\\")
  }

  /// A name in backticks; a doubled backtick stands for one.
  mutating func lexQuotedName() -> Token.Kind {
    let start = position
    let backtick = UInt8(ascii: "`")
    position += 1
    var name: [UInt8] = []
    while let byte = peek() {
      position += 1
      if byte == backtick {
        guard peek() == backtick else { return quotedName(name, at: SourceRange(start, position)) }
        position += 1
      }
      name.append(byte)
    }
    return .malformed(.unclosedBacktick(at: SourceRange(start, start + 1)))
  }

  private func quotedName(_ bytes: [UInt8], at range: SourceRange) -> Token.Kind {
    if bytes.isEmpty { return .malformed(.emptyName(between: "backticks", at: range)) }
    guard let name = String(validating: bytes, as: UTF8.self) else {
      return .malformed(.nameNotUTF8(at: range))
    }
    return .quotedName(name)
  }
}

/// The escapes of one letter, in both directions; `\xNN` is the only other.
enum Escape {
  private static let pairs: [(letter: UInt8, byte: UInt8)] = [
    (UInt8(ascii: "n"), 0x0A), (UInt8(ascii: "t"), 0x09), (UInt8(ascii: "r"), 0x0D),
    (UInt8(ascii: "\\"), UInt8(ascii: "\\")), (UInt8(ascii: "'"), UInt8(ascii: "'")),
    (UInt8(ascii: "\""), UInt8(ascii: "\"")),
  ]

  /// The byte that a backslash and this letter stand for.
  static func byte(for letter: UInt8) -> UInt8? {
    pairs.first { $0.letter == letter }?.byte
  }

  /// The letter that, after a backslash, stands for this byte.
  static func letter(for byte: UInt8) -> UInt8? {
    pairs.first { $0.byte == byte }?.letter
  }
}
