import QueryLanguage
import Testing

@testable import Console

/// A drawing in a narrow window loses nothing.
@Suite struct FoldedLineTests {
  private let line = "   ├─ where uss > 10M and name = 'x'   127 → 23 rows, stat ×1, 0.37 ms"

  @Test func whatFitsStaysAsItIs() {
    #expect(folded(line, width: 80) == [line])
    #expect(folded("", width: 10) == [""])
  }

  @Test func theRemarkStandsBelow() {
    #expect(
      folded(line, width: 40) == [
        "   ├─ where uss > 10M and name = 'x'", "   │    127 → 23 rows, stat ×1, 0.37 ms",
      ])
  }

  @Test func whatIsWiderStillIsBrokenBetweenWords() {
    #expect(
      folded(line, width: 30) == [
        "   ├─ where uss > 10M and", "   │    name = 'x'", "   │    127 → 23 rows, stat",
        "   │    ×1, 0.37 ms",
      ])
    #expect(
      folded("rules: bounds, keep only the top, read ahead", width: 30)
        == ["rules: bounds, keep only the", "  top, read ahead"])
  }

  @Test func theLastBranchEndsThere() {
    #expect(
      folded("└─ scan processes   127 rows, statm ×126", width: 30)
        == ["└─ scan processes", "     127 rows, statm ×126"])
  }

  @Test(arguments: 1...80) func nothingIsLost(width: Int) {
    func words(_ lines: [String]) -> [Substring] {
      lines.flatMap { $0.split { " │├└─".contains($0) } }
    }
    let lines = folded(line, width: width)
    #expect(words(lines) == words([line]))
    if width >= 26 { for line in lines { #expect(displayWidth(of: line) <= width, "\(line)") } }
  }
}
