/// The text of a script and the name it goes by.
package struct SourceText: Sendable {
  /// The file's name as the user gave it; nil for text from the command line or the prompt,
  /// which is its own context.
  package let name: String?
  /// The text, byte for byte as it came: a byte-order mark, CRLF and invalid UTF-8 included.
  package let bytes: [UInt8]
  /// It is another's than the caller's: an error shows none of it.
  package let isHidden: Bool

  package init(name: String? = nil, bytes: [UInt8], isHidden: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.isHidden = isHidden
  }

  package init(name: String? = nil, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

// MARK: - Its beginning

extension SourceText {
  /// U+FEFF in UTF-8, which some editors put before a text.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How many bytes stand before the statements: a byte-order mark and a line `#!…`, which count as
  /// space at the very beginning of a text and are errors elsewhere.
  package var preambleLength: Int { Lexer(bytes).position }

  /// The bytes with blanks for the preamble, so that the text may stand behind another one. Every
  /// other byte keeps its offset.
  package var bytesWithBlankPreamble: [UInt8] {
    let length = preambleLength
    return Array(repeating: UInt8(ascii: " "), count: length) + bytes[length...]
  }
}
