import Binding
import Execution
import QueryLanguage
import Schema
import Testing
import Values

/// A statement that is run again and again.
@Suite struct RoundsTests {
  private static func cars(_ second: Int64) -> [ToyTraffic.Car] {
    let time = second - 1000
    return [
      .init(1, passed: 100 * time, fuel: 10 - time / 2),
      .init(2, chassis: time < 4 ? 2 : 22, passed: time < 4 ? 900 : 7, since: time < 4 ? 0 : 1003),
      .init(3, isLocked: time > 2),
    ]
  }

  private let traffic = ToyTraffic(Self.cars)

  private func statement(_ text: String) throws -> PreparedStatement {
    var session = Session(traffic)
    return try #require(try session.prepare(SourceText(text)).last)
  }

  private func rounds(_ statement: PreparedStatement, _ count: Int, pause: Int64) -> [[String]] {
    let rounds = statement.rounds()
    return (0..<count).map { index in
      if index > 0 { traffic.wait(seconds: pause) }
      return Result(rounds.next()).rows
    }
  }

  @Test func eachRoundIsComparedWithTheLast() throws {
    let statement = try statement(
      "watch 2s select number, delta(passed) where number = 1")
    #expect(statement.repetition == .watch(every: 2_000_000_000))
    // The first waits for as long as nobody says otherwise, the others for nothing.
    #expect(
      rounds(statement, 3, pause: 2) == [["1 100B"], ["1 200B"], ["1 200B"]])
    #expect(traffic.readings.count == 4)
  }

  @Test func theFirstRoundWaitsNoLongerThanTheNext() throws {
    let statement = try statement("watch 500ms select number where speed > 0B / 1s")
    let answer = statement.rounds().next()
    while try answer.next() != nil {}
    #expect(
      traffic.readings.map { $0.prefix(4) } == ["1000", "1000", "1000", "1000", "1000", "1000"])
  }

  @Test func aWindowAsLongAsTheIntervalBeginsWhereTheLastEnded() throws {
    let meeting = try statement("watch 2s select delta(passed) over 2s where number = 1")
    #expect(rounds(meeting, 2, pause: 2) == [["200B"], ["200B"]])
    #expect(traffic.readings.count == 3)
  }

  @Test func aShorterWindowIsOneOfItsOwn() throws {
    let own = try statement("watch 10s select delta(passed) over 2s where number = 1")
    #expect(rounds(own, 2, pause: 8) == [["200B"], ["200B"]])
    #expect(traffic.readings.count == 4)
  }

  @Test func theIntervalIsThatOfTheWindowWhereNoneIsSaid() throws {
    let repetitions = try [
      "watch select speed over 3s", "watch select number", "changes from cars",
    ].map { try statement($0).repetition }
    #expect(
      repetitions == [
        .watch(every: 3_000_000_000), .watch(every: 2_000_000_000),
        .changes(every: 2_000_000_000),
      ])
  }

  private func keys(_ text: String, times: Int, pause: Int64) throws -> [[RowKey]] {
    let rounds = try statement(text).rounds()
    return try (0..<times).map { index in
      if index > 0 { traffic.wait(seconds: pause) }
      let answer = rounds.next(for: .identifiedRows)
      var keys: [RowKey] = []
      while try answer.next() != nil { keys.append(try #require(answer.rowKey)) }
      return keys
    }
  }

  @Test func aRowIsKnownByItsIdentity() throws {
    let rounds = try keys("select fuel where number < 3", times: 2, pause: 5)
    #expect(rounds[0].count == 2 && rounds[1].count == 2)
    #expect(rounds[0][0] == rounds[1][0])
    // Another car with the number of one that is no more.
    #expect(rounds[0][1] != rounds[1][1])
    #expect(!rounds.joined().map(\.isLasting).contains(false))
  }

  @Test func aGroupIsKnownByItsKeys() throws {
    let rounds = try keys("select driver, sum(fuel) group by driver", times: 2, pause: 5)
    #expect(rounds[0] == rounds[1])
    #expect(!rounds[0].map(\.isLasting).contains(false))
  }

  @Test func whatHasNoKeyIsKnownByItsContent() throws {
    let rounds = try keys("from (select number as n, fuel as f)", times: 2, pause: 5)
    #expect(rounds[0][0] != rounds[1][0])
    #expect(!rounds[0][0].isLasting)
    #expect(rounds[0][2] == rounds[1][2])
  }

  @Test func rowsThatCannotBeJudgedAreNamed() throws {
    let rounds = try statement("select number where passed >= 0B").rounds()
    let first = rounds.next(for: .identifiedRows)
    var known: [RowKey] = []
    while try first.next() != nil { known.append(try #require(first.rowKey)) }
    #expect(known.count == 3 && first.unjudgedRows.isEmpty)
    traffic.wait(seconds: 5)
    let second = rounds.next(for: .identifiedRows)
    while try second.next() != nil {}
    #expect(second.unjudgedRows == [known[2]])
  }

  @Test func aRowThatHasEndedIsNotWaitedFor() throws {
    let cars = ToyTraffic { second in second < 1002 ? [.init(1)] : [.init(1, driver: "nobody")] }
    var session = Session(cars)
    let waiting = try #require(
      try session.prepare(SourceText("wait while select number where number = 1")).last)
    #expect(Result(waiting.run()).rows == ["1"])
    cars.wait(seconds: 5)
    #expect(Result(waiting.run()).rows == [])
    let named = try #require(
      try session.prepare(SourceText("wait while select number where driver = 'nobody'")).last)
    #expect(Result(named.run()).rows == ["1"])
  }
}
