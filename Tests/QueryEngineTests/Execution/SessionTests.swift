import QueryEngine
import QueryLanguage
import Testing

@Suite struct SessionTests {
  @Test func letsAndParametersLiveOn() throws {
    var session = Session(catalog: Planets.catalog)
    _ = try session.prepare("let heavy = mass > 100M; param n = 2")
    let statements = try session.prepare("select name where heavy limit $n; select 1 as one")
    #expect(statements.map { Result($0.run()).rows } == [["Jupiter", "Saturn"], ["1"]])
    #expect(session.letNames == ["heavy"])
  }

  @Test func aStatementCanBeRunAgain() throws {
    var session = Session(catalog: Planets.catalog)
    let statement = try #require(try session.prepare("select kind where position = 5").first)
    for _ in 0..<2 {
      let result = Result(statement.run())
      #expect(result.rows == ["gas"])
      #expect(result.reads == "surface 1")
    }
  }

  @Test func parametersComeFromOutside() throws {
    var session = Session(catalog: Planets.catalog)
    let statements = try session.prepare(
      Source("param n = 2; select name limit $n"),
      parameters: [HandedParameter("n", Array("1".utf8))])
    #expect(statements.map { Result($0.run()).rows } == [["Mercury"]])
  }

  @Test(arguments: [
    (
      "select nme; select",
      ["unknown column 'nme'", "expected a column or an expression after 'select'"]
    ),
    ("let a = ; select a", ["expected an expression after '='"]),
  ])
  func everyErrorIsTold(_ text: String, _ messages: [String]) {
    var session = Session(catalog: Planets.catalog)
    do throws(PreparationError) {
      _ = try session.prepare(Source(text))
      Issue.record("no error")
    } catch {
      #expect(error.diagnostics.count == messages.count, "\(error.diagnostics.map(\.message))")
    }
  }

  @Test func theTimeStandsStillWithinAStatement() {
    #expect(ask("select distinct now() from planets where now() = now()").rows.count == 1)
    #expect(ask("select count(*) where now() in (select now())").rows == ["9"])
  }

  @Test func aCancelledAnswerEnds() throws {
    var session = Session(catalog: Planets.catalog)
    for query in [
      "select name", "select name order by name", "select count(*)", "select count(beyond.beyond)",
    ] {
      let cancellation = Cancellation()
      let answer = try #require(try session.prepare(Source(query)).first).run(
        cancellation: cancellation)
      cancellation.request()
      #expect(answer.next() == nil, "\(query)")
      #expect(answer.next() == nil, "\(query)")
      #expect(answer.statistics.processes == 0)
    }
    let cancellation = Cancellation()
    let answer = try #require(try session.prepare("select name").first).run(
      cancellation: cancellation)
    #expect(answer.next() != nil)
    cancellation.request()
    #expect(answer.next() == nil)
  }

  @Test func anAnswerThatHasEndedStaysSo() throws {
    var session = Session(catalog: Planets.catalog)
    for query in [
      "select name limit 1", "select count(*)", "select name order by name limit 1", "select 1",
    ] {
      let answer = try #require(try session.prepare(Source(query)).first).run()
      #expect(answer.next() != nil)
      #expect(answer.next() == nil)
      #expect(answer.next() == nil)
    }
  }
}

extension Session {
  mutating func prepare(_ text: String) throws(PreparationError) -> [PreparedStatement] {
    try prepare(Source(text))
  }
}
