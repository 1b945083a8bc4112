import QueryLanguage
import Testing

@testable import Console

@Suite struct CompletionTests {
  private func insertion(_ texts: [String], for word: String) -> String? {
    let completion = Completion(start: 0, candidates: texts.map { Candidate($0, suffix: " ") })
    return completion.insertion(for: Array(word.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func theOnlyOneIsCompletedWithItsSuffix() {
    #expect(insertion(["select"], for: "sel") == "select ")
    #expect(insertion(["select"], for: "select") == "select ")
  }

  @Test func aCommonPrefixIsCompleted() {
    #expect(insertion(["private_clean", "private_dirty"], for: "pr") == "private_")
    #expect(insertion(["uss", "user"], for: "us") == nil)
    #expect(insertion([], for: "x") == nil)
  }

  /// What does not begin with the word is listed, and taken only if there is no other.
  @Test func whatHasTheWordInsideReplacesItWhole() {
    #expect(insertion(["voluntary_switches", "voluntary_x"], for: "switches") == nil)
    #expect(insertion(["voluntary_switches"], for: "switches") == "voluntary_switches ")
    #expect(insertion(["'system'", "'systemd'"], for: "sys") == "'system")
  }

  /// What is shared ends between characters, not between their bytes.
  @Test func charactersStayWhole() {
    #expect(insertion(["aä", "aö"], for: "") == "a")
  }
}

@Suite struct CandidateListingTests {
  private let described = [
    Candidate("uss", kind: "size", summary: "Memory of its own."),
    Candidate("user", kind: "text", summary: "Who started it."),
  ]

  @Test func aFewAreDescribed() {
    #expect(
      CandidateListing(described, width: 80, height: 24).lines == [
        "  uss   size  Memory of its own.", "  user  text  Who started it.",
      ])
  }

  @Test func whereThereIsNoRoomOnlyTheWordsAreShown() {
    #expect(CandidateListing(described + described, width: 80, height: 9).lines.count == 1)
  }

  @Test func aDescriptionIsCutToTheWidth() {
    let lines = CandidateListing(described, width: 20, height: 24).lines
    #expect(lines == ["  uss   size  Memo…", "  user  text  Who …"])
  }

  /// Columns of the screen, not bytes.
  @Test func descriptionsStandBelowOneAnother() {
    let commands = [
      Candidate("r", kind: "NAME [NAME=VALUE…]", summary: "Runs."),
      Candidate("漢", kind: "NAME", summary: "Saves."),
    ]
    #expect(
      CandidateListing(commands, width: 80, height: 24).lines == [
        "  r   NAME [NAME=VALUE…]  Runs.", "  漢  NAME                Saves.",
      ])
  }

  @Test func columnsReadDownward() {
    let words = ["a", "b", "c", "d", "e"].map { Candidate($0) }
    #expect(CandidateListing(words, width: 8, height: 24).lines == ["a  d", "b  e", "c"])
    #expect(
      CandidateListing(words, width: 1, height: 24).lines
        == ["a", "b", "c", "d", "e"].map { _ in "…" })
  }

  @Test func nothingOfAProcesssMakingReachesTheTerminal() {
    let hostile = Candidate(text: [], label: "\u{1b}[31m\n")
    let lines = CandidateListing([hostile, hostile], width: 80, height: 24).lines
    #expect(lines == [#"\x1b[31m\x0a  \x1b[31m\x0a"#])
  }
}

@Suite struct WrappedTextTests {
  @Test(
    arguments: [
      (
        "a few short words that go on", "  label  ", 28,
        ["  label  a few short words", "         that go on"]
      ),
      ("fits", "label: ", 30, ["label: fits"]),
      ("no limit", "label: ", nil, ["label: no limit"]),
      ("no room for that", "a long label", 20, ["a long labelno room for that"]),
      (
        "a-word-that-is-longer-than-the-line x", "", 16,
        ["a-word-that-is-longer-than-the-line", "x"]
      ),
    ] as [(String, String, Int?, [String])])
  func linesBreakBetweenWords(_ text: String, _ label: String, _ width: Int?, _ lines: [String]) {
    #expect(wrapped(text, after: label, width: width) == lines)
  }
}
