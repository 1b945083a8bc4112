import Glibc
import Testing

@testable import ProcFS

/// A soft limit beside a hard one that another changes meanwhile.
@Suite struct SoftLimitTests {
  /// What the system has, and what others make of it before each call.
  private final class System {
    var limits: SoftLimit.Pair
    private var others: [SoftLimit.Pair?]
    private(set) var calls = 0

    init(_ limits: SoftLimit.Pair, _ others: [SoftLimit.Pair?]) {
      (self.limits, self.others) = (limits, others)
    }

    func exchange(_ new: SoftLimit.Pair) throws(Errno) -> SoftLimit.Pair {
      calls += 1
      if !others.isEmpty, let other = others.removeFirst() { limits = other }
      defer { limits = new }
      return limits
    }
  }

  private func set(
    _ amount: UInt64, over hard: UInt64, _ others: SoftLimit.Pair?...
  ) throws -> (ActOutcome, System) {
    let limits = SoftLimit.Pair(soft: 10, hard: hard)
    let system = System(limits, others)
    let outcome = try SoftLimit(resource: .nofile, amount: amount)
      .set(over: limits) { (pair) throws(Errno) in try system.exchange(pair) }
    return (outcome, system)
  }

  @Test func itIsSetInOneCall() throws {
    let (outcome, system) = try set(20, over: 100)
    #expect(outcome == .done && system.calls == 1)
    #expect(system.limits == SoftLimit.Pair(soft: 20, hard: 100))
  }

  @Test func whatIsAboveTheHardOneIsNotTried() throws {
    let (outcome, system) = try set(101, over: 100)
    #expect(outcome == .refused(.aboveHardLimit(100, of: .nofile)) && system.calls == 0)
  }

  @Test func aHardLimitThatWasLoweredStaysLow() throws {
    let (outcome, system) = try set(20, over: 100, SoftLimit.Pair(soft: 10, hard: 50))
    #expect(outcome == .done && system.limits == SoftLimit.Pair(soft: 20, hard: 50))
  }

  @Test func andAgainWhereItIsLoweredOnceMore() throws {
    let (outcome, system) = try set(
      20, over: 100, SoftLimit.Pair(soft: 10, hard: 50), SoftLimit.Pair(soft: 5, hard: 30))
    #expect(outcome == .done && system.limits == SoftLimit.Pair(soft: 20, hard: 30))
  }

  @Test func whereItWasLoweredBelowAllIsAsAnotherHadIt() throws {
    let (outcome, system) = try set(20, over: 100, SoftLimit.Pair(soft: 7, hard: 15))
    #expect(outcome == .refused(.aboveHardLimit(15, of: .nofile)))
    #expect(system.limits == SoftLimit.Pair(soft: 7, hard: 15))
  }
}
