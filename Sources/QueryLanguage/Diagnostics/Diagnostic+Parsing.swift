// Everything that lexer and parser have to say, so that it can be read in one place.
//
// Lower case, no full stop; what was expected stands before what was found; the user's words
// stand in single quotes; a hint stands only where it is likely right.

// MARK: - Tokens

extension Diagnostic {
  static func unclosedQuote(at range: SourceRange) -> Diagnostic {
    Diagnostic("the quote opened here is never closed", at: range, isIncomplete: true)
  }

  static func unclosedBacktick(at range: SourceRange) -> Diagnostic {
    Diagnostic("the backtick opened here is never closed", at: range, isIncomplete: true)
  }

  static func unclosedComment(at range: SourceRange) -> Diagnostic {
    Diagnostic("the comment opened here is never closed", at: range, isIncomplete: true)
  }

  static func emptyName(at range: SourceRange) -> Diagnostic {
    Diagnostic("expected a name between the backticks", at: range)
  }

  static func nameNotUTF8(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "a name in backticks is UTF-8", at: range, hint: "env['…'] takes any bytes, as in '\\xff'")
  }

  static func parameterWithoutName(at range: SourceRange) -> Diagnostic {
    Diagnostic("expected a parameter's name directly after '$'", at: range)
  }

  static func quotedParameter(at range: SourceRange) -> Diagnostic {
    Diagnostic("a parameter's name is made of letters, digits and '_'", at: range)
  }

  static func unexpectedCharacter(
    _ bytes: some Collection<UInt8>, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("unexpected \(quote(bytes))", at: range, hint: hint(forCharacter: bytes))
  }

  private static func hint(forCharacter bytes: some Collection<UInt8>) -> String? {
    switch String(decoding: bytes.prefix(3), as: UTF8.self) {
    case "&", "&&": Hint.and
    case "|": Hint.or
    case "!": "'not' negates a test"
    case "#": "a comment begins with '--'"
    case "‘", "’", "“", "”": "text stands between ' or \""
    case "–", "−": "minus is '-'"
    case let text where text.unicodeScalars.first?.properties.isWhitespace == true:
      "it only looks like a space"
    case _ where bytes.first.map { $0 >= 0x80 } == true: "such a name stands in backticks"
    default: nil
    }
  }
}

// MARK: - Numbers

extension Diagnostic {
  static func malformedHexadecimal(at range: SourceRange) -> Diagnostic {
    Diagnostic("expected hexadecimal digits, and no unit, after '0x'", at: range)
  }

  static func pointWithoutDigits(_ whole: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("expected digits after the point", at: range, hint: didYouMean(whole))
  }

  static func secondPoint(_ number: some Collection<UInt8>, at range: SourceRange) -> Diagnostic {
    Diagnostic("a number has one point", at: range, hint: "an address stands in quotes")
  }

  static func pointBeforeDigits(_ digits: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("expected digits before the point", at: range, hint: didYouMean("0." + digits))
  }

  static func literalOutOfRange(
    _ literal: some Collection<UInt8>, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("\(quote(literal)) is out of range", at: range)
  }

  static func unknownUnit(_ unit: String, at range: SourceRange) -> Diagnostic {
    if unit.hasPrefix("_") {
      return Diagnostic("'_' in a number stands between two digits", at: range)
    }
    return Diagnostic(
      "unknown unit \(quote(unit)): sizes take \(spellings(.size)), durations \(spellings(.duration))",
      at: range, hint: Unit.meant(by: unit).map { didYouMean($0.spelling) })
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
  /// How long it is stays unsaid: whoever read the file may have stopped when it was too much.
  static let textTooLong = Diagnostic(
    "a text has at most \(Limits.textBytes) bytes", at: SourceRange(0, 0))

  static func nestedTooDeeply(at range: SourceRange) -> Diagnostic {
    Diagnostic("nested too deeply: at most \(Limits.nesting) levels", at: range)
  }

  static func expressionTooLong(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "the expression is too long: at most \(Limits.height) operators in a chain", at: range,
      hint: "'in (…)' takes the place of many '='")
  }

  static func listTooLong(_ limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic("the list is too long: at most \(limit) elements", at: range)
  }
}

// MARK: - Structure

extension Diagnostic {
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

  static func unclosed(
    by closing: Symbol, at range: SourceRange, isIncomplete: Bool
  ) -> Diagnostic {
    let opening = closing == .closeParenthesis ? "parenthesis" : "bracket"
    return Diagnostic(
      "the \(opening) opened here is never closed", at: range, isIncomplete: isIncomplete)
  }

  static func emptyList(at range: SourceRange) -> Diagnostic {
    Diagnostic("expected a value or a query between the parentheses of 'in'", at: range)
  }

  static func missingSemicolon(before keyword: Keyword, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "expected ';' before '\(keyword.rawValue)'", at: range,
      hint: "a query has one 'select', and a ';' ends a statement")
  }

  static func repeatedClause(_ clause: Clause, at range: SourceRange) -> Diagnostic {
    let joins = clause == .where || clause == .having
    return Diagnostic(
      "a query has one '\(clause.title)', found another", at: range,
      hint: joins ? Hint.and : nil)
  }

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

  static func chainedComparison(at range: SourceRange, hint: String) -> Diagnostic {
    Diagnostic("comparisons do not chain", at: range, hint: hint)
  }
}

// MARK: - Hints

/// What would likely mend an error, in words.
package enum Hint {
  static let statementBefore = "a ';' ends the statement before"
  static let parenthesesAroundNot = "put parentheses around 'not …'"
  static let queryPlace = "a query in parentheses stands after 'from' or 'in'"
  static let doubledQuote = "inside text a quote is doubled"
  static let existsStandsAfter = "'exists' stands after what it tests"
  static let expressionPlace = "an expression stands after 'select' or 'where'"
  static let nameByAs = "a name is given by 'as'"
  static let textInQuotes = "text stands in quotes"
  static let sourceWithoutQuotes = "the name of a source stands without quotes"
  static let and = "'and' joins two tests"
  package static let or = "'or' joins two tests, '||' joins texts"
  static let parenthesesAroundFirst = "put parentheses around the first one"
  static let describing = "'describe' lists the sources, 'describe processes' what one has"
  static let equality = "equality is '='"
  static let inequality = "inequality is '!='"
  static let limitAndOffset = "write limit … offset …"
  static let regularExpression = "'~' matches a regular expression"
  static let leaving = "'\\q' leaves the shell"
  static let helping = "'\\?' lists the shell's commands, '\\h' explains the language"
  static let noJoins =
    "there are no joins: write a path such as parent.name, or any(files where …)"

  static func didYouMean(_ word: String) -> String { Diagnostic.didYouMean(word) }

  static func inBackticks(_ word: String) -> String { "in backticks it is a name: `\(word)`" }

  static func listInParentheses(_ values: String) -> String {
    "a list stands in parentheses: in (\(values))"
  }

  static func unitAfterNumber(_ size: String) -> String {
    "a unit stands directly after its number: \(size)"
  }
}

// MARK: - Wording

extension Diagnostic {
  /// Longer words are cut, so that a message stays a line.
  private static let longestQuote = 40

  /// The user's words in single quotes, made visible, cut if they are long. What stands in quotes
  /// already gets no more of them.
  package static func quote(_ bytes: some Collection<UInt8>) -> String {
    let shown = shown(bytes)
    let marks = ["'", "\""].filter { shown.hasPrefix($0) && shown.hasSuffix($0) }
    return marks.isEmpty || shown.count < 2 ? "'\(shown)'" : shown
  }

  /// The words, made visible, cut if they are long.
  private static func shown(_ bytes: some Collection<UInt8>) -> String {
    // Enough bytes for so many characters; what is cut within one is left out with it.
    let shown = visible(bytes.prefix(8 * longestQuote))
    guard shown.count > longestQuote else { return shown }
    return shown.prefix(longestQuote - 1) + "…"
  }

  /// The user's text with the quotes that it has, cut if it is long.
  static func textPhrase(_ bytes: some Collection<UInt8>) -> String {
    "the text " + shown(bytes)
  }

  package static func quote(_ text: String) -> String {
    quote(text.utf8)
  }

  /// The user's words without quotes, if they are short enough to be repeated in a hint.
  static func excerpt(_ bytes: some Collection<UInt8>) -> String? {
    guard bytes.count <= longestQuote, bytes.allSatisfy({ $0 >= 0x20 }) else { return nil }
    return visible(bytes)
  }

  package static func didYouMean(_ word: String) -> String {
    "did you mean '\(word)'?"
  }

  /// `a`, `a or b`, `a, b or c`.
  package static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
