import Execution
import Schema
import TestSupport
import Testing
import Values

@Suite struct BoundTests {
  private let wells = ToyWells([
    .init(depth: .size(10), truth: 10, rope: .size(20)),
    .init(depth: .size(30), truth: 30, rope: .size(90)),
    .init(depth: .denied(.refused(ToyWells.plumb.id)), truth: 5, rope: .size(15)),
    .init(depth: .null, truth: 0, rope: .null),
    .init(depth: .size(50), truth: 50, rope: .size(50)),
    .init(depth: .size(5), truth: 5, rope: .denied(.refused(ToyWells.rope.id))),
  ])

  private func measured(_ query: String) -> [Int] {
    let wells = ToyWells(wells.wells)
    _ = ask(query, of: wells.source(bounded: true))
    return wells.measured
  }

  @Test(arguments: [
    ("depth > 20B", "2 5 6"), ("20B < depth", "2 5 6"), ("depth >= 20", "1 2 5 6"),
    ("not (depth <= 20B)", "2 5 6"), ("depth < 16B", "1 2 5 6"), ("depth <= 20B", "2 5 6"),
    ("depth = 60B", "2 6"), ("depth != 60B", "2 6"), ("depth between 60B and 70B", "2 6"),
    ("depth not between 60B and 70B", "2 6"), ("depth in (70B, 60B, 80B)", "2 6"),
    ("depth not in (60B, 70B)", "2 6"), ("depth in (60B, null)", "1 2 3 4 5 6"),
    ("tenth(depth) > 2", "2 5 6"),
    ("depth / 2 > 10B", "2 5 6"), ("depth * 2 - 1B > 60B", "2 5 6"),
    ("next.depth > 20B", "2 5 6"), ("depth > 60B or number = 2", "6"),
    ("if(depth > 60B, 1, 2) = 2", "2 6"), ("(depth > 60B) is denied", "2 6"),
    // Nothing is known of these.
    ("depth > null", "1 2 3 4 5 6"), ("depth is null", "1 2 3 4 5 6"),
    ("number * depth > 100B", "1 2 3 4 5 6"), ("0 - depth > 1B", "1 2 3 4 5 6"),
    ("depth * -1 > 1B", "1 2 3 4 5 6"),
  ])
  func aBoundIsAskedFirst(_ test: String, _ numbers: String) {
    #expect(
      measured("select number where \(test)").map(String.init).joined(separator: " ") == numbers)
  }

  @Test func whatIsHeldIsUsed() {
    #expect(measured("select number where depth % 2 = 0 and depth > 100B") == [6])
    #expect(measured("select depth % 2 as odd, depth > 100B as deep") == [1, 2, 3, 4, 5, 6])
    #expect(measured("select number, depth where depth > 40B") == [2, 5, 6])
    #expect(measured("select number, depth as d, tenth(d) as t where t > 4") == [2, 5, 6])
  }

  @Test func aRefusalIsSettled() {
    let answer = ask(
      "select number, depth > 20B as deep where depth < 20B", of: wells.source(bounded: true))
    #expect(answer.rows == ["1 false", "3 false", "6 false"])
    #expect(answer.notes == [])
  }

  @Test(arguments: [
    ("depth * -1 > -15B", ["1"]), ("depth / -1 > -15B", ["1"]), ("depth - 40B > 5B", ["2"]),
    ("depth * 0 = 0B", ["1", "2"]), ("depth * -0.5 < -6B", ["2"]),
  ])
  func arithmeticTurnsNoBoundRound(_ test: String, _ numbers: [String]) {
    let wells = ToyWells([
      .init(depth: .size(10), truth: 10, rope: .size(20)),
      .init(depth: .size(50), truth: 50, rope: .size(50)),
    ])
    #expect(ask("select number where \(test)", of: wells.source(bounded: true)).rows == numbers)
  }

  @Test func theTopIsFoundFromTheHighestBoundDown() {
    #expect(measured("select number order by depth desc limit 1") == [6, 2, 5])
    #expect(measured("select number order by depth desc limit 1 offset 1") == [6, 2, 5])
    #expect(measured("select number order by depth desc limit 3") == [6, 2, 5, 1, 3])
    #expect(measured("select number order by tenth(depth) desc, number limit 1") == [6, 2, 5])
    #expect(measured("select number order by depth desc") == [1, 2, 3, 4, 5, 6])
    #expect(measured("select number order by depth limit 1") == [1, 2, 3, 4, 5, 6])
  }

  @Test func explainTellsWhatStandsForWhat() {
    let plan = ask(
      "explain select number where depth > 20B order by depth desc limit 3",
      of: wells.source(bounded: true)
    ).rows.joined(separator: "\n")
    #expect(
      plan == """
        limit 3
        └─ select number
           └─ order by depth desc, keeping 3, by falling rope  reads plumb
              └─ where depth > 20B                             reads rope, plumb
                 └─ scan wells
        bounds: depth ≤ rope
        rules: bounds, keep only the top, top by bound
        """)
  }
}

/// Whatever the bounds are, the answer is that of reading everything, but that a bound may settle
/// what may not be read, and then as it is.
@Suite struct BoundEquivalenceTests {
  @Test func testsComeToTheSame() {
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<400 {
      let wells = ToyWells(
        ToyWells.random(&generator).wells.map { well in
          // A well that ends counts only where it is measured, which is what bounds spare.
          var well = well
          well.vanishes = false
          return well
        })
      let query = "select number, depth + 1B as named where \(ToyWells.randomTest(3, &generator))"
      let rows = { (source: any Source) in
        Set(ask(query, of: source).rows.map { $0.split(separator: " ")[0] })
      }
      let plain = rows(wells.source(bounded: false))
      let bounded = rows(wells.source(bounded: true))
      let open = rows(wells.source(bounded: false, isOpen: true))
      #expect(plain.isSubset(of: bounded), "\(query)")
      #expect(bounded.subtracting(plain).isSubset(of: open), "\(query)")
      if !wells.wells.contains(where: \.depth.isDenied) { #expect(plain == bounded, "\(query)") }
    }
  }

  @Test func theTopIsTheSame() {
    var generator = SeededGenerator(seed: 43)
    for _ in 0..<600 {
      let wells = ToyWells.random(&generator)
      let keys =
        ["depth desc", "depth desc nulls first", "depth desc, number desc", "depth * 2 desc"]
        .randomElement(using: &generator) ?? ""
      let test = Bool.random(using: &generator) ? "where number % 3 != 0" : ""
      let query =
        "select number, depth \(test) order by \(keys)"
        + " limit \(Int.random(in: 0...45, using: &generator))"
        + " offset \([0, 0, 3].randomElement(using: &generator) ?? 0)"
      let bounded = ToyWells(wells.wells)
      let plain = ToyWells(wells.wells)
      #expect(
        ask(query, of: bounded.source(bounded: true)).rows
          == ask(query, of: plain.source(bounded: false)).rows, "\(query)")
      #expect(bounded.measured.count == Set(bounded.measured).count)
      #expect(Set(bounded.measured).isSubset(of: plain.measured))
    }
  }
}
