import Binding
import Execution
import QueryLanguage
import Testing
import Values

/// Rows that belong to no row of another table come after those that do, and are judged by the same
/// tests.
@Suite struct OwnerlessTests {
  private let street = ToyStreet(
    [.init("Elm", "Tom", "Kit"), .init("Oak", "Max")], strays: ["Rex"], guests: ["Mia"])

  @Test(arguments: [
    ("select name, number from cats", ["Tom 1", "Kit 1", "Max 2", "Rex -", "Mia ?"]),
    ("select name, sign from cats where name in ('Rex', 'Kit')", ["Kit Elm", "Rex -"]),
    ("select name from cats where number is null", ["Rex"]),
    ("select name from cats where house is null", ["Rex"]),
    ("select name from cats where number = null", ["Rex"]),
    ("select name from cats where number is denied", ["Mia"]),
    ("select name from cats where house is denied", ["Mia"]),
    ("select name from cats where house exists", ["Tom", "Kit", "Max"]),
    ("select name from cats where sign != 'Elm'", ["Max", "Rex"]),
    ("select name from cats where not (sign = 'Elm' and number = 1)", ["Max", "Rex"]),
    ("select name from cats where sign = 'Elm' or name >= 'Mia'", ["Tom", "Kit", "Rex", "Mia"]),
    ("select name from cats where coalesce(sign, 'none') = 'none'", ["Rex"]),
    ("select name from cats where sign = 'Elm'", ["Tom", "Kit"]),
    ("select name from cats where number in (1, 2)", ["Tom", "Kit", "Max"]),
    ("select name from cats where number in (select number where sign = 'Oak')", ["Max"]),
    (
      "select name from cats where number not in (select number where sign = 'Oak')",
      ["Tom", "Kit", "Rex"]
    ),
    ("select name from cats where false", []),
    ("select name from cats where true", ["Tom", "Kit", "Max", "Rex", "Mia"]),
    ("select name from cats limit 4", ["Tom", "Kit", "Max", "Rex"]),
    ("select name from cats limit 2 offset 3", ["Rex", "Mia"]),
    ("select name from cats order by name", ["Kit", "Max", "Mia", "Rex", "Tom"]),
    ("select name from cats order by name desc limit 2", ["Tom", "Rex"]),
    ("select distinct number from cats", ["1", "2", "-", "?"]),
    ("select number, count(*) from cats group by number", ["1 2", "2 1", "- 1", "? 1"]),
    ("select count(*), count(number), list(name) from cats", ["5 3 [Tom Kit Max Rex Mia]"]),
    ("select any(name = 'Rex') from cats", ["true"]),
    ("select sign where any(cats where name = 'Rex')", []),
    ("select sum(1) from (select name, number from cats) where number is null", ["1"]),
    ("select n from (select name as n from cats where number is null)", ["Rex"]),
    ("select number, count(cats)", ["1 2", "2 1"]),
  ])
  func rows(query: String, rows: [String]) {
    #expect(ask(query, of: street).rows == rows, "\(query)")
  }

  /// What is said of those that could not be judged: each row is, by all its tests together.
  @Test(arguments: [
    ("select name from cats where sign != 'Elm'", ["1 of 2 cats could not be judged"]),
    ("select name from cats where sign != 'Elm' and name = 'Rex'", []),
    (
      "select name from cats where sign != 'Elm' and name = 'Mia'",
      ["1 of 2 cats could not be judged"]
    ),
    ("select name from cats where sign = 'Elm'", []),
    ("select number where number in (select number from cats)", []),
    ("select name from cats where number in (select number)", []),
    ("select name from cats where number in (select number where sign = 'x')", []),
    ("select name from cats where number not in (select number where sign = 'x')", []),
    (
      "select number where number + 5 in (select number from cats)",
      ["2 of 2 houses could not be judged"]
    ),
    ("select number from cats where name = 'Mia'", ["number of 1 row may not be read"]),
  ])
  func notes(query: String, notes: [String]) {
    let found = ask(query, of: street).notes.map { String($0.prefix { $0 != ":" }) }
    #expect(found == notes, "\(query)")
  }

  /// A test that is false without an owner leaves nothing to be looked for, and one that may be true
  /// of an unknown owner does.
  @Test(arguments: [
    ("from cats where number = 1", false), ("from cats where number in (1, 2)", false),
    ("from cats where sign = 'Elm'", false), ("from cats where sign like 'E%'", false),
    ("from cats where house.sign = 'Elm' and name = 'Tom'", false),
    ("from cats where number = 1 or number = 2", false), ("from cats where house exists", false),
    ("from cats where number > 0", false), ("from cats where not (sign != 'Elm')", false),
    ("select cats.name where any(cats)", false), ("from cats where false", false),
    ("from cats where number in (select number)", false),
    ("from cats where house.sign in (select sign where number > 7)", false),
    ("from cats where number not in (select number)", true),
    ("from cats where number in (select number) or name = 'Rex'", true),
    ("from cats limit 2", false), ("select any(name = 'Tom') from cats", false),
    ("from cats", true), ("from cats where name = 'Tom'", true),
    ("from cats where number != 1", true), ("from cats where number is null", true),
    ("from cats where number is denied", true), ("from cats where house is denied", true),
    ("from cats where number = 1 or name = 'Rex'", true), ("from cats limit 4", true),
    ("from cats where number = null", true), ("select count(*) from cats", true),
  ])
  func whatSparesTheLook(query: String, looks: Bool) {
    let street = ToyStreet([.init("Elm", "Tom", "Kit"), .init("Oak", "Max")], strays: ["Rex"])
    let query =
      query == "select cats.name where any(cats)" ? "select number where any(cats)" : query
    _ = ask(query, of: street)
    #expect(street.asked.contains("yard") == looks, "\(query): \(street.asked)")
  }

  /// The source is told before any row is asked for where all will be pulled, and that they may be else.
  @Test func theSourceIsToldBeforehand() {
    _ = ask("from cats where name != 'x' order by name limit 1", of: street)
    #expect(street.asked == ["expect cats", "house 1", "house 2", "yard"])
    let other = ToyStreet([.init("Elm", "Tom")], strays: ["Rex"])
    _ = ask("from cats limit 9", of: other)
    #expect(other.asked == ["perhaps cats", "house 1", "yard"])
  }

  /// That an owner's rows may not be listed is said whatever is asked of those without one.
  @Test func aLockedOwnerStaysUnjudged() {
    let street = ToyStreet([.init("Elm", isLocked: true), .init("Oak", "Max")], guests: ["Mia"])
    let spared = ask("select name from cats where sign = 'Elm'", of: street)
    #expect(spared.rows == [] && spared.notes.count == 1)
    #expect(spared.notes[0].hasPrefix("1 of 1 house could not be judged: door may not be read"))
    let certain = ask("select name from cats where sign = 'Oak'", of: street)
    #expect(certain.rows == ["Max"] && certain.notes == [])
    let all = ask("select name from cats where name = 'Mia'", of: street)
    #expect(all.rows == ["Mia"])
    #expect(all.notes.map { $0.prefix(5) } == ["1 of "])
  }

  @Test func thePlanShowsBothKinds() {
    let plan = ask("explain select name from cats where number != 1 and name = 'Rex'", of: street)
    #expect(
      plan.rows == [
        "select name", "└─ cats with an owner, then those without",
        "   ├─ where name = 'Rex'", "   │  └─ cats of each house   reads door",
        "   │     └─ where number != 1", "   │        └─ scan houses",
        "   └─ where name = 'Rex'", "      └─ where house.number != 1",
        "         └─ cats of no house  reads yard", "rules: owners first",
      ])
  }
}
