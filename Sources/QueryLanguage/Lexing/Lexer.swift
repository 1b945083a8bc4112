/// Cuts a text into tokens. It never fails: bytes that make no token become one of kind
/// `malformed`, which the parser reports when it reaches it, and the lexer continues behind them.
package struct Lexer {
  /// The whole text.
  let bytes: [UInt8]
  /// Where the next token, or the space before it, begins.
  var position = 0
  /// Whether the text ends inside a `--` comment or an interpreter line, so that a line feed would
  /// end it.
  private(set) var endsInComment = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    skipByteOrderMark()
    skipInterpreterLine()
  }

  /// All tokens, the last of kind `end`.
  package static func tokens(of bytes: [UInt8]) -> [Token] {
    var lexer = Lexer(bytes)
    return lexer.lexTokens()
  }

  /// The tokens that are left, the last of kind `end`.
  mutating func lexTokens() -> [Token] {
    var tokens: [Token] = []
    while true {
      let token = lexToken()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  mutating func lexToken() -> Token {
    if let unclosed = skipSpace() { return unclosed }
    let start = position
    guard let byte = peek() else { return Token(.end, at: SourceRange(start, start)) }
    let kind =
      switch byte {
      case _ where byte.beginsName: lexWord()
      case _ where byte.isDigit: lexNumber()
      case UInt8(ascii: "'"), UInt8(ascii: "\""): lexText(quote: byte)
      case UInt8(ascii: "`"): lexQuotedName()
      case UInt8(ascii: "$"): lexParameter()
      default: lexSymbol()
      }
    return Token(kind, at: SourceRange(start, position))
  }

  /// The byte so far ahead; nil past the end.
  func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  /// A part of the text; bytes that are no UTF-8 are replaced.
  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Goes past all bytes of a kind.
  mutating func skip(while matches: (UInt8) -> Bool) {
    while position < bytes.count, matches(bytes[position]) { position += 1 }
  }
}

// MARK: - Between tokens

extension Lexer {
  private mutating func skipByteOrderMark() {
    if bytes.starts(with: SourceText.byteOrderMark) { position = SourceText.byteOrderMark.count }
  }

  /// `#!/usr/bin/env procq`, only at the very beginning.
  private mutating func skipInterpreterLine() {
    guard peek() == UInt8(ascii: "#"), peek(1) == UInt8(ascii: "!") else { return }
    skipLine()
  }

  private mutating func skipLine() {
    skip { $0 != UInt8(ascii: "\n") }
    endsInComment = position == bytes.count
  }

  /// Skips white space and comments; a comment that is never closed comes back as a token.
  private mutating func skipSpace() -> Token? {
    while let byte = peek() {
      if byte.isSpace {
        position += 1
      } else if byte == UInt8(ascii: "-"), peek(1) == byte {
        skipLine()
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        if let unclosed = skipBlockComment() { return unclosed }
      } else {
        return nil
      }
    }
    return nil
  }

  private mutating func skipBlockComment() -> Token? {
    let start = position
    position += 2
    while let byte = peek() {
      if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        return nil
      }
      position += 1
    }
    let opening = SourceRange(start, start + 2)
    return Token(.malformed(.unclosedComment(at: opening)), at: SourceRange(start, position))
  }
}

// MARK: - Words and symbols

extension Lexer {
  private mutating func lexWord() -> Token.Kind {
    let start = position
    skip { $0.continuesName }
    guard position - start <= Keyword.longest else { return .word(nil) }
    return .word(Keyword(spelling: string(start..<position)))
  }

  private mutating func lexParameter() -> Token.Kind {
    let start = position
    position += 1
    guard let byte = peek(), byte.beginsName else {
      return .malformed(.parameterWithoutName(at: SourceRange(start, position)))
    }
    skip { $0.continuesName }
    return .parameter
  }

  private mutating func lexSymbol() -> Token.Kind {
    let rest = bytes[position...]
    for (first, symbol) in Symbol.longestFirst
    where first == bytes[position] && rest.starts(with: symbol.rawValue.utf8) {
      position += symbol.rawValue.utf8.count
      return .symbol(symbol)
    }
    return lexStray()
  }

  /// A character that nothing begins with. A run of non-ASCII bytes is taken whole, so that
  /// noise makes one error and not one for each byte.
  private mutating func lexStray() -> Token.Kind {
    let start = position
    position += 1
    if bytes[start] >= 0x80 {
      skip { $0 >= 0x80 }
    } else if bytes[start] == UInt8(ascii: "&"), peek() == UInt8(ascii: "&") {
      position += 1
    }
    let range = SourceRange(start, position)
    return .malformed(.unexpectedCharacter(bytes[start..<position], at: range))
  }
}
