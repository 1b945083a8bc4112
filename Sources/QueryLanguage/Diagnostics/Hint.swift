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
  package static let textInQuotes = "text stands in quotes"

  /// Of a word that was likely meant as text.
  package static func quotes(around word: String) -> String {
    "\(textInQuotes): '\(visible(word))'"
  }
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
  /// `extract(hour from started)`
  static let partOfTime = "a part of a time is hour(started), day(…), weekday(…) or format(…)"
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
  /// `set limits['nofile'] = 5`
  static func entryBehindDot(_ path: String) -> String { "an entry stands behind a dot: \(path)" }
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

  /// `record select … into 'day.db'`
  static func fileBeforeQuery(_ file: String) -> String {
    "the file stands before the query: record 10s into \(file) select …"
  }
  /// `record 10s keep 7d into 'day.db'`
  static func keepAfterFile(_ duration: String?) -> String {
    "'keep' stands after the file: into 'FILE' keep \(duration ?? "7d")"
  }
  /// `record into 'day.db' every 10s`
  static func intervalAfterRecord(_ duration: String) -> String {
    "the interval stands after 'record': record \(duration) into …"
  }
  /// `into day.db`
  static func fileInQuotes(_ file: String) -> String { "a file stands in quotes: \(file)" }
  /// `record into 'a', 'b' select …`
  static let oneFile = "a recording is one file"
  /// `record watch select …`
  static let recordRepeats = "'record' repeats its query by itself"
  /// `record into 'day.db' as select …`
  static let queryFollows = "the query follows without 'as'"

  /// `kill -l`
  package static let listOfSignals = "'\\h signals' in the shell lists the signals"
  /// `set nice += 1`
  package static let sameForAll = "the value is a constant, the same for all rows"
  /// `set nice = 5, oom_score_adj = 3 where …`
  static let oneSetting = "a 'set' sets one thing; another one is a statement of its own"
  /// `set limits.nofile.hard = 5`
  static let softLimit = "a soft limit is set, by one name: set limits.nofile = … where …"
  /// `set x = 5` without a test.
  static let actionOrParameter =
    "'where' says of which processes; '\\set NAME VALUE' gives a parameter its value"
  /// `set nice 5 where …`
  static func equalAfterSetting(_ name: String) -> String {
    "'=' stands before the value: set \(name) = …"
  }

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
  package static func unitAfterNumber(_ size: String) -> String {
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
