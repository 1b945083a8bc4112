import Binding
import Execution
import TestSupport
import Testing
import Values

/// Reading ahead changes neither the answer nor what is read, only when.
@Suite struct ReadAheadTests {
  private func plan(_ query: String) -> String {
    let wells = ToyWells([])
    return ask("explain \(query)", of: wells.source(bounded: true, ahead: true))
      .rows.joined(separator: "\n")
  }

  @Test func itIsAStepOfThePlan() {
    #expect(
      plan("select number, depth order by depth") == """
        order by depth
        └─ select number, depth
           └─ read ahead, several at a time  reads plumb
              └─ scan wells
        rules: read ahead
        """)
    #expect(
      plan("select sum(depth) where depth > 2B and number > 1") == """
        select sum(depth)
        └─ aggregate sum(depth)
           └─ read ahead, several at a time        reads plumb
              └─ where depth > 2B
                 └─ read ahead, several at a time  reads rope, plumb
                    └─ where number > 1
                       └─ scan wells
        bounds: depth ≤ rope
        rules: bounds, cheapest first, read ahead
        """)
    #expect(!plan("select number where number > 1").contains("ahead"))
    #expect(!plan("select if(number > 1, depth, 0B)").contains("ahead"))
    #expect(!plan("select next.depth").contains("ahead"))
  }

  @Test func whatItReadIsMeasured() {
    let wells = ToyWells(
      (1...3).map { ToyWells.Well(depth: .size($0), truth: $0, rope: .size($0 + 1)) })
    let lines = ask(
      "explain analyze select number where depth > 2B",
      of: wells.source(bounded: true, ahead: true)
    ).rows.map { $0.replacing(/, [0-9.]+ ms/, with: "") }
    #expect(
      lines.prefix(4).joined(separator: "\n") == """
        select number                        1 → 1 row
        └─ where depth > 2B                  3 → 1 row
           └─ read ahead, several at a time  3 rows
              └─ scan wells                  3 rows
        """)
    // Several threads read, so that either may come first.
    #expect(wells.measured.sorted() == [2, 3])
  }

  @Test func noMoreIsReadThanIsCertain() {
    let wells = ToyWells(
      (1...30).map { ToyWells.Well(depth: .size($0), truth: $0, rope: .size($0 + 2)) })
    for query in [
      "select number, depth limit 3", "select number, depth limit 3 offset 2",
      "select number, depth where number > 5 limit 4",
      "select number where depth % 2 = 0 limit 4", "select number where depth > 10B limit 2",
      "select number from (select number, depth) limit 2",
      "select number from (select number, depth order by depth desc limit 20) limit 2",
      "select any(depth > 3B)", "select any(depth % 2 = 0)",
      "select number, depth order by number desc limit 4",
      "select number order by depth desc limit 7", "select distinct depth % 2 as odd limit 2",
      "select number where number in (select number where depth > 10B limit 3)",
    ] {
      let plain = ToyWells(wells.wells)
      let ahead = ToyWells(wells.wells)
      let expected = ask(query, of: plain.source(bounded: true)).rows
      #expect(
        ask(query, of: ahead.source(bounded: true, ahead: true)).rows == expected, "\(query)")
      #expect(ahead.measured.sorted() == plain.measured.sorted(), "\(query)")
    }
  }

  @Test func oneRowIsEnoughForExistence() {
    let wells = ToyWells(
      (1...30).map { ToyWells.Well(depth: .size($0), truth: $0, rope: .size($0 + 2)) })
    #expect(
      ask(
        "where depth % 5 = 0", of: wells.source(bounded: true, ahead: true), for: .existence
      ).rows.count == 1)
    #expect(wells.measured == [1, 2, 3, 4, 5])
  }

  @Test func theAnswersAreTheSame() {
    var generator = SeededGenerator(seed: 47)
    for _ in 0..<600 {
      let wells = ToyWells.random(&generator)
      let items =
        ["number", "number, depth", "sum(depth), count(*)", "number, depth > 7B as deep"]
        .randomElement(using: &generator) ?? ""
      let isGrouped = items.contains("sum")
      let order =
        ["", "order by depth desc", "order by depth", "order by number desc, depth"]
        .randomElement(using: &generator) ?? ""
      let limit = [0, 1, 3, 20].randomElement(using: &generator).map { "limit \($0)" } ?? ""
      let query = [
        "select \(items)",
        Bool.random(using: &generator)
          ? "where \(ToyWells.randomTest(2, &generator, named: false))" : "",
        isGrouped ? "" : order, Bool.random(using: &generator) ? limit : "",
      ].joined(separator: " ")
      let plain = ToyWells(wells.wells)
      let ahead = ToyWells(wells.wells)
      let expected = ask(query, of: plain.source(bounded: true))
      let answer = ask(query, of: ahead.source(bounded: true, ahead: true))
      #expect(answer.rows == expected.rows, "\(query)")
      #expect(answer.notes == expected.notes, "\(query)")
      #expect(ahead.measured.sorted() == plain.measured.sorted(), "\(query)")
    }
  }

  @Test func whatIsKnownOfARowGoesWithIt() {
    let wells = ToyWells(
      (1...40).map { ToyWells.Well(depth: .size($0), truth: $0, rope: .size($0)) })
    // A relation finds other rows each time it is asked, and measures those anew.
    let query = "select number, next.depth + 0B as neighbour, depth where neighbour > 38B"
    let plain = ToyWells(wells.wells)
    #expect(
      ask(query, of: wells.source(bounded: false, ahead: true)).rows
        == ["38 39B 38B", "39 40B 39B"])
    #expect(ask(query, of: plain.source(bounded: false)).rows.count == 2)
    #expect(wells.measured.sorted() == plain.measured.sorted())
  }
}
