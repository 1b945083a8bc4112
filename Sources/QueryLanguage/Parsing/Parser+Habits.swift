// Which habit of another language shows at the token that nothing expected here accepts.

extension Parser {
  /// How many tokens hints look at in either direction.
  static let longestLook = 64

  /// The habit that is spelt as the words or signs here, if one shows at this place.
  var habit: Habit? {
    let spellings = spellings
    if let place {
      for spelling in spellings {
        if let habit = place.habits[spelling] { return habit }
      }
    }
    return spellings.lazy.compactMap { HabitTable.signs[$0] }.first ?? habitBefore
  }

  /// What is said of that habit, with what was typed behind the name of a program where that is plain:
  /// `killall chrome`, `renice 5 1234`.
  var hintForHabit: String? {
    guard let hint = habit?.hint else { return nil }
    guard place == .statement else { return hint }
    if let hint = hintForRecorder { return hint }
    let next = token(ahead: 1)
    if case .word(nil) = next.kind, token(ahead: 2).kind == .end {
      return hint.replacingFirst(
        "'NAME'", by: canonicalText(of: .text(Array(bytes[next.range]))))
    }
    guard ["nice", "renice"].contains(text(of: token).folded) else { return hint }
    let numbers = tokens[index...].prefix(Self.longestLook).filter {
      if case .literal(.integer) = $0.kind { true } else { false }
    }
    guard let niceness = numbers.first else { return hint }
    let sign = bytes[niceness.range.lower - 1] == UInt8(ascii: "-") ? "-" : ""
    return hint.replacingFirst("= 5 ", by: "= \(sign)\(text(of: niceness)) ")
      .replacingFirst("4711", by: numbers.dropFirst().first.map { text(of: $0) } ?? "N")
  }

  /// `atop -w day.raw`, `sar -f day.sa`: what a program records by one option and asks by another.
  private var hintForRecorder: String? {
    guard let options = Self.recorders[text(of: token).folded],
      token(ahead: 1).kind == .symbol(.minus)
    else { return nil }
    switch text(of: token(ahead: 2)) {
    case options.writing: return HabitTable.statements["below record"]?.hint
    case options.reading: return HabitTable.statements["below replay"]?.hint
    default: return nil
    }
  }

  private static let recorders = [
    "atop": (writing: "w", reading: "r"), "sar": (writing: "o", reading: "f"),
  ]

  /// `interval '5 minutes'`, `top 10`: the word before was taken for a name.
  private var habitBefore: Habit? {
    guard place == .operandEnd, let introduction else { return nil }
    switch token.kind {
    case .literal, .word(nil), .parameter: break
    case .word, .quotedName, .leastMagnitude, .symbol, .malformed, .end: return nil
    }
    return HabitTable.introductions[introduction]
  }

  /// The word before, or one with parentheses behind it that hold a single token: `top()`.
  private var introduction: String? {
    guard let previous else { return nil }
    if previous.kind.isWord { return text(of: previous).folded }
    guard index > 3, previous.kind == .symbol(.closeParenthesis),
      tokens[index - 3].kind == .symbol(.openParenthesis), tokens[index - 4].kind.isWord
    else { return nil }
    return text(of: tokens[index - 4]).folded + "()"
  }

  /// What might have stood here, as far as habits tell places apart.
  private var place: HabitPlace? {
    if expected.contains(.keyword(.describe)) { return .statement }
    if expected.contains(.slot(.column)) { return .operand }
    if expected.contains(.keyword(.denied)) { return .test }
    if expected.contains(.keyword(.select)) { return .query }
    if expected.contains(.keyword(.or)) || expected.contains(.symbol(.plus)) { return .operandEnd }
    if expected.contains(.symbol(.comma)) || expected.contains(.keyword(.offset)) {
      return expected.contains(.keyword(.where)) && !expected.contains(.symbol(.comma))
        ? .sourceEnd : .operandEnd
    }
    return nil
  }

  /// What stands here, the longest first: up to three words, or a run of signs and the word that
  /// follows it directly.
  private var spellings: [String] {
    guard token.kind.isWord else { return signs }
    var words: [String] = []
    while words.count < 3, case let next = token(ahead: words.count), next.kind.isWord {
      words.append(text(of: next).folded)
    }
    return (1...words.count).reversed().map { words.prefix($0).joined(separator: " ") }
  }

  private var signs: [String] {
    guard token.kind != .end, bytes[token.range.lower].isSign else { return [] }
    let reach = 8
    var lower = token.range.lower
    while lower > max(0, token.range.lower - reach), bytes[lower - 1].isSign { lower -= 1 }
    var upper = token.range.lower
    while upper < min(bytes.count, token.range.lower + reach), bytes[upper].isSign { upper += 1 }
    var wordEnd = upper
    while wordEnd < min(bytes.count, upper + 2 * reach), bytes[wordEnd].continuesName {
      wordEnd += 1
    }
    let runs = [(lower, upper), (token.range.lower, wordEnd), (token.range.lower, upper)]
    return runs.map { text(in: SourceRange($0, $1)).folded } + [text(of: token)]
  }
}

extension Token.Kind {
  fileprivate var isWord: Bool {
    switch self {
    case .word: true
    case .quotedName, .parameter, .literal, .leastMagnitude, .symbol, .malformed, .end: false
    }
  }
}

extension String {
  /// With other words in the place of these where they stand first.
  fileprivate func replacingFirst(_ words: String, by others: String) -> String {
    let bytes = Array(utf8)
    let length = words.utf8.count
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: words.utf8) }) else {
      return self
    }
    return String(decoding: bytes[..<start], as: UTF8.self) + others
      + String(decoding: bytes[(start + length)...], as: UTF8.self)
  }
}

extension UInt8 {
  /// What operators are made of, here or elsewhere; quotes, brackets, commas and `;` stand alone.
  fileprivate var isSign: Bool {
    if self >= 0x80 { return true }
    if isSpace || continuesName || self < 0x20 || self == 0x7F { return false }
    return !"'\"`()[],;".utf8.contains(self)
  }
}
