import Testing

@testable import Recordings

@Suite struct MomentGateTests {
  @Test func whoComesLaterThanItIsShutDoesNotPass() {
    let gate = MomentGate()
    #expect(gate.pass { 1 } == 1)
    #expect(gate.pass { 2 } == 2)
    #expect(gate.shut())
    #expect(gate.pass { 3 } == nil)
    #expect(gate.shut())
  }

  @Test func whoIsInsideIsNotDisturbed() {
    let gate = MomentGate()
    let isShut = gate.pass { gate.shut() }
    #expect(isShut == false)
    #expect(gate.shut())
  }
}
