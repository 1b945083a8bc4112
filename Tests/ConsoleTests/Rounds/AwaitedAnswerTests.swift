import Binding
import Execution
import Testing
import Values

@testable import Console

@Suite struct AwaitedAnswerTests {
  private let second: Int64 = 1_000_000_000

  private func answer(
    _ rounds: ToyRounds, _ condition: Repetition.WaitCondition, limit: Int64? = nil,
    window: BoundWindow? = nil, cancellation: Cancellation = Cancellation()
  ) -> AwaitedAnswer {
    AwaitedAnswer(
      rounds, until: condition, limit: limit, window: window, mode: .rows,
      cancellation: cancellation)
  }

  @Test func itEndsWithTheRowsThatCome() throws {
    let rounds = ToyRounds(ToyRound(), ToyRound(), ToyRound(["Bonn": 1, "Ulm": 2]))
    let answer = answer(rounds, .someRow)
    #expect(try answer.hasRows())
    #expect(try writtenText(answer, as: .csv) == "town,people\nBonn,1\nUlm,2\n")
    #expect(answer.status == .done && rounds.count == 3)
    #expect(answer.outcome == [])
    #expect(rounds.pauses.allSatisfy { $0.length <= second / 10 && $0.keys.isEmpty })
  }

  @Test func itEndsWhenNoRowIsLeft() throws {
    let rounds = ToyRounds(ToyRound(["Bonn": 1, "Ulm": 2]), ToyRound(["Ulm": 3]), ToyRound())
    let answer = answer(rounds, .noRow)
    #expect(try !answer.hasRows())
    #expect(try answer.next() == nil)
    #expect(answer.status == .done && rounds.count == 3)
    // The ends of the rows that are left wake it.
    #expect(rounds.pauses.map(\.keys.count) == [2, 1])
  }

  @Test(arguments: [Repetition.WaitCondition.someRow, .noRow])
  func itEndsAtTheLimitAndAlwaysLooks(_ condition: Repetition.WaitCondition) throws {
    let unmet = condition == .someRow ? ToyRound() : ToyRound(["Bonn": 1])
    let rounds = ToyRounds(unmet)
    let answer = answer(rounds, condition, limit: 0)
    #expect(try !answer.hasRows())
    #expect(answer.status == .failed && rounds.count == 1)
    #expect(answer.outcome.count == 1)
  }

  /// Rows that could not be judged are none, and make it unknown whether there is one.
  @Test func unknownRowsAreNoRows() throws {
    let unknown = ToyRound().with { $0.unjudged = ["Bonn"] }
    let late = answer(ToyRounds(unknown), .someRow, limit: 0)
    #expect(try !late.hasRows() && late.status == .unjudged)
    let ended = answer(ToyRounds(unknown), .noRow)
    #expect(try !ended.hasRows() && ended.status == .unjudged)
    let some = ToyRound(["Ulm": 1]).with { $0.unjudged = ["Bonn"] }
    let left = answer(ToyRounds(some), .noRow, limit: 0)
    #expect(try !left.hasRows() && left.status == .unjudged)
    let met = answer(ToyRounds(some), .someRow, limit: 0)
    #expect(try met.hasRows() && met.status == .done)
  }

  @Test func aWindowThatWouldEndTooLateIsNotBegun() throws {
    let rounds = ToyRounds(ToyRound())
    let answer = answer(
      rounds, .someRow, limit: second, window: BoundWindow(length: 2 * second))
    #expect(try !answer.hasRows() && rounds.count == 1)
  }

  @Test func itFailsAsItsLookDoes() {
    let answer = answer(ToyRounds(ToyRound().with { $0.failure = .toy }), .someRow)
    #expect(throws: ResultFailure.unreadable(.toy)) { try answer.hasRows() }
    #expect(throws: Failure.toy) { try answer.next() }
    #expect(answer.status == .failed)
  }

  @Test func itCanBeStopped() throws {
    let cancellation = Cancellation()
    cancellation.request()
    let rounds = ToyRounds(ToyRound())
    #expect(try !answer(rounds, .someRow, cancellation: cancellation).hasRows())
    #expect(rounds.count == 1 && rounds.pauses.isEmpty)
  }
}
