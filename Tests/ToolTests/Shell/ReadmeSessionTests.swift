import Foundation
import TestSupport
import Testing

/// The session that the README shows is one that somebody has.
@Suite struct ReadmeSessionTests {
  @Test func itGoesAsItIsShown() throws {
    let shown = try session()
    let machine = try ProcFixture(named: "small-server")
    let user = try TerminalUser(["--procfs", machine.root], columns: 80, rows: 60)
    for (line, prompt) in typedLines(shown) {
      user.seesLine(prompt)
      user.type(line)
      user.seesLine("\(prompt) \(line)")
      user.press(.enter)
    }
    #expect(user.end() == 0)
    #expect(fromFirstPrompt(user.screen.text) == fromFirstPrompt(shown))
  }

  /// What is typed, each with the prompt that it is typed at.
  private func typedLines(_ session: String) -> [(line: String, prompt: String)] {
    session.components(separatedBy: "\n").compactMap { line in
      ["procq>", "  ...>"].first { line.hasPrefix($0 + " ") }
        .map { (String(line.dropFirst($0.count + 1)), $0) }
    }
  }

  private func fromFirstPrompt(_ text: String) -> String {
    text.firstRange(of: "procq> ").map { String(text[$0.lowerBound...]) } ?? text
  }

  private func session() throws -> String {
    let root = String(#filePath.dropLast("Tests/ToolTests/Shell/ReadmeSessionTests.swift".count))
    let text = try String(contentsOfFile: root + "README.md", encoding: .utf8)
    let block = text.components(separatedBy: "```text\n$ procq\n").dropFirst().first
    return try #require(block?.components(separatedBy: "\n```").first)
  }
}
