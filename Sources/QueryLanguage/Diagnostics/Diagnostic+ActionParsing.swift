// What the parser has to say of statements that act.

extension Diagnostic {
  /// `kill KILL`, `set nice = 5`
  static func actionWithoutTest(
    _ verb: Keyword, at range: SourceRange, hint: String, isIncomplete: Bool
  ) -> Diagnostic {
    Diagnostic(
      "'\(verb.rawValue)' needs a 'where' clause", at: range, hint: hint, isIncomplete: isIncomplete
    )
  }

  /// `kill from processes where …`
  static func clauseOfNoAction(_ clause: Clause, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "an action has no '\(clause.title)'", at: range,
      hint: "it has 'over', 'where', 'order by' and 'limit'")
  }

  /// `kill 1234`
  static func killByNumber(
    at range: SourceRange, example: String, isIncomplete: Bool = false
  ) -> Diagnostic {
    Diagnostic(
      "'kill' takes a 'where' clause, no pid", at: range, hint: Hint.written(example),
      isIncomplete: isIncomplete)
  }

  /// `kill 0`
  static func killZero(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "0 is neither a process nor a signal", at: range,
      hint: Hint.written("kill where name = 'NAME'"))
  }

  /// `kill %1`
  static func killByJob(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "jobs are known to their shell alone", at: range, hint: Hint.written("kill where pid = N"))
  }

  /// `kill 'chrome'`
  static func killByName(at range: SourceRange, example: String) -> Diagnostic {
    Diagnostic("'kill' takes a 'where' clause, no name", at: range, hint: Hint.written(example))
  }

  /// `kill -s HUP`
  static func signalByOption(_ option: String, at range: SourceRange, example: String) -> Diagnostic
  {
    Diagnostic(
      "a signal stands without \(quote(option))", at: range, hint: Hint.written(example))
  }

  /// `kill 'TERM' where …`
  static func signalInQuotes(at range: SourceRange, example: String) -> Diagnostic {
    Diagnostic("a signal stands without quotes", at: range, hint: Hint.written(example))
  }

  /// `kill --signal TERM where …`. Who goes on in another line may have meant the comment.
  static func signalInComment(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "a comment begins with '--', and 'kill' needs a 'where' clause", at: range,
      hint: Hint.written("kill TERM where …"), isIncomplete: true)
  }

  /// `kill TERM KILL where …`
  static func secondSignal(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "one signal is sent at a time", at: range,
      hint: "another follows for what is left by 'then' at the end: then 10s KILL")
  }

  /// `kill pid = 1234`
  static func testWithoutWhere(at range: SourceRange, example: String) -> Diagnostic {
    Diagnostic("a test stands after 'where'", at: range, hint: Hint.written(example))
  }

  /// A word that is no signal.
  package static func unknownSignal(
    _ signal: String, at range: SourceRange, hint: String?
  ) -> Diagnostic {
    Diagnostic("unknown signal \(quote(signal))", at: range, hint: hint)
  }

  /// `kill RTMIN+`
  static func signalWithoutNumber(
    _ signal: String, at range: SourceRange, beforeClause: Bool, isIncomplete: Bool
  ) -> Diagnostic {
    Diagnostic(
      "expected a whole number after \(quote(signal))", at: range,
      hint: beforeClause ? "a clause stands without '-'" : nil, isIncomplete: isIncomplete)
  }

  /// `then KILL`
  static func thenWithoutInterval(_ signal: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "expected a duration such as 10s after 'then', found \(quote(signal))", at: range,
      hint: excerpt(signal.utf8).map { didYouMean("then 10s \($0)") })
  }

  /// `kill then 10s KILL where …`
  static func thenTooEarly(at range: SourceRange) -> Diagnostic {
    Diagnostic("'then' comes after 'where'", at: range, hint: "move 'then …' to the end")
  }

  /// `then 10s HUP then 10s KILL`
  static func secondThen(at range: SourceRange) -> Diagnostic {
    Diagnostic("a 'kill' has one 'then', found another", at: range)
  }

  /// `set nice = 5 where … then 10s KILL`
  static func thenAfterSet(at range: SourceRange) -> Diagnostic {
    Diagnostic("'then' stands after 'kill' alone", at: range)
  }

  /// `watch kill where …`, `from (kill where …)`
  static func actionInside(
    _ verb: Keyword, after before: Token.Kind?, at range: SourceRange
  ) -> Diagnostic {
    let isInQuery = before == .symbol(.openParenthesis) || before == .symbol(.equal)
    return Diagnostic(
      "'\(verb.rawValue)' stands alone", at: range,
      hint: isInQuery
        ? "an action gives no rows to a query" : "an action is carried out once")
  }
}
