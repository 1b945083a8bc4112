import LanguageSupport
import Testing

@testable import QueryLanguage

@Suite struct PrinterTests {
  /// Printing and parsing again gives the same tree, and printing that the same text.
  private func expectRoundTrip(_ source: SourceText) throws {
    let script = try parse(source)
    let text = canonicalText(of: script)
    let again = try parse(SourceText(text))
    #expect(again.withoutRanges == script.withoutRanges, "\(text)")
    #expect(canonicalText(of: again) == text)
  }

  @Test(arguments: Corpus.texts)
  func corpusReadsBack(text: String) throws {
    try expectRoundTrip(SourceText(text))
  }

  @Test(arguments: 11...14)
  func sentencesReadBack(seed: UInt64) throws {
    var generator = SentenceGenerator(grammar: try GrammarFile.shared.get(), seed: seed)
    for _ in 0..<200 { try expectRoundTrip(SourceText(bytes: generator.sentence())) }
  }

  @Test(arguments: [
    ("COUNT ( * )", "COUNT(*)"),
    ("uss/2", "uss / 2"),
    ("parent . name", "parent.name"),
    ("env.HOME", "env.HOME"),
    ("env.`odd name`", "env.`odd name`"),
    ("env.`tick``s`", "env.`tick``s`"),
    ("`select` + `group`", "`select` + group"),
    ("((a))", "a"),
    ("(a + b) + c", "a + b + c"),
    ("a + (b + c)", "a + (b + c)"),
    ("(a * b) + c", "a * b + c"),
    ("a * (b + c)", "a * (b + c)"),
    ("- - a", "- -a"),
    ("-(-1)", "- -1"),
    ("-(a + b)", "-(a + b)"),
    ("(-a).b", "(-a).b"),
    ("(5).b", "5 .b"),
    ("('x')[0]", "'x'[0]"),
    ("NOT (a AND b)", "not (a and b)"),
    ("not (not a)", "not not a"),
    ("(not a) = b", "(not a) = b"),
    ("(a = b) = c", "(a = b) = c"),
    ("a == b", "a = b"),
    ("a <> b", "a != b"),
    ("(a or b) and c", "(a or b) and c"),
    ("a NOT LIKE 'x'", "a not like 'x'"),
    ("a not between 1 and 2", "a not between 1 and 2"),
    ("a between (b = c) and d", "a between (b = c) and d"),
    ("a is not null", "a is not null"),
    ("a IS DENIED", "a is denied"),
    ("a not exists", "a not exists"),
    ("(a exists) is null", "(a exists) is null"),
    ("a in ( 1,2 )", "a in (1, 2)"),
    ("a not in cmdline", "a not in cmdline"),
    ("a in (SELECT pid FROM files)", "a in (select pid from files)"),
    ("any(files WHERE deleted)", "any(files where deleted)"),
    ("count(DISTINCT user)", "count(distinct user)"),
    ("case a when 1 then 2 ELSE 3 end", "case a when 1 then 2 else 3 end"),
    ("$n", "$n"),
  ])
  func expressionPrints(text: String, canonical: String) throws {
    #expect(canonicalText(of: try parseExpression(SourceText(text))) == canonical)
  }

  @Test(arguments: [
    ("1_000", "1000"), ("0x1f", "31"), ("0xFFFFFFFFFFFFFFFF", "0xffffffffffffffff"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("2.50", "2.5"), ("1e5", "100000.0"), ("1e20", "1e+20"),
    ("0B", "0B"), ("1023B", "1023B"), ("1024B", "1K"), ("1.5K", "1536B"), ("4KiB", "4K"),
    ("10MB", "10000000B"), ("1024G", "1T"), ("1P", "1P"),
    ("0s", "0s"), ("250ms", "250ms"), ("60s", "1m"), ("2h13m", "133m"), ("7d", "1w"),
    ("1.5ms", "1.5ms"), ("0.000001ms", "0.000001ms"), ("1.000001s", "1000.001ms"),
    ("\"it's\"", "'it''s'"), ("'\"'", "'\"'"), ("'a\tb'", #"'a\tb'"#), ("'\\x1b'", #"'\x1b'"#),
    (#"'\.'"#, #"'\.'"#), (#"'\\.'"#, #"'\.'"#), (#"'\\n'"#, #"'\\n'"#), (#"'\\'"#, #"'\\'"#),
    (#"'\\x'"#, #"'\\x'"#), (#"'\xff\xc3\xa9'"#, #"'\xffé'"#), (#"'\\\xff'"#, #"'\\\xff'"#),
    ("'\u{202E}'", #"'\xe2\x80\xae'"#), ("NULL", "null"), ("True", "true"),
  ])
  func literalPrints(text: String, canonical: String) throws {
    #expect(canonicalText(of: try parseExpression(SourceText(text))) == canonical)
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 999_999, 1_000_001, 86_400_000_000_000, Int64.max])
  func everyDurationReadsBack(nanoseconds: Int64) throws {
    let text = canonicalText(
      of: Literal.duration(nanoseconds.magnitude > Int64.max ? 1 : abs(nanoseconds)))
    let literal = try parseExpression(SourceText(text)).kind
    #expect(
      literal == .literal(.duration(nanoseconds.magnitude > Int64.max ? 1 : abs(nanoseconds))))
  }

  @Test func statementsPrint() throws {
    let text =
      "LET x=uss>1M;let `from`=from files;PARAM n=1;param m;DESCRIBE;describe `keywords`"
      + ";describe FUNCTIONS;explain ANALYZE limit 1"
      + ";WATCH from files;watch 60s limit 1;CHANGES $d limit 1;wait FOR limit 1;wait 1.5s WHILE limit 1"
    #expect(
      canonicalText(of: try parse(SourceText(text))) == """
        let x = uss > 1M;
        let `from` = from files;
        param n = 1;
        param m;
        describe;
        describe `keywords`;
        describe functions;
        explain analyze limit 1;
        watch from files;
        watch 1m limit 1;
        changes $d limit 1;
        wait for limit 1;
        wait 1500ms while limit 1;

        """)
  }

  @Test func queryPrints() throws {
    let text = """
      SELECT DISTINCT *, memory.*, uss AS u, a AS `b c` FROM (FROM files LIMIT 1)
      AT now( )-2h  OVER 10000ms EVERY $e WHERE a GROUP BY b, c HAVING d ORDER BY e ASC, f DESC NULLS FIRST, g NULLS LAST
      LIMIT 1 OFFSET 2
      """
    #expect(
      canonicalText(of: try parse(SourceText(text))) == """
        select distinct *, memory.*, uss as u, a as `b c` from (from files limit 1) \
        at now() - 2h over 10s every $e where a group by b, c having d order by e asc, f desc nulls first, g nulls last \
        limit 1 offset 2;

        """)
  }
}
