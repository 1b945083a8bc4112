import Binding
import Execution
import QueryLanguage
import Schema
import Synchronization
import Testing

@Suite struct SessionTests {
  @Test func letsAndParametersLiveOn() throws {
    var session = Session(Planets())
    _ = try session.prepare("let heavy = mass > 100M; param n = 2")
    let statements = try session.prepare("select name where heavy limit $n; select 1 as one")
    #expect(statements.map { Result($0.run()).rows } == [["Jupiter", "Saturn"], ["1"]])
    #expect(session.letNames == ["heavy"])
  }

  @Test func aStatementCanBeRunAgain() throws {
    var session = Session(Planets())
    let statement = try #require(try session.prepare("select kind where position = 5").first)
    for _ in 0..<2 {
      let result = Result(statement.run())
      #expect(result.rows == ["gas"])
      #expect(result.reads == "surface 1")
    }
  }

  @Test func parametersComeFromOutside() throws {
    var session = Session(Planets())
    let statements = try session.prepare(
      SourceText("param n = 2; select name limit $n"),
      parameters: [ParameterArgument("n", Array("1".utf8))])
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
    var session = Session(Planets())
    do throws(PreparationError) {
      _ = try session.prepare(SourceText(text))
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
    var session = Session(Planets())
    for query in [
      "select name", "select name order by name", "select count(*)", "select count(beyond.beyond)",
    ] {
      let cancellation = Cancellation()
      let answer = try #require(try session.prepare(SourceText(query)).first).run(
        cancellation: cancellation)
      cancellation.request()
      #expect(try answer.next() == nil, "\(query)")
      #expect(try answer.next() == nil, "\(query)")
      #expect(answer.statistics.processes == 0)
    }
    let cancellation = Cancellation()
    let answer = try #require(try session.prepare("select name").first).run(
      cancellation: cancellation)
    #expect(try answer.next() != nil)
    cancellation.request()
    #expect(try answer.next() == nil)
  }

  /// Binding looks at it too: a short text may ask for much of that.
  @Test func aCancelledPreparationLeavesNothing() throws {
    var session = Session(Planets())
    let cancellation = Cancellation()
    _ = try session.prepare(SourceText("let heavy = mass > 100M"), unless: cancellation)
    cancellation.request()
    do throws(PreparationError) {
      _ = try session.prepare(
        SourceText("let light = not heavy; select name where light; select nme"),
        unless: cancellation)
      Issue.record("a statement")
    } catch {
      guard case .cancelled = error else {
        Issue.record("\(error.diagnostics.map(\.message))")
        return
      }
    }
    #expect(session.letNames == ["heavy"])
    let statements = try session.prepare("let light = not heavy; select name where heavy")
    #expect(
      statements.map { Result($0.run()).rows } == [["Jupiter", "Saturn", "Uranus", "Neptune"]])
  }

  /// Who waits for nothing else can be asked instead.
  @Test func aCancellationMayComeFromElsewhere() throws {
    let hasCome = Mutex(false)
    let cancellation = Cancellation { hasCome.withLock { $0 } }
    var session = Session(Planets())
    _ = try session.prepare(SourceText("select name"), unless: cancellation)
    #expect(!cancellation.isRequested)
    hasCome.withLock { $0 = true }
    #expect(throws: PreparationError.self) {
      try session.prepare(SourceText("select name"), unless: cancellation)
    }
    #expect(cancellation.isRequested)
  }

  /// What was found by then is told.
  @Test func errorsOfFormAreToldWhoeverWaits() {
    var session = Session(Planets())
    let cancellation = Cancellation()
    cancellation.request()
    do throws(PreparationError) {
      _ = try session.prepare(SourceText("select nme; select"), unless: cancellation)
      Issue.record("a statement")
    } catch {
      #expect(
        error.diagnostics.map(\.message) == [
          "expected a column or an expression after 'select', found the end"
        ])
    }
  }

  @Test func anAnswerThatHasEndedStaysSo() throws {
    var session = Session(Planets())
    for query in [
      "select name limit 1", "select count(*)", "select name order by name limit 1", "select 1",
    ] {
      let answer = try #require(try session.prepare(SourceText(query)).first).run()
      #expect(try answer.next() != nil)
      #expect(try answer.next() == nil)
      #expect(try answer.next() == nil)
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
    let source = WatchedPlanets()
    var session = Session(source)
    let statement = try #require(try session.prepare(query).first)
    var result = Result(statement.run())
    #expect(!result.rows.isEmpty)
    result = Result()
    #expect(source.snapshots.count == 1 && source.snapshots.last == nil)
    // Nor of one that is let go half-way.
    _ = try statement.run().next()
    #expect(source.snapshots.count == 2 && source.snapshots.last == nil)
  }
}

/// The planets, with an eye on what becomes of their snapshots.
private struct WatchedPlanets: Source {
  final class Snapshots {
    var count = 0
    weak var last: (any Snapshot)?
  }

  nonisolated(unsafe) let snapshots = Snapshots()

  var schema: Schema { Planets.schema }

  func snapshot(at moment: Moment) -> any Snapshot {
    let snapshot = Planets().snapshot(at: moment)
    snapshots.count += 1
    snapshots.last = snapshot
    return snapshot
  }
}

extension Session {
  mutating func prepare(_ text: String) throws(PreparationError) -> PreparedScript {
    try prepare(SourceText(text))
  }
}
