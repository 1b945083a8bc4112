import Testing

@testable import Console

@Suite struct RhythmTests {
  @Test func roundsBeginAtTheirTimesWhateverTheyTake() {
    var rhythm = Rhythm(from: 1000, every: 100)
    for (now, instant) in [(1001, 1100), (1150, 1200), (1299, 1300), (1300, 1400)]
      as [(Int64, Int64)]
    {
      let next = rhythm.next(at: now)
      #expect(next.instant == instant && next.skipped == 0)
    }
  }

  @Test func aRoundThatTakesLongerLeavesOthersOut() {
    var rhythm = Rhythm(from: 1000, every: 100)
    #expect(rhythm.next(at: 1101) == (1200, 1))
    #expect(rhythm.next(at: 1650) == (1700, 4))
    // One that would begin just now is none too late.
    #expect(rhythm.next(at: 2000) == (2000, 2))
    #expect(rhythm.next(at: 2050) == (2100, 0))
  }

  @Test func thereIsNoEndOfTime() {
    var rhythm = Rhythm(from: .max - 10, every: .max)
    #expect(rhythm.next(at: 5) == (.max, 0))
    #expect(rhythm.next(at: 5) == (.max, 0))
    var old = Rhythm(from: 0, every: 1)
    #expect(old.next(at: .max) == (.max, .max - 1))
  }
}
