// What is said of actions as other programs write them, and of actions where none may stand.

extension Parser {
  /// The error where the test is missing behind `kill` and its signal: the token is what stands there
  /// instead.
  func killWithoutTest(_ signal: SignalName?) -> Diagnostic {
    if token.kind == .word(.then) { return .thenTooEarly(at: token.range) }
    if let wrong = killByOption(signal) ?? killByNumber(signal) ?? killByWord(signal) {
      return wrong
    }
    if let dashes = commentBehindVerb { return .signalInComment(at: dashes) }
    if hasTest { return unexpected() }
    return withoutTest(.kill, example: "kill \(written(signal))where pid = N")
  }

  /// `kill 1234`, `kill -9 1234 1235`
  private func killByNumber(_ signal: SignalName?) -> Diagnostic? {
    let pid = signal.flatMap { isPid($0) ? $0 : nil }
    let numbers = numbersHere
    let ranges = (pid.map { [$0.range] } ?? []) + numbers.map(\.range)
    guard let first = ranges.first, let last = ranges.last else { return nil }
    if pid?.text == "0" { return .killZero(at: first) }
    let words = (pid.map { [$0.text] } ?? []) + numbers.map { text(of: $0) }
    let isShort = words.count <= Self.mostNumbers
    let list = isShort ? words.joined(separator: ", ") : "\(words[0]), …"
    let test = words.count == 1 ? "pid = \(words[0])" : "pid in (\(list))"
    let sent = pid == nil && signal?.isLikelySignal == true ? written(signal) : ""
    return .killByNumber(
      at: first.joined(with: last), example: "kill \(sent)where \(test)",
      isIncomplete: numbers.isEmpty && token.kind == .end && pid.map(mayBeSignal) == true)
  }

  /// Whether what was taken for a signal is a process: `1234`, and `9` before the end or a comma.
  private func isPid(_ signal: SignalName) -> Bool {
    guard isNumber(signal), bytes[signal.range.lower] != UInt8(ascii: "-") else { return false }
    return !mayBeSignal(signal) || endsAction || token.kind == .symbol(.comma)
  }

  private func mayBeSignal(_ signal: SignalName) -> Bool {
    signal.text.utf8.count <= Self.digitsOfSignals
  }

  private func isNumber(_ signal: SignalName) -> Bool { signal.text.utf8.allSatisfy(\.isDigit) }

  /// A number that is longer is no signal's.
  private static let digitsOfSignals = 2

  /// Numbers of processes that a hint repeats.
  private static let mostNumbers = 5

  /// The whole numbers that stand here, with commas between them or without.
  private var numbersHere: [Token] {
    var numbers: [Token] = []
    for token in tokens[index...].prefix(Self.longestLook) {
      if case .literal(.integer) = token.kind {
        numbers.append(token)
      } else if token.kind != .symbol(.comma) {
        break
      }
    }
    return numbers
  }

  /// `kill -s HUP 1234`, `kill %1`, `kill 'chrome'`
  private func killByOption(_ signal: SignalName?) -> Diagnostic? {
    switch token.kind {
    case .symbol(.percent) where signal == nil: return .killByJob(at: token.range)
    case .literal(.text(let name)):
      if let signal = SignalName(inQuotes: name, at: token.range), token(ahead: 1).beginsTest {
        return .signalInQuotes(at: token.range, example: "kill \(signal.text) where …")
      }
      return .killByName(
        at: token.range,
        example: "kill \(written(signal))where name = \(canonicalText(of: .text(name)))\(andTest)")
    case .word(nil), .literal(.integer):
      guard let signal, Self.options.contains(signal.text.folded),
        bytes[signal.range].first == UInt8(ascii: "-")
      else { return nil }
      return .signalByOption(
        text(in: signal.range), at: signal.range, example: "kill \(text(of: token)) where …")
    case .word, .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end:
      return nil
    }
  }

  /// With a dash, what other programs take a signal after.
  private static let options: Set = ["s", "n", "signal"]

  /// With a dash, what lists the signals in other programs.
  private static let listing: Set = ["l", "list", "t", "table"]

  /// `kill chrome`, `kill pid = 1234`, `kill TERM KILL`
  private func killByWord(_ signal: SignalName?) -> Diagnostic? {
    guard let signal, !isNumber(signal) else { return nil }
    if Keyword(spelling: signal.text) == .not,
      let words = Diagnostic.excerpt(bytes[signal.range.joined(with: endOfStatement)])
    {
      return .testWithoutWhere(at: signal.range, example: "kill where \(words)")
    }
    if endsAction {
      if bytes[signal.range.lower] == UInt8(ascii: "-"), Self.listing.contains(signal.text.folded) {
        return .unknownSignal(signal.text, at: signal.range, hint: Hint.listOfSignals)
      }
      return signal.isLikelySignal
        ? nil
        : .unknownSignal(
          signal.text, at: signal.range,
          hint: Hint.written(
            "kill where name = \(canonicalText(of: .text(Array(signal.text.utf8))))"))
    }
    if suggestion(for: signal.text, among: [Keyword.where.rawValue]) != nil {
      return .unknownSignal(
        signal.text, at: signal.range, hint: Hint.didYouMean(Keyword.where.rawValue))
    }
    if OperatorTable.infix(token.kind) != nil || token.kind == .word(.not),
      let words = Diagnostic.excerpt(bytes[signal.range.joined(with: endOfStatement)])
    {
      return .testWithoutWhere(at: token.range, example: "kill where \(words)")
    }
    if token.kind == .symbol(.comma), case .word = token(ahead: 1).kind {
      return signal.isLikelySignal
        ? .secondSignal(at: token(ahead: 1).range)
        : .killByName(
          at: signal.range, example: "kill where name in (\(quoted(signal.range)), …)")
    }
    guard case .word(let keyword) = token.kind, keyword?.isReserved != true, !isClause
    else { return nil }
    return testBehind(signal) ?? nameBehind(signal) ?? .secondSignal(at: token.range)
  }

  /// `kill TERM pid = 5`, `kill TERM if pid = 5`
  private func testBehind(_ signal: SignalName) -> Diagnostic? {
    let isConjunction = Self.conjunctions.contains(text(of: token).folded)
    let next = token(ahead: 1)
    let isTest = OperatorTable.infix(next.kind) != nil || next.kind == .word(.not)
    guard isConjunction || isTest, !next.isEnd else { return nil }
    let test = (isConjunction ? next : token).range.joined(with: endOfStatement)
    return .testWithoutWhere(
      at: token.range,
      example: "kill \(signal.isLikelySignal ? written(signal) : "")where "
        + (Diagnostic.excerpt(bytes[test]) ?? "…"))
  }

  /// What stands before a test in other languages.
  private static let conjunctions: Set = ["if", "when", "while", "whose", "unless"]

  /// `kill my chrome`, `kill process chrome`
  private func nameBehind(_ signal: SignalName) -> Diagnostic? {
    guard !signal.isLikelySignal, !hasTest else { return nil }
    let name = token(ahead: 1).isEnd ? quoted(token.range) : "…"
    return .killByName(
      at: signal.range.joined(with: endOfStatement), example: "kill where name = \(name)")
  }

  /// `kill --signal TERM where …`: the dashes, behind which all is a comment.
  private var commentBehindVerb: SourceRange? {
    guard token.kind == .end, let previous, previous.kind == .word(.kill),
      let lower = bytes[previous.range.upper...].firstIndex(where: { !$0.isSpace }),
      bytes[lower...].starts(with: "--".utf8), lower + 2 < bytes.count,
      bytes[lower + 2].continuesName
    else { return nil }
    return SourceRange(lower, lower + 2)
  }

  private var isClause: Bool { Clause(token.kind) != nil }

  /// Whether the statement has a test behind what is wrong in it.
  private var hasTest: Bool {
    tokens[index...].prefix { !$0.isEnd }.contains { $0.kind == .word(.where) }
  }

  /// What goes on with a test that is there, where a hint names one that is not.
  private var andTest: String { hasTest ? " and …" : "" }

  /// The text as a literal.
  private func quoted(_ range: SourceRange) -> String {
    canonicalText(of: .text(Array(bytes[range])))
  }

  private var endsAction: Bool { token.isEnd }

  /// The last token of the statement.
  private var endOfStatement: SourceRange {
    let end = tokens[index...].firstIndex { $0.kind == .end || $0.kind == .symbol(.semicolon) }
    return tokens[max(index, (end ?? index) - 1)].range
  }

  /// As it stands in the text, with a space behind it.
  private func written(_ signal: SignalName?) -> String {
    signal.map { text(in: $0.range) + " " } ?? ""
  }

  private func withoutTest(_ verb: Keyword, example: String) -> Diagnostic {
    let isAtEnd = token.kind == .end
    let end = previous?.range.upper ?? token.range.lower
    return .actionWithoutTest(
      verb, at: isAtEnd ? SourceRange(end, end) : token.range, hint: Hint.written(example),
      isIncomplete: isAtEnd)
  }
}

// MARK: - set

extension Parser {
  /// The error where the test is missing behind `set NAME = VALUE`.
  func setWithoutTest(_ setting: SettingName) -> Diagnostic {
    guard endsAction || Clause(token.kind) != nil else {
      var wrong = unexpected()
      if token.kind == .symbol(.comma) { wrong.hint = Hint.oneSetting }
      return wrong
    }
    var wrong = withoutTest(.set, example: "\(written(setting)) = … where …")
    if !isOfProcesses(setting) { wrong.hint = habit(ofSetting: setting) ?? Hint.actionOrParameter }
    return wrong
  }

  /// The error where `=` is missing behind what is set.
  func settingWithoutValue(_ setting: SettingName) -> Diagnostic {
    var wrong = unexpected()
    if let entry = entryInBrackets {
      wrong.hint = Hint.entryBehindDot("\(text(in: setting.column.range)).\(entry)")
    } else if token.kind == .symbol(.plus) || token.kind == .symbol(.minus),
      token(ahead: 1).kind == .symbol(.equal)
    {
      wrong.hint = Hint.sameForAll
    } else if token.kind == .symbol(.dot) {
      wrong.hint = Hint.softLimit
    } else if isOfProcesses(setting), token.isEnd {
      wrong.hint = Hint.written("\(written(setting)) = … where …")
    } else if let habit = habit(ofSetting: setting) {
      wrong.hint = habit
    } else if tokens[index...].contains(where: { $0.kind == .word(.where) }) {
      wrong.hint = Hint.equalAfterSetting(setting.column.text)
    } else {
      wrong.hint = HabitTable.statements["set"]?.hint
    }
    return wrong
  }

  /// `['nofile']`
  private var entryInBrackets: String? {
    guard token.kind == .symbol(.openBracket),
      case .literal(.text(let bytes)) = token(ahead: 1).kind
    else { return nil }
    return Name(String(decoding: bytes, as: UTF8.self), at: token.range).asAnyName
  }

  /// From the word on.
  private func written(_ setting: SettingName) -> String {
    "set \(visible(text(in: setting.range)))"
  }

  /// Whether it is a name that is known to be set of processes, and hardly a parameter's. What can be
  /// set is the source's to say; this is for hints alone.
  private func isOfProcesses(_ setting: SettingName) -> Bool {
    setting.entry != nil || Self.settings.contains(setting.column.text.folded)
  }

  private static let settings: Set = ["nice", "io_priority", "oom_score_adj", "cpu_affinity"]

  /// What other shells set so: `set timing on`.
  private func habit(ofSetting setting: SettingName) -> String? {
    setting.entry == nil ? HabitTable.statements["set \(setting.column.text.folded)"]?.hint : nil
  }
}

// MARK: - Where no action may stand

extension Parser {
  /// The error for an action where a query is wanted.
  var actionInsteadOfQuery: Diagnostic? {
    switch token.kind {
    case .word(.kill): .actionInside(.kill, after: previous?.kind, at: token.range)
    case .word(.set): .actionInside(.set, after: previous?.kind, at: token.range)
    case _: nil
    }
  }

  /// The same behind `let x =`, where the words may be names as well.
  var actionInsteadOfDefinition: Diagnostic? {
    switch token(ahead: 1).kind {
    case .word(.where), .word(.over), .word(nil), .literal(.integer): actionInsteadOfQuery
    case _: nil
    }
  }
}

extension Token {
  /// Whether the statement ends here.
  fileprivate var isEnd: Bool { kind == .end || kind == .symbol(.semicolon) }

  /// Whether it says which rows are meant.
  fileprivate var beginsTest: Bool { kind == .word(.where) || kind == .word(.over) }
}

extension SignalName {
  /// What stands in quotes, if it is the name or the number of a signal.
  fileprivate init?(inQuotes text: [UInt8], at range: SourceRange) {
    guard let first = text.first(where: { $0 != UInt8(ascii: "-") }) else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    self.init(word, at: range)
    guard first.isLetterOrDigit, text.allSatisfy({ $0 < 0x80 }), isLikelySignal else { return nil }
  }

  /// Whether who wrote it meant a signal rather than the name of a process: it is in capitals, a
  /// number, or one of those that everybody knows. Which there are the source says, and the parser knows
  /// none.
  fileprivate var isLikelySignal: Bool {
    text == text.uppercased() || Self.known.contains(text.folded)
      || Self.prefixes.contains(where: text.folded.hasPrefix)
  }

  private static let prefixes = ["sig", "rtmin", "rtmax"]

  private static let known: Set = [
    "term", "kill", "hup", "int", "quit", "stop", "cont", "usr1", "usr2", "abrt", "tstp",
  ]
}
