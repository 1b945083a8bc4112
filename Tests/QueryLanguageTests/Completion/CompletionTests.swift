import Testing

@testable import QueryLanguage

/// What may stand at the cursor, written as `|`.
@Suite struct CompletionTests {
  private func context(_ text: String) -> CompletionContext {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let before = Array(parts[0].utf8)
    return expectations(in: before + Array(parts[1].utf8), at: before.count)
  }

  private func keywords(_ text: String) -> Set<Keyword> {
    Set(
      context(text).expectations.members.compactMap {
        if case .keyword(let keyword) = $0 { keyword } else { nil }
      })
  }

  private func places(_ text: String) -> Set<NameSlot> {
    Set(
      context(text).expectations.members.compactMap {
        if case .slot(let slot) = $0 { slot } else { nil }
      })
  }

  private static let infix: Set<Keyword> = [
    .or, .and, .not, .in, .between, .like, .ilike, .glob, .contains, .is, .exists,
  ]
  private static let query: Set<Keyword> = [
    .select, .from, .at, .over, .where, .group, .having, .order, .limit, .offset,
  ]
  private static let operand: Set<Keyword> = [.not, .null, .true, .false, .case]

  @Test(
    arguments: [
      (
        "|",
        [
          .select, .from, .at, .over, .where, .group, .having, .order, .limit, .offset, .let,
          .param, .describe, .explain, .watch, .changes, .wait, .record, .kill, .set,
        ]
      ),
      ("select pid; sel|", nil),
      ("select |", operand.union([.distinct])),
      ("select distinct |", operand),
      (
        "select pid |",
        infix.union([.as, .from, .at, .over, .where, .group, .having, .order, .limit, .offset])
      ),
      ("select pid as p |", [.from, .at, .over, .where, .group, .having, .order, .limit, .offset]),
      ("from files |", [.at, .over, .where, .group, .having, .order, .limit, .offset]),
      ("from files at |", []),
      ("from files at now() |", [.over, .where, .group, .having, .order, .limit, .offset]),
      ("at 'x' over |", []),
      ("over 5s |", [.every, .where, .group, .having, .order, .limit, .offset]),
      ("over 5s every 1s |", [.where, .group, .having, .order, .limit, .offset]),
      ("watch |", query), ("watch 2s |", query), ("changes |", query),
      ("wait |", [.for, .while]), ("wait 5s |", [.for, .while]), ("wait for |", query),
      ("wait 5s while |", query),
      ("record |", [.into]), ("record 10s |", [.into]), ("record 10s into |", []),
      ("record into 'x' |", query.union([.keep])), ("record into 'x' keep |", []),
      ("record into $f keep 7d |", query),
      (
        "record into 'x' where a |",
        infix.union([.group, .having, .order, .limit, .offset])
      ),
      ("where uss > 5 |", [.and, .or, .group, .having, .order, .limit, .offset]),
      ("where uss > |", operand.subtracting([.not])),
      ("where x is |", [.not, .null, .denied]),
      ("where x is not |", [.null, .denied]),
      ("where x not |", [.in, .between, .like, .ilike, .glob, .contains, .exists]),
      ("where x between 1 |", [.and]),
      ("where x in (|", operand.union([.select, .from, .where, .group, .having, .order, .limit])),
      ("where x exists |", [.and, .or, .group, .having, .order, .limit, .offset]),
      ("group |", [.by]),
      ("order by uss |", infix.union([.asc, .desc, .nulls, .limit, .offset])),
      ("order by uss desc |", [.nulls, .limit, .offset]),
      ("order by uss nulls |", [.first, .last]),
      ("limit 5 |", infix.union([.offset])),
      ("select case |", operand.union([.when])),
      ("select case when x |", infix.union([.then])),
      ("select case when x then y |", infix.union([.when, .else, .end])),
      ("select count(|", operand.union([.distinct])),
      ("select any(files |", infix.union([.where])),
      ("select env.|", []),
      ("describe |", [.functions, .keywords]),
      ("explain |", query.union([.analyze, .kill, .set])),
      ("kill |", [.over, .where]), ("kill TERM |", [.over, .where]),
      ("kill over 5s |", [.every, .where]),
      ("kill where uss > 5 |", [.and, .or, .order, .limit, .then]),
      ("kill where uss > 5 limit 3 |", infix.union([.then])),
      ("kill where uss > 5 then |", []), ("kill where uss > 5 then 5s |", []),
      ("set |", []), ("set nice = 5 |", infix.union([.over, .where])),
      ("set nice = 5 where a |", infix.union([.order, .limit])),
      ("explain kill |", [.over, .where]),
      ("let x = |", operand.union([.select, .from, .where, .group, .having, .order, .limit])),
      ("select pid form |", []),
      ("-- sel|", []),
      ("/* sel|", []),
    ] as [(String, Set<Keyword>?)])
  func keywordsAtTheCursor(text: String, expected: Set<Keyword>?) {
    let statement: Set<Keyword> = keywords("|")
    #expect(keywords(text) == expected ?? statement)
  }

  @Test(
    arguments: [
      ("|", []),
      ("select |", [.column, .relation, .function, .columnGroup, .parameter, .literal]),
      ("select pid, u|", [.column, .relation, .function, .columnGroup, .parameter, .literal]),
      ("where |", [.column, .relation, .function, .parameter, .literal]),
      ("where uss > u|", [.column, .relation, .function, .parameter, .literal]),
      ("from |", [.source]), ("from f|", [.source]), ("describe |", [.source]),
      ("select parent.|", [.member]), ("select parent.na|", [.member]), ("where env.|", [.member]),
      ("select pid as |", [.newName]), ("let |", [.newName]), ("param |", [.newName]),
      ("select pid |", []), ("where uss > 5 a|", []),
      ("at |", [.moment, .parameter]), ("from files at n|", [.moment, .parameter]),
      ("at now() - |", [.interval, .parameter]), ("over |", [.interval, .parameter]),
      ("over 5s every |", [.interval, .parameter]), ("watch |", [.interval, .parameter]),
      ("wait |", [.interval, .parameter]), ("wait for |", []),
      ("record |", [.interval, .parameter]), ("record 10s |", []),
      ("record into |", [.file, .parameter]), ("record into 'da|", [.file, .parameter]),
      ("record into 'x' |", []), ("record into 'x' keep |", [.interval, .parameter]),
      ("kill |", [.signal]), ("kill TE|", [.signal]), ("kill -|", [.signal]),
      ("kill -K|", [.signal]),
      ("kill TERM |", []), ("kill where a then |", [.interval, .parameter]),
      ("kill where a then 5s |", [.signal]), ("explain kill |", [.signal]),
      ("set |", [.setting]), ("set ni|", [.setting]), ("set limits.|", [.setting]),
      ("set nice |", []), ("set nice = |", [.function, .parameter, .literal]),
      ("set nice = 5 where |", [.column, .relation, .function, .parameter, .literal]),
    ] as [(String, Set<NameSlot>)])
  func placesAtTheCursor(text: String, expected: Set<NameSlot>) {
    #expect(places(text) == expected)
  }

  @Test func groupMayEndInAStar() {
    #expect(context("select memory.|").expectations.contains(.symbol(.star)))
    #expect(!context("where memory.|").expectations.contains(.symbol(.star)))
  }

  @Test(arguments: [
    ("select us|", "us", 7), ("select us|s from x", "us", 7), ("select |", "", 7),
    ("select pid,na|", "na", 11), ("select env.HO|", "HO", 11), ("select $na|", "$na", 7),
    ("select $|", "$", 7), ("select 10|", "10", 7), ("select 'a'|", "", 10),
    ("where user = 'ro|", "ro", 14), ("where user = \"ro|", "ro", 14),
    ("select env.`odd n|", "odd n", 12),
    ("select pid |", "", 11), ("sel|", "sel", 0), ("select pid;sel|", "sel", 11),
    ("limit 10x|", "10x", 6),
    ("-- sel|", "", 6),
  ])
  func wordAtTheCursor(text: String, word: String, lower: Int) {
    let context = context(text)
    #expect(context.word == word)
    #expect(context.range == SourceRange(lower, lower + word.utf8.count))
  }

  @Test(arguments: [
    ("select parent.|", ["parent"]), ("select parent.parent.na|", ["parent", "parent"]),
    ("where env.|", ["env"]), ("where `env`.H|", ["env"]), ("select parent . na|", ["parent"]),
    ("select cmdline[0].|", []), ("select f(x).a|", []), ("select f(x).a.b|", []),
    ("select pid|", []), ("select a + b.c|", ["b"]),
    ("select any(children.files.|", ["children", "files"]),
    ("select group.x|", ["group"]),
  ])
  func pathBeforeTheCursor(text: String, path: [String]) {
    #expect(context(text).path == path)
  }

  @Test(
    arguments: [
      ("where name = '|", .value, ["name"]), ("where user = 'ro|", .value, ["user"]),
      ("where user != \"|", .value, ["user"]),
      ("where parent.name like 'x|", .value, ["parent", "name"]),
      ("where name not like 'x|", .value, ["name"]), ("where name in ('|", .value, ["name"]),
      ("where name not in ('a', 'b|", .value, ["name"]),
      ("where name in ['|", .value, ["name"]), ("where name not in ['a', 'b|", .value, ["name"]),
      ("select ['|", .value, []), ("set io_priority = '|", .value, ["io_priority"]),
      ("where env.HOME = '|", .value, ["env", "HOME"]),
      ("where env['|", .key, ["env"]), ("where parent.env['HO|", .key, ["parent", "env"]),
      ("where name contains '|", .value, ["name"]), ("select lower('|", .value, []),
      ("where f(x) = '|", .value, []), ("select '|", .value, []), ("where 'x|", .value, []),
      ("where a = b and user = '|", .value, ["user"]),
      ("select x where user ~ '|", .value, ["user"]),
      ("where user = 'ro|ot' and pid = 1", .value, ["user"]),
    ] as [(String, CompletionContext.Quotation.Role, [String])])
  func insideQuotes(text: String, role: CompletionContext.Quotation.Role, operand: [String]) {
    #expect(context(text).quotation == .init(role: role, operand: operand))
    #expect(!context(text).isInBackticks)
  }

  @Test(arguments: ["select |", "where name = 'x' |", "where name = 'x'|", "select `a|", "-- 'x|"])
  func outsideQuotes(text: String) {
    #expect(context(text).quotation == nil)
    #expect(context(text).isInBackticks == text.contains("`"))
  }

  @Test(arguments: [
    ("where |", []), ("where any(|", []), ("where any(files|", []), ("where any(files wh|", []),
    ("where any(files where |", [["files"]]), ("where any(files where pa|) and x", [["files"]]),
    ("where any(children.files where |", [["children", "files"]]),
    ("where any(children where any(files where |", [["files"], ["children"]]),
    ("where any(children where any(files where x) and |", [["children"]]),
    ("where any(files where deleted) and |", []), ("select count(* where |", []),
    ("select count(distinct threads where |", [["threads"]]),
    ("where any(files where (path = |", [["files"]]),
    ("where pid in (select pid where any(files where |", [["files"]]),
    ("where any(files where fd in (select pid where |", []),
    ("select a; where any(files where |", [["files"]]),
  ])
  func relationsAroundTheCursor(text: String, relations: [[String]]) {
    #expect(context(text).relations == relations)
  }

  @Test(
    arguments: [
      ("select |", .none), ("select | from files", .name("files")),
      ("from files where |", .name("files")),
      ("select pid, | from threads where x", .name("threads")),
      ("from (select pid from files) where |", .query(SourceRange(6, 27))),
      ("from (select | from files) where x", .name("files")),
      ("where pid in (select | from files)", .name("files")),
      ("from maps where pid in (select |) and x", .none),
      ("from maps where pid in (select pid from files) and |", .name("maps")),
      ("from maps where any(x where |)", .name("maps")),
      ("select any(x where |) from maps", .name("maps")),
      ("select | ; from files", .none), ("from files; select |", .none),
      ("explain from maps where |", .name("maps")),
      ("watch 2s from maps over 5s where |", .name("maps")),
      ("wait 5s for select | from maps", .name("maps")),
      ("from maps where pid in (over, |", .name("maps")),
      ("let x = from maps where |", .name("maps")), ("from `my let` where |", .name("my let")),
      ("select (| from maps", .none),
    ] as [(String, CompletionContext.SourceInForce)])
  func sourceInForce(text: String, source: CompletionContext.SourceInForce) {
    #expect(context(text).source == source)
  }

  @Test func offsetsOutsideTheTextAreItsEnds() {
    #expect(expectations(in: Array("select".utf8), at: 99).word == "select")
    #expect(expectations(in: Array("select".utf8), at: -1).range == SourceRange(0, 0))
  }
}
