import QueryLanguage
import Schema
import Testing
import Values

@testable import Binding

/// What may be recorded, and what it comes to.
@Suite struct RecordBindingTests {
  private func record(_ text: String) throws -> BoundRecord {
    let bound = try Bound(text, schema: Orchard.standing)
    guard case .record(let record)? = bound.statements.last?.kind else {
      Issue.record("\(text): \(bound.errors)")
      throw NoRecord()
    }
    return record
  }

  private struct NoRecord: Error {}

  private func errors(_ text: String) throws -> [String] {
    try Bound(text, schema: Orchard.standing).errors
  }

  @Test func partsAreAsTheyAreSaid() throws {
    let record = try record("record 250ms into 'it''s.db' keep 1w select kind")
    #expect(String(decoding: record.file, as: UTF8.self) == "it's.db")
    #expect(record.interval == 250_000_000)
    #expect(record.keep == 604_800_000_000_000)
    let plain = try self.record("record into '\\xff' where height > 3")
    #expect(plain.file == [0xff])
    #expect(plain.interval == 10_000_000_000)
    #expect(plain.keep == nil)
  }

  @Test func parametersStandForParts() throws {
    let record = try record(
      "param i = 1m; param f = 'x.db'; param k = 2h; record $i into $f keep $k select kind")
    #expect(record.interval == 60_000_000_000 && record.keep == 7_200_000_000_000)
    #expect(String(decoding: record.file, as: UTF8.self) == "x.db")
    let bound = try Bound(
      "param i; param f; record $i into $f keep $i where true", parameters: ["i": "5s", "f": "5s"],
      schema: Orchard.standing)
    guard case .record(let given)? = bound.statements.last?.kind else { throw NoRecord() }
    #expect(given.interval == 5_000_000_000 && given.keep == given.interval)
    #expect(given.file == Array("5s".utf8))
  }

  @Test(arguments: [
    ("select number, kind", "number kind"), ("where height > 1", "number kind height"),
    ("from trees", "number kind height"), ("select *, sap", "number kind height sap"),
    ("select growth.*", "height sap"), ("select tree.*", "number beside kind tags marks"),
    ("select kind, sort, KIND, tree.*", "kind number beside tags marks"),
    ("select tags.Owner, tags['Owner'], tags[\"Owner\"], tags.`Owner`", "tags.Owner"),
    ("select tags.`odd name`, tags['a' || '.b'], tags", "tags.odd name tags.a.b tags"),
    ("select juice", "sap"),
  ])
  func columnsAreOnceUnderTheirOwnNames(_ query: String, _ names: String) throws {
    #expect(
      try record("record into 'x' \(query)").query.outputs.map(\.name).joined(separator: " ")
        == names)
  }

  /// Who reads them finds the column, or the column and a constant.
  @Test func entriesAreLookedUpByConstants() throws {
    for query in ["tags[$k]", "tags['Ow' || 'ner']", "tags.Owner"] {
      let bound = try record("param k = 'Owner'; record into 'x' select \(query)").query
      let entry = try #require(bound.outputs.first?.expression)
      guard case .operation(.lookup) = entry.kind, case .column(let map) = entry.operands[0].kind,
        case .constant(.text(let key)) = entry.operands[1].kind
      else { throw NoRecord() }
      #expect(map.column.name == "tags" && key.bytes == Array("Owner".utf8))
    }
  }

  @Test(arguments: [
    ("select KIND, sort where Height > 1", "select kind where height > 1"),
    ("", "select number, kind, height"),
    ("select tags.`odd name`, tags.Owner", "select tags.`odd name`, tags.Owner"),
    ("where tall and kind = $k", "select number, kind, height where height > 5 and kind = 'oak'"),
    (
      "where any(nests where eggs > $n) or number in (select beside where tall)",
      "select number, kind, height where any(nests where eggs > 3) or "
        + "number in (select beside where height > 5)"
    ),
    ("where kind like $k || '%'", "select number, kind, height where kind like 'oak' || '%'"),
  ])
  func textSaysWhatNamesStandFor(_ query: String, _ text: String) throws {
    let query = query.isEmpty ? "from trees" : query
    #expect(
      try record(
        "let tall = height > 5; param k = 'oak'; param n = 3; record into 'x' \(query)"
      ).text == text)
  }

  @Test(arguments: [
    ("1ms into 'x' select kind", "'record' takes 100ms or more @ 1ms"),
    ("0s into 'x' select kind", "'record' takes a duration above 0, as in 5s, found 0s @ 0s"),
    ("into '' select kind", "the name of the file is empty @ ''"),
    ("into 'a\\x00' select kind", "the name of a file holds no NUL @ 'a\\x00'"),
    ("into $n select kind", "'into' takes the name of a file, as in 'day.db', found '$n' @ $n"),
    (
      "into 'x' keep 5s select kind",
      "'keep' takes no less than the interval, which is 10s @ 5s"
    ),
    ("1h into 'x' keep 1m select kind", "'keep' takes no less than the interval, which is 1h @ 1m"),
  ])
  func wrongParts(_ parts: String, _ error: String) throws {
    #expect(try errors("param n = 5; record \(parts)") == [error])
  }

  private static let clauses =
    "(it has 'select' and 'where'; all else is said when the recording is asked)"
  private static let made = "(what is made of them is said when the recording is asked)"

  @Test(arguments: [
    (
      "select distinct kind", "a recorded query has no 'distinct' @ select distinct \(clauses)"
    ),
    ("order by kind", "a recorded query has no 'order by' @ order by kind \(clauses)"),
    ("group by kind", "a recorded query has no 'group by' @ group by kind \(clauses)"),
    ("having true", "a recorded query has no 'having' @ having true \(clauses)"),
    (
      "where count(*) > 1",
      "'where' tests single rows, an aggregate is of a group @ count(*) "
        + "(groups are made where the recording is asked)"
    ),
    ("limit 5", "a recorded query has no 'limit' @ limit 5 \(clauses)"),
    ("offset 5", "a recorded query has no 'offset' @ offset 5 \(clauses)"),
    (
      "over 5s",
      "a recorded query has no 'over' @ over 5s (a recording is asked of a moment or a window later)"
    ),
    (
      "at '10:00'",
      "a recorded query has no 'at' @ at '10:00' (a recording is asked of a moment or a window later)"
    ),
    ("from nests", "only trees are recorded, found 'nests' @ nests"),
    ("from seasons", "only trees are recorded, found 'seasons' @ seasons"),
    ("from (select kind)", "only trees are recorded, found a query @ from (select kind)"),
    (
      "select kind as k",
      "a recorded column keeps its own name @ k ('as' gives it another when the recording is asked)"
    ),
    (
      "select height / 2",
      "only columns are recorded, and 'height / 2' is none @ height / 2 \(made)"
    ),
    ("select count(*)", "only columns are recorded, and 'count(*)' is none @ count(*) \(made)"),
    ("select 1, kind", "only columns are recorded, and '1' is none @ 1 \(made)"),
    ("select tall", "only columns are recorded, and 'tall' is none @ tall \(made)"),
    ("select marks[0]", "only columns are recorded, and 'marks[0]' is none @ marks[0] \(made)"),
    (
      "select tags[kind]",
      "only columns are recorded, and 'tags[kind]' is none @ tags[kind] \(made)"
    ),
    (
      "select tags['\\xff']",
      "the name of an entry that is recorded is UTF-8 without controls @ tags['\\xff']"
    ),
    (
      "select flow",
      "'flow' compares two moments, and need not be recorded @ flow (it is made of sap, which is)"
    ),
    (
      "select kind, STREAM",
      "'stream' compares two moments, and need not be recorded @ STREAM (it is made of sap, which is)"
    ),
    (
      "select neighbour.kind",
      "only columns of the row itself are recorded, and 'neighbour.kind' is of others @ "
        + "neighbour.kind ('neighbour' follows from beside, where that is recorded)"
    ),
    (
      "select neighbour",
      "only columns of the row itself are recorded, and 'neighbour' is of others @ "
        + "neighbour ('neighbour' follows from beside, where that is recorded)"
    ),
    (
      "select Nests.eggs, kind",
      "only columns of the row itself are recorded, and 'Nests.eggs' is of others @ Nests.eggs"
    ),
    (
      "select before.sap",
      "'before.sap' compares two moments, and a recorded query is of one @ before.sap"
    ),
    ("where flow > 1M / 1s", "'flow' compares two moments, and a recorded query is of one @ flow"),
    (
      "where before.sap < sap",
      "'before.sap' compares two moments, and a recorded query is of one @ before.sap"
    ),
    (
      "where rate(sap) > 1M / 1s",
      "this compares two moments, and a recorded query is of one @ rate(sap)"
    ),
    (
      "where number in (select number from seasons)",
      "this compares two moments, and a recorded query is of one @ "
        + "number in (select number from seasons)"
    ),
    ("where number in (select number over 5s)", "a recorded query has no 'over' @ 5s \(clauses)"),
    ("select kinds", "unknown column 'kinds' @ kinds (did you mean 'kind'?)"),
  ])
  func whatIsNotRecorded(_ query: String, _ error: String) throws {
    #expect(try errors("let tall = height > 5; record into 'x' \(query)") == [error])
  }

  @Test func nothingFollows() throws {
    let error = "'record' does not end by itself, so it stands last in a script @ record"
    #expect(try errors("record into 'x' select kind; select kind") == [error])
    #expect(try errors("record into 'x'select kind; record into 'y' select kind") == [error])
    #expect(try errors("let tall = height > 5; record into 'x' where tall;") == [])
  }

  @Test func aRecordingIsNotRecorded() throws {
    var binder = Binder(schema: Orchard.standing, hasPast: true)
    #expect(
      try Bound("record into 'x' select kind", by: &binder).errors == [
        "a recording cannot be recorded @ record (without '--replay' the machine itself is)"
      ])
  }

  /// A let that doubles with each line comes to an ordinary error.
  @Test func textsOfLetsHaveAnEnd() throws {
    let lets = (1...60).map { "let x\($0) = x\($0 - 1) and x\($0 - 1);" }.joined()
    let errors = try errors("let x0 = height > 5;\(lets) record into 'x' where x60")
    #expect(errors.count == 1)
  }
}
