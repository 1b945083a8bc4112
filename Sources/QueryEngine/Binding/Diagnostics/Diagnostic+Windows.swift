package import QueryLanguage
import Schema
import Values

// What the binder has to say of moments, windows and what compares their ends.

// MARK: - Clauses

extension Diagnostic {
  /// `at` is asked of a source that has only the present.
  static func nothingRecorded(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'at' asks for the past, and a running machine has none", at: range,
      hint: "a recording has: procq --replay FILE, in the shell \\replay FILE")
  }

  /// What follows `at` is no time.
  static func notAMoment(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("'at' takes a time, found \(text)", at: range)
  }

  /// A text after `at` is neither a time nor a time of day.
  static func unreadableMoment(_ text: Text, at range: SourceRange) -> Diagnostic {
    var wrong = unreadableTime(text, orDuration: false, at: range)
    if wrong.hint == timeHint { wrong.hint = "\(timeHint) or '14:00'" }
    return wrong
  }

  /// `at '02:30'` of a day on which the clocks were put forward over it.
  static func skippedMoment(_ time: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "there was no \(time) here: the clocks were put forward over it", at: range,
      hint: "a time with 'Z' or an offset such as +01:00 is of no zone's clocks")
  }

  /// What follows `over`, `every` or `watch` is no duration.
  static func notADuration(_ word: String, _ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("'\(word)' takes a duration above 0, as in 5s, found \(text)", at: range)
  }

  /// Two queries of one statement name different moments.
  static func secondMoment(at range: SourceRange) -> Diagnostic {
    Diagnostic("a statement is about one moment, and another was named before", at: range)
  }

  /// Two queries of one statement name different windows.
  static func secondWindow(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("a statement has one window, and '\(word)' said otherwise before", at: range)
  }

  /// `every` stands where no query asks for the readings.
  static func stepWithoutReadings(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'every' reads again and again, and nothing asks for these readings", at: range,
      hint: "'from history' has a row for each of them")
  }

  /// `every` names less than can be done.
  static func stepTooShort(at range: SourceRange) -> Diagnostic {
    Diagnostic("'every' takes 10ms or more", at: range)
  }

  /// `every` names more than the window is long.
  static func stepPastWindow(at range: SourceRange) -> Diagnostic {
    Diagnostic("'every' takes no more than the window, which 'over' names", at: range)
  }

  /// A round takes longer than the time between two of them.
  static func windowPastInterval(
    _ word: String, _ interval: Int64, _ length: Int64, at range: SourceRange
  ) -> Diagnostic {
    let length = HumanText.duration(length)
    return Diagnostic(
      "a round each \(HumanText.duration(interval)) is shorter than the window of \(length)",
      at: range,
      hint: didYouMean("\(word) \(length)"))
  }

  /// A look takes longer than is waited.
  static func windowPastLimit(at range: SourceRange) -> Diagnostic {
    Diagnostic("the limit is over before the first window is", at: range)
  }

  /// `wait` for rows that always come.
  static func alwaysARow(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "this query always has a row, so that '\(word)' waits for nothing", at: range,
      hint: "'having' tests what an aggregate comes to")
  }

  /// `watch`, `changes` or `wait` is asked of a recording.
  static func nothingChanges(_ word: Keyword, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "a recording does not change, so that '\(word.rawValue)' has nothing to look at again",
      at: range.firstWord(word.rawValue), hint: insteadOfRounds)
  }

  /// What a recording is asked where the machine would be looked at again.
  package static let insteadOfRounds =
    "'from history over 1h every 1m' has a row for each moment"

  /// `watch`, `changes` have no end, so that nothing behind them is run.
  static func notLast(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("'\(word)' does not end by itself, so it stands last in a script", at: range)
  }

  /// The query gives a name to a column that a word adds one of.
  static func takenName(_ name: String, by word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'\(word)' adds a column \(quote(name)), and the query has one already", at: range,
      hint: "'as' gives it another name")
  }
}

// MARK: - What compares two moments

extension Diagnostic {
  /// Rows of the table are not known again.
  static func noPast(of table: TableSchema, in schema: Schema, at range: SourceRange) -> Diagnostic
  {
    let owner = schema.owner(of: table).flatMap { $0.table.hasPast ? $0.relation.name : nil }
    return Diagnostic(
      table.rows == .derived
        ? "rows of a query are not known at two moments"
        : "rows of \(table.name) are not known at two moments", at: range,
      hint: table.rows == .derived
        ? "the inner query itself can compare them"
        : owner.map { "what they belong to is, as in \($0).before.name" })
  }

  /// A relation follows `before`.
  static func relationOfBefore(_ name: Name) -> Diagnostic {
    Diagnostic(
      "'before' is a row as it was, which leads to no others", at: name.range,
      hint: "a column of it follows, as in before.status")
  }

  /// A column that compares two moments is asked of one of them.
  static func derivedBefore(_ name: Name) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) compares both ends of the window, and 'before' is one of them",
      at: name.range)
  }

  /// What compares two moments stands within such a thing.
  static func nestedChange(_ name: Name, in change: String) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) compares two moments, and cannot stand inside '\(change)'",
      at: name.range)
  }

  /// An aggregate stands where one row is compared with itself.
  static func aggregateInChange(
    _ call: Call, _ function: AggregateFunction, of change: String, _ expression: Expression
  ) -> Diagnostic {
    var hint: String?
    if ["sum", "avg"].contains(function.name), let argument = call.expressions.first {
      hint = "\(function.name)(\(change)(\(canonicalText(of: argument))))"
    }
    return Diagnostic(
      "'\(change)' is of single rows, an aggregate is of many", at: expression.range,
      hint: hint.map(didYouMean))
  }

  /// What only a group, a relation or a query tells stands where one row is compared with itself.
  static func groupInChange(at range: SourceRange) -> Diagnostic {
    Diagnostic("only columns of a row are known at the beginning of the window", at: range)
  }

  /// The time stands where a row is compared with itself.
  static func timeInChange(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'now()' is the end of the window, and no column of a row", at: range,
      hint: "how long ago a process started is its age")
  }

  /// `rate` of what does not only grow.
  static func notACounter(
    _ text: String, over length: Int64, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "'rate' is of what only grows, and \(quote(text)) may fall", at: range,
      hint: didYouMean("delta(\(text)) / \(HumanText.duration(length))"))
  }
}
