import QueryLanguage
import Schema
import Values

// What the binder has to say of recording.

extension Diagnostic {
  /// `record` is asked of a recording, or of a source without rows.
  static func recordedAgain(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "a recording cannot be recorded", at: range,
      hint: "without '--replay' the machine itself is")
  }

  /// `record 1ms`
  static func recordedTooOften(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'record' takes \(HumanText.duration(RecordBinder.shortestInterval)) or more", at: range)
  }

  /// `record 10s into 'x' keep 1s`
  static func keptTooShort(_ interval: Int64, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'keep' takes no less than the interval, which is \(HumanText.duration(interval))", at: range)
  }

  /// A parameter after `into` is no text.
  static func notAFile(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'into' takes the name of a file, as in 'day.db', found \(quote(text))", at: range)
  }

  /// `into ''`
  static func fileWithoutName(at range: SourceRange) -> Diagnostic {
    Diagnostic("the name of the file is empty", at: range)
  }

  /// `into 'a\x00b'`
  static func fileWithNUL(at range: SourceRange) -> Diagnostic {
    Diagnostic("the name of a file holds no NUL", at: range)
  }

  /// `record … order by pid`
  static func clauseOfNoRecord(
    _ clause: String, at range: SourceRange, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      "a recorded query has no '\(clause)'", at: range,
      hint: hint ?? "it has 'select' and 'where'; all else is said when the recording is asked")
  }

  /// `record … from files`
  static func recordedSource(
    _ found: String, _ table: TableSchema, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("only \(table.name) are recorded, found \(found)", at: range)
  }

  /// `record … select uss / 2`
  static func notAColumn(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "only columns are recorded, and \(quote(text)) is none", at: range,
      hint: "what is made of them is said when the recording is asked")
  }

  /// `record … select pid as p`
  static func renamedColumn(_ name: Name) -> Diagnostic {
    Diagnostic(
      "a recorded column keeps its own name", at: name.range,
      hint: "'as' gives it another when the recording is asked")
  }

  /// `record … select cpu_percent`
  static func recordedChange(
    _ name: String, madeOf columns: [String], at range: SourceRange
  ) -> Diagnostic {
    let names = columns.joined(separator: " and ")
    return Diagnostic(
      "\(quote(name)) compares two moments, and need not be recorded", at: range,
      hint: columns.isEmpty
        ? nil : "it is made of \(names), which \(columns.count > 1 ? "are" : "is")")
  }

  /// `record … select parent.name`
  static func columnOfAnother(
    _ name: String, _ table: TableSchema, along relation: RelationSchema, at range: SourceRange
  ) -> Diagnostic {
    let hint: String? =
      switch relation.path {
      case .equal(let own, _) where relation.table == table.name:
        "'\(relation.name)' follows from \(own), where that is recorded"
      case .equal, .repeated, .parts, .owner, .known: nil
      }
    return Diagnostic(
      "only columns of the row itself are recorded, and \(quote(name)) is of others", at: range,
      hint: hint)
  }

  /// `record … where rate(cpu_time) > 1`, `record … select before.uss`
  static func changeInRecord(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(what) compares two moments, and a recorded query is of one", at: range)
  }

  /// `record … where count(*) > 1`
  static func aggregateInRecord(at range: SourceRange) -> Diagnostic {
    var wrong = aggregateMisplaced(.filter, at: range)
    wrong.hint = "groups are made where the recording is asked"
    return wrong
  }

  /// `record … select env['\xff']`
  static func oddEntry(at range: SourceRange) -> Diagnostic {
    Diagnostic("the name of an entry that is recorded is UTF-8 without controls", at: range)
  }
}
