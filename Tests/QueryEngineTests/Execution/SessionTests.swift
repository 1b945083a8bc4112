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

  /// A shell runs many statements: none may stay when its answer is let go.
  @Test(arguments: [
    "select name", "select name where rings and mass > 1M", "from moons where icy",
    "select any(moons where icy), count(beyond) where any(beyond where rings)",
    "select name where position in (select position where rings)",
    "select name, mass order by mass",
    "select name order by mass limit 2", "select kind, sum(mass) group by kind having count(*) > 1",
    "explain analyze select name where mass > 1M and position in (select position)",
    "explain select name", "from (select name as n, mass / 2 as half) where half > 1M",
  ])
  func nothingStaysOfAnAnswer(_ query: String) throws {
    final class Visits { weak var last: PlanetVisit? }
    nonisolated(unsafe) let visits = Visits()
    let sky = Planets.catalog
    let catalog = Catalog(
      tables: sky.tables, functions: sky.functions, constants: [],
      makeVisit: {
        let visit = PlanetVisit(vanishing: [])
        visits.last = visit
        return visit
      })
    var session = Session(catalog: catalog)
    let statement = try #require(try session.prepare(query).first)
    var result = Result(statement.run())
    #expect(!result.rows.isEmpty)
    result = Result()
    #expect(visits.last == nil)
    // Nor of one that is let go half-way.
    _ = statement.run().next()
    #expect(visits.last == nil)
  }
}

extension Session {
  mutating func prepare(_ text: String) throws(PreparationError) -> [PreparedStatement] {
    try prepare(Source(text))
  }
}
