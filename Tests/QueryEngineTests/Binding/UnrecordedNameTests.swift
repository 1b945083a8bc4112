import Testing

@testable import Binding

/// What is said of names that the machine knew and its recording does not.
@Suite struct UnrecordedNameTests {
  private func bound(_ text: String) throws -> Bound {
    var binder = Binder(schema: Orchard.recording, hasPast: true, end: { 1000 })
    return try Bound(text, by: &binder)
  }

  private static let recorded = "(recorded are number, kind, height, tags.Owner and tags.odd name)"

  @Test(arguments: [
    ("select sap", "'sap' was not recorded @ sap \(recorded)"),
    (
      "where JUICE > 1M",
      "'sap', which is also called 'JUICE', was not recorded @ JUICE \(recorded)"
    ),
    ("select kind group by kind having max(sap) > 1M", "'sap' was not recorded @ sap \(recorded)"),
    ("order by sap", "'sap' was not recorded @ sap \(recorded)"),
    ("select before.sap", "'sap' was not recorded @ sap \(recorded)"),
    (
      "select outer.sap",
      "there is no row outside @ outer ('outer' stands inside an aggregate over a relation)"
    ),
    ("select max(sap) from seasons over 5s", "'sap' was not recorded @ sap \(recorded)"),
    ("select delta(sap)", "'sap' was not recorded @ sap \(recorded)"),
    ("select flow", "'flow' follows from 'sap', which was not recorded @ flow \(recorded)"),
    ("select stream", "'stream' follows from 'sap', which was not recorded @ stream \(recorded)"),
    (
      "select neighbour.kind",
      "'neighbour' follows from 'beside', which was not recorded @ neighbour \(recorded)"
    ),
    (
      "where neighbour is null",
      "'neighbour' follows from 'beside', which was not recorded @ neighbour \(recorded)"
    ),
    ("select count(nests)", "'nests' was not recorded @ nests \(recorded)"),
    ("where any(nests where eggs > 3)", "'nests' was not recorded @ nests \(recorded)"),
    ("from nests", "'nests' was not recorded @ nests (there are trees and seasons)"),
    ("describe nests", "'nests' was not recorded @ nests (there are trees and seasons)"),
    ("select fruit.*", "nothing of the group 'fruit' was recorded @ fruit \(recorded)"),
    (
      "select tags.Age",
      "'tags.Age' was not recorded @ tags.Age (of 'tags' there is Owner and `odd name`)"
    ),
    (
      "select tags.owner", "'tags.owner' was not recorded @ tags.owner (did you mean 'tags.Owner'?)"
    ),
    (
      "select tags.`odd nam`",
      "'tags.odd nam' was not recorded @ tags.`odd nam` (did you mean 'tags.`odd name`'?)"
    ),
    ("select fruit.sap", "nothing of the group 'fruit' was recorded @ fruit \(recorded)"),
    ("select t.sap", "'sap' was not recorded @ sap \(recorded)"),
    ("select trees.sap", "'sap' was not recorded @ sap \(recorded)"),
    (
      "where kind = sap", "'sap' was not recorded @ sap (text stands in quotes: 'sap')"
    ),
    (
      "where kind in (sap)", "'sap' was not recorded @ sap (text stands in quotes: 'sap')"
    ),
    ("select tags", "'tags' was not recorded @ tags (of 'tags' there is Owner and `odd name`)"),
    ("select kinds", "unknown column 'kinds' @ kinds (did you mean 'kind'?)"),
    ("select nothing", "unknown column 'nothing' @ nothing"),
  ])
  func whatIsSaid(_ text: String, _ error: String) throws {
    #expect(try bound(text).errors == [error])
  }

  /// An entry that was recorded alone is asked for as it is of the map.
  @Test(arguments: [
    ("select tags.Owner", "tags.Owner = tags.Owner"),
    ("select Tags.Owner", "tags.Owner = tags.Owner"),
    ("select tags['Owner']", "tags['Owner'] = tags.Owner"),
    ("select tags.Owner, tags['Owner']", "tags.Owner = tags.Owner; tags['Owner'] = tags.Owner"),
    ("select tags.`odd name`", "tags.`odd name` = tags.odd name"),
    ("select before.tags.Owner as x", "x = before.tags.Owner"),
    ("select before.tags['Owner'] as x", "x = before.tags.Owner"),
    ("select kind as k, tags['odd name'] as t", "k = kind; t = tags.odd name"),
  ])
  func entriesAreFound(_ text: String, _ outputs: String) throws {
    #expect(try bound(text).outputs == outputs)
  }

  @Test func namesThatAreGivenAreNearer() throws {
    #expect(try bound("select height as sap where sap > 3").errors == [])
    #expect(try bound("let sap = height > 3; where sap").errors == [])
    #expect(try bound("let nests = where height > 3; from nests").errors == [])
  }

  @Test(
    arguments: [
      ("at '2026-11-22T10:00Z'", .time(1_795_341_600_000_000_000, unit: 1_000_000_000)),
      ("at now()", .end(less: 0)),
      ("at now() - 2h + 5s", .end(less: 7_195_000_000_000)),
      ("at '00:00Z'", .time(0, unit: 1_000_000_000)),
      ("param t = '00:00:00Z'; at $t", .time(0, unit: 1_000_000_000)),
      ("at '23:59:59.1234Z'", .time(-876_600_000)),
      ("at '23:59:59.5Z'", .time(-500_000_000, unit: 1_000_000)),
    ] as [(String, BoundMoment)])
  func moments(_ text: String, _ moment: BoundMoment) throws {
    let bound = try bound(text)
    #expect(bound.errors == [])
    #expect(bound.statements.last?.moment == moment)
  }

  @Test(arguments: [
    (
      "at '25:00'",
      "expected a time, found '25:00' @ '25:00' (a time is written '2026-01-31 14:00' or '14:00')"
    ),
    ("at '2h'", "expected a time, found '2h' @ '2h' (a time is written now() - 2h)"),
    ("param n = 5; at $n", "'at' takes a time, found $n @ $n"),
  ])
  func noMoments(_ text: String, _ error: String) throws {
    #expect(try bound(text).errors == [error])
  }

  /// Whoever runs it is told that there is no moment, as of any other.
  @Test func timesOfDayAreTakenWhereNothingWasRecorded() throws {
    var empty = Binder(schema: Orchard.recording, hasPast: true)
    #expect(try Bound("at '10:00'", by: &empty).errors == [])
  }

  @Test func nothingIsLookedAtAgain() throws {
    let hint = "('from history over 1h every 1m' has a row for each moment)"
    let errors = ["watch", "changes", "wait"].map {
      "a recording does not change, so that '\($0)' has nothing to look at again @ \($0) \(hint)"
    }
    let script = "watch select kind; select sap; changes 5s select kind; wait for select kind"
    #expect(
      try bound(script).errors
        == [errors[0], "'sap' was not recorded @ sap \(Self.recorded)", errors[1], errors[2]])
  }

  @Test func momentsNeedARecording() throws {
    #expect(
      try Bound("at '10:00'", schema: Orchard.standing).errors == [
        "'at' asks for the past, and a running machine has none @ at '10:00' "
          + "(a recording has: procq --replay FILE, in the shell \\replay FILE)"
      ])
  }
}
