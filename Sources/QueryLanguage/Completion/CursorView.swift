/// The statement around a cursor, as tokens.
struct CursorView {
  private let bytes: [UInt8]
  private let offset: Int
  /// The statement's tokens before the cursor, without `current`.
  private let before: [Token]
  /// The statement's tokens behind the cursor.
  private let after: [Token]
  /// The token that ends at the cursor and may go on there.
  private let current: Token?
  private let isInComment: Bool

  init(_ bytes: [UInt8], at offset: Int) {
    var lexer = Lexer(Array(bytes[..<offset]))
    let tokens = lexer.lexTokens().dropLast()
    let statement = tokens[((tokens.lastIndex { $0.kind == .symbol(.semicolon) } ?? -1) + 1)...]
    let isOpen = statement.last.map { $0.range.upper == offset && $0.kind.mayGoOn } ?? false
    self.bytes = bytes
    self.offset = offset
    current = isOpen ? statement.last : nil
    before = Array(isOpen ? statement.dropLast() : statement)
    after = Array(
      Lexer.tokens(of: bytes).drop { $0.range.lower < offset }
        .prefix { $0.kind != .symbol(.semicolon) && $0.kind != .end })
    isInComment = lexer.endsInComment || (isOpen && statement.last?.isComment(in: bytes) == true)
  }

  /// What a completer must know of this cursor.
  var context: CompletionContext {
    guard !isInComment else { return CompletionContext(range: SourceRange(offset, offset)) }
    var context = CompletionContext(
      range: SourceRange(current?.range.lower ?? offset, offset), relations: relations,
      source: source)
    context.expectations = expectations
    context.setting = setting
    if isValueOfSetting { context.expectations.subtract(Self.namesOfRows) }
    if before.last?.kind == .symbol(.dot) { context.path = path(endingBefore: before.count - 1) }
    context.function = openParentheses.last.flatMap { $0 > 0 ? name(before[$0 - 1]) : nil }
    switch current?.openingMark(in: bytes) {
    case nil:
      if context.expectations.contains(.slot(.literal)) { context.compared = quotation.operand }
    case UInt8(ascii: "`"):
      context.isInBackticks = true
      context.range.lower += 1
    case _:
      context.quotation = quotation
      context.range.lower += 1
    }
    context.word = String(decoding: bytes[context.range], as: UTF8.self)
    return context
  }

  /// What the parser would accept at the cursor; empty if the tokens before it are wrong.
  private var expectations: ExpectationSet {
    let end = Token(.end, at: SourceRange(offset, offset))
    var parser = Parser(bytes, tokens: before + [end])
    _ = try? parser.parseStatement()
    return parser.token.kind == .end ? parser.expected : ExpectationSet()
  }
}

// MARK: - Constants

extension CursorView {
  /// Whether the value stands here that `set` sets something to: no row is known there.
  private var isValueOfSetting: Bool {
    guard before.first?.kind == .word(.set) else { return false }
    return !before.contains { $0.kind == .word(.where) || $0.kind == .word(.over) }
  }

  /// What the value is of, if one stands at the cursor.
  private var setting: [String] {
    guard isValueOfSetting, let sign = before.firstIndex(where: { $0.kind == .symbol(.equal) })
    else { return [] }
    return path(endingBefore: sign)
  }

  /// What is looked up in a row.
  private static let namesOfRows = ExpectationSet([
    .slot(.column), .slot(.relation), .slot(.columnGroup),
  ])
}

// MARK: - Paths and quotes

extension CursorView {
  /// The path of names and dots that ends right before a token; empty if there is none, or if it
  /// does not begin with a name.
  private func path(endingBefore end: Int) -> [String] {
    var names: [String] = []
    var index = end - 1
    while index >= 0, let name = name(before[index]) {
      names.append(name)
      guard index > 0, before[index - 1].kind == .symbol(.dot) else { return names.reversed() }
      index -= 2
    }
    return []
  }

  private func name(_ token: Token) -> String? {
    switch token.kind {
    case .word: String(decoding: bytes[token.range], as: UTF8.self)
    case .quotedName(let name): name
    case .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: nil
    }
  }

  /// What the quote at the cursor is for, by the tokens before it.
  private var quotation: CompletionContext.Quotation {
    let end = before.count
    if isAccess(end - 1) {
      return .init(role: .key, operand: path(endingBefore: end - 1))
    }
    guard let comparison = comparison(before: end) else { return .init(role: .value, operand: []) }
    let isNegated = comparison > 0 && before[comparison - 1].kind == .word(.not)
    return .init(role: .value, operand: path(endingBefore: isNegated ? comparison - 1 : comparison))
  }

  /// Whether a bracket stands here that an element or an entry is asked for in; else it opens a list.
  private func isAccess(_ index: Int) -> Bool {
    index > 0 && before[index].kind == .symbol(.openBracket) && before[index - 1].kind.endsOperand
  }

  /// The operator that a value at this place stands beside: right before it, or `in` before the
  /// parenthesis or the bracket of its list.
  private func comparison(before end: Int) -> Int? {
    guard end > 0 else { return nil }
    if let infix = OperatorTable.infix(before[end - 1].kind), infix.level == .comparison {
      return end - 1
    }
    let values = before[..<end].lastIndex { !$0.kind.isInList }
    guard let opening = values, opening > 0, before[opening].kind.opensList,
      before[opening - 1].kind == .word(.in)
    else { return nil }
    return opening - 1
  }
}

// MARK: - What is in force

extension CursorView {
  /// The parentheses that are open at the cursor, as indices of `before`, outermost first; of more
  /// than may nest, the innermost.
  private var openParentheses: [Int] {
    var open: [Int] = []
    for (index, token) in before.enumerated() {
      if token.kind == .symbol(.openParenthesis) { open.append(index) }
      if token.kind == .symbol(.closeParenthesis) { _ = open.popLast() }
    }
    return open.suffix(Limits.nesting)
  }

  /// Where the innermost query around the cursor begins: behind a parenthesis, or with the
  /// statement.
  private var queryBeginning: Int {
    let opening = openParentheses.last { index in
      guard index > 0 else { return false }
      let clause = index + 1 < before.count ? Clause(before[index + 1].kind) : nil
      return before[index - 1].kind == .word(.from)
        || before[index - 1].kind == .word(.in) && clause?.beginsOpenQuery == true
    }
    return opening.map { $0 + 1 } ?? 0
  }

  private var relations: [[String]] {
    let beginning = queryBeginning
    return openParentheses.reversed().filter { $0 >= beginning }.compactMap(relation)
  }

  /// The relation that the aggregate with this parenthesis is over; nil unless its `where` stands
  /// before the cursor.
  private func relation(ofCall opening: Int) -> [String]? {
    guard opening > 0, name(before[opening - 1]) != nil,
      let filter = before[opening...].firstIndex(where: { $0.kind == .word(.where) })
    else { return nil }
    let names = path(endingBefore: filter)
    return names.isEmpty ? nil : names
  }

  private var source: CompletionContext.SourceInForce {
    let tokens = Array(before[queryBeginning...] + after)
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.kind == .symbol(.openParenthesis) { depth += 1 }
      if token.kind == .symbol(.closeParenthesis) { depth -= 1 }
      if depth < 0 { break }
      if depth == 0, token.kind == .word(.from), index + 1 < tokens.count {
        return name(tokens[index + 1]).map { .name($0) } ?? query(in: tokens[(index + 1)...])
      }
    }
    return .none
  }

  /// What stands between the parenthesis that these tokens begin with and the one that closes it,
  /// or the end.
  private func query(in tokens: ArraySlice<Token>) -> CompletionContext.SourceInForce {
    guard let opening = tokens.first, opening.kind == .symbol(.openParenthesis) else {
      return .none
    }
    var depth = 0
    for token in tokens {
      if token.kind == .symbol(.openParenthesis) { depth += 1 }
      if token.kind == .symbol(.closeParenthesis) { depth -= 1 }
      if depth == 0 { return .query(SourceRange(opening.range.upper, token.range.lower)) }
    }
    return .query(SourceRange(opening.range.upper, bytes.count))
  }
}

extension Token {
  /// The quote or backtick that the token opens and does not close.
  fileprivate func openingMark(in bytes: [UInt8]) -> UInt8? {
    guard case .malformed(let diagnostic) = kind, diagnostic.isIncomplete else { return nil }
    return bytes[range.lower]
  }

  fileprivate func isComment(in bytes: [UInt8]) -> Bool {
    openingMark(in: bytes) == UInt8(ascii: "/")
  }
}

extension Token.Kind {
  /// Whether more letters would belong to the token.
  fileprivate var mayGoOn: Bool {
    switch self {
    case .word, .parameter, .leastMagnitude, .malformed: true
    case .literal(.text): false
    case .literal: true
    case .quotedName, .symbol, .end: false
    }
  }

  /// Whether an operand may end with it.
  fileprivate var endsOperand: Bool {
    switch self {
    case .word(let keyword): keyword?.isReserved != true
    case .quotedName, .parameter, .symbol(.closeParenthesis), .symbol(.closeBracket): true
    case .literal, .leastMagnitude, .symbol, .malformed, .end: false
    }
  }

  fileprivate var opensList: Bool {
    self == .symbol(.openParenthesis) || self == .symbol(.openBracket)
  }

  /// What may stand in a list of values: enough to find where it begins.
  fileprivate var isInList: Bool {
    switch self {
    case .literal, .parameter, .leastMagnitude, .symbol(.comma), .symbol(.minus): true
    case .word, .quotedName, .symbol, .malformed, .end: false
    }
  }
}
