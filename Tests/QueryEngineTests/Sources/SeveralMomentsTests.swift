import Binding
import Execution
import QueryLanguage
import Schema
import Testing
import Values

/// That a recording, a second moment and an action fit without the engine knowing of them.
@Suite struct SeveralMomentsTests {
  private let rivers = ToyRecording([
    .init(
      time: 1_000_000_000,
      gauges: [
        .init("Po", 1, level: 200, passed: 1000), .init("Po", 2, level: 250, passed: 5000),
        .init("Elbe", 1, level: 90, passed: 700),
      ]),
    .init(
      time: 3_000_000_000,
      gauges: [
        .init("Po", 1, level: 230, passed: 1600), .init("Elbe", 1, level: 80, passed: 740),
      ]),
    .init(
      time: 9_000_000_000,
      gauges: [
        .init("Elbe", 1, level: 85, passed: 800), .init("Po", 1, level: 210, passed: 4600),
        .init("Po", 3, level: 10, passed: 1),
      ]),
  ])

  private func statement(_ query: String) throws -> PreparedStatement {
    var session = Session(rivers)
    return try #require(try session.prepare(SourceText(query)).first)
  }

  @Test(
    arguments: [
      (.latest, ["Elbe 1 85", "Po 1 210", "Po 3 10"]),
      (.at(.max), ["Elbe 1 85", "Po 1 210", "Po 3 10"]),
      (.at(9_000_000_000), ["Elbe 1 85", "Po 1 210", "Po 3 10"]),
      (.at(8_999_999_999), ["Po 1 230", "Elbe 1 80"]),
      (.at(3_000_000_000), ["Po 1 230", "Elbe 1 80"]),
      (.at(1_000_000_000), ["Po 1 200", "Po 2 250", "Elbe 1 90"]),
    ] as [(Moment, [String])])
  func theLastMomentNotAfterTheOneAskedForAnswers(_ moment: Moment, _ rows: [String]) throws {
    #expect(Result(try statement("from gauges").run(at: moment)).rows == rows)
  }

  @Test func oneStatementAsksManyMoments() throws {
    let statement = try statement("select river, level where level > 100 order by level desc")
    let rows = rivers.looks.map { Result(statement.run(at: .at($0.time))).rows }
    #expect(rows == [["Po 250", "Po 200"], ["Po 230"], ["Po 210"]])
  }

  @Test func theTimeIsThatOfTheMoment() throws {
    let query = "select now(), age, now() in (select now()) where number = 1 and river = 'Po'"
    for look in rivers.looks {
      #expect(
        Result(try statement(query).run(at: .at(look.time + 1))).rows == [
          "\(look.time)ns \(look.time)ns true"
        ])
      #expect(
        Result(try statement("select now()").run(at: .at(look.time))).rows == ["\(look.time)ns"])
    }
  }

  @Test(arguments: [
    "from gauges", "select count(*)", "select now()", "explain from gauges",
    "explain analyze from gauges", "select river order by level limit 1",
    "select river where number in (select number)",
  ])
  func beforeTheFirstMomentThereIsNoAnswer(_ query: String) throws {
    let answer = try statement(query).run(at: .at(999_999_999))
    do throws(Failure) {
      _ = try answer.next()
      Issue.record("an answer")
    } catch {
      #expect(error.reason == "nothing was recorded by then")
      #expect(error.text == "could not be read: nothing was recorded by then (/rivers)")
    }
    #expect(answer.notes == [])
    #expect(answer.statistics.processes == 0)
  }

  @Test func descriptionsNeedNoMoment() throws {
    #expect(!Result(try statement("describe gauges").run(at: .at(0))).rows.isEmpty)
  }

  // MARK: Two moments

  /// Rows of one table at two moments, by the key that its schema tells: a stand-in for an operator of
  /// rates. Rows that are not there at both are left out.
  private func joined(
    _ table: TableSchema, _ earlier: any Snapshot, _ later: any Snapshot
  ) throws(Failure) -> [(before: any Row, after: any Row)] {
    let key = table.columns.filter { table.key.contains($0.name) }
    let identity = { (row: any Row) in ValueKey(key.map { row.value($0.sources[0].reader) }) }
    var before: [ValueKey: any Row] = [:]
    let first = try earlier.rows(of: ScanRequest(table: table.name))
    while let row = try first.next() { before[identity(row)] = row }
    var pairs: [(before: any Row, after: any Row)] = []
    let second = try later.rows(of: ScanRequest(table: table.name))
    while let row = try second.next() {
      if let old = before[identity(row)] { pairs.append((old, row)) }
    }
    return pairs
  }

  @Test func rowsOfTwoMomentsMeetByTheirKey() throws {
    let table = rivers.schema.tables[0]
    let earlier = try rivers.snapshot(at: .at(1_000_000_000))
    let later = try rivers.snapshot(at: .latest)
    let counters = table.columns.filter { $0.kind == .counter }
    #expect(counters.map(\.name) == ["passed"])
    let time = Value.duration(later.time - earlier.time)
    let rates = try joined(table, earlier, later).map { before, after in
      table.key.compactMap { name in table.columns.first { $0.name == name } }
        .map { cellText(after.value($0.sources[0].reader)) }
        + counters.map { column in
          let reader = column.sources[0].reader
          let grown = Operators.evaluate(.subtract, after.value(reader), before.value(reader))
          return cellText(Operators.evaluate(.divide, grown, time))
        }
    }
    #expect(rates == [["Elbe", "1", "12.5"], ["Po", "1", "450.0"]])
  }

  // MARK: Actions

  @Test func aSourceWithoutActionsSaysSo() throws {
    let reason: String? =
      switch rivers.actions {
      case .refused(because: let reason): reason
      case .offered: nil
      }
    #expect(reason == "nothing can be done to its rows")
    let snapshot = try rivers.snapshot(at: .latest)
    let gauge = try #require(try snapshot.rows(of: ScanRequest(table: "gauges")).next())
    #expect(snapshot.target(of: gauge) == nil)
  }
}
