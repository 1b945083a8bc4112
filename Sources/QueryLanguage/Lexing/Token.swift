/// A word, number, text or symbol: the smallest piece of a script that the parser looks at.
package struct Token: Hashable, Sendable {
  /// What the token is.
  package var kind: Kind
  /// Where the token stands, quotes included.
  package var range: SourceRange

  init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// What a token is, with what the lexer made of its bytes.
  package enum Kind: Hashable, Sendable {
    /// Letters, digits and `_`; the keyword that it spells, if any.
    case word(Keyword?)
    /// A name in backticks, without them.
    case quotedName(String)
    /// `$name`
    case parameter
    case literal(Literal)
    /// 9223372036854775808, which only a minus before it makes an integer.
    case leastMagnitude
    case symbol(Symbol)
    /// Bytes that make no token, with the error that the parser reports when it reaches them.
    indirect case malformed(Diagnostic)
    case end
  }
}

/// Operators and punctuation. The lexer takes the longest that fits.
package enum Symbol: String, CaseIterable, Sendable {
  case equal = "="
  case doubleEqual = "=="
  case notEqual = "!="
  case lessGreater = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case match = "~"
  case notMatch = "!~"
  case matchInsensitive = "~*"
  case notMatchInsensitive = "!~*"
  case concatenate = "||"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"
  case dot = "."
  case comma = ","
  case semicolon = ";"
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"

  /// Every symbol with its first byte, the longest first: the first one that matches the text is
  /// the longest that does.
  static let longestFirst: [(first: UInt8, symbol: Symbol)] =
    allCases
    .sorted { $0.rawValue.utf8.count > $1.rawValue.utf8.count }
    .compactMap { symbol in symbol.rawValue.utf8.first.map { ($0, symbol) } }
}
