import Testing

@testable import Console

@Suite struct RoundNoticesTests {
  private let second: Int64 = 1_000_000_000

  @Test func theyStandUntilTheyCanHaveBeenRead() {
    var notices = RoundNotices()
    notices.add("one", at: 0)
    notices.add("other", at: 5 * second)
    notices.endRound(at: 9 * second)
    #expect(notices.lines == ["one", "other"])
    notices.endRound(at: 10 * second)
    #expect(notices.lines == ["other"])
    notices.endRound(at: 3600 * second)
    #expect(notices.lines == [])
  }

  @Test func theLatestStandAndNoneTwice() {
    var notices = RoundNotices()
    for line in ["a", "b", "c", "d", "b"] { notices.add(line, at: 0) }
    #expect(notices.lines == ["c", "d", "b"])
  }

  @Test func whatIsSaidAgainStandsLonger() {
    var notices = RoundNotices()
    notices.add("one", at: 0)
    notices.add("one", at: 8 * second)
    notices.endRound(at: 12 * second)
    #expect(notices.lines == ["one"])
  }
}
