extension SourceText {
  /// The lines that are commands: their first character is a backslash, and it stands neither within
  /// quotes nor in a comment. Each from its beginning up to its line feed; what stands on them is no
  /// part of the language.
  package var commandLines: [Range<Int>] {
    // Most texts have none, and need not be cut into tokens for that.
    guard bytes.contains(UInt8(ascii: "\\")) else { return [] }
    var lexer = Lexer(bytes)
    let beginning = lexer.position
    var lines: [Range<Int>] = []
    while true {
      let token = lexer.lexToken()
      if token.kind == .end { return lines }
      guard let start = beginningOfLine(before: token.range.lower, from: beginning),
        bytes[token.range.lower] == UInt8(ascii: "\\")
      else { continue }
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      lines.append(start..<end)
      lexer.position = end
    }
  }

  /// Where the line begins on which nothing but space stands before this place; nil where more does.
  private func beginningOfLine(before place: Int, from beginning: Int) -> Int? {
    let space = bytes[beginning..<place]
    let start = space.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? beginning
    return bytes[start..<place].allSatisfy(\.isSpace) ? start : nil
  }
}
