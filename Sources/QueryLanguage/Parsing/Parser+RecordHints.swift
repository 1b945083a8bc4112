// Hints for `record`: what is missing before its query, and what stands in another order.

extension Parser {
  /// The hint for something wrong in a statement that begins with `record`.
  var hintForRecord: String? {
    guard let record = beginningOfRecord else { return nil }
    if expected.contains(.keyword(.into)) { return hintBeforeFile }
    if expected.contains(.slot(.file)) { return hintForFile }
    if previous?.kind == .word(.keep) { return hintForKept }
    if expected.contains(.keyword(.keep)) { return hintBehindFile(record) }
    return hintBehindQuery(record)
  }

  /// The place of `record`, if the statement begins with it.
  private var beginningOfRecord: Int? {
    let semicolon = tokens[..<index].lastIndex { $0.kind == .symbol(.semicolon) }
    let beginning = semicolon.map { $0 + 1 } ?? 0
    return beginning < index && tokens[beginning].kind == .word(.record) ? beginning : nil
  }

  // MARK: Before the file

  private var hintBeforeFile: String? {
    if Clause(token.kind) != nil { return Hint.fileBeforeQuery(fileFurtherOn) }
    switch token.kind {
    case .literal(.text(let text)):
      return text.isDuration ? Hint.durationWithoutQuotes : Hint.written("into \(words)")
    case .word(.keep):
      return Hint.keepAfterFile(interval(ahead: 1))
    case .word(.every):
      return interval(ahead: 1).map { Hint.didYouMean("record \($0)") }
    case .word(.watch), .word(.changes), .word(.wait): return Hint.recordRepeats
    case .word, .quotedName: return hintForWordBeforeFile
    case .symbol(.slash), .symbol(.dot), .symbol(.match): return Hint.written("into '\(path)'")
    case .literal, .parameter, .leastMagnitude, .symbol, .malformed, .end: return nil
    }
  }

  /// `record to 'day.db'`, `record day.db`
  private var hintForWordBeforeFile: String? {
    let next = token(ahead: 1)
    if case .literal(.text) = next.kind { return Hint.written("into \(text(of: next))") }
    if suggestion(for: text(of: token), among: [Keyword.into.rawValue]) != nil { return nil }
    return isPath ? Hint.written("into '\(path)'") : nil
  }

  /// The file that stands behind `into` somewhere further on, or a word that stands for one.
  private var fileFurtherOn: String {
    let rest = tokens[index...].prefix(Self.longestLook)
    guard let into = rest.firstIndex(where: { $0.kind == .word(.into) }), into + 1 < tokens.count,
      case .literal(.text(let file)) = tokens[into + 1].kind,
      Diagnostic.excerpt(bytes[tokens[into + 1].range]) != nil
    else { return "'FILE'" }
    return canonicalText(of: .text(file))
  }

  // MARK: The file and what follows it

  /// `into day.db`, `into /var/lib/day.db`, `into select pid`
  private var hintForFile: String? {
    guard Clause(token.kind) == nil, token.kind != .end else { return nil }
    if case .quotedName(let name) = token.kind {
      return Hint.fileInQuotes(canonicalText(of: .text(Array(name.utf8))))
    }
    return isPath ? Hint.fileInQuotes("'\(path)'") : nil
  }

  /// `keep for 7d`
  private var hintForKept: String? {
    guard case .word = token.kind, let interval = interval(ahead: 1) else { return nil }
    return Hint.didYouMean("keep \(interval)")
  }

  private func hintBehindFile(_ record: Int) -> String? {
    let hasInterval = tokens[record + 1].kind.mayBeInterval
    switch token.kind {
    case .literal(.duration):
      let duration = text(of: token)
      return Hint.didYouMean(hasInterval ? "keep \(duration)" : "record \(duration) into …")
    case .word(.every):
      return interval(ahead: 1).map(Hint.intervalAfterRecord)
    case .word(.watch), .word(.changes), .word(.wait): return Hint.recordRepeats
    case .word(.as): return Hint.queryFollows
    case .word:
      guard Clause(token.kind) == nil else { return nil }
      return interval(ahead: 1).map { Hint.didYouMean("keep \($0)") }
    case .symbol(.openParenthesis) where token(ahead: 1).kind == .word(.select):
      return Hint.withoutParentheses
    case .literal(.text), .symbol(.comma): return Hint.oneFile
    case .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: return nil
    }
  }

  /// `record 10s into 'day.db' select pid keep 7d`
  private func hintBehindQuery(_ record: Int) -> String? {
    switch token.kind {
    case .word(.keep): Hint.keepAfterFile(interval(ahead: 1))
    case .word(.every): interval(ahead: 1).map(Hint.intervalAfterRecord)
    case .word(.watch), .word(.changes), .word(.wait):
      expected.contains(.keyword(.select)) ? Hint.recordRepeats : nil
    case .word, .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: nil
    }
  }

  // MARK: What stands here

  /// A duration that stands so many tokens ahead, as it is written.
  private func interval(ahead distance: Int) -> String? {
    let next = token(ahead: distance)
    if case .literal(.duration) = next.kind { return text(of: next) }
    if case .parameter = next.kind { return text(of: next) }
    return nil
  }

  /// The token as it is written, in the quotes that it has.
  private var words: String { Diagnostic.excerpt(bytes[token.range]) ?? "'FILE'" }

  /// What stands here up to the next space, which someone meant as the name of a file.
  private var path: String {
    let rest = bytes[token.range.lower...]
    return Diagnostic.excerpt(rest.prefix { !$0.isSpace && $0 != UInt8(ascii: ";") }) ?? "FILE"
  }

  /// Whether that can stand in quotes as it is.
  private var isPath: Bool {
    !path.utf8.contains { "'\"`\\()$,".utf8.contains($0) }
  }
}
