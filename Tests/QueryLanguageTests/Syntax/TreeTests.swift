import LanguageSupport
import Testing

@testable import QueryLanguage

@Suite struct TreeTests {
  private func dump(_ text: String) throws -> String {
    syntaxDump(of: try parse(SourceText(text)))
  }

  @Test func treeOfASelectClause() throws {
    #expect(
      try dump(
        """
        select distinct pid, memory.*, *, uss / 2 as half, count(distinct user where not kernel)
        from processes
        """) == """
          query
          ├─ select distinct
          │  ├─ name pid
          │  ├─ group memory
          │  ├─ *
          │  ├─ as half
          │  │  └─ /
          │  │     ├─ name uss
          │  │     └─ integer 2
          │  └─ call count distinct
          │     ├─ name user
          │     └─ where
          │        └─ not
          │           └─ name kernel
          └─ from processes

          """)
  }

  @Test func treeOfAWhereClause() throws {
    #expect(
      try dump(
        """
        where env['A B'] exists and name not like 'x%' or age not between 1s and $n
          and 'v' in cmdline
        """) == """
          query
          └─ where
             └─ or
                ├─ and
                │  ├─ exists
                │  │  └─ []
                │  │     ├─ name env
                │  │     └─ text 'A B'
                │  └─ not like
                │     ├─ name name
                │     └─ text 'x%'
                └─ and
                   ├─ not between
                   │  ├─ name age
                   │  ├─ duration 1s
                   │  └─ parameter $n
                   └─ in
                      ├─ text 'v'
                      └─ name cmdline

          """)
  }

  @Test func treeOfValuesAndQueriesAfterIn() throws {
    #expect(
      try dump("where ppid in (select pid from (from files)) and pid not in (1, -2)") == """
        query
        └─ where
           └─ and
              ├─ in
              │  ├─ name ppid
              │  └─ query
              │     ├─ select
              │     │  └─ name pid
              │     └─ from
              │        └─ query
              │           └─ from files
              └─ not in
                 ├─ name pid
                 └─ values
                    ├─ integer 1
                    └─ -
                       └─ integer 2

        """)
  }

  @Test func treeOfTheLaterClauses() throws {
    #expect(
      try dump(
        """
        group by user having any(files where deleted)
        order by -uss desc nulls last, parent.name asc, x limit 10 offset 2M
        """) == """
          query
          ├─ group by
          │  └─ name user
          ├─ having
          │  └─ call any
          │     ├─ name files
          │     └─ where
          │        └─ name deleted
          ├─ order by
          │  ├─ key desc nulls last
          │  │  └─ -
          │  │     └─ name uss
          │  ├─ key asc
          │  │  └─ .name
          │  │     └─ name parent
          │  └─ key
          │     └─ name x
          ├─ limit
          │  └─ integer 10
          └─ offset
             └─ size 2M

          """)
  }

  @Test func treeOfAWindow() throws {
    #expect(
      try dump("from history at now() - 2h + $d over 10s every 500ms; at '12:00' over $d") == """
        query
        ├─ from history
        ├─ at
        │  └─ +
        │     ├─ -
        │     │  ├─ call now
        │     │  └─ duration 2h
        │     └─ parameter $d
        └─ over
           ├─ duration 10s
           └─ every
              └─ duration 500ms

        query
        ├─ at
        │  └─ text '12:00'
        └─ over
           └─ parameter $d

        """)
  }

  @Test func treeOfStatementsThatRepeatAQuery() throws {
    #expect(
      try dump(
        """
        watch from files; watch 2s from files; changes $d from files; wait for from files;
        wait 30s while from files
        """) == """
          watch
          └─ query
             └─ from files

          watch
          ├─ duration 2s
          └─ query
             └─ from files

          changes
          ├─ parameter $d
          └─ query
             └─ from files

          wait for
          └─ query
             └─ from files

          wait while
          ├─ duration 30s
          └─ query
             └─ from files

          """)
  }

  @Test func treeOfWhatIsRecorded() throws {
    #expect(
      try dump("record 10s into 'day.db' keep $k select pid; record into $f from x")
        == """
        record
        ├─ interval
        │  └─ duration 10s
        ├─ into
        │  └─ text 'day.db'
        ├─ keep
        │  └─ parameter $k
        └─ query
           └─ select
              └─ name pid

        record
        ├─ into
        │  └─ parameter $f
        └─ query
           └─ from x

        """)
  }

  @Test func treeOfStatements() throws {
    #expect(
      try dump(
        """
        let big = uss > 1M; let s = from files; param n; param m = 2.5; describe; describe files;
        describe functions; describe keywords; explain analyze limit 1
        """) == """
          let big
          └─ >
             ├─ name uss
             └─ size 1M

          let s
          └─ query
             └─ from files

          param n

          param m
          └─ real 2.5

          describe

          describe
          └─ source files

          describe functions

          describe keywords

          explain analyze
          └─ query
             └─ limit
                └─ integer 1

          """)
  }

  @Test func treeOfOperands() throws {
    #expect(
      try dump(
        "select case a when null then true else 0xffffffffffffffff end, count(*), f()") == """
          query
          └─ select
             ├─ case
             │  ├─ name a
             │  ├─ when
             │  │  ├─ null
             │  │  └─ true
             │  └─ else
             │     └─ address 0xffffffffffffffff
             ├─ call count
             │  └─ *
             └─ call f

          """)
  }

  @Test func statementsKnowTheirRanges() throws {
    let text = "\u{FEFF}-- x\n select pid ; ;\n\tlet a = (1) -- y\n; describe"
    let bytes = Array(text.utf8)
    let script = try parse(SourceText(text))
    let pieces = script.statements.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(pieces == ["select pid", "let a = (1)", "describe"])
  }

  @Test func clausesKnowTheirRanges() throws {
    let text =
      "select a, b from c at now() - 2h over 5s every 1s where d group by e having f "
      + "order by g desc limit 1 offset 2"
    let bytes = Array(text.utf8)
    guard case .query(let query) = try parse(SourceText(text)).statements[0].kind else { return }
    let pieces = Clause.allCases.compactMap { $0.range(in: query) }
      .map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(
      pieces == [
        "select a, b", "from c", "at now() - 2h", "over 5s every 1s", "where d", "group by e",
        "having f", "order by g desc", "limit 1", "offset 2",
      ])
    #expect(query.range == SourceRange(0, bytes.count))
  }

  @Test(arguments: [
    ("(a + b)", "(a + b)"), ("a.b [ 0 ]", "a.b [ 0 ]"), ("f ( x )", "f ( x )"),
    ("not  a", "not  a"), ("- a", "- a"), ("(a) + (b)", "(a) + (b)"),
    ("case a when b then c end", nil),
    ("a in (1, 2)", nil), ("a is not null", nil), ("a between 1 and (2)", nil), (" a ", "a"),
  ])
  func expressionsKnowTheirRanges(text: String, covered: String?) throws {
    let range = try parseExpression(SourceText(text)).range
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == covered ?? text)
  }

  @Test func operatorsKnowTheirRanges() throws {
    let text = "a not  like b"
    guard case .binary(let operation) = try parseExpression(SourceText(text)).kind else { return }
    #expect(operation.operatorRange == SourceRange(2, 11))
  }

  @Test(arguments: ["", " ", ";", ";;", "-- x", "/* x */;", "\u{FEFF}", "#!/bin/x", "\n;\n;"])
  func nothingGivesNothing(text: String) throws {
    #expect(try parse(SourceText(text)).statements.isEmpty)
  }

  @Test(arguments: ["pid, name", "pid;", "", "select pid", "pid -- x\n y"])
  func onlyAnExpressionIsAnExpression(text: String) {
    #expect(throws: Diagnostic.self) { try parseExpression(SourceText(text)) }
  }

  @Test func keywordsHaveSummaries() {
    for keyword in Keyword.allCases {
      #expect(keyword.summary.count > 10 && !keyword.summary.hasSuffix("."))
      #expect(Keyword(spelling: keyword.rawValue.uppercased()) == keyword)
    }
  }
}
