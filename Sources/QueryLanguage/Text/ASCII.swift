// What ASCII says of bytes and of names, for all modules: the language's own words are ASCII, and
// folding by Unicode would take the Kelvin sign for a 'k'. The tests of bytes are inlined into other
// modules, since some of them look at every byte of a result.

extension UInt8 {
  /// A decimal digit.
  @inlinable package var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  @inlinable package var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  /// A letter of either case.
  @inlinable package var isLetter: Bool {
    let lowered = self | 0x20
    return lowered >= 0x61 && lowered <= 0x7A
  }

  /// A letter of either case or a decimal digit.
  @inlinable package var isLetterOrDigit: Bool { isLetter || isDigit }

  /// Neither a control nor beyond ASCII; the space is printable.
  @inlinable package var isPrintable: Bool { self >= 0x20 && self < 0x7F }

  /// What a name that needs no backticks may begin with.
  @inlinable package var beginsName: Bool { isLetter || self == 0x5F }

  /// What may follow in such a name.
  @inlinable package var continuesName: Bool { beginsName || isDigit }

  /// The lower-case letter for an upper-case one; any other byte as it is.
  @inlinable package var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

// MARK: - Hexadecimal digits

extension UInt8 {
  /// A hexadecimal digit of either case.
  var isHexadecimalDigit: Bool { hexadecimalValue != nil }

  /// What the byte is worth as a hexadecimal digit.
  package var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The digit for a value below 16, in lower case.
  package static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}

// MARK: - Names

extension String {
  /// With its ASCII letters in lower case, as names are compared and looked up.
  package var folded: String {
    guard utf8.contains(where: { $0 != $0.lowercased }) else { return self }
    return String(decoding: utf8.map(\.lowercased), as: UTF8.self)
  }

  /// Whether both are the same name, in any case of ASCII letters.
  package func isSame(as other: String) -> Bool {
    utf8.count == other.utf8.count
      && utf8.elementsEqual(other.utf8) { $0.lowercased == $1.lowercased }
  }

  /// Whether it is a name as it stands, without backticks.
  package var isName: Bool {
    utf8.first?.beginsName == true && utf8.allSatisfy(\.continuesName)
  }
}

extension [UInt8] {
  /// Without the space around it.
  package var trimmed: [UInt8] {
    let start = drop(while: \.isSpace)
    guard let end = start.lastIndex(where: { !$0.isSpace }) else { return [] }
    return Array(start[...end])
  }
}
