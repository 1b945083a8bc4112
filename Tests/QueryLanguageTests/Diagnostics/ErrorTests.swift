import Testing

@testable import QueryLanguage

@Suite struct ErrorTests {
  /// The text is the rendering's second line.
  private static func renderings(_ group: String) -> [String] {
    group.split(separator: "\n\n").map(String.init)
  }

  private func expectRendering(_ rendering: String) throws {
    let text = rendering.split(separator: "\n")[1].dropFirst(2)
    let source = SourceText(String(text))
    let first = try #require(parseReportingAll(source).diagnostics.first)
    #expect(first.rendered(in: source) == rendering)
    #expect(throws: first) { try parse(source) }
  }

  @Test(arguments: renderings(RenderedErrors.tokens))
  func wrongToken(rendering: String) throws { try expectRendering(rendering) }

  @Test(arguments: renderings(RenderedErrors.statements))
  func wrongStatement(rendering: String) throws { try expectRendering(rendering) }

  @Test(arguments: renderings(RenderedErrors.clauses))
  func wrongClause(rendering: String) throws { try expectRendering(rendering) }

  @Test(arguments: renderings(RenderedErrors.expressions))
  func wrongExpression(rendering: String) throws { try expectRendering(rendering) }

  @Test(arguments: renderings(RenderedErrors.windows))
  func wrongWindow(rendering: String) throws { try expectRendering(rendering) }

  @Test(arguments: renderings(RenderedErrors.repetitions))
  func wrongRepetition(rendering: String) throws { try expectRendering(rendering) }

  @Test(arguments: renderings(RenderedErrors.actions))
  func wrongAction(rendering: String) throws { try expectRendering(rendering) }

  @Test(arguments: renderings(RenderedErrors.records))
  func wrongRecord(rendering: String) throws { try expectRendering(rendering) }

  /// The voice: lower case, no full stop, one line.
  @Test(arguments: [
    RenderedErrors.tokens, RenderedErrors.statements, RenderedErrors.clauses,
    RenderedErrors.expressions, RenderedErrors.windows, RenderedErrors.repetitions,
    RenderedErrors.actions, RenderedErrors.records,
  ])
  func messagesKeepTheVoice(group: String) {
    for rendering in ErrorTests.renderings(group) {
      let message = rendering.split(separator: "\n")[0].dropFirst("error: ".count)
      #expect(message.first?.isUppercase == false && !message.hasSuffix("."))
      #expect(!message.contains("invalid") && !message.contains("illegal"))
      #expect(rendering.split(separator: "\n").count == 3)
    }
  }

  @Test(arguments: [
    "select", "select pid,", "select pid where", "where uss >", "where (a", "select count(",
    "select count(a", "select a[", "select a[0", "where name = 'x", "where name = \"x\nselect pid",
    "select `a", "select /* a", "select case", "select case when a", "let", "let x", "let x =",
    "param", "explain", "explain analyze", "from", "from (", "from (select pid", "group",
    "group by", "order by uss nulls", "limit", "where a in", "where a in (", "where a in (1,",
    "where a not", "where a is", "where a between 1 and", "select memory.", "select - -",
    "select pid; select", "at", "at now", "at now(", "at now() -", "over", "over 5s every",
    "from files at", "watch", "watch 5s", "changes", "wait", "wait 5s", "wait for", "wait 5s while",
    "kill", "kill TERM", "kill 9", "kill -", "kill -9", "kill RTMIN+", "kill over 5s",
    "kill where a then",
    "kill where a then 5s", "set", "set nice", "set nice =", "set nice = 5", "set limits.",
    "explain kill",
    "select [", "select [1,", "where a in [",
  ])
  func moreIsWanted(text: String) {
    #expect(parseReportingAll(SourceText(text)).diagnostics.map(\.isIncomplete) == [true])
  }

  @Test(arguments: [
    "select pid form", "selct", "where (a;", "where a in ()", "where name = 'x' y", "select 10x",
    "where a = b = c", "limit 5,", "select;", "where (a b", "order by uss where a", "select ``",
    "at pid", "over 5", "watch 2 select pid", "wait until", "where a over 5s", "sum(a) over (",
    "kill 1234", "kill chrome", "kill limit 3", "kill where a then KILL", "set a 5", "select []",
  ])
  func moreWouldNotHelp(text: String) {
    #expect(parseReportingAll(SourceText(text)).diagnostics.map(\.isIncomplete) == [false])
  }

  @Test func everyErrorIsReported() {
    let source = SourceText(
      name: "a.procq", "select pid;\nselct name;\n\nselect a, ; from files;\n  limit;;\nwhere 'x")
    let parsing = parseReportingAll(source)
    #expect(parsing.script.statements.count == 2)
    #expect(
      parsing.diagnostics.map { $0.rendered(in: source) }.joined(separator: "\n") == """
        a.procq:2:1: error: expected a statement, found 'selct'
          2 | selct name;
            | ^~~~~ did you mean 'select'?
        a.procq:4:11: error: expected a column or an expression after ',', found ';'
          4 | select a, ; from files;
            |           ^
        a.procq:5:8: error: 'limit' takes a whole number, found ';'
          5 |   limit;;
            |        ^
        a.procq:6:7: error: the quote opened here is never closed
          6 | where 'x
            |       ^
        """)
  }

  @Test func errorsAreReportedUpToALimit() {
    let source = SourceText(String(repeating: "a;", count: 5000))
    #expect(parseReportingAll(source).diagnostics.count == Limits.errors)
  }

  @Test func onlyTheFirstErrorOfAStatementIsReported() {
    #expect(parseReportingAll(SourceText("select a b c d where")).diagnostics.count == 1)
  }
}
