package import QueryLanguage

/// The tokens of a text, a line each: place, kind, and the token as it reads.
package func tokenListing(of source: SourceText) -> String {
  Lexer.tokens(of: source.bytes).filter { $0.kind != .end }.map { token in
    let location = source.location(of: token.range.lower)
    let text = visible(source.bytes[token.range])
    return "\(location.line):\(location.column) \(token.kind.listed(as: text))\n"
  }.joined()
}

extension Token.Kind {
  fileprivate func listed(as text: String) -> String {
    switch self {
    case .word(nil): "word \(text)"
    case .word: "keyword \(text)"
    case .quotedName: "name \(text)"
    case .parameter: "parameter \(text)"
    case .literal(let literal): "\(literal.kindName) \(text)"
    case .leastMagnitude: "integer \(text)"
    case .symbol: "symbol \(text)"
    case .malformed(let diagnostic): "malformed \(text) (\(visible(diagnostic.message)))"
    case .end: "end"
    }
  }
}

extension Literal {
  fileprivate var kindName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .address: "address"
    case .real: "real"
    case .size: "size"
    case .duration: "duration"
    case .text: "text"
    }
  }
}
