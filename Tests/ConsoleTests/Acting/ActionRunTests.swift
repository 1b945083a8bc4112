import Binding
import EngineSupport
import Glibc
import QueryLanguage
import Schema
import Testing
import Values

@testable import Console
@testable import Execution

/// An action is found, shown, asked about, done and told, whatever ends it.
@Suite struct ActionRunTests {
  private func fleet(_ count: Int = 2) -> ToyFleet {
    let names = ["Vasa", "Kronan", "Mars", "Äpplet"]
    return ToyFleet((1...count).map { ToyFleet.Ship(Int64($0), names[($0 - 1) % 4]) })
  }

  /// Sends TERM to all ships.
  private func run(
    _ fleet: ToyFleet, _ leave: Leave, _ audience: ToyAudience = ToyAudience(),
    timeout: Int64? = nil, then delay: Int64? = nil, where query: String = "number > 0"
  ) throws -> (ending: ActionRun.Ending, rows: [String]?) {
    let limit = TimeLimit(timeout)
    let execution = try execution(in: fleet, limit, then: delay, query)
    let action = ActionRun(
      execution: execution, limit: limit, observer: nil, audience: audience)
    var budget = LeaveBudget(leave)
    let outcome = action.run(by: &budget)
    let rows = outcome.rows.map { ActionAnswer(execution, $0) }
    return (outcome.ending, try rows.map { try lines($0) })
  }

  private func execution(
    in fleet: ToyFleet, _ limit: TimeLimit, then delay: Int64?, _ query: String
  ) throws -> ActionExecution {
    var session = Session(fleet)
    let text = SourceText("select number, name, port where \(query)")
    let prepared = try #require(try session.prepare(text).statements.first)
    guard case .query(let bound) = prepared.statement.kind else { throw NoQuery() }
    let signals = ToyFleet.actionSchema.signals
    let act = BoundAction.Act.send(
      signals[2], then: delay.map { BoundAction.FollowUp(after: $0, signals[1]) })
    return ActionExecution(
      BoundAction(act, bound, columnCount: 3, exactKey: nil), in: prepared.statement, of: fleet,
      cancellation: limit.cancellation)
  }

  private struct NoQuery: Error {}

  @Test func withLeaveAllAreActedOn() throws {
    let fleet = fleet()
    let result = try run(fleet, .granted(atMost: 2))
    #expect(result.ending == .done)
    #expect(result.rows == ["number,name,result", "1,Vasa,sent", "2,Kronan,sent"])
    #expect(fleet.log == ["TERM Vasa", "TERM Kronan"])
  }

  @Test func withoutEnoughLeaveNoneIs() throws {
    let fleet = fleet(3)
    let result = try run(fleet, .granted(atMost: 2))
    guard case .withheld(let reason) = result.ending else { throw NoQuery() }
    #expect(reason.contains("--yes=3 would do"))
    #expect(result.rows?.dropFirst().allSatisfy { $0.hasSuffix("would send TERM") } == true)
    #expect(fleet.log == [])
  }

  @Test func theProtectedNeedNoLeave() throws {
    let fleet = fleet(3)
    fleet.change(2) { $0.protection = Protection("a museum") }
    let result = try run(fleet, .granted(atMost: 2))
    #expect(result.ending == .done)
    #expect(
      result.rows?.dropFirst() == ["1,Vasa,sent", "2,Kronan,protected: a museum", "3,Mars,sent"])
    let only = try run(fleet, .none, where: "number = 2")
    #expect(only.ending == .done && fleet.log.count == 2)
  }

  @Test func aDryRunShowsTheRowsAlone() throws {
    let fleet = fleet()
    let result = try run(fleet, .dryRun)
    #expect(result.ending == .shown && result.rows?.count == 3 && fleet.log == [])
    #expect(try run(fleet, .dryRun, where: "number > 9").ending == .shown)
  }

  @Test func whoIsAskedSeesTheRowsFirst() throws {
    let fleet = fleet()
    let audience = ToyAudience(.yes)
    let result = try run(fleet, .asked, audience)
    #expect(
      audience.heard == [
        "number,name,port,result", "1,Vasa,Lübeck,would send TERM",
        "2,Kronan,Lübeck,would send TERM", "send TERM to these 2 ships? [y/N] ",
      ])
    #expect(result.rows == ["number,name,result", "1,Vasa,sent", "2,Kronan,sent"])
  }

  @Test(
    arguments: [
      (.no, .declined), (.signal(SIGINT), .signal(SIGINT, isAsking: true)),
      (.signal(SIGTERM), .signal(SIGTERM, isAsking: true)), (.late, .late),
    ] as [(LeaveQuestion.Reply, ActionRun.Ending)])
  func whateverIsNoLeaveDoesNothing(
    _ reply: LeaveQuestion.Reply, _ ending: ActionRun.Ending
  ) throws {
    let fleet = fleet()
    let result = try run(fleet, .asked, ToyAudience(reply))
    #expect(result.ending == ending && result.rows == nil && fleet.log == [])
  }

  @Test(arguments: [LeaveQuestion.Reply.yes, .no])
  func theTimeOfTheAnswerIsToldApart(_ reply: LeaveQuestion.Reply) throws {
    let limit = TimeLimit(nil)
    let execution = try execution(in: fleet(), limit, then: nil, "number > 0")
    let audience = ToyAudience(reply, after: 50_000)
    var budget = LeaveBudget(.asked)
    let stopwatch = Stopwatch()
    let outcome = ActionRun(
      execution: execution, limit: limit, observer: nil, audience: audience
    ).run(by: &budget)
    #expect((50_000_000...stopwatch.nanoseconds).contains(outcome.nanosecondsAsked))
  }

  @Test func nobodyIsAskedAboutNothing() throws {
    let audience = ToyAudience(.yes)
    #expect(try run(fleet(), .asked, audience, where: "number > 9").ending == .done)
    #expect(audience.heard == [])
  }

  /// The rows are told as they stand, and nothing more is sent.
  @Test func theTimeMayBeOverInTheWait() throws {
    // On a machine that is slow the time may be over before.
    for timeout: Int64 in [300_000_000, 3_000_000_000, 30_000_000_000] {
      let fleet = fleet()
      fleet.change(1) { $0.sinksBy = [9] }
      let result = try run(
        fleet, .granted(atMost: 2), timeout: timeout, then: 3_600_000_000_000)
      #expect(result.ending == .late)
      guard fleet.log.count == 2 || timeout == 30_000_000_000 else { continue }
      #expect(result.rows?.dropFirst() == ["1,Vasa,alive", "2,Kronan,ended"])
      #expect(fleet.log == ["TERM Vasa", "TERM Kronan"])
      break
    }
  }

  @Test func aTimeThatIsOverBeforeAnythingIsFoundTellsNoRows() throws {
    let fleet = fleet()
    fleet.beforeSnapshot(1) { _ in usleep(20_000) }
    let result = try run(fleet, .granted(atMost: 2), timeout: 1_000_000)
    #expect(result.ending == .late && result.rows == nil && fleet.log == [])
  }

  @Test(
    arguments: [
      ([], false, .done), ([], true, .unjudged), ([.sent, .ended, .killed, .done], false, .done),
      ([.sent], true, .unjudged), ([.sent, .unjudged("x")], false, .unjudged),
      ([.alive], true, .failed),
      ([.sent, .refused("by it")], false, .failed), ([.noLongerMatches], false, .failed),
      ([.protected("pid 1"), .sent], false, .failed), ([.left], false, .failed),
      ([.unjudged("x"), .planned], false, .failed),
    ] as [([ActionResult], Bool, Console.ExitStatus)])
  func theResultsMakeTheStatus(
    _ results: [ActionResult], _ isUnjudged: Bool, _ status: Console.ExitStatus
  ) {
    let rows = results.map { ActionRow(cells: [], result: $0) }
    #expect(rows.status(isUnjudged: isUnjudged) == status)
  }
}

/// Writes down what it is shown and asked, and answers always the same.
private final class ToyAudience: ActionAudience {
  private(set) var heard: [String] = []
  private let reply: LeaveQuestion.Reply

  /// In microseconds.
  private let delay: UInt32

  init(_ reply: LeaveQuestion.Reply = .no, after delay: UInt32 = 0) {
    self.reply = reply
    self.delay = delay
  }

  func look(at waits: [Wait]) {}
  func suspend() {}
  func show(_ answer: ActionAnswer) { heard += (try? lines(answer)) ?? ["nothing"] }
  func ask(_ question: LeaveQuestion, within limit: TimeLimit) -> LeaveQuestion.Reply {
    heard.append(question.prompt)
    usleep(delay)
    return reply
  }
}

private func lines(_ answer: any Answer) throws -> [String] {
  try writtenText(answer, as: .csv).split(separator: "\n").map(String.init)
}
