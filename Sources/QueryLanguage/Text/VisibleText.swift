/// Makes bytes from processes and files safe to show: no terminal takes any of them for a control
/// sequence.
///
/// Valid UTF-8 is kept. C0, DEL, U+0080–9F, what steers or hides (see `UTF8Scalar.isHarmless`), and
/// bytes that are no UTF-8 become `\xNN`, byte for byte; a line feed is `\x0a`.
package func visible(_ bytes: some Collection<UInt8>) -> String {
  bytes.withContiguousStorageIfAvailable(visible(in:))
    ?? Array(bytes).withUnsafeBufferPointer(visible(in:))
}

/// Not generic, because a generic function is not specialized for callers in other modules.
private func visible(in bytes: UnsafeBufferPointer<UInt8>) -> String {
  if bytes.allSatisfy(\.isPrintable) { return String(decoding: bytes, as: UTF8.self) }
  var shown: [UInt8] = []
  shown.reserveCapacity(bytes.count + 16)
  var rest = bytes[...]
  while let first = rest.first {
    let character = rest.prefix(UTF8Scalar.length(at: rest))
    rest = rest[character.endIndex...]
    if first.isPrintable || UTF8Scalar.isHarmless(character) {
      shown.append(contentsOf: character)
    } else {
      character.forEach { shown.appendEscape(of: $0) }
    }
  }
  return String(decoding: shown, as: UTF8.self)
}

/// The same for text that is known to be UTF-8.
package func visible(_ text: String) -> String {
  visible(text.utf8)
}

extension [UInt8] {
  fileprivate mutating func appendEscape(of byte: UInt8) {
    append(UInt8(ascii: "\\"))
    append(UInt8(ascii: "x"))
    append(.hexadecimalDigit(byte >> 4))
    append(.hexadecimalDigit(byte & 15))
  }
}

/// One scalar's bytes at a time, by the table of well-formed sequences (Unicode 3.9, table 3-7).
package enum UTF8Scalar {
  /// How many bytes the scalar at the beginning takes; 1 where they are no UTF-8.
  package static func length(at bytes: some Collection<UInt8>) -> Int {
    guard let shape = bytes.first.flatMap(shape(of:)) else { return 1 }
    var continuation = bytes.dropFirst()
    guard let second = continuation.popFirst(), shape.second.contains(second) else { return 1 }
    for _ in 2..<max(shape.length, 2) {
      guard let byte = continuation.popFirst(), byte & 0xC0 == 0x80 else { return 1 }
    }
    return shape.length
  }

  /// How long a sequence with this first byte is, and what its second may be; nil where the byte
  /// is a whole scalar or begins none.
  private static func shape(of first: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch first {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }

  /// Whether these bytes are a scalar beyond ASCII that neither steers a terminal nor hides: no
  /// control, no format character, no separator of lines. Format characters that shape what stands
  /// beside them are harmless: the two joiners, and the signs of Arabic and other scripts that are
  /// drawn around numbers.
  package static func isHarmless(_ bytes: some Collection<UInt8>) -> Bool {
    guard bytes.count > 1, let value = value(of: bytes) else { return false }
    switch value {
    // Most text has nothing from here on that needs a look.
    case 0x80...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x2064, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3,
      0x1D173...0x1D17A,
      0xE0000...0xE007F:
      return false
    default: return true
    }
  }

  /// The scalar that a whole sequence stands for; nil where a single byte is no ASCII.
  package static func value(of bytes: some Collection<UInt8>) -> UInt32? {
    guard let first = bytes.first else { return nil }
    switch bytes.count {
    case 1: return first < 0x80 ? UInt32(first) : nil
    case 2: return continued(UInt32(first & 0x1F), by: bytes)
    case 3: return continued(UInt32(first & 0x0F), by: bytes)
    default: return continued(UInt32(first & 0x07), by: bytes)
    }
  }

  private static func continued(_ lead: UInt32, by bytes: some Collection<UInt8>) -> UInt32 {
    bytes.dropFirst().reduce(lead) { value, byte in value << 6 | UInt32(byte & 0x3F) }
  }
}
