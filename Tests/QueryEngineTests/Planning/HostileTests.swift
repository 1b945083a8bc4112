import Execution
import Schema
import Testing
import Values

/// Texts that ask for much work in few words are planned and run in time that grows with them.
@Suite(.timeLimit(.minutes(1))) struct HostileTests {
  @Test func namesThatDoubleAreLookedAtOnce() {
    let names = (1...200).map { "n\($0 - 1) + n\($0) as n\($0 + 1)" }.joined(separator: ", ")
    let answer = ask("select position as n0, position * 0 as n1, \(names) where n60 > 0 limit 1")
    #expect(answer.rows.count == 1)
    #expect(
      ask("explain select position as n0, position as n1, \(names) where n200 > 0").rows.count == 3)
  }

  /// Sixty names, each of which is made of the one before it twice: what is expensive is measured once
  /// for each row, and nothing is evaluated, planned or made twice as often for each name.
  @Test(arguments: doublings)
  func expensiveNamesThatDoubleAreMeasuredOnce(_ doubling: String) {
    for start in HostileTests.expensiveTests {
      let most = measured("select number, \(start) as a0 where a0 or number > 0").count
      for query in HostileTests.doubled(start, doubling) {
        #expect(measured(query).count <= most, "\(query.prefix(200))")
      }
    }
    for query in HostileTests.doubled("depth > 20B", doubling) {
      #expect(Set(measured(query, ahead: true)).count <= 4, "\(query.prefix(200))")
    }
  }

  /// Those that a bound may settle, that none does, and that go through other rows.
  private static let expensiveTests = [
    "depth > 20B", "depth % 20B = 10B", "next.depth > 20B", "any(others where depth > 30B)",
    "count(others where depth > 20B) > 1", "number in (select number where depth > 20B)",
  ]

  static let doublings = [
    "A and A", "A and not A", "not (A and A)", "(A or A) and (A or A)", "if(A, A, A)", "A = A",
    "coalesce(A, A)", "A in (A, A)",
  ]

  /// The wells whose depth a query measures, one of which may not be and another of which has none.
  private func measured(_ query: String, ahead: Bool = false) -> [Int] {
    let wells = ToyWells([
      .init(depth: .size(10), truth: 10, rope: .size(15)),
      .init(depth: .denied(.refused(ToyWells.plumb.id)), truth: 20, rope: .size(25)),
      .init(depth: .null, truth: 0, rope: .null),
      .init(depth: .size(40), truth: 40, rope: .size(45)),
    ])
    _ = ask(query, of: wells.source(bounded: true, ahead: ahead))
    return wells.measured
  }

  /// The last of sixty names in each place where a name may stand.
  private static func doubled(_ start: String, _ doubling: String) -> [String] {
    let steps = (1...60).map { index in
      doubling.replacing("A", with: "a\(index - 1)")
    }
    let lets =
      "let a0 = \(start); "
      + steps.enumerated().map { "let a\($0 + 1) = \($1); " }.joined()
    let names =
      "\(start) as a0, " + steps.enumerated().map { "\($1) as a\($0 + 1)" }.joined(separator: ", ")
    return [
      lets + "select number where a60 limit 1", lets + "select number where not a60 and a59",
      lets + "select a60", lets + "select number order by a60, number desc limit 2",
      lets + "select a60, count(*) group by a60", lets + "select count(* where a60)",
      lets + "explain select number where a60",
      "select number, \(names) where a60", "from (select number as n, \(names)) where a60",
    ]
  }

  @Test func queriesWithinQueriesArePlannedOnce() {
    let inner = (0..<28).reduce("select position") { query, _ in
      "select position where position in (\(query))"
    }
    #expect(ask(inner).rows.count == 9)
    #expect(ask("explain \(inner)").rows.count > 56)
    let derived = (0..<28).reduce("select position") { query, _ in
      "select * from (\(query)) where position > 0"
    }
    #expect(ask(derived).rows.count == 9)
  }

  @Test func longChainsAreOrdered() {
    let columns = [
      "name", "kind", "mass", "probe", "year", "inward.kind", "star.name", "inward.inward.mass",
    ]
    let tests = (0..<390).map { "\(columns[$0 % columns.count]) is not null" }
    #expect(ask("select name where " + tests.joined(separator: " or ")).rows.count == 9)
    #expect(ask("select name where " + tests.joined(separator: " and ")).rows.count == 3)
  }

  @Test func aLongListIsLookedUp() {
    let numbers = (0..<20_000).map { "\($0 + 5)" }.joined(separator: ", ")
    #expect(ask("select name where position + 0 in (\(numbers))").rows.count == 5)
    #expect(ask("select name where position in (\(numbers))").statistics.processes == 5)
  }

  @Test func relationsWithinRelationsStop() {
    let nested = (0..<5).reduce("any(beyond)") { test, _ in "any(beyond where \(test))" }
    #expect(ask("select name where \(nested)").rows == ["Mercury", "Venus", "Earth"])
  }
}
