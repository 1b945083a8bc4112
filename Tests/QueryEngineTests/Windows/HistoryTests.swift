import Binding
import Execution
import QueryLanguage
import Schema
import Testing
import Values

/// The rows of every reading of a window.
@Suite struct HistoryTests {
  private static func cars(_ second: Int64) -> [ToyTraffic.Car] {
    let time = second - 1000
    var cars: [ToyTraffic.Car] = [.init(1, passed: 10 * time * time, fuel: 10 - time)]
    if time < 3 { cars.append(.init(2, passed: 5)) }
    if time > 1 { cars.append(.init(3, passed: 7 * time, since: 1001)) }
    return cars
  }

  private func rows(_ query: String) -> [String] { ask(query, of: ToyTraffic(Self.cars)).rows }

  @Test func eachReadingHasARowForEachThatWasThere() {
    #expect(
      rows("select number, fuel from history over 3s every 1s") == [
        "1 10", "2 10", "1 9", "2 10", "1 8", "2 10", "3 10", "1 7", "3 10",
      ])
    #expect(rows("select number from history over 3s where number = 1") == ["1", "1"])
  }

  @Test func changesAreAgainstTheReadingBefore() {
    #expect(
      rows("select number, delta(passed) from history over 3s every 1s") == [
        "1 -", "2 -", "1 10B", "2 0B", "1 30B", "2 0B", "3 14B", "1 50B", "3 7B",
      ])
    #expect(
      rows("select before.fuel, fuel from history over 2s every 1s where number = 1") == [
        "- 10", "10 9", "9 8",
      ])
  }

  @Test func aggregatesTakeEachReadingAsItComes() {
    let traffic = ToyTraffic(Self.cars)
    #expect(
      ask(
        "select number, count(*), max(fuel), min(fuel) from history over 3s every 1s group by number",
        of: traffic
      ).rows == ["1 4 10 7", "2 3 10 10", "3 2 10 10"])
    // What a reading does not name is not read.
    #expect(!traffic.readings.contains { $0.contains("meter") })
  }

  @Test func testsAreMadeAtEachReading() {
    let traffic = ToyTraffic(Self.cars)
    #expect(
      ask("select delta(passed) from history over 3s every 1s where fuel = 8", of: traffic).rows
        == [
          "30B"
        ])
  }

  @Test func aLimitEndsTheReadings() {
    let traffic = ToyTraffic(Self.cars)
    #expect(ask("select fuel from history over 100s every 1s limit 1", of: traffic).rows == ["10"])
    #expect(traffic.readings.count <= 2)
  }

  /// Each car takes a millisecond. Where the last reading alone comes late, none is missing.
  @Test func whereReadingsAreMissingItIsSaid() {
    let traffic = ToyTraffic { _ in (1...30).map { .init($0) } }
    let long = ask("select count(fuel) from history over 50ms every 10ms", of: traffic)
    #expect(long.rows == ["90"])
    #expect(
      long.notes == ["a reading took 30ms, longer than 'every' says, so that some were skipped"])
    let short = ask("select count(fuel) from history over 10ms every 10ms", of: traffic)
    #expect(short.rows == ["60"] && short.notes == [])
  }

  @Test func severalQueriesShareTheReadings() {
    #expect(
      rows(
        "select number, delta(passed) over 3s every 1s where number in (select number from history where fuel < 8)"
      ) == ["1 90B"])
    #expect(
      rows(
        "select number from history over 2s every 1s where number in (select number from history where fuel = 8)"
      ) == ["1", "1", "1"])
  }

  @Test func aNamedQueryOfReadingsIsMadeOnceAtEach() {
    #expect(
      rows(
        "let h = select number from history over 2s every 1s where number = 1; from h where number in (select number from h)"
      ) == ["1", "1", "1"])
  }

  @Test func theTimeIsThatOfTheReading() {
    #expect(
      rows("select time - '1970-01-01T00:16:40Z' from history over 2s every 1s where number = 1")
        == [
          "0ns", "1000000000ns", "2000000000ns",
        ])
  }

  @Test func theTimeBeforeIsThatOfTheReadingBefore() {
    #expect(
      rows("select delta(time), before.time is null from history over 2s every 1s where number = 1")
        == [
          "- true", "1000000000ns false", "1000000000ns false",
        ])
  }

  @Test func nowIsTheEndOfTheWindow() {
    #expect(
      rows(
        "select now() - time from history over 2s every 1s where time > now() - 1500ms and number = 1"
      )
        == ["1000000000ns", "0ns"])
  }

  /// What compares rows of the table itself is read at both ends beside the readings.
  @Test func aQueryWithinOneOfReadingsIsOfTheWindow() {
    #expect(
      rows(
        "select number from history over 3s every 1s where number in (select number from cars where speed > 20B / 1s)"
      ) == ["1", "1", "1", "1"])
  }

  @Test(arguments: [
    "select list(driver) from history over 100s every 1s",
    "select driver from history over 100s every 1s order by time desc",
    "select driver from history over 100s every 1s order by time desc limit 1000000",
    "select time, driver, count(*) from history over 100s every 1s group by time, driver",
  ])
  func whatIsKeptOfAllReadingsHasAnEnd(_ query: String) throws {
    let name = Text(bytes: Array(repeating: UInt8(ascii: "A"), count: 4 << 20))
    let traffic = ToyTraffic { _ in [.init(1, driver: name)] }
    let result = askWhatMayFail(query, of: traffic)
    #expect(
      result.failure?.reason
        == "the readings take more than 256M; a 'where' or a longer 'every' keeps fewer")
  }

  @Test func whatIsAddedUpHasNone() {
    let name = Text(bytes: Array(repeating: UInt8(ascii: "A"), count: 4 << 20))
    let traffic = ToyTraffic { _ in [.init(1, driver: name)] }
    #expect(
      ask("select count(*), count(driver) from history over 99s every 1s", of: traffic).rows
        == ["100 100"])
  }

  @Test func aNameOfTheSourceMayStillBeALets() {
    #expect(rows("let history = select number where number = 1; from history") == ["1"])
  }

  /// The car is locked in the first two of four readings.
  private static func lockedAtFirst(_ second: Int64) -> [ToyTraffic.Car] {
    [.init(1, passed: 5, isLocked: second < 1002), .init(2, passed: 7)]
  }

  @Test func whatCouldNotBeJudgedIsCountedInAllReadings() throws {
    let query = "select number from history over 3s every 1s where passed = 6B"
    var session = Session(ToyTraffic(Self.lockedAtFirst))
    let statement = try #require(try session.prepare(SourceText(query)).statements.first)
    let answer = statement.run()
    let result = Result(answer)
    #expect(result.rows == [])
    #expect(answer.hasUnjudgedRows)
    #expect(result.notes == ["2 readings could not be judged: meter may not be read (a key)"])
  }

  @Test func nothingIsSaidOfReadingsThatWereJudged() throws {
    let query = "select number from history over 3s every 1s where passed = 6B and number = 2"
    var session = Session(ToyTraffic(Self.lockedAtFirst))
    let answer = try #require(try session.prepare(SourceText(query)).statements.first).run()
    #expect(Result(answer).rows == [])
    #expect(!answer.hasUnjudgedRows && answer.notes == [])
  }

  @Test(arguments: [
    ("select number, passed, time from history over 3s every 1s", 1),
    ("select number, delta(passed) from history over 3s where number = 1", 1),
    ("select number from history over 3s where number = 9", 0),
    ("select number, count(*) as n from history over 3s group by number having n > 1", 1),
    ("select number, count(*) as n from history over 3s group by number having n > 9", 0),
  ])
  func whetherThereIsAnyRowIsTold(_ query: String, _ count: Int) {
    let result = ask(query, of: ToyTraffic(Self.cars), for: .existence)
    #expect(result.rows.count == count)
  }
}
