import Execution
import QueryLanguage
import Schema
import Testing
import Values

/// What is told of rows at two moments.
@Suite struct WindowTests {
  /// Two cars that drive, one that comes, one that ends, one whose number is used again, one that was
  /// there before and was not on the road, one whose meter is turned back, one that is locked.
  private static func cars(_ second: Int64) -> [ToyTraffic.Car] {
    let time = second - 1000
    var cars: [ToyTraffic.Car] = [
      .init(1, passed: 500 + 20 * time, fuel: 10 - time, leader: 2),
      .init(2, driver: time < 2 ? "Bob" : "Cid", passed: 900 + 30 * time),
    ]
    if time < 2 { cars.append(.init(3, passed: 70)) }
    cars.append(
      .init(4, chassis: time < 2 ? 4 : 44, passed: time < 2 ? 600 : 8, since: time < 2 ? 0 : 1001))
    if time >= 2 { cars.append(.init(5, passed: 50, since: 1001)) }
    if time >= 2 { cars.append(.init(6, passed: 5000, since: 3)) }
    if time >= 2 { cars.append(.init(7, passed: 5000, since: nil)) }
    cars.append(.init(8, passed: time < 2 ? 100 : 40))
    cars.append(.init(9, isLocked: time < 2))
    return cars
  }

  private func rows(_ query: String) -> [String] { ask(query, of: ToyTraffic(Self.cars)).rows }

  @Test func aCounterIsComparedWithItselfAtTheBeginning() {
    #expect(
      rows("select number, delta(passed) over 10s") == [
        "1 200B", "2 300B", "4 8B", "5 50B", "6 ?", "7 -", "8 -", "9 ?",
      ])
  }

  @Test func rowsAreFoundAgainInWhateverOrderTheyCome() {
    for order in [[1, 2, 3, 4, 5], [3, 1, 5, 2, 4], [5, 4, 3, 2, 1]] as [[Int64]] {
      let traffic = ToyTraffic { second in
        let numbers = second == 1000 ? order : [2, 5, 3, 1, 4]
        return numbers.map { .init($0, passed: second == 1000 ? 10 * $0 : 11 * $0) }
      }
      #expect(
        ask("select number, delta(passed) over 10s", of: traffic).rows == [
          "2 2B", "5 5B", "3 3B", "1 1B", "4 4B",
        ])
    }
  }

  @Test func aRateIsDividedByTheTimeBetweenTheReadingsOfItsOwnRow() {
    // All are read in the same order, so that 10 s lie between the two readings of each; of 4 and 5,
    // which were not there, the whole window counts and the time until they were read.
    #expect(
      rows("select number, speed over 10s where number in (1, 2)") == ["1 20.0", "2 30.0"])
    let started = ask("select rate(passed) over 10s where number = 5", of: ToyTraffic(Self.cars))
    #expect(started.rows == ["\(50e9 / 10_001_000_000)"])
  }

  @Test func aGaugeOfARowThatStartedHasNoDifference() {
    #expect(
      rows("select number, delta(fuel) over 10s where number < 7") == [
        "1 -10", "2 0", "4 -", "5 -", "6 ?",
      ])
  }

  @Test func beforeIsTheSameRowAsItWas() {
    #expect(
      rows("select number, before.driver, driver over 10s where before.driver != driver") == [
        "2 Bob Cid", "4 - Ann", "5 - Ann", "7 - Ann",
      ])
    #expect(rows("select number over 10s where before is null") == ["4", "5", "7"])
    #expect(rows("select number over 10s where before exists") == ["1", "2", "8", "9"])
    #expect(rows("select number over 10s where before is denied") == ["6"])
    #expect(rows("select number, leader.before.driver over 10s where number = 1") == ["1 Bob"])
  }

  @Test func whatIsNotKnownIsSaid() {
    let result = ask("select number, delta(passed) as way over 10s", of: ToyTraffic(Self.cars))
    #expect(
      result.notes == [
        "way of 1 row is not known: not read when the window began", "way of 1 row may not be read",
        "passed of 1 row went back, so that its change is not known",
      ])
    #expect(result.statistics.ended == 2)
    let sum = ask("select sum(delta(passed)) over 10s", of: ToyTraffic(Self.cars))
    #expect(sum.rows == ["558B"])
    #expect(
      sum.notes.contains("2 cars ended within the 10s; what they used is not in these rows"))
    #expect(sum.notes.contains { $0.contains("passed over 1 row: not read when the window began") })
  }

  @Test func testsOfLabelsCutTheFirstReading() {
    let traffic = ToyTraffic(Self.cars)
    #expect(
      ask("select number, speed over 2s where driver = 'Cid' or number = 1", of: traffic).rows == [
        "1 20.0", "2 ?",
      ])
    #expect(traffic.readings == ["1000: meter 1", "1002: meter 1", "1002: meter 2"])
  }

  @Test func testsOfWhatMovesDoNot() {
    let traffic = ToyTraffic(Self.cars)
    #expect(
      ask("select number, speed over 2s where fuel = 8 and number < 3", of: traffic).rows == [
        "1 20.0"
      ])
    #expect(
      traffic.readings == [
        "1000: meter 1", "1000: meter 2", "1002: meter 1", "1002: meter 2", "1002: tank 1",
        "1002: tank 2",
      ])
  }

  @Test func relationsAreFollowedAtTheEndAndAskTheBeginningOfTheirOwnRow() {
    #expect(rows("select leader.speed over 10s where number = 1") == ["30.0"])
    #expect(rows("select sum(followers.speed) over 10s where number = 2") == ["20.0"])
    #expect(
      rows("select any(followers where before.driver = 'Ann') over 10s where number = 2") == [
        "true"
      ])
  }

  @Test func sumsAndMultiplesOfCountersAreCounters() {
    #expect(rows("select rate(passed + passed) over 10s where number = 1") == ["40.0"])
    #expect(rows("select rate(2 * passed / 4) over 10s where number = 1") == ["10.0"])
    #expect(rows("select rate(coalesce(passed, 0)) over 10s where number = 1") == ["20.0"])
    #expect(
      rows("let twice = passed * 2; select rate(twice) over 10s where number = 1") == ["40.0"])
    #expect(
      rows("select passed * 2 as twice, delta(twice) over 10s where number = 1") == ["1400B 400B"])
  }

  @Test func aTableOfOneRowHasAPast() {
    #expect(rows("select delta(rain), rate(rain) from weather over 4s") == ["28 7.0"])
  }

  @Test func aWindowIsOfTheWholeStatement() {
    #expect(
      rows("select number where number in (select number over 4s where delta(passed) = 80)") == [
        "1"
      ])
    #expect(rows("from (select number, speed where number = 1) over 4s") == ["1 20.0"])
    #expect(rows("let s = select number, speed over 4s; from s where number = 2") == ["2 30.0"])
  }

  @Test func aWindowIsWaitedForOnce() {
    let result = ask(
      "select count(*) over 3s where speed > 1B / 1s", of: ToyTraffic(Self.cars))
    #expect(result.rows == ["4"])
    #expect(result.statistics.waited != nil)
    #expect(ask("select count(*)", of: ToyTraffic(Self.cars)).statistics.waited == nil)
  }

  @Test func whatNobodyUsesAsksForNoWindow() {
    let result = ask("let fast = speed > 1B / 1s; select count(*)", of: ToyTraffic(Self.cars))
    #expect(result.statistics.waited == nil)
    #expect(ask("select * where number = 1", of: ToyTraffic(Self.cars)).statistics.waited == nil)
    #expect(
      ask("select all.* where number = 1", of: ToyTraffic(Self.cars)).columns
        == ["number", "driver", "fuel", "passed"])
  }

  @Test func nothingIsWaitedForWhereNoRowCanCome() {
    for query in [
      "select speed limit 0", "select speed where false", "select number over 5s where 1 > 2",
    ] {
      let traffic = ToyTraffic(Self.cars)
      let result = ask(query, of: traffic)
      #expect(result.rows == [] && result.statistics.waited == nil, "\(query)")
      #expect(traffic.readings == [], "\(query)")
    }
    #expect(rows("select count(speed) where false") == ["0"])
  }

  /// As with any column, a name given by `as` is the weaker one in `where`, and may be made of it.
  @Test func aRateIsAColumnAsAnyOther() {
    #expect(
      rows("select number, 2 * speed as speed over 10s where speed > 25B / 1s order by speed desc")
        == [
          "2 60.0"
        ])
  }

  @Test func theRowOutsideHasABeginningToo() {
    #expect(
      rows("select any(followers where passed < outer.before.passed) over 10s where number = 2")
        == [
          "true"
        ])
  }

  @Test func aTestOfTheTimeIsNoTestOfALabel() {
    let traffic = ToyTraffic(Self.cars)
    _ = ask("select speed over 2s where number = 1 and now() > '1970-01-01T00:16:41Z'", of: traffic)
    #expect(traffic.readings.first == "1000: meter 1")
  }

  @Test func aRateIsOrderedByAndGroupedBy() {
    #expect(
      rows("select number over 10s order by speed desc limit 3") == ["2", "1", "5"])
    #expect(
      rows("select driver, sum(speed) as s over 10s where number < 3 group by driver order by s")
        == ["Ann 20.0", "Cid 30.0"])
  }
}
