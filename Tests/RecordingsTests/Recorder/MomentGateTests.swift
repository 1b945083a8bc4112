import Testing

@testable import Recordings

@Suite struct MomentGateTests {
  @Test func whoComesLaterThanItIsShutDoesNotPass() {
    let gate = MomentGate()
    #expect(gate.look { 1 } == 1)
    #expect(gate.look { 2 } == 2)
    #expect(gate.shut())
    #expect(gate.look { 3 } == nil)
    #expect(gate.pass { 4 } == nil)
    #expect(gate.shut())
  }

  @Test func whoIsInsideIsNotDisturbed() {
    let gate = MomentGate()
    let isShut = gate.look { gate.shut() }
    #expect(isShut == false)
    #expect(gate.shut())
  }

  /// What is in the file is not said to be lost, and what was not written is not tried again.
  @Test func whatHasPassedIsOver() {
    let gate = MomentGate()
    #expect(gate.pass { 1 } == 1)
    #expect(!gate.shut())
    #expect(gate.pass { 2 } == nil)
    #expect(gate.look { 3 } == nil)
  }
}
