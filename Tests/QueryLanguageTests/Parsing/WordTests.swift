import LanguageSupport
import Testing

@testable import QueryLanguage

/// Words are reserved by position.
@Suite struct WordTests {
  private func kind(_ text: String) throws -> Expression.Kind {
    try parseExpression(SourceText(text)).withoutRanges.kind
  }

  @Test(arguments: Keyword.allCases.filter { !$0.isReserved })
  func wordIsANameWhereAnOperandMayBegin(keyword: Keyword) throws {
    let word = keyword.rawValue
    #expect(try kind(word) == .name(Name(word, at: SourceRange(0, 0))))
    let text =
      "select \(word), \(word) + \(word) as x, \(word)(a), \(word).a from \(word) where \(word) > 1 "
      + "and not \(word) order by \(word) limit \(word) offset \(word)"
    #expect(throws: Never.self) { try parse(SourceText(text)) }
    #expect(throws: Never.self) { try parse(SourceText("let \(word) = \(word)")) }
  }

  @Test(arguments: Keyword.allCases.filter(\.isReserved))
  func reservedWordIsANameInBackticks(keyword: Keyword) throws {
    let word = keyword.rawValue
    #expect(try kind("`\(word)`") == .name(Name(word, at: SourceRange(0, 0))))
    #expect(throws: Diagnostic.self) { try parse(SourceText("let \(word) = 1")) }
    #expect(throws: Diagnostic.self) { try parse(SourceText("from \(word)")) }
  }

  @Test(arguments: Keyword.allCases)
  func everyWordIsANameAfterPointAsAndParam(keyword: Keyword) throws {
    let word = keyword.rawValue.uppercased()
    let text =
      "param \(word) = 1; select a.\(word), $\(word), b as \(word), a.\(word).\(word) from a"
    let script = try parse(SourceText(text))
    #expect(
      canonicalText(of: script).contains("select a.\(word), $\(word), b as \(word), a.\(word)"))
  }

  @Test(arguments: [
    (#"select rss as "Memory used""#, "Memory used"), ("select rss as 'from'", "from"),
    ("select rss as 'it''s'", "it's"), (#"select rss as "say ""so""""#, #"say "so""#),
    (#"select rss as 'a\tb\\c'"#, "a\tb\\c"), ("select rss as 'a`b'", "a`b"),
    (#"select rss as "\xc3\xa9""#, "é"), ("select rss as 'x\n--'", "x\n--"),
  ])
  func textIsANameAfterAs(text: String, name: String) throws {
    let script = try parse(SourceText(text))
    guard case .query(let query) = script.statements[0].kind,
      case .expression(_, let given?) = query.select?.items[0].kind
    else {
      Issue.record("no name is given in \(text)")
      return
    }
    #expect(given.text == name)
    let canonical = canonicalText(of: script)
    #expect(try parse(SourceText(canonical)).withoutRanges == script.withoutRanges)
  }

  @Test(arguments: [
    ("select rss as ''", "expected a name between the quotes"),
    (#"select rss as "\xff""#, "a name in quotes is UTF-8"),
    ("let 'x' = 1", "expected a name after 'let', found the text 'x'"),
  ])
  func textIsNoNameOtherwise(text: String, message: String) {
    #expect(parseReportingAll(SourceText(text)).diagnostics.map(\.message) == [message])
  }

  @Test func groupAndOrderAreNoNamesBeforeBy() throws {
    #expect(throws: Diagnostic.self) { try parse(SourceText("select group by user")) }
    #expect(throws: Diagnostic.self) { try parse(SourceText("select pid, order by pid")) }
    #expect(try kind("group + order") == kind("`group` + `order`"))
    let script = try parse(SourceText("select group group by group order by order"))
    #expect(canonicalText(of: script) == "select group group by group order by order;\n")
  }

  /// Where a query stands, and nowhere else, these begin a clause.
  @Test(arguments: [
    ("from over over 5s", "from `over` over 5s"),
    ("from at at now() where at", "from `at` at now() where `at`"),
    ("select over over 5s", "select `over` over 5s"),
    ("select pid, over.at at 'x'", "select pid, `over`.`at` at 'x'"),
    ("select over(at) over 5s", "select `over`(`at`) over 5s"),
    ("select pid as over over 5s", "select pid as `over` over 5s"),
    ("over 5s every 1s where every", "over 5s every 1s where `every`"),
    ("watch from watch where watch", "watch from `watch` where `watch`"),
    ("wait for from for where while", "wait for from `for` where `while`"),
    (
      "select case at when over then wait end at 'x'",
      "select case `at` when `over` then `wait` end at 'x'"
    ),
    ("order by watch, at desc, over nulls last", "order by `watch`, `at` desc, `over` nulls last"),
    ("where a in (at, over) and over in at", "where a in (`at`, `over`) and `over` in `at`"),
    ("from (over 5s where over)", "from (over 5s where `over`)"),
    ("let over = over > at", "let `over` = `over` > `at`"),
  ])
  func windowWordsBehindAnOperandAreKeywords(text: String, explicit: String) throws {
    #expect(
      try parse(SourceText(text)).withoutRanges == parse(SourceText(explicit)).withoutRanges)
  }

  @Test(arguments: ["at", "over"])
  func windowWordAloneIsANameInLetAndIn(word: String) throws {
    #expect(syntaxDump(of: try parse(SourceText("let x = \(word)"))) == "let x\n└─ name \(word)\n")
    #expect(throws: Never.self) { try parse(SourceText("where a in (\(word), 1)")) }
    #expect(throws: Never.self) { try parse(SourceText("where a in \(word)")) }
  }

  @Test func offsetAloneIsANameInLetAndIn() throws {
    #expect(syntaxDump(of: try parse(SourceText("let x = offset"))) == "let x\n└─ name offset\n")
    #expect(throws: Never.self) { try parse(SourceText("where a in (offset, 1)")) }
    #expect(throws: Never.self) { try parse(SourceText("from (offset 3)")) }
  }
}
