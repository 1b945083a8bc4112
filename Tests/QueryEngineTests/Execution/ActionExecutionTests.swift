import Binding
import EngineSupport
import Foundation
import QueryLanguage
import Schema
import Testing
import Values

@testable import Execution

/// In which order an action finds, holds, judges again, acts and waits, and what it says of each row.
@Suite struct ActionExecutionTests {
  private static let signals = ToyFleet.actionSchema.signals
  private static let hup = signals[0]
  private static let kill = signals[1]
  private static let term = signals[2]

  private func fleet(
    _ count: Int = 3, berths: Int = .max, _ change: (inout ToyFleet.Ship) -> Void = { _ in }
  ) -> ToyFleet {
    let names = ["Vasa", "Kronan", "Mars", "Äpplet", "Riga", "Sol"]
    return ToyFleet(
      (1...count).map { number in
        var ship = ToyFleet.Ship(Int64(number), names[(number - 1) % names.count])
        change(&ship)
        return ship
      }, berths: berths)
  }

  /// What finds the rows is a query of number and name, and perhaps the keys of an order.
  private func execution(
    of act: BoundAction.Act, _ query: String, in fleet: ToyFleet, exactKey: Int64? = nil,
    cancellation: Cancellation = Cancellation()
  ) throws -> ActionExecution {
    var session = Session(fleet)
    let prepared = try #require(try session.prepare(SourceText(query)).first)
    guard case .query(let bound) = prepared.statement.kind else { throw NoQuery() }
    return ActionExecution(
      BoundAction(act, bound, columnCount: 2, exactKey: exactKey), in: prepared.statement,
      of: fleet, cancellation: cancellation)
  }

  private struct NoQuery: Error {}

  private func results(_ execution: ActionExecution) -> [String] {
    execution.rows.map { row in
      guard case .text(let name) = row.cells[1] else { return "no name" }
      let result = row.result.text(for: execution.action.act)
      return "\(String(decoding: name.bytes, as: UTF8.self)): \(result)"
    }
  }

  private func send(_ signal: SignalSchema) -> BoundAction.Act { .send(signal, then: nil) }

  /// Seconds are too long for a test.
  private func send(
    _ signal: SignalSchema, then other: SignalSchema, after delay: Int64 = 1_000_000
  ) -> BoundAction.Act {
    .send(signal, then: BoundAction.FollowUp(after: delay, other))
  }

  @Test func whatIsSetByHalfIsNoSuccess() throws {
    let fleet = fleet { $0.isHalting = $0.number == 2 }
    let speed = ToyFleet.actionSchema.settings[0]
    let execution = try execution(
      of: .set(speed, .integer(4)), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(
      results(execution) == [
        "Vasa: done", "Kronan: stopped: it is set of some threads alone", "Mars: done",
      ])
    #expect(execution.rows.map(\.result.isSuccess) == [true, false, true])
  }

  @Test func whatIsFoundIsToldAndNothingIsDone() throws {
    let fleet = fleet()
    let execution = try execution(
      of: send(Self.term), "select number, name where number > 1", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    #expect(results(execution) == ["Kronan: would send TERM", "Mars: would send TERM"])
    #expect(fleet.log.isEmpty)
    #expect(fleet.held == 2)
  }

  @Test func eachIsActedOnOnceInTheOrderOfTheQuery() throws {
    let fleet = fleet()
    let execution = try execution(
      of: send(Self.term), "select number, name where number > 0 order by number desc", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(fleet.log == ["TERM Mars", "TERM Kronan", "TERM Vasa"])
    #expect(results(execution) == ["Mars: sent", "Kronan: sent", "Vasa: sent"])
    #expect(fleet.held == 0)
  }

  @Test func whatMayNotBeHeldIsRefused() throws {
    let fleet = fleet()
    fleet.change(2) { $0.hostility = "needs a pilot" }
    let execution = try execution(
      of: send(Self.term), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    #expect(results(execution)[1] == "Kronan: refused: needs a pilot")
    try execution.act()
    #expect(
      results(execution) == ["Vasa: sent", "Kronan: refused: needs a pilot", "Mars: sent"])
  }

  @Test func whatNoLongerMatchesIsLeftAlone() throws {
    let fleet = fleet()
    let execution = try execution(
      of: send(Self.term), "select number, name where port = 'Lübeck'", in: fleet)
    fleet.beforeSnapshot(fleet.snapshots + 1 + 1) { fleet in fleet.change(2) { $0.port = "Visby" } }
    try execution.find()
    try execution.describe(showingPreview: false)
    #expect(execution.rows.count == 3)
    try execution.act()
    #expect(results(execution) == ["Vasa: sent", "Kronan: no longer matches", "Mars: sent"])
    #expect(fleet.log == ["TERM Vasa", "TERM Mars"])
  }

  @Test func allAreJudgedBeforeTheFirstIsActedOn() throws {
    let fleet = fleet()
    fleet.afterAct { fleet, _ in
      for number: Int64 in 1...3 { fleet.change(number) { $0.port = "Visby" } }
    }
    let execution = try execution(
      of: send(Self.term), "select number, name where port = 'Lübeck'", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(results(execution) == ["Vasa: sent", "Kronan: sent", "Mars: sent"])
  }

  @Test func whatCannotBeJudgedAgainIsLeftAlone() throws {
    let fleet = fleet()
    let execution = try execution(
      of: send(Self.term), "select number, name where port = 'Lübeck'", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    fleet.change(1) { $0.hidesPort = true }
    try execution.act()
    #expect(
      results(execution) == [
        "Vasa: could not be judged again: deck may not be read (a glass)", "Kronan: sent",
        "Mars: sent",
      ])
    #expect(fleet.log == ["TERM Kronan", "TERM Mars"])
  }

  @Test func whatIsExpensiveIsNotJudgedAgain() throws {
    let fleet = fleet { $0.cargo = 100 }
    let execution = try execution(
      of: send(Self.term), "select number, name where cargo > 50 and port = 'Lübeck'", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    fleet.change(1) { $0.cargo = 0 }
    fleet.change(2) { $0.port = "Visby" }
    try execution.act()
    #expect(results(execution) == ["Vasa: sent", "Kronan: no longer matches", "Mars: sent"])
  }

  @Test func whatEndedBeforeItsTurnHasEnded() throws {
    let fleet = fleet()
    let execution = try execution(
      of: send(Self.term), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    fleet.sink(1)
    try execution.act()
    #expect(results(execution) == ["Vasa: ended", "Kronan: sent", "Mars: sent"])
  }

  @Test func aNumberThatIsUsedAgainIsAnother() throws {
    let fleet = fleet()
    let execution = try execution(
      of: send(Self.term), "select number, name where number = 2", in: fleet, exactKey: 2)
    try execution.find()
    try execution.describe(showingPreview: false)
    fleet.sink(2)
    fleet.add(ToyFleet.Ship(2, "Innocence"))
    try execution.act()
    #expect(results(execution) == ["Kronan: ended"])
    #expect(fleet.log.isEmpty)
  }

  @Test func theProtectedAreToldAndSpared() throws {
    let fleet = fleet { ship in
      if ship.number == 1 { ship.protection = Protection("the flagship") }
      if ship.number == 2 { ship.protection = Protection("our own", yieldsToExactKey: true) }
    }
    let all = try execution(
      of: send(Self.term), "select number, name where number > 0", in: fleet)
    try all.find()
    try all.describe(showingPreview: false)
    try all.act()
    #expect(
      results(all) == ["Vasa: protected: the flagship", "Kronan: protected: our own", "Mars: sent"])
    let first = try execution(
      of: send(Self.term), "select number, name where number = 1", in: fleet, exactKey: 1)
    try first.find()
    try first.describe(showingPreview: false)
    try first.act()
    #expect(results(first) == ["Vasa: protected: the flagship"])
    let second = try execution(
      of: send(Self.term), "select number, name where number = 2", in: fleet, exactKey: 2)
    try second.find()
    try second.describe(showingPreview: false)
    try second.act()
    #expect(results(second) == ["Kronan: sent"])
    #expect(fleet.log == ["TERM Mars", "TERM Kronan"])
  }

  @Test func aRefusalIsToldWithItsReason() throws {
    let fleet = fleet { if $0.number == 2 { $0.refusal = "needs CAP_SINK" } }
    let execution = try execution(
      of: send(Self.term, then: Self.kill), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(
      results(execution) == ["Vasa: ended", "Kronan: refused: needs CAP_SINK", "Mars: ended"])
    #expect(fleet.log == ["TERM Vasa", "TERM Mars"])
  }

  @Test func whatDoesNotEndIsKilled() throws {
    let fleet = fleet { ship in
      if ship.number == 2 { ship.sinksBy = [9] }
      if ship.number == 3 { ship.sinksBy = [] }
    }
    let execution = try execution(
      of: send(Self.term, then: Self.kill), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(results(execution) == ["Vasa: ended", "Kronan: killed", "Mars: alive"])
    #expect(fleet.log == ["TERM Vasa", "TERM Kronan", "TERM Mars", "KILL Kronan", "KILL Mars"])
  }

  @Test func aCancelledWaitSendsNothingMore() throws {
    let cancellation = Cancellation()
    let fleet = fleet { $0.sinksBy = [9] }
    fleet.afterAct { _, _ in cancellation.request() }
    let execution = try execution(
      of: send(Self.term, then: Self.kill, after: 3_600_000_000_000),
      "select number, name where number = 1", in: fleet, cancellation: cancellation)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(results(execution) == ["Vasa: alive"])
    #expect(fleet.log == ["TERM Vasa"])
  }

  @Test func aCancelledActLeavesTheRest() throws {
    let cancellation = Cancellation()
    let fleet = fleet()
    fleet.afterAct { _, _ in cancellation.request() }
    let execution = try execution(
      of: send(Self.hup), "select number, name where number > 0", in: fleet,
      cancellation: cancellation)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(results(execution) == ["Vasa: sent", "Kronan: not sent", "Mars: not sent"])
    #expect(fleet.log == ["HUP Vasa"])
  }

  @Test func nothingIsDoneOnceItWasEnded() throws {
    let fleet = fleet()
    let execution = try execution(
      of: send(Self.term), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    execution.end()
    try execution.act()
    #expect(fleet.log.isEmpty)
    #expect(execution.rows.allSatisfy { !$0.result.isSuccess })
  }

  @Test func anActThatTheSystemDoesNotAnswerIsNotWaitedForForEver() async throws {
    let fleet = fleet()
    let (begun, answer) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    fleet.afterAct { _, _ in
      begun.signal()
      answer.wait()
    }
    let execution = try execution(
      of: send(Self.hup), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    let acting = Thread { try? execution.act() }
    acting.start()
    begun.wait()
    execution.end()
    #expect(
      results(execution) == [
        "Vasa: not known: the system has not answered", "Kronan: not sent", "Mars: not sent",
      ])
    answer.signal()
    while !acting.isFinished { try await Task.sleep(for: .milliseconds(1)) }
    #expect(results(execution) == ["Vasa: sent", "Kronan: not sent", "Mars: not sent"])
    #expect(fleet.log == ["HUP Vasa"])
  }

  @Test func whereNotAllCanBeHeldItActsInBatches() throws {
    let fleet = fleet(6, berths: 2)
    let execution = try execution(
      of: send(Self.term), "select number, name where port = 'Lübeck'", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    fleet.afterAct { fleet, _ in fleet.change(6) { $0.port = "Visby" } }
    try execution.act()
    #expect(
      results(execution) == [
        "Vasa: sent", "Kronan: sent", "Mars: sent", "Äpplet: sent", "Riga: sent",
        "Sol: no longer matches",
      ])
    #expect(fleet.mostHeld == 2)
    #expect(fleet.held == 0)
  }

  @Test func whatCannotBeHeldAtAllIsRefused() throws {
    let fleet = fleet(2, berths: 0)
    let execution = try execution(
      of: send(Self.term), "select number, name where number > 0", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    let reason = "refused: no descriptor is left to hold it by"
    #expect(results(execution) == ["Vasa: \(reason)", "Kronan: \(reason)"])
    #expect(fleet.log.isEmpty)
  }

  @Test func aRowWhosePlaceInTheOrderIsNotKnownIsLeftAlone() throws {
    let fleet = fleet { ship in
      ship.cargo = ship.number
      ship.hidesCargo = ship.number == 2
    }
    let execution = try execution(
      of: send(Self.term),
      "select number, name, cargo where number > 0 order by cargo desc limit 3", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    #expect(execution.hasUnjudgedRows)
    #expect(execution.notes == ["cargo of 1 row may not be read"])
    try execution.act()
    #expect(results(execution) == ["Mars: sent", "Vasa: sent"])
    #expect(execution.hasUnjudgedRows)
  }

  @Test func whatCouldNotBeJudgedIsNeverActedOn() throws {
    let fleet = fleet { $0.hidesPort = $0.number == 1 }
    let execution = try execution(
      of: send(Self.term), "select number, name where port = 'Lübeck'", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(results(execution) == ["Kronan: sent", "Mars: sent"])
    #expect(execution.hasUnjudgedRows)
    #expect(
      execution.notes == ["1 of 3 ships could not be judged: deck may not be read (a glass)"])
  }

  @Test func whatIsSetIsDone() throws {
    let fleet = fleet(1)
    let speed = try #require(ToyFleet.actionSchema.settings.first)
    let execution = try execution(
      of: .set(speed, .integer(12)), "select number, name where number = 1", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    #expect(results(execution) == ["Vasa: would set speed to 12"])
    #expect(execution.question(ofSoMany: 1) == "set speed to 12 for this ship?")
    #expect(execution.question(ofSoMany: 2) == "set speed to 12 for these 2 ships?")
    try execution.act()
    #expect(results(execution) == ["Vasa: done"])
    #expect(fleet.log == ["speed = 12 Vasa"])
  }

  @Test func whatIsShownToGiveLeaveIsDescribed() throws {
    let execution = try execution(
      of: send(Self.term), "select number, port where number = 1", in: fleet())
    try execution.find()
    try execution.describe(showingPreview: true)
    #expect(execution.rows.map { $0.cells.map(cellText) } == [["1", "Lübeck"]])
  }

  @Test func whatIsUnknownOfTheOrderCountsWhereverItStands() throws {
    let fleet = fleet { ship in
      ship.cargo = ship.number
      ship.hidesCargo = ship.number == 2
    }
    let execution = try execution(
      of: send(Self.term),
      "select number, name, cargo where number > 0 order by cargo desc limit 1", in: fleet)
    try execution.find()
    try execution.describe(showingPreview: false)
    try execution.act()
    #expect(results(execution) == ["Mars: sent"])
    #expect(execution.hasUnjudgedRows)
  }

  @Test func theWaitIsToldApart() throws {
    let fleet = fleet { $0.sinksBy = [9] }
    let execution = try execution(
      of: send(Self.term, then: Self.kill, after: 30_000_000),
      "select number, name where number = 1", in: fleet)
    try execution.find()
    try execution.act()
    #expect(execution.statistics.waited.map { $0 >= 30_000_000 } == true)
  }
}
