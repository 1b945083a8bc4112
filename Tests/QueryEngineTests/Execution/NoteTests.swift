import EngineSupport
import Execution
import Schema
import Testing
import Values

@Suite struct NoteTests {
  @Test(arguments: [
    (
      "select name where mass > 1B",
      ["1 of 9 planets could not be judged: gravity may not be read (a space agency)"]
    ),
    (
      "select name where position = 9 and rings",
      ["1 of 1 planet could not be judged: surface may not be read (a telescope)"]
    ),
    (
      "select name where position > 3 and rings",
      ["1 of 6 planets could not be judged: surface may not be read (a telescope)"]
    ),
    (
      "select name where rings and mass > 1B",
      ["1 of 9 planets could not be judged: surface may not be read (a telescope)"]
    ),
    (
      "select name where name < 'V' and rings",
      ["1 of 8 planets could not be judged: surface may not be read (a telescope)"]
    ),
    // False and unknown is false, whichever comes first.
    ("select name where kind != 'rock' and year < 1d", []),
    ("select name where rings and name != 'Pluto'", []),
    (
      "select name where mass > 1B and kind = 'gas'",
      ["1 of 9 planets could not be judged: surface may not be read (a telescope)"]
    ),
    ("select name, mass", ["mass of 1 row may not be read"]),
    (
      "select name, mass, kind, rings",
      ["mass, kind, rings of 1 row each may not be read"]
    ),
    ("select name order by mass", ["mass of 1 row may not be read"]),
    ("select name, mass as m order by m", ["m of 1 row may not be read"]),
    ("select name, mass order by mass desc limit 1", ["mass of 1 row may not be read"]),
    ("select name, mass limit 1", []),
    ("select name where mass is denied", []),
    ("select sum(mass)", ["sum(mass) passed over 1 row: gravity may not be read (a space agency)"]),
    (
      "select count(*) where rings",
      ["1 of 9 planets could not be judged: surface may not be read (a telescope)"]
    ),
    (
      "select count(* where rings)",
      ["count(* where rings) passed over 1 row: surface may not be read (a telescope)"]
    ),
    ("select any(rings)", []),
    (
      "select kind, max(mass) group by kind",
      [
        "max(mass) passed over 1 row: gravity may not be read (a space agency)",
        "kind of 1 row may not be read",
      ]
    ),
    (
      "select count(*) group by name having max(mass) > 1B",
      [
        "1 of 9 groups could not be judged, max(mass) passed over 1 row: "
          + "gravity may not be read (a space agency)"
      ]
    ),
    ("select name, count(moons)", ["count(moons) of 1 row may not be read"]),
    (
      "select name, sum(beyond.mass) where position = 1",
      ["sum(beyond.mass) passed over 1 row: gravity may not be read (a space agency)"]
    ),
    (
      "from moons where icy",
      ["1 of 9 planets could not be judged: surface may not be read (a telescope)"]
    ),
    (
      "from landings",
      [
        "1 of 9 planets could not be judged: surface may not be read (a telescope)",
        "1 of 11 moons could not be judged: probes may not be read (a radio dish)",
      ]
    ),
    (
      "from (select name, mass) where mass > 1B",
      ["1 of 9 rows could not be judged: gravity may not be read (a space agency)"]
    ),
    (
      "select kind, any(rings) group by kind having any(rings)",
      ["1 of 4 groups could not be judged: surface may not be read (a telescope)"]
    ),
    ("select name where name ~ '(a+)+$' and position = 1", []),
    (
      "select name where name ~ concat('(', name)",
      ["9 of 9 planets could not be judged: a pattern was given up"]
    ),
    (
      "select name ~ concat('(', name) as odd limit 2",
      ["odd of 2 rows is not known: a pattern was given up"]
    ),
    (
      "select name ~ concat('(', name) as odd, kind, name !~ concat('(', name) as even limit 2",
      ["odd, even of 2 rows each are not known: a pattern was given up"]
    ),
    (
      "select name where 'x' in (select probe)",
      ["9 of 9 planets could not be judged: probes may not be read (a radio dish)"]
    ),
  ])
  func whatCouldNotBeToldIsNoted(_ query: String, _ notes: [String]) {
    #expect(ask(query).notes == notes, "\(query)")
  }

  /// Two matches of each row are given up. By the eighth row that is as many as a statement bears,
  /// and what takes many steps is not told any more.
  @Test func allPatternsOfAStatementShareItsPatience() {
    #expect(StatementPatterns.patience == 2 * 8)
    let hostile = "concat('\(String(repeating: "a", count: 40))-', name)"
    let long = "concat('\(String(repeating: "a", count: 100))', name)"
    let answer = ask(
      """
      select \(hostile) ~ '(a+)+$' as constant, regex_match(\(hostile), '(a+)+$') as called,
        \(long) ~ concat('a+a+[bc]', substr(name, 1, 0)) as computed, name ~ 'n' as quick
      """)
    #expect(
      answer.notes == [
        "constant, called of 9 rows each, computed of 2 rows are not known: a pattern was given up"
      ])
  }

  /// A row that is unknown is tested on where that is cheap, since it may be false after all.
  @Test func expensiveTestsAreNotReadAfterAnUnknown() {
    let shelf = ToyShelf([
      ["cover": .refused, "width": 1, "entries": 1, "words": 1],
      ["cover": .refused, "width": 2, "entries": 1, "words": 1],
      ["author": "x", "width": 1, "entries": 1, "words": 2],
    ])
    let answer = ask(
      "select number where author = 'x' and width = 1 and entries = 1 and words = 2",
      of: shelf)
    #expect(answer.rows == ["3"])
    #expect(answer.notes == ["1 of 3 books could not be judged: cover may not be read (a lamp)"])
    #expect(
      shelf.reads == [
        "1.cover", "1.spine", "2.cover", "2.spine", "3.cover", "3.spine", "3.index", "3.pages",
      ])
  }

  @Test func aRowThatIsGoneIsNotNoted() {
    let shelf = ToyShelf([["cover": .refused], ["cover": .refused]], vanishing: [1: "spine"])
    let answer = ask("select number where author = 'x' and width = 1", of: shelf)
    #expect(answer.notes == [])
    let others = ask("select number where author = 'x'", of: shelf)
    #expect(others.notes == ["2 of 2 books could not be judged: cover may not be read (a lamp)"])
    #expect(answer.statistics.vanished == 1)
  }

  /// Facts that were lost for one cause share a note, and what would help is told once.
  @Test func theRemedyIsToldOnce() {
    let shelf = ToyShelf(
      [["author": .refused, "cover": .refused, "good": .refused, "words": .refused]],
      remedy: "bring a friend")
    #expect(
      ask("select number, author, good, words", of: shelf).notes
        == ["author, good, words of 1 row each may not be read; bring a friend"])
    #expect(
      ask("select count(author), max(author) where words != 1 or number = 1", of: shelf).notes
        == [
          "count(author), max(author) passed over 1 row each: "
            + "cover may not be read; bring a friend (a lamp)"
        ])
    #expect(
      ask("select number where author = 'x'", of: shelf).notes
        == ["1 of 1 book could not be judged: cover may not be read; bring a friend (a lamp)"])
  }

  /// A refusal hides no failure, nor the other way round, whichever comes first.
  @Test func refusalsAndFailuresAreToldApart() {
    let failure = Denial.failed(
      Failure("Is a directory", at: Text("/shelf/3"), of: ToyShelf.cover.id))
    let refused = Value.denied(.refused(ToyShelf.cover.id))
    let failed = Value.denied(failure)
    let cells = [refused, failed, refused, failed, failed]
    for cells in [cells, cells.reversed()] {
      let shelf = ToyShelf(cells.map { ["author": $0, "good": $0] })
      #expect(
        Set(ask("select number, author", of: shelf).notes) == [
          "author of 2 rows may not be read",
          "author of 3 rows could not be read: Is a directory (/shelf/3)",
        ])
      #expect(
        Set(ask("select count(author)", of: shelf).notes) == [
          "count(author) passed over 2 rows: cover may not be read (a lamp)",
          "count(author) passed over 3 rows: cover could not be read: Is a directory (/shelf/3)",
        ])
    }
  }

  /// What is refused leaves a count of the rows that came; a failure never passes for no rows.
  @Test func aFailureIsNoCountOfNothing() {
    let failed = Value.denied(
      .failed(Failure("Is a directory", at: Text("/shelf/3"), of: ToyShelf.cover.id)))
    let refused = Value.denied(.refused(ToyShelf.cover.id))
    func count(_ cells: [Value]) -> [String] {
      ask(
        "select count(*), any(true) where author = 'a'", of: ToyShelf(cells.map { ["author": $0] })
      ).rows
    }
    #expect(count([refused, "b"]) == ["0 ?"])
    #expect(count([failed, "b"]) == ["? ?"])
    #expect(count([failed, refused]) == ["? ?"])
    #expect(count([failed, "a"]) == ["1 true"])
    #expect(count(["b"]) == ["0 false"])
  }

  /// Nor does what could not be judged pass for a member that is not there.
  @Test func itIsInDoubtWhoIsNoMember() {
    let failed = Value.denied(
      .failed(Failure("Is a directory", at: Text("/shelf/3"), of: ToyShelf.cover.id)))
    let refused = Value.denied(.refused(ToyShelf.cover.id))
    func count(_ test: String, _ cells: [Value]) -> [String] {
      ask(
        "select count(*) where \(test) (select author where author = 'b')",
        of: ToyShelf(cells.map { ["author": $0] })
      ).rows
    }
    #expect(count("'z' not in", [failed, "b"]) == ["?"])
    #expect(count("'z' in", [failed, "b"]) == ["?"])
    #expect(count("'b' in", [failed, "b"]) == ["2"])
    #expect(count("'z' not in", [refused, "b"]) == ["0"])
    #expect(count("'b' not in", [refused, "b"]) == ["0"])
    #expect(count("'b' in", [refused, "b"]) == ["2"])
    #expect(count("'z' not in", ["a", "b"]) == ["2"])
  }

  /// As their schema says, and rows where it says nothing.
  @Test func rowsAreCalledByTheirTable() {
    let nouns = [
      "processes": "process", "files": "file", "cpus": "cpu", "memory": nil, "system": nil,
    ]
    for (plural, singular) in nouns {
      for count in 1...2 {
        let shelf = ToyShelf(Array(repeating: ["good": true, "cover": .refused], count: count))
        let schema = shelf.schema.mapTables { table in
          TableSchema(
            plural, of: singular, "x.", rows: table.rows,
            contents: ListedContents(columns: table.columns, summaryColumns: ["number"]))
        }
        let noun = count == 1 ? singular ?? "row" : singular == nil ? "rows" : plural
        #expect(
          ask("select number where good", of: WithSchema(schema, of: shelf)).notes == [
            "\(count) of \(count) \(noun) could not be judged: cover may not be read (a lamp)"
          ])
      }
    }
  }
}
