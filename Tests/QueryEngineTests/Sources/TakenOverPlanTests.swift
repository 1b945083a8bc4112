import Execution
import QueryLanguage
import Testing

/// A source that answers a whole plan by itself is not asked for rows.
@Suite struct TakenOverPlanTests {
  @Test(arguments: [
    ("select count(*)", ["4"], ["cells"]), ("select number", ["1", "2", "3", "4"], ["cells"]),
    ("let n = count(*); select n", ["4"], ["cells"]),
    ("select count(*) where number > 1", ["3"], ["rows"]),
    ("select number * 2 as number2", ["2", "4", "6", "8"], ["rows"]),
    ("select sum(number)", ["10"], ["rows"]),
    ("select number limit 2", ["1", "2"], ["2 rows"]),
    ("select number limit 2 offset 1", ["2", "3"], ["3 rows"]),
    ("select number where number > 2 limit 1", ["3"], ["rows"]),
  ])
  func rowsAreAskedForOnlyWhereItDoesNotAnswer(
    _ query: String, _ rows: [String], _ requests: [String]
  ) {
    let database = ToyDatabase(count: 4)
    #expect(ask(query, of: database).rows == rows)
    #expect(database.requests == requests)
  }

  @Test func explainingAsksForNothing() {
    let database = ToyDatabase(count: 4)
    #expect(
      ask("explain select count(*)", of: database).rows == [
        "select count(*)", "└─ aggregate count(*)", "   └─ scan records",
      ])
    #expect(database.requests == [])
  }

  @Test func itsFailureEndsTheAnswer() throws {
    let database = ToyDatabase(count: 4, failsAfter: 3)
    var session = Session(database)
    let answer = try #require(try session.prepare("select number").first).run()
    for _ in 0..<3 { #expect(try answer.next() != nil) }
    #expect(throws: ToyDatabase.failure) { try answer.next() }
    #expect(try answer.next() == nil)
  }

  @Test func itIsCancelledAsAnyOther() throws {
    var session = Session(ToyDatabase(count: 4))
    let cancellation = Cancellation()
    let answer = try #require(try session.prepare("select number").first).run(
      cancellation: cancellation)
    #expect(try answer.next() != nil)
    cancellation.request()
    #expect(try answer.next() == nil)
    #expect(try answer.next() == nil)
  }
}
