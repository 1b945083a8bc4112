import QueryLanguage

/// A text of several lines and the cursor in it. Offsets are in bytes, columns in characters.
struct EditedText {
  /// The whole text.
  let bytes: [UInt8]
  /// Where the cursor is.
  let cursor: Int

  init(_ line: (text: [UInt8], cursor: Int)) {
    bytes = line.text
    cursor = line.cursor
  }

  private static let newline = UInt8(ascii: "\n")

  /// Where the cursor's line begins.
  var lineStart: Int { start(ofLineAt: cursor) }

  /// Where the cursor's line ends: at its newline, or with the text.
  var lineEnd: Int { end(ofLineAt: cursor) }

  /// How many characters stand before the cursor in its line.
  var column: Int { Array(bytes[lineStart..<cursor]).characterCount }

  /// The offset of the column in the line above, or that line's end; nil where there is none.
  func above(_ column: Int) -> Int? {
    lineStart == 0 ? nil : offset(of: column, inLineAt: start(ofLineAt: lineStart - 1))
  }

  /// The offset of the column in the line below, or that line's end; nil where there is none.
  func below(_ column: Int) -> Int? {
    lineEnd == bytes.count ? nil : offset(of: column, inLineAt: lineEnd + 1)
  }

  private func start(ofLineAt offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
  }

  private func end(ofLineAt offset: Int) -> Int {
    bytes[offset...].firstIndex(of: Self.newline) ?? bytes.count
  }

  private func offset(of column: Int, inLineAt start: Int) -> Int {
    let line = String(decoding: bytes[start..<end(ofLineAt: start)], as: UTF8.self)
    return start + line.unicodeScalars.prefix(column).reduce(0) { $0 + UTF8.width($1) }
  }
}

extension [UInt8] {
  /// How many characters it is, as libedit counts them.
  var characterCount: Int { String(decoding: self, as: UTF8.self).unicodeScalars.count }

  /// Whether the last of several lines is empty.
  var endsWithEmptyLine: Bool {
    guard let end = lastIndex(of: UInt8(ascii: "\n")) else { return false }
    return self[end...].allSatisfy(\.isSpace)
  }
}
