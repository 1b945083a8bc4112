/// Builds the syntax tree from tokens by recursive descent.
///
/// `expect…` consumes what it names or throws; `takeIf…` consumes it or returns false or nil; `at…`
/// only looks; `parse…` reads the grammar rule of its name. Only these advance. Each look is noted
/// in `expected`, from which errors and completion know what might have stood at a token.
struct Parser {
  /// The text that the tokens' ranges point into.
  let bytes: [UInt8]
  /// All tokens, the last of kind `end`.
  let tokens: [Token]
  /// The token that is looked at. The last token, `end`, is never passed.
  private(set) var index = 0
  /// What would have been accepted at `index`.
  private(set) var expected = ExpectationSet()
  /// How many constructs are open around this token, against `Limits.nesting`.
  private var nesting = 0
  /// The height of the highest expression that the construct being parsed has so far, against
  /// `Limits.height`.
  var height = 0

  init(_ bytes: [UInt8]) {
    self.init(bytes, tokens: Lexer.tokens(of: bytes))
  }

  /// The last token must be `end`.
  init(_ bytes: [UInt8], tokens: [Token]) {
    self.bytes = bytes
    self.tokens = tokens
  }

  /// The token that is looked at.
  var token: Token { tokens[index] }

  /// A later token, or the last where there are not so many.
  func token(ahead distance: Int) -> Token {
    tokens[min(index + distance, tokens.count - 1)]
  }

  /// The token before, unless this is the first.
  var previous: Token? { index > 0 ? tokens[index - 1] : nil }

  /// Consumes the token and forgets what else might have stood there.
  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
    expected = ExpectationSet()
  }

  /// Notes something that would have been accepted here.
  mutating func note(_ expectation: Expectation) {
    expected.insert(expectation)
  }

  /// Notes several things that would have been accepted here.
  mutating func note(_ expectations: ExpectationSet) {
    expected.formUnion(expectations)
  }

  /// The range from a token's beginning to the end of the last token that was consumed.
  func range(from start: Token) -> SourceRange {
    SourceRange(start.range.lower, max(start.range.lower, previous?.range.upper ?? 0))
  }
}

// MARK: - Looking, taking, expecting

extension Parser {
  /// Whether this keyword stands here.
  mutating func at(_ keyword: Keyword) -> Bool {
    note(.keyword(keyword))
    return token.kind == .word(keyword)
  }

  /// Whether this symbol stands here.
  mutating func at(_ symbol: Symbol) -> Bool {
    note(.symbol(symbol))
    return token.kind == .symbol(symbol)
  }

  /// Consumes the keyword if it stands here.
  mutating func takeIf(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  /// Consumes the symbol if it stands here.
  mutating func takeIf(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  /// Consumes the keyword, which must stand here.
  mutating func expect(_ keyword: Keyword) throws(Diagnostic) {
    if !takeIf(keyword) { throw unexpected() }
  }

  /// Consumes the symbol, which must stand here.
  mutating func expect(_ symbol: Symbol) throws(Diagnostic) {
    if !takeIf(symbol) { throw unexpected() }
  }

  /// The bracket that closes the one at `opening`.
  mutating func expectClosing(_ symbol: Symbol, opening: Token) throws(Diagnostic) {
    if takeIf(symbol) { return }
    guard token.kind == .end || token.kind == .symbol(.semicolon) else { throw unexpected() }
    throw .unclosed(by: symbol, at: opening.range, isIncomplete: token.kind == .end)
  }

  /// Nothing may follow.
  mutating func expectEnd() throws(Diagnostic) {
    if token.kind != .end { throw unexpected() }
  }

  /// A name where an operand may begin: reserved words are none.
  mutating func takeIfName(_ slot: NameSlot) -> Name? {
    note(.slot(slot))
    return isName ? takeIfAnyName(slot) : nil
  }

  /// Consumes a name where an operand may begin.
  mutating func expectName(_ slot: NameSlot) throws(Diagnostic) -> Name {
    guard let name = takeIfName(slot) else { throw unexpected() }
    return name
  }

  /// A name where every word is one.
  mutating func takeIfAnyName(_ slot: NameSlot) -> Name? {
    note(.slot(slot))
    let name: Name
    switch token.kind {
    case .word: name = Name(text(of: token), at: token.range)
    case .quotedName(let text): name = Name(text, at: token.range)
    case .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: return nil
    }
    advance()
    return name
  }

  /// Consumes a name where every word is one.
  mutating func expectAnyName(_ slot: NameSlot) throws(Diagnostic) -> Name {
    guard let name = takeIfAnyName(slot) else { throw unexpected() }
    return name
  }

  /// Whether the token is a name where an operand may begin.
  var isName: Bool {
    switch token.kind {
    case .quotedName, .word(nil): true
    case .word(.group), .word(.order): token(ahead: 1).kind != .word(.by)
    case .word(let keyword?): !keyword.isReserved
    case .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: false
    }
  }

  /// A token as it was written.
  func text(of token: Token) -> String {
    text(in: token.range)
  }

  /// A part of the text as it was written.
  func text(in range: SourceRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }
}

// MARK: - Lists and nesting

extension Parser {
  /// Elements with commas between them.
  mutating func parseList<Element>(
    atMost limit: Int = Limits.items,
    _ parseElement: (inout Parser) throws(Diagnostic) -> Element
  ) throws(Diagnostic) -> [Element] {
    var elements: [Element] = []
    repeat {
      if elements.count == limit { throw .listTooLong(limit, at: token.range) }
      elements.append(try parseElement(&self))
    } while takeIf(.comma)
    return elements
  }

  /// Goes one or more levels in; `leave` goes as many back.
  mutating func enter(_ levels: Int = 1) throws(Diagnostic) {
    nesting += levels
    if nesting > Limits.nesting { throw .nestedTooDeeply(at: token.range) }
  }

  /// Goes back as many levels as `enter` went in.
  mutating func leave(_ levels: Int = 1) {
    nesting -= levels
  }

  /// Counts a node that was put on top of an expression.
  mutating func grow(at range: SourceRange) throws(Diagnostic) {
    height += 1
    if height > Limits.height { throw .expressionTooLong(at: range) }
  }

  /// Begins a new statement, whatever the last one left open.
  mutating func reset() {
    nesting = 0
    height = 0
  }
}
