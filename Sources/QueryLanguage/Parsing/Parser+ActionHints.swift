// What is said of actions as other programs write them, and of actions where none may stand.

extension Parser {
  /// The error where the test is missing behind `kill` and its signal: the token is what stands there
  /// instead.
  func killWithoutTest(_ signal: SignalName?) -> Diagnostic {
    if token.kind == .word(.then) { return .thenTooEarly(at: token.range) }
    if let wrong = killByOption(signal) ?? killByNumber(signal) ?? killByWord(signal) {
      return wrong
    }
    return withoutTest(.kill, example: "kill \(written(signal))where pid = 4711")
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
    return .killByNumber(
      at: first.joined(with: last),
      example: "kill \(pid == nil ? written(signal) : "")where \(test)",
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
      return .killByName(
        at: token.range,
        example: "kill \(written(signal))where name = \(canonicalText(of: .text(name)))")
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
    if case .word(let keyword) = token.kind, keyword?.isReserved != true, Clause(token.kind) == nil
    {
      return .secondSignal(at: token.range)
    }
    return nil
  }

  private var endsAction: Bool { token.kind == .end || token.kind == .symbol(.semicolon) }

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
    guard endsAction || Clause(token.kind) != nil else { return unexpected() }
    var wrong = withoutTest(.set, example: "set … where pid = 4711")
    wrong.hint = habit(ofSetting: setting) ?? Hint.actionOrParameter
    return wrong
  }

  /// The error where `=` is missing behind what is set.
  func settingWithoutValue(_ setting: SettingName) -> Diagnostic {
    var wrong = unexpected()
    if let entry = entryInBrackets {
      wrong.hint = Hint.entryBehindDot("\(text(in: setting.column.range)).\(entry)")
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

extension SignalName {
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
