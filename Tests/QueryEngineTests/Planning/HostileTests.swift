import QueryEngine
import Testing

/// Texts that ask for much work in few words are planned and run in time that grows with them.
@Suite(.timeLimit(.minutes(1))) struct HostileTests {
  @Test func namesThatDoubleAreLookedAtOnce() {
    let names = (1...200).map { "n\($0 - 1) + n\($0) as n\($0 + 1)" }.joined(separator: ", ")
    let answer = ask("select position as n0, position * 0 as n1, \(names) where n60 > 0 limit 1")
    #expect(answer.rows.count == 1)
    #expect(
      ask("explain select position as n0, position as n1, \(names) where n200 > 0").rows.count == 3)
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
