import Testing

@testable import Console

/// Who may act on how much, and by which answer.
@Suite struct LeaveTests {
  private func counted(_ count: Int) -> String { count == 1 ? "1 ship" : "\(count) ships" }

  @Test func theNumberIsOfAllStatementsTogether() {
    var budget = LeaveBudget(.granted(atMost: 3))
    #expect(budget.decide(about: 2, counted) == .act)
    #expect(
      budget.decide(about: 2, counted)
        == .withhold(
          "these are 2 ships, leave was given for 2 ships before, and --yes=3 gives leave for 3 in all; "
            + "--yes=4 would do"))
    #expect(budget.decide(about: 1, counted) == .act)
    #expect(
      budget.decide(about: 1, counted)
        == .withhold(
          "these are 1 ship, leave was given for 3 ships before, and --yes=3 gives leave for 3 in all; "
            + "--yes=4 would do"))
  }

  @Test func noNumberIsTooGreat() {
    var budget = LeaveBudget(.granted(atMost: .max))
    #expect(budget.decide(about: 30, counted) == .act)
    #expect(budget.decide(about: 30, counted) == .act)
  }

  @Test func withoutLeaveItIsSaidWhatGivesIt() {
    var budget = LeaveBudget(.none)
    #expect(budget.decide(about: 20, counted) == .withhold("--yes gives leave"))
    #expect(budget.decide(about: 21, counted) == .withhold("--yes=21 gives leave"))
  }

  @Test func aDryRunAsksNobody() {
    var budget = LeaveBudget(.dryRun)
    #expect(budget.decide(about: 1, counted) == .show && budget.isDry && !budget.isAsked)
    var asked = LeaveBudget(.asked)
    #expect(asked.decide(about: 1, counted) == .ask && asked.isAsked)
  }

  @Test(arguments: [
    (1, "y", true), (20, "Yes", true), (20, " y \r", true), (20, "", false), (20, "n", false),
    (20, "yy", false), (20, "20", false), (21, "y", false), (21, "21", true), (21, " 21 ", true),
    (21, "021", false), (21, "20", false), (1, "\u{1b}[200~y", false),
  ])
  func anAnswerGivesLeaveOrDoesNot(_ count: Int, _ line: String, _ isGiven: Bool) {
    let question = LeaveQuestion(text: "sink them?", count: count)
    #expect(question.isGiven(by: Array(line.utf8)) == isGiven)
  }

  @Test func thePromptSaysWhatIsAnswered() {
    #expect(LeaveQuestion(text: "sink it?", count: 1).prompt == "sink it? [y/N] ")
    #expect(LeaveQuestion(text: "sink them?", count: 21).prompt == "sink them? [21/N] ")
  }
}
