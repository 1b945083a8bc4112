/// What the language calls a character: a Unicode scalar, or a byte that is part of none.
struct TextCharacter: Hashable, Comparable, Sendable {
  /// The scalar's value; for a byte that is part of none 0x110000 more than the byte, which is past
  /// every scalar.
  let code: UInt32

  init(code: UInt32) {
    self.code = code
  }

  init(byte: UInt8) {
    self.init(code: 0x110000 + UInt32(byte))
  }

  /// Nil of a byte that is part of none.
  var scalar: Unicode.Scalar? { Unicode.Scalar(code) }

  static func < (left: TextCharacter, right: TextCharacter) -> Bool { left.code < right.code }

  /// Writes its bytes.
  func append(to bytes: inout [UInt8]) {
    if code < 0x80 {
      bytes.append(UInt8(code))
    } else if let scalar {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    } else {
      bytes.append(UInt8(truncatingIfNeeded: code))
    }
  }
}

extension Span<UInt8> {
  /// The character that begins at an offset within bounds, and how many bytes it takes.
  func character(at offset: Int) -> (TextCharacter, length: Int) {
    let first = self[offset]
    if first < 0x80 { return (TextCharacter(code: UInt32(first)), 1) }
    // By the well-formed sequences of Unicode, table 3-7: the second byte's range depends on the
    // first, so that nothing overlong, no surrogate and nothing past U+10FFFF is taken.
    switch first {
    case 0xC2...0xDF: return sequence(at: offset, length: 2, bits: first & 0x1F, 0x80...0xBF)
    case 0xE0: return sequence(at: offset, length: 3, bits: 0, 0xA0...0xBF)
    case 0xED: return sequence(at: offset, length: 3, bits: first & 0x0F, 0x80...0x9F)
    case 0xE1...0xEF: return sequence(at: offset, length: 3, bits: first & 0x0F, 0x80...0xBF)
    case 0xF0: return sequence(at: offset, length: 4, bits: 0, 0x90...0xBF)
    case 0xF1...0xF3: return sequence(at: offset, length: 4, bits: first & 0x07, 0x80...0xBF)
    case 0xF4: return sequence(at: offset, length: 4, bits: first & 0x07, 0x80...0x8F)
    default: return (TextCharacter(byte: first), 1)
    }
  }

  private func sequence(
    at offset: Int, length: Int, bits: UInt8, _ second: ClosedRange<UInt8>
  ) -> (TextCharacter, length: Int) {
    let invalid = (TextCharacter(byte: self[offset]), 1)
    guard offset + length <= count, second.contains(self[offset + 1]) else { return invalid }
    var code = UInt32(bits) << 6 | UInt32(self[offset + 1] & 0x3F)
    for next in offset + 2..<offset + length {
      guard self[next] & 0xC0 == 0x80 else { return invalid }
      code = code << 6 | UInt32(self[next] & 0x3F)
    }
    return (TextCharacter(code: code), length)
  }
}

extension Text {
  /// How many characters there are. O(n).
  var characterCount: Int {
    let bytes = bytes.span
    var (offset, count) = (0, 0)
    while offset < bytes.count {
      offset += bytes.character(at: offset).length
      count += 1
    }
    return count
  }

  /// The offset of the byte where the character begins that `count` characters precede; the
  /// text's end if there are fewer.
  func offset(after count: Int, from start: Int = 0) -> Int {
    let bytes = bytes.span
    var (offset, left) = (start, count)
    while left > 0, offset < bytes.count {
      offset += bytes.character(at: offset).length
      left -= 1
    }
    return offset
  }

  /// Its characters, one by one. O(n), and four bytes for each.
  var characters: [TextCharacter] {
    let bytes = bytes.span
    var (offset, characters) = (0, [TextCharacter]())
    while offset < bytes.count {
      let (character, length) = bytes.character(at: offset)
      characters.append(character)
      offset += length
    }
    return characters
  }

  init(characters: some Sequence<TextCharacter>) {
    var bytes: [UInt8] = []
    for character in characters { character.append(to: &bytes) }
    self.init(bytes: bytes)
  }

  /// The text with each character replaced by what `transform` makes of it.
  func mapCharacters(_ transform: (TextCharacter) -> TextCharacter) -> Text {
    let bytes = bytes.span
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var offset = 0
    while offset < bytes.count {
      let (character, length) = bytes.character(at: offset)
      transform(character).append(to: &result)
      offset += length
    }
    return Text(bytes: result)
  }

  /// The first byte that is part of no character.
  var firstInvalidOffset: Int? {
    let bytes = bytes.span
    var offset = 0
    while offset < bytes.count {
      let (character, length) = bytes.character(at: offset)
      if character.scalar == nil { return offset }
      offset += length
    }
    return nil
  }
}

extension TextCharacter {
  /// Its lower-case form, if that is one character; else itself.
  var lowercased: TextCharacter {
    if code < 0x80 { return (0x41...0x5A).contains(code) ? TextCharacter(code: code + 0x20) : self }
    return scalar.flatMap { TextCharacter(single: $0.properties.lowercaseMapping) } ?? self
  }

  /// Its upper-case form, if that is one character; else itself: `ß` stays.
  var uppercased: TextCharacter {
    if code < 0x80 { return (0x61...0x7A).contains(code) ? TextCharacter(code: code - 0x20) : self }
    return scalar.flatMap { TextCharacter(single: $0.properties.uppercaseMapping) } ?? self
  }

  /// What it has in common with the other cases of the same letter.
  var folded: TextCharacter { code < 0x80 ? lowercased : uppercased.lowercased }

  private init?(single mapping: String) {
    let scalars = mapping.unicodeScalars
    guard let first = scalars.first, scalars.count == 1 else { return nil }
    self.init(code: first.value)
  }
}
