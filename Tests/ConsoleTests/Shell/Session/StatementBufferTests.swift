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
  private func run(_ lines: [Typed]) -> (ran: [[String]], rest: String, errors: [String]) {
    var buffer = StatementBuffer()
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
      Typed("limit 1"),
    ])
    #expect(result.ran == [[], [], ["select pid\nfrom processes\nlimit 1"]])
  }

  @Test func anIncompleteLineAsksForMore() {
    let result = run([Typed("select pid,"), Typed("name")])
    #expect(result.ran == [[], ["select pid,\nname"]])
  }

  @Test func theRestAfterASemicolonWaits() {
    let result = run([Typed("select 1; select"), Typed("2;")])
    #expect(result.ran == [["select 1"], ["select\n2"]])
  }

  @Test func anEmptyLineSendsWhatIsComplete() {
    let result = run([Typed("select 1", moreWaits: true), Typed("")])
    #expect(result.ran == [[], ["select 1"]])
    let pasted = run([Typed("select 1", moreWaits: true), Typed("  ", moreWaits: true)])
    #expect(pasted.ran == [[], ["select 1"]])
  }

  @Test func anEmptyLineDoesNotSendWhatIsIncomplete() {
    let result = run([Typed("select"), Typed(""), Typed("1")])
    #expect(result.ran == [[], [], ["select\n\n1"]])
  }

  @Test func aSemicolonInQuotesOrCommentsEndsNothing() {
    #expect(run([Typed("select ';'", moreWaits: true)]).ran == [[]])
    #expect(run([Typed("select 1 -- ;", moreWaits: true)]).ran == [[]])
    #expect(run([Typed("select 'a"), Typed("b;'")]).ran == [[], ["select 'a\nb;'"]])
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
      buffer.add(Array("2".utf8), moreWaits: false).entry == Array("select 1; select\n2".utf8))
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
}
