import QueryLanguage
import Testing

@testable import Console

/// When a statement runs.
@Suite struct StatementBufferTests {
  /// A line, and whether the next is there already.
  struct Typed {
    let text: String
    let moreWaits: Bool

    init(_ text: String, moreWaits: Bool = false) {
      self.text = text
      self.moreWaits = moreWaits
    }
  }

  /// What each line made run, and what is still wanted of the last.
  private func run(
    _ lines: [Typed], waitsForSemicolon: Bool = false
  ) -> (ran: [[String]], rest: String, errors: [String]) {
    var buffer = StatementBuffer()
    buffer.waitsForSemicolon = waitsForSemicolon
    var ran: [[String]] = []
    var errors: [String] = []
    for line in lines {
      let outcome = buffer.add(Array(line.text.utf8), moreWaits: line.moreWaits)
      let bytes = outcome.source.bytes
      ran.append(
        outcome.statements.map {
          String(decoding: bytes[$0.range.lower..<$0.range.upper], as: UTF8.self)
        })
      if let error = outcome.error { errors.append(error.rendered(in: outcome.source)) }
    }
    return (ran, String(decoding: buffer.text, as: UTF8.self), errors)
  }

  @Test func enterSendsACompleteLine() {
    #expect(run([Typed("select pid")]).ran == [["select pid"]])
  }

  @Test func aSemicolonRunsEvenIfMoreWaits() {
    let result = run([Typed("select 1;", moreWaits: true)])
    #expect(result.ran == [["select 1"]])
    #expect(result.rest == "")
  }

  @Test func pastedLinesAreNotRunOneByOne() {
    let result = run([
      Typed("select pid", moreWaits: true), Typed("from processes", moreWaits: true),
      Typed("limit 1"), Typed(""),
    ])
    #expect(result.ran == [[], [], [], ["select pid\nfrom processes\nlimit 1"]])
  }

  /// Whoever types ahead does not write one of several lines.
  @Test func statementsThatAreTypedAheadRunOneByOne() {
    let typed = [
      Typed("select 1", moreWaits: true), Typed("select 2", moreWaits: true), Typed("\\x"),
    ]
    #expect(run(Array(typed.prefix(2))).ran == [[], ["select 1"]])
    let three = Array(typed.prefix(2)) + [Typed("select 3")]
    #expect(run(three).ran == [[], ["select 1"], ["select 2", "select 3"]])
    #expect(run(three).errors.isEmpty)
    let wrong = run([Typed("select 1,", moreWaits: true), Typed("2"), Typed("select 3")])
    #expect(wrong.errors.count == 1)
  }

  /// So that a query can be written clause by clause.
  @Test func fromTheSecondLineOnEnterSendsNothing() {
    let written = ["select pid,", "name", "from processes", "limit 1"].map { Typed($0) }
    let whole = "select pid,\nname\nfrom processes\nlimit 1"
    #expect(run(written).ran == [[], [], [], []])
    #expect(run(written + [Typed("")]).ran.last == [whole])
    #expect(run(written + [Typed(" \t")]).ran.last == [whole])
    #expect(run(written + [Typed(";")]).ran.last == [whole])
  }

  /// It was seen whole.
  @Test func severalLinesThatAreSentAtOnceAreOne() {
    #expect(run([Typed("select pid,\nname")]).ran == [["select pid,\nname"]])
    #expect(run([Typed("select pid,\nname", moreWaits: true)]).ran == [[]])
    #expect(run([Typed("select pid,\n"), Typed("1;")]).errors.count == 2)
  }

  @Test func theRestAfterASemicolonWaits() {
    let result = run([Typed("select 1; select"), Typed("2;")])
    #expect(result.ran == [["select 1"], ["select\n2"]])
    #expect(run([Typed("select 1; select"), Typed("2")]).rest == " select\n2")
  }

  @Test func anEmptyLineSendsWhatIsComplete() {
    let result = run([Typed("select 1", moreWaits: true), Typed("")])
    #expect(result.ran == [[], ["select 1"]])
    let pasted = run([Typed("select 1", moreWaits: true), Typed("  ", moreWaits: true)])
    #expect(pasted.ran == [[], ["select 1"]])
  }

  @Test(arguments: ["select", "select 1,", "select 1 from", "select 'a", "select 1 /* a"])
  func anEmptyLineAfterWhatIsIncompleteIsItsError(_ text: String) {
    let result = run([Typed(text), Typed(""), Typed("select 2")])
    #expect(result.ran == [[], [], ["select 2"]])
    #expect(result.errors.count == 1)
    #expect(result.rest == "")
  }

  /// The error stands where the text ends, not in the line that is empty.
  @Test func theErrorShowsTheLastLineThatIsNot() throws {
    let error = try #require(run([Typed("select 1,"), Typed("")]).errors.first)
    #expect(error.contains("\n  select 1,\n"), "\(error)")
  }

  @Test func emptyLinesOfPastedTextAreText() {
    let lines = ["select 'a", "", "b';"].map { Typed($0, moreWaits: true) }
    #expect(run(lines).ran == [[], [], ["select 'a\n\nb'"]])
    let comment = ["/* a", "", "b */ select 1;"].map { Typed($0, moreWaits: true) }
    #expect(run(comment).ran.last == ["select 1"])
  }

  @Test func onlyASemicolonSendsWhereThatIsWanted() {
    let lines = [Typed("select 1"), Typed(""), Typed("limit 1"), Typed(";")]
    #expect(run(lines, waitsForSemicolon: true).ran == [[], [], [], ["select 1\n\nlimit 1"]])
    #expect(run([Typed("select 1,"), Typed("")], waitsForSemicolon: true).errors.isEmpty)
    #expect(run([Typed("selct")], waitsForSemicolon: true).errors.count == 1)
  }

  @Test func whatIsTakenBackIsAsIfNotTyped() {
    var buffer = StatementBuffer()
    _ = buffer.add(Array("select 1; select 2,".utf8), moreWaits: false)
    #expect(buffer.takeBack() == Array("select 2,".utf8))
    #expect(buffer.isEmpty)
    #expect(buffer.add(Array("select 3".utf8), moreWaits: false).entry == Array("select 3".utf8))
  }

  @Test func aSemicolonInQuotesOrCommentsEndsNothing() {
    #expect(run([Typed("select ';'", moreWaits: true)]).ran == [[]])
    #expect(run([Typed("select 1 -- ;", moreWaits: true)]).ran == [[]])
    #expect(run([Typed("select 'a"), Typed("b;'")]).ran == [[], []])
    #expect(run([Typed("select 'a"), Typed("b;';")]).ran == [[], ["select 'a\nb;'"]])
    #expect(run([Typed("select 1 /* ; */ ;", moreWaits: true)]).ran == [["select 1"]])
  }

  @Test func aMistakeIsAnErrorNow() {
    let result = run([Typed("select pid,"), Typed("where uss")])
    #expect(result.ran == [[], []])
    #expect(result.rest == "")
    #expect(result.errors.count == 1)
  }

  /// The caret stands under the user's own line, whichever of the statement's it is.
  @Test func anErrorShowsTheLineItIsIn() throws {
    let error = try #require(
      run([Typed("select pid,"), Typed("  name,"), Typed("  uss 'x'")]).errors.first)
    #expect(error.contains("\n    uss 'x'\n        ^"), "\(error)")
  }

  @Test func whatStandsBeforeAMistakeRuns() {
    let result = run([Typed("select 1; selct 2;")])
    #expect(result.ran == [["select 1"]])
    #expect(result.errors.count == 1)
  }

  @Test func theHistoryGetsAllThatWasTyped() {
    var buffer = StatementBuffer()
    #expect(buffer.add(Array("select 1; select".utf8), moreWaits: false).entry == nil)
    #expect(
      buffer.add(Array("2;".utf8), moreWaits: false).entry == Array("select 1; select\n2;".utf8))
    #expect(buffer.add(Array("-- only words".utf8), moreWaits: false).entry != nil)
    #expect(buffer.isEmpty)
  }

  @Test(arguments: [
    ("select 'a", true), ("select \"a", true), ("select `a", true), ("select 1 /* a", true),
    ("select", false), ("select (1", false), ("select 1 -- 'a", false),
  ])
  func itKnowsWhetherALineWouldBeText(_ text: String, _ isWithinText: Bool) {
    var buffer = StatementBuffer()
    _ = buffer.add(Array(text.utf8), moreWaits: true)
    #expect(buffer.isWithinText == isWithinText)
  }

  // MARK: - What acts

  private static let kill = "kill where pid = 0"
  private static let set = "set nice = 5 where pid = 0"

  @Test(arguments: [kill, set]) func whatActsRunsAtItsSemicolonAlone(_ action: String) {
    #expect(run([Typed(action)]).ran == [[]])
    #expect(run([Typed(action + ";")]).ran == [[action]])
    #expect(run([Typed(action), Typed(";")]).ran == [[], [action]])
    let written = [Typed(action), Typed(""), Typed(" \t"), Typed("limit 3"), Typed("")]
    #expect(run(written).ran == [[], [], [], [], []])
    #expect(run(written + [Typed(";")]).ran.last == [action + "\n\n \t\nlimit 3"])
    #expect(run(written).errors.isEmpty)
    #expect(run([Typed(action + " -- ;"), Typed("")]).ran == [[], []])
  }

  /// What is only explained is a query as others.
  @Test func whatTellsOfAnActionIsNoneOfThem() {
    #expect(run([Typed("explain \(Self.kill)")]).ran == [["explain \(Self.kill)"]])
  }

  @Test func itsSemicolonIsAskedForOnce() {
    var buffer = StatementBuffer()
    func told(_ line: String) -> [Bool] {
      let outcome = buffer.add(Array(line.utf8), moreWaits: false)
      return [outcome.waitsToAct, outcome.isReminder]
    }
    #expect(told(Self.kill) == [false, false])
    #expect(told("") == [true, true])
    #expect(told("") == [true, false])
    #expect(told(";") == [false, false])
    #expect(told(Self.set) == [false, false])
    #expect(told("") == [true, true])
  }

  @Test func commandsAndTheEndRunNoAction() {
    var buffer = StatementBuffer()
    _ = buffer.add(Array(Self.kill.utf8), moreWaits: false)
    #expect(buffer.send().statements.isEmpty)
    let outcome = buffer.finish()
    #expect(outcome.statements.isEmpty && outcome.waitsToAct && outcome.error == nil)
    #expect(buffer.text == Array(Self.kill.utf8))
  }

  @Test func whatStandsBeforeAnActionRuns() {
    let result = run([Typed("select 1; \(Self.kill)")])
    #expect(result.ran == [["select 1"]] && result.rest == " \(Self.kill)")
    #expect(
      run([Typed("\(Self.kill); select 1")]).ran == [[Self.kill, "select 1"]])
  }

  /// Text that ends without its semicolon is never an action, however its lines came.
  @Test func pastedActionsWaitForTheirSemicolonToo() {
    let lines = ["kill", "where pid = 0", "", "order by pid"]
    let pasted = lines.map { Typed($0, moreWaits: true) }
    #expect(run(pasted + [Typed("")]).ran == [[], [], [], [], []])
    #expect(run(pasted + [Typed(";")]).ran.last == [lines.joined(separator: "\n")])
    #expect(run([Typed("\(Self.kill)\n")]).ran == [[]])
    #expect(run([Typed("\(Self.kill)\n;")]).ran == [[Self.kill]])
  }

  /// A query that is typed ahead is held until it is known whether the next line goes on with it; what
  /// acts is never ended by the next.
  @Test func whatActsIsNotEndedByTheNextLine() {
    let held = run([Typed("select 1", moreWaits: true), Typed(Self.kill, moreWaits: true)])
    #expect(held.ran == [[], ["select 1"]] && held.rest == "\n" + Self.kill)
    let ahead = run([Typed(Self.kill, moreWaits: true), Typed("select 1")])
    #expect(ahead.ran == [[], []] && ahead.errors.count == 1)
  }
}
