import QueryLanguage
import Schema

// What the binder has to say of statements that act.

extension Diagnostic {
  /// The source offers no actions.
  static func nothingToActOn(
    _ verb: String, because reason: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("'\(verb)' is not possible here: \(reason)", at: range)
  }

  /// `explain analyze kill …`
  static func measuredAction(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "an action is not carried out to be measured", at: range,
      hint: "'explain' without 'analyze' shows what would be done")
  }

  /// `kill where … order by count(*)`
  static func groupedAction(at range: SourceRange) -> Diagnostic {
    Diagnostic("an action is done to rows, not to groups", at: range)
  }

  // MARK: - What is set

  /// Something that cannot be set. `sameEntry` can be, which is the entry of another map: `limits.nofile`
  /// beside `hard_limits.nofile`.
  static func notSettable(
    _ name: Name, whatIs known: [String], near: String?, sameEntry: String?
  ) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) cannot be set; \(alternatives(known)) can", at: name.range,
      hint: sameEntry.map { "\($0) can be" } ?? near.map(didYouMean)
        ?? "'\\set NAME VALUE' gives a parameter its value, '\\timing' is a command of the shell")
  }

  /// `set limits = 5`
  static func setByEntry(_ name: Name, for entry: String) -> Diagnostic {
    Diagnostic(
      "what is set of \(quote(name.text)) is one of its entries", at: name.range,
      hint: "as in \(visible(name.text)).\(entry)")
  }

  /// `set nice.x = 5`
  static func noEntries(of name: Name, at range: SourceRange) -> Diagnostic {
    Diagnostic("\(quote(name.text)) is set as a whole", at: range)
  }

  /// `set limits.nofil = 5`
  static func unknownEntry(
    _ entry: Name, of name: Name, known: [String], near: String?
  ) -> Diagnostic {
    Diagnostic(
      "nothing in \(quote(name.text)) is called \(quote(entry.text))", at: entry.range,
      hint: near.map(didYouMean) ?? "there are \(known.joined(separator: ", "))")
  }

  // MARK: - To what

  /// `set nice = 40`
  static func outOfDomain(
    _ setting: SettingSchema, found text: String, at range: SourceRange, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      "'\(setting.path)' takes \(setting.domain.phrase), found \(quote(text))", at: range,
      hint: hint)
  }
}
