// Every message of the lexer and the parser, in one file so that they read alike.
//
// Messages are in lower case and without a full stop, name what was expected before what was found,
// and put the user's words in single quotes. A hint is given only where it is likely right.

// MARK: - Tokens

extension Diagnostic {
  /// `'text`
  static func unclosedQuote(at range: SourceRange) -> Diagnostic {
    Diagnostic("the quote opened here is never closed", at: range, isIncomplete: true)
  }

  /// `` `name ``
  static func unclosedBacktick(at range: SourceRange) -> Diagnostic {
    Diagnostic("the backtick opened here is never closed", at: range, isIncomplete: true)
  }

  /// `/* comment`
  static func unclosedComment(at range: SourceRange) -> Diagnostic {
    Diagnostic("the comment opened here is never closed", at: range, isIncomplete: true)
  }

  /// Two backticks, or after `as` two quotes, with nothing between them.
  static func emptyName(between marks: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("expected a name between the \(marks)", at: range)
  }

  /// Bytes between quotes that no name can hold: `as "\xff"`.
  static func titleNotUTF8(at range: SourceRange) -> Diagnostic {
    Diagnostic("a name in quotes is UTF-8", at: range)
  }

  /// Bytes between backticks that no name can hold.
  static func nameNotUTF8(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "a name in backticks is UTF-8", at: range, hint: "env['…'] takes any bytes, as in '\\xff'")
  }

  /// `$` without a name behind it.
  static func parameterWithoutName(at range: SourceRange) -> Diagnostic {
    Diagnostic("expected a parameter's name directly after '$'", at: range)
  }

  /// `` param `odd name` ``: behind `$` there are no backticks.
  static func quotedParameter(at range: SourceRange) -> Diagnostic {
    Diagnostic("a parameter's name is made of letters, digits and '_'", at: range)
  }

  /// A character that no token begins with.
  static func unexpectedCharacter(
    _ bytes: some Collection<UInt8>, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("unexpected \(quote(bytes))", at: range, hint: hint(forCharacter: bytes))
  }

  private static func hint(forCharacter bytes: some Collection<UInt8>) -> String? {
    guard bytes.first.map({ $0 >= 0x80 }) == true else { return nil }
    let scalars = String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars
    guard let properties = scalars.first?.properties else { return nil }
    if properties.isWhitespace { return "it only looks like a space" }
    return properties.isAlphabetic ? "such a name stands in backticks" : nil
  }
}

// MARK: - Numbers

extension Diagnostic {
  /// `0x`, `0xfg`, `0x10M`
  static func malformedHexadecimal(at range: SourceRange) -> Diagnostic {
    Diagnostic("expected hexadecimal digits, and no unit, after '0x'", at: range)
  }

  /// `10.`
  static func pointWithoutDigits(_ whole: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("expected digits after the point", at: range, hint: didYouMean(whole))
  }

  /// `10.0.0.1`
  static func secondPoint(_ number: some Collection<UInt8>, at range: SourceRange) -> Diagnostic {
    Diagnostic("a number has one point", at: range, hint: "an address stands in quotes")
  }

  /// `.5`
  static func pointBeforeDigits(_ digits: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("expected digits before the point", at: range, hint: didYouMean("0." + digits))
  }

  /// A number that fits into no value of its type.
  static func literalOutOfRange(
    _ literal: some Collection<UInt8>, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("\(quote(literal)) is out of range", at: range)
  }

  /// `10x`, or a `_` that does not part digits.
  static func unknownUnit(_ unit: String, at range: SourceRange) -> Diagnostic {
    if unit.hasPrefix("_") {
      return Diagnostic("'_' in a number stands between two digits", at: range)
    }
    if let hint = Unit.meant(by: unit).map({ didYouMean($0.spelling) }) ?? Unit.remark(on: unit) {
      return Diagnostic("unknown unit \(quote(unit))", at: range, hint: hint)
    }
    return Diagnostic(
      "unknown unit \(quote(unit)): sizes take \(spellings(.size)), durations \(spellings(.duration))",
      at: range)
  }

  /// `before` is the duration up to the unit that is missing or is none.
  static func unknownPart(
    _ part: String, after unit: Unit, before: some Collection<UInt8>, at range: SourceRange
  ) -> Diagnostic {
    let smaller = Unit.all.filter { $0.quantity == .duration && $0.scale < unit.scale }
    if smaller.isEmpty {
      return Diagnostic("no unit is smaller than '\(unit.spelling)'", at: range)
    }
    let known = alternatives(smaller.map { quote($0.spelling) })
    let found = part.isEmpty ? "no unit" : quote(part)
    return Diagnostic("expected \(known) after \(quote(before)), found \(found)", at: range)
  }

  private static func spellings(_ quantity: Unit.Quantity) -> String {
    Unit.all.filter { $0.quantity == quantity }.map(\.spelling).joined(separator: " ")
  }
}

// MARK: - Limits

extension Diagnostic {
  /// The text's length is not given: reading may have stopped at the limit.
  static let textTooLong = Diagnostic(
    "a text has at most \(Limits.textBytes) bytes", at: SourceRange(0, 0))

  /// More constructs around one another than `Limits.nesting`.
  static func nestedTooDeeply(at range: SourceRange) -> Diagnostic {
    Diagnostic("nested too deeply: at most \(Limits.nesting) levels", at: range)
  }

  /// An expression higher than `Limits.height`.
  static func expressionTooLong(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "the expression is too long: at most \(Limits.height) operators in a chain", at: range,
      hint: "'in (…)' takes the place of many '='")
  }

  /// More elements than a list may have.
  static func listTooLong(_ limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic("the list is too long: at most \(limit) elements", at: range)
  }
}

// MARK: - Structure

extension Diagnostic {
  /// What might have stood here, and what was found instead.
  static func expected(
    _ expected: ExpectationSet, after context: String?, found: String, at range: SourceRange,
    hint: String? = nil, isIncomplete: Bool = false
  ) -> Diagnostic {
    let place = context.map { " after " + $0 } ?? ""
    return Diagnostic(
      "expected \(expected.phrase)\(place), found \(found)", at: range, hint: hint,
      isIncomplete: isIncomplete)
  }

  /// After `limit` and `offset`.
  static func countExpected(
    after clause: Clause, found: String, at range: SourceRange, isIncomplete: Bool
  ) -> Diagnostic {
    Diagnostic(
      "'\(clause.title)' takes a whole number, found \(found)", at: range,
      isIncomplete: isIncomplete)
  }

  /// A bracket without its partner; the text may go on if it ends there.
  static func unclosed(
    by closing: Symbol, at range: SourceRange, isIncomplete: Bool
  ) -> Diagnostic {
    let opening = closing == .closeParenthesis ? "parenthesis" : "bracket"
    return Diagnostic(
      "the \(opening) opened here is never closed", at: range, isIncomplete: isIncomplete)
  }

  /// `in ()`, `[]`
  static func emptyList(between brackets: String, at range: SourceRange) -> Diagnostic {
    let content = brackets.hasSuffix("'in'") ? "a value or a query" : "a value"
    return Diagnostic("expected \(content) between \(brackets)", at: range)
  }

  /// A statement that begins within another.
  static func missingSemicolon(before keyword: Keyword, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "expected ';' before '\(keyword.rawValue)'", at: range,
      hint: "a query has one 'select', and a ';' ends a statement")
  }

  /// A clause that the query has already.
  static func repeatedClause(_ clause: Clause, at range: SourceRange) -> Diagnostic {
    let joins = clause == .where || clause == .having
    return Diagnostic(
      "a query has one '\(clause.title)', found another", at: range,
      hint: joins ? Hint.and : nil)
  }

  /// `from processes select pid`
  static func selectNotFirst(after clause: Clause, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'select' comes before '\(clause.title)'", at: range, hint: "a query begins with 'select'")
  }

  /// `words` is the clause as it was written, if it is short and nothing else is out of order.
  static func clauseTooEarly(
    _ early: Clause, before late: Clause, at range: SourceRange, words: String?
  ) -> Diagnostic {
    Diagnostic(
      "'\(early.title)' comes after '\(late.title)'", at: range,
      hint: words.map { "move '\($0)' to the end" }
        ?? "move '\(late.title) …' before '\(early.title)'")
  }

  /// `at` or `over` behind a clause that must come after it.
  static func windowTooLate(
    _ late: Clause, after early: Clause, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "'\(late.title)' comes before '\(early.title)'", at: range,
      hint: early == .over ? "move '\(late.title) …' before '\(early.title)'" : Hint.windowPlace)
  }

  /// `row_number() over (partition by user)`
  static func noWindowFunctions(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "there are no window functions", at: range, hint: Hint.overDuration)
  }

  /// `watch record …`, `explain record …`, `from (record …)`
  static func recordInside(after before: Token.Kind?, at range: SourceRange) -> Diagnostic {
    let hint =
      switch before {
      case .word(.explain), .word(.analyze): "'explain' takes the query alone"
      case .symbol(.openParenthesis), .symbol(.equal):
        "what was recorded is asked by 'procq --replay FILE'"
      case _: Hint.recordRepeats
      }
    return Diagnostic("'record' stands alone", at: range, hint: hint)
  }

  /// `1 < pid < 10`
  static func chainedComparison(at range: SourceRange, hint: String) -> Diagnostic {
    Diagnostic("comparisons do not chain", at: range, hint: hint)
  }
}

// MARK: - Hints
