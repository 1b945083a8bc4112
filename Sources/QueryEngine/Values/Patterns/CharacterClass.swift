/// `[a-z_]`, `[!0-9]`, `[[:alpha:]]`: characters of which a glob takes one.
struct CharacterClass: Hashable, Sendable {
  private var ranges: [ClosedRange<TextCharacter>] = []
  private var isNegated = false

  /// Whether the class takes the character.
  func contains(_ character: TextCharacter) -> Bool {
    ranges.contains { $0.contains(character) } != isNegated
  }

  /// Of the bytes after `[`, up to and with the `]` that closes it. If none does, nil, and the
  /// bytes are as they were: the bracket is one like any other character.
  init?(parsing bytes: inout ArraySlice<UInt8>) {
    var rest = ClassReader(bytes)
    if rest.skip("!") || rest.skip("^") { isNegated = true }
    var isFirst = true
    // A bracket that closes directly after the opening one would leave nothing: it is a member.
    while isFirst || !rest.skip("]") {
      isFirst = false
      if let named = rest.namedRanges() {
        ranges += named
        continue
      }
      guard let low = rest.character() else { return nil }
      guard rest.isRange, rest.skip("-"), let high = rest.character() else {
        ranges.append(low...low)
        continue
      }
      if low <= high { ranges.append(low...high) }
    }
    bytes = rest.bytes
  }
}

/// Takes a class apart.
private struct ClassReader {
  private(set) var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  mutating func skip(_ text: StaticString) -> Bool {
    let wanted = text.withUTF8Buffer { Array($0) }
    guard bytes.starts(with: wanted) else { return false }
    bytes.removeFirst(wanted.count)
    return true
  }

  /// The next character, without the backslash that makes it literal; nil at the end.
  mutating func character() -> TextCharacter? {
    _ = bytes.count > 1 && skip("\\")
    guard !bytes.isEmpty else { return nil }
    let (character, length) = bytes.span.character(at: 0)
    bytes.removeFirst(length)
    return character
  }

  /// Whether a hyphen comes that has a character on its other side.
  var isRange: Bool {
    bytes.count > 1 && bytes.first == UInt8(ascii: "-")
      && bytes.dropFirst().first != UInt8(ascii: "]")
  }

  /// `[:alpha:]` and its kin, of ASCII.
  mutating func namedRanges() -> [ClosedRange<TextCharacter>]? {
    for (name, ranges) in Self.named where skip(name) {
      return ranges.map { TextCharacter(code: $0.lowerBound)...TextCharacter(code: $0.upperBound) }
    }
    return nil
  }

  private static let named: [(StaticString, [ClosedRange<UInt32>])] = [
    ("[:alnum:]", [0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
    ("[:alpha:]", [0x41...0x5A, 0x61...0x7A]),
    ("[:blank:]", [0x09...0x09, 0x20...0x20]),
    ("[:cntrl:]", [0x00...0x1F, 0x7F...0x7F]),
    ("[:digit:]", [0x30...0x39]),
    ("[:graph:]", [0x21...0x7E]),
    ("[:lower:]", [0x61...0x7A]),
    ("[:print:]", [0x20...0x7E]),
    ("[:punct:]", [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    ("[:space:]", [0x09...0x0D, 0x20...0x20]),
    ("[:upper:]", [0x41...0x5A]),
    ("[:xdigit:]", [0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]
}
