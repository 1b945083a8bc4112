import Execution
import Foundation
import Testing

/// What `explain` draws, and with it every rule.
@Suite struct PlanTests {
  private func plan(_ query: String, of source: any Source = Planets()) -> String {
    ask("explain \(query)", of: source).rows.joined(separator: "\n")
  }

  @Test func aStepIsDrawnAboveWhatItPullsFrom() {
    #expect(
      plan("select position, name, mass where mass > 10M and kind = 'gas' order by mass desc")
        == """
        order by mass desc
        └─ select position, name, mass
           └─ where mass > 10M       reads gravity
              └─ where kind = 'gas'  reads surface
                 └─ scan planets
        rules: cheapest first
        """)
  }

  @Test func groupsAreMadeFilteredAndOrdered() {
    #expect(
      plan("select kind as k, count(*), sum(mass) group by k having count(*) > 1 order by k") == """
        order by kind
        └─ select kind as k, count(*), sum(mass)
           └─ having count(*) > 1
              └─ group by kind: count(*), sum(mass)  reads surface, gravity
                 └─ scan planets
        """)
    #expect(
      plan("select count(*)") == """
        select count(*)
        └─ aggregate count(*)
           └─ scan planets
        """)
  }

  @Test func constantsAreFolded() {
    #expect(
      plan("select name where year > 10 * 7d + 1d and upper('ab') || 'c' = name and solar") == """
        select name
        └─ where year > 71d  reads orbit
           └─ where 'ABc' = name
              └─ scan planets
        rules: fold constants, cheapest first
        """)
  }

  @Test(arguments: [
    "1 = 2", "galactic", "null", "name = 'x' and galactic", "not (galactic or solar)",
    "mass > 1M and 1 = 2", "1 in (2, 3)", "if(solar, null, true)", "'a' like 'b%'",
    "position = 1 and position = 2", "position in (1, 2) and position in (3, 4)",
    "position = null", "position = 1.5",
  ])
  func whatIsNeverTrueReadsNothing(_ test: String) {
    let drawn = plan("select name where \(test)")
    #expect(drawn.contains("└─ nothing, since no row can pass"), "\(test): \(drawn)")
    let answer = ask("select name where \(test)")
    #expect(answer.rows == [] && answer.statistics.processes == 0)
    #expect(ask("select count(*) where \(test)").rows == ["0"])
  }

  @Test(arguments: ["solar", "1 = 1", "solar or mass > 1M", "not null", "1 in (1, 2)"])
  func whatIsAlwaysTrueIsNotTested(_ test: String) {
    #expect(!plan("select name where \(test)").contains("where"), "\(test)")
    #expect(ask("select name where \(test)").rows.count == 9)
  }

  @Test func namesStandForTheirColumns() {
    #expect(
      plan("select mass as m, m * 2 as twice where twice > 10M and m > 5M") == """
        select mass as m, mass * 2 as twice
        └─ where mass > 5M
           └─ where twice > 10M  reads gravity
              └─ scan planets
        """)
  }

  @Test(arguments: [
    ("position = 4", "4"), ("4 = position", "4"), ("position in (9, 3, 3)", "3, 9"),
    ("position = 3 or position = 5", "3, 5"), ("position in (3, 4) and position = 4", "4"),
    ("position in (1, 2, 3) and name != 'x' and position in (2, 3, 4)", "2, 3"),
    ("position = 4.0", "4"), ("position in (3, null)", "3"), ("position = 2 + 1", "3"),
  ])
  func keysAreGoneToStraight(_ test: String, _ keys: String) {
    #expect(plan("select name where \(test)").contains("planets with position \(keys)\n"))
    #expect(
      ask("select position where \(test)").rows
        == keys.split(separator: ",").map {
          $0.filter { $0 != " " }
        })
  }

  @Test(arguments: [
    "position > 4", "position = 4 or name = 'Mars'", "position != 4", "position = inward.position",
    "not (position = 4)", "any(beyond where position = 4)",
  ])
  func otherTestsOfTheKeyNeedTheListing(_ test: String) {
    #expect(plan("select name where \(test)").contains("scan planets"), "\(test)")
  }

  @Test func ownersAreAskedBeforeTheirRows() {
    #expect(
      plan("from landings where planet.position = 3 and stay > 1d and moon.icy = false") == """
        select name, stay
        └─ where stay > 1d                reads probes
           └─ landings of each moon       reads probes
              └─ where icy = false        reads surface
                 └─ moons of each planet  reads surface
                    └─ planets with position 3
        rules: owners first, straight to keys
        """)
  }

  @Test func cheaperTestsComeFirst() {
    #expect(
      plan(
        "where mass > 1M and probe like 'V%' and kind = 'ice' and rings and name ~ 'u' and name != 'x'"
      ).hasPrefix(
        """
        select position, name, mass, year  reads orbit
        └─ where mass > 1M                 reads gravity
           └─ where probe like 'V%'        reads probes
              └─ where rings
                 └─ where kind = 'ice'     reads surface
                    └─ where name ~ 'u'
                       └─ where name != 'x'
                          └─ scan planets
        """))
  }

  @Test(arguments: [
    ("mass > 1M or kind = 'ice'", "where kind = 'ice' or mass > 1M"),
    ("not (mass > 1M and kind = 'ice')", "where not (kind = 'ice' and mass > 1M)"),
    ("(mass > 1M or name = 'x') and kind = 'ice'", "where name = 'x' or mass > 1M"),
    ("any(moons where size > 1M and icy)", "where any(moons where size > 1M and icy)"),
    (
      "if(mass > 1M and rings, 1, 2) = 1",
      "where case when rings and mass > 1M then 1 else 2 end = 1"
    ),
  ])
  func chainsWithinTestsAreOrderedToo(_ test: String, _ drawn: String) {
    #expect(plan("select name where \(test)").contains(drawn), "\(plan("where \(test)"))")
  }

  @Test func testsThatOpenTheSameKeepTheirOrder() {
    let tests = ["rings", "temperature < 0", "kind = 'ice'", "bulk > 1M"]
    let drawn = plan("select name where " + tests.joined(separator: " and "))
    let places = tests.map { drawn.range(of: "where \($0)")!.lowerBound }
    #expect(places == places.sorted(by: >), "\(drawn)")
    #expect(!drawn.contains("cheapest first"))
  }

  @Test func aTestCostsWhatItsNamesRelationsAndSubqueriesCost() {
    #expect(
      plan(
        """
        select name, mass / 2 as half where half > 1M and any(moons where size > 1K)
        and position in (select position where probe = 'Juno') and temperature > 0
        """
      ).hasPrefix(
        """
        select name, mass / 2 as half
        └─ where any(moons where size > 1K)     reads gravity
           └─ where half > 1M                   reads gravity
              └─ where position in subquery
                 ├─ where temperature > 0       reads surface
                 │  └─ scan planets
                 └─ subquery, run once
                    └─ select position
                       └─ where probe = 'Juno'  reads probes
                          └─ scan planets
        """),
      "\(plan("select name, mass / 2 as half where half > 1M and any(moons where size > 1K) and position in (select position where probe = 'Juno') and temperature > 0"))"
    )
  }

  @Test func limitsAreReadInThePlan() {
    #expect(plan("select name limit 3").hasSuffix("rules: stop early"))
    #expect(plan("select any(mass > 1G)").hasSuffix("rules: stop early"))
    #expect(plan("select name limit 0").contains("nothing, since"))
    #expect(
      plan("select name, kind order by mass desc limit 3 offset 2") == """
        limit 3 offset 2
        └─ select name, kind                 reads surface
           └─ order by mass desc, keeping 5  reads gravity
              └─ scan planets
        rules: keep only the top
        """)
    #expect(
      plan("select distinct kind order by kind desc limit 2") == """
        limit 2
        └─ order by kind desc, keeping 2
           └─ distinct
              └─ select kind  reads surface
                 └─ scan planets
        rules: keep only the top
        """)
  }

  /// In the words of the language, whatever they were bound to.
  @Test(arguments: [
    "gases.oxygen > 1.5", "labels.`odd name` exists", "labels[''] exists", "names[0] = 'Mars'",
    "not (kind = 'gas' or rings)", "kind not in ('gas', 'ice')", "kind not like 'g%'",
    "kind !~ '^g'", "kind ~* '^G'", "year not between 1d and 400d", "probe is not null",
    "mass is not denied", "inward not exists", "inward.name = 'Mars'", "'Zeus' in names",
    "length(names) = 2 * position", "-position < 3", "gases not contains 'oxygen'",
    "mass / year > 512K / 1s", "day < 90m", "name || '''s' = 'x'", "kind glob '[gi]*'",
    "case kind when 'gas' then 1 else 2 end = position", "coalesce(probe, name) = 'Juno'",
    "any(beyond where kind = outer.kind)", "atlas >= 16384",
  ])
  func testsAreDrawnAsTheyAreWritten(_ test: String) {
    let drawn = plan("select name where \(test)")
    #expect(drawn.contains("where \(test) ") || drawn.contains("where \(test)\n"), "\(drawn)")
  }

  @Test func aQueryWithinIsDrawnBelow() {
    #expect(
      plan("from (select name, mass where rings) where mass > 1G") == """
        select name, mass
        └─ where mass > 1G
           └─ select name, mass  reads gravity
              └─ where rings     reads surface
                 └─ scan planets
        """)
    #expect(plan("select 1 + 1 as two") == "select 2 as two\n└─ one row\nrules: fold constants")
  }

  @Test func analyzeTellsWhatEachStepCameTo() {
    let lines = ask(
      """
      explain analyze select name where mass > 10M and kind = 'gas'
      and position in (select position where rings) limit 3
      """
    ).rows.map { $0.replacing(/[0-9]+\.[0-9]{2} ms/, with: "T ms") }
    #expect(
      lines == [
        "limit 3                              2 → 2 rows, T ms",
        "└─ select name                       2 → 2 rows, T ms",
        "   └─ where mass > 10M               2 → 2 rows, gravity ×2, T ms",
        "      └─ where position in subquery  3 → 2 rows, T ms",
        "         ├─ where kind = 'gas'       9 → 2 rows, surface ×9, T ms",
        "         │  └─ scan planets          9 rows, T ms", "         └─ subquery, run once",
        "            └─ select position       4 → 4 rows, T ms",
        "               └─ where rings        9 → 4 rows, surface ×9, T ms",
        "                  └─ scan planets    9 rows, T ms", "rules: cheapest first, stop early",
      ])
  }

  /// A query is told to have run wherever it stands.
  @Test(arguments: [
    "select count(name where position in (select position))",
    "select count(*) group by position in (select position)",
    "select kind group by kind having any(position in (select position))",
    "select name, count(moons where size in (select mass))",
  ])
  func subqueriesAreMeasuredWhereverTheyStand(_ query: String) {
    let lines = ask("explain analyze \(query)").rows
    #expect(lines.contains { $0.contains("subquery, run once") })
    #expect(!lines.contains { $0.contains("not needed") }, "\(lines.joined(separator: "\n"))")
  }

  @Test func whatIsNeverAskedIsNotNeeded() {
    let lines = ask(
      "explain analyze select name where name = 'x' and position in (select position)"
    ).rows
    #expect(lines.contains { $0.hasSuffix("not needed") })
  }
}
