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

  /// `in ()`
  static func emptyList(at range: SourceRange) -> Diagnostic {
    Diagnostic("expected a value or a query between the parentheses of 'in'", at: range)
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

  /// `1 < pid < 10`
  static func chainedComparison(at range: SourceRange, hint: String) -> Diagnostic {
    Diagnostic("comparisons do not chain", at: range, hint: hint)
  }
}

// MARK: - Hints

/// What would likely mend an error, in words.
package enum Hint {
  /// A statement begins where this one may end.
  static let statementBefore = "a ';' ends the statement before"
  /// `a = not b`
  static let parenthesesAroundNot = "put parentheses around 'not …'"
  /// A query stands where an expression is wanted.
  static let queryPlace = "a query in parentheses stands after 'from' or 'in'"
  /// `'it's'`
  static let doubledQuote = "inside text a quote is doubled"
  /// `exists env.HOME`
  static let existsStandsAfter = "'exists' stands after what it tests"
  /// `uss > 1M` as a statement.
  static let expressionPlace = "an expression stands after 'select' or 'where'"
  /// `select uss memory`
  static let nameByAs = "a name is given by 'as'"
  /// `name ~ /web/`
  static let textInQuotes = "text stands in quotes"
  /// `from 'files'`
  static let sourceWithoutQuotes = "the name of a source stands without quotes"
  /// `a && b`
  static let and = "'and' joins two tests"
  /// `a | b`, and tests joined by `||`.
  package static let or = "'or' joins two tests, '||' joins texts"
  /// `a = b is null`
  static let parenthesesAroundFirst = "put parentheses around the first one"
  /// `show tables`
  static let describing = "'describe' lists the sources, 'describe processes' what one has"
  /// `a === b`
  static let equality = "equality is '='"
  /// `a !== b`
  static let inequality = "inequality is '!='"
  /// `limit 10, 20`
  static let limitAndOffset = "write limit … offset …"
  /// `name regexp 'web'`
  static let regularExpression = "'~' matches a regular expression"
  /// `quit`
  static let leaving = "'\\q' leaves the shell"
  /// `help`
  static let helping = "'\\?' lists the shell's commands, '\\h' explains the language"
  /// `sum(rss) over (…)`
  static let overDuration = "'over' takes a duration: over 5s"
  /// `partition by user`
  static let noWindowFunctions = "there are no window functions; 'group by' makes one row of many"
  /// `from processes p`
  package static let noAliases = "there are no aliases of sources: a column stands alone"
  /// `from processes p join files f`
  static let noAliasesNorJoins =
    "there are no aliases and no joins: a path leads on, as in parent.name or any(files where …)"
  /// `exists (select …)`
  static let noExistsQuery = "any(…) asks whether there is such a row: any(files where deleted)"
  /// `where uss = (select …)`
  static let queryAfterIn = "a query stands after 'in': in (select …)"
  /// `cast(rss as int)`
  static let noCasts = "there are no casts: integer(text) and number(text) read text"
  /// `substring(name from 1 for 2)`
  static let argumentsByCommas = "arguments stand between commas: substr(name, 1, 2)"
  /// `list(name order by name)`
  static let orderInside = "values come in the order of the rows"
  /// `name[0:3]`
  static let noSlices =
    "a part of a text is substr(text, from, count), an element of a list cmdline[0]"
  /// `00:05:00`
  static let timeOfDay = "a duration is 2h13m, a time stands in quotes"
  /// `name.lower()`
  static let callsFirst = "a function stands before its argument: lower(name)"
  /// `50%`
  static let plainPercentage = "a percentage is a plain number"
  /// `pid > 1 and < 5`
  static let subjectAgain = "each test names what it is of: a > 1 and a < 5"
  /// `select pid 'p'`, `count(*) total`
  static let listWithoutEnd = "leave out the ','"
  /// `(select pid)` as a statement.
  static let withoutParentheses = "a query stands without parentheses here"
  /// `env.$NAME`
  static let entryByParameter = "an entry is had by a parameter in brackets: env[$name]"
  /// `param $n`
  static let parameterWithoutSign = "a parameter is declared without '$'"
  /// `select pid every 2s`
  static func before(_ keyword: Keyword) -> String {
    let form = keyword == .wait ? "wait for" : "\(keyword.rawValue) 2s"
    return "'\(keyword.rawValue)' stands before the query: \(form) select …"
  }
  /// `select pid | grep x`
  static let pipeOutside = "a pipe stands outside the query: procq -e \"…\" | grep …"
  /// What stands before a statement, or a part of one, that is likely meant.
  package static let write = "write"
  /// `name = 'bash'`, as a statement.
  static func written(_ text: String) -> String { "\(write): \(text)" }
  /// `env."odd name"`
  static func entryInBrackets(_ text: String) -> String {
    "an entry of an odd name is had by it in brackets: env[\(text)]"
  }
  /// `select from processes`
  static let columnsAfterSelect = "columns or '*' stand after 'select'"
  /// `from (processes)`, `from processes.files`
  static func sourceAlone(_ name: String) -> String { didYouMean("from \(name)") }
  /// `select * pid`
  static let commaBetweenItems = "a ',' stands between items"
  /// `in ('a' 'b')`
  static let commaBetween = "a ',' stands between values"
  /// `describe function lower`
  static let describingFunctions = "'describe functions' lists them all"
  /// `describe table processes`
  static func describing(_ name: String) -> String { didYouMean("describe \(name)") }
  /// `pid`, as a statement.
  static func bareWord(_ word: String) -> String {
    "a column is shown by 'select \(word)', a source by 'from \(word)'"
  }
  /// `1,000`
  static func grouped(_ number: String) -> String { "digits are grouped by '_': \(number)" }
  /// `name = 'a', 'b'`
  static func valuesAfterIn(_ values: String) -> String {
    "several values stand after 'in': in (\(values))"
  }
  /// `from processes join files`
  static let noJoins =
    "there are no joins: write a path such as parent.name, or any(files where …)"

  /// `where uss > 1M over 5s`
  static let windowPlace = "'at' and 'over' stand after 'from' and before 'where'"
  /// `let x = over 5s where …`
  static let openQuery = "a query begins with 'select', 'from' or 'where' here"
  /// `from history every 500ms`
  static let everyPlace = "'every' stands after 'over': over 10s every 500ms"
  /// `over '5s'`
  static let durationWithoutQuotes = "a duration stands without quotes"
  /// `wait where …`
  static let conditions =
    "'wait for' ends when there is a row, 'wait while' when none is left"

  /// `over 5`
  static func unitNeeded(_ duration: String) -> String {
    "a duration needs its unit: \(duration)"
  }

  /// `explain watch …`
  static func explainedAlone(_ keyword: Keyword) -> String {
    "'explain' takes a query without '\(keyword.rawValue)'"
  }

  /// `wait for 30s …`
  static func limitBefore(_ condition: String, limit: String) -> String {
    "the limit stands before '\(condition)': wait \(limit) \(condition) …"
  }

  /// The question after a likely slip.
  static func didYouMean(_ word: String) -> String { Diagnostic.didYouMean(word) }

  /// A reserved word stands where a name is wanted.
  static func inBackticks(_ word: String) -> String { "in backticks it is a name: `\(word)`" }

  /// `pid in 1, 2`
  static func listInParentheses(_ values: String) -> String {
    "a list stands in parentheses: in (\(values))"
  }

  /// `100 M`
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
    // Four bytes are enough for any character; one that is cut in the middle is dropped.
    let shown = visible(bytes.prefix(8 * longestQuote))
    guard shown.count > longestQuote else { return shown }
    return shown.prefix(longestQuote - 1) + "…"
  }

  /// The user's text with the quotes that it has, cut if it is long.
  static func textPhrase(_ bytes: some Collection<UInt8>) -> String {
    "the text " + shown(bytes)
  }

  /// The user's text between single quotes.
  package static func quote(_ text: String) -> String {
    quote(text.utf8)
  }

  /// The user's words without quotes, if they are short enough to be repeated in a hint.
  static func excerpt(_ bytes: some Collection<UInt8>) -> String? {
    guard bytes.count <= longestQuote, bytes.allSatisfy({ $0 >= 0x20 }) else { return nil }
    return visible(bytes)
  }

  /// The hint that asks whether another word was meant.
  package static func didYouMean(_ word: String) -> String {
    "did you mean '\(word)'?"
  }

  /// `a`, `a or b`, `a, b or c`.
  package static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
