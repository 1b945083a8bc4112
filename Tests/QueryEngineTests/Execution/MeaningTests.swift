import Execution
import Testing

/// Nothing, denied and gone are told apart.
@Suite struct MeaningTests {
  @Test(arguments: [
    // A null is equal to null alone, and every negated form is the opposite.
    ("probe = null", [3]),
    ("probe != 'Juno'", [1, 2, 3, 4, 6, 8, 9]),
    ("not (probe = 'Juno')", [1, 2, 3, 4, 6, 8, 9]),
    ("probe like '%'", [1, 2, 4, 5, 6, 8, 9]),
    ("probe not like '%'", [3]),
    ("not (discovered < now())", [1, 2, 3, 4, 5, 6]),
    ("inward.name != 'Mars'", [1, 2, 3, 4, 6, 7, 8, 9]),
    ("inward is null", [1]),
    ("inward exists", [2, 3, 4, 5, 6, 7, 8, 9]),
    ("inward.inward exists", [3, 4, 5, 6, 7, 8, 9]),
    ("null", []),
    ("not null", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    // Unknown is neither.
    ("rings", [5, 6, 7, 8]),
    ("not rings", [1, 2, 3, 4]),
    ("rings is null", []),
    ("rings is denied", [9]),
    ("rings is not denied", [1, 2, 3, 4, 5, 6, 7, 8]),
    ("mass > 1B", [1, 3, 4, 5, 6, 7, 8, 9]),
    ("rings and mass > 900M", [5, 6, 8]),
    ("rings or mass > 900M", [5, 6, 7, 8]),
    ("true or rings", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ("position = 9 or rings", [5, 6, 7, 8, 9]),
    ("position < 3 and not (rings and mass > 1B)", [1, 2]),
  ])
  func tests(_ test: String, _ positions: [Int]) {
    #expect(ask("select position where \(test)").rows == positions.map(String.init), "\(test)")
  }

  @Test(arguments: [
    ("if(rings, 'yes', 'no')", ["no", "no", "no", "no", "yes", "yes", "yes", "yes", "?"]),
    ("case when rings then 1 else 0 end", ["0", "0", "0", "0", "1", "1", "1", "1", "?"]),
    (
      "case kind when 'gas' then 1 when 'ice' then 2 end",
      ["-", "-", "-", "-", "1", "1", "2", "2", "?"]
    ),
    (
      "coalesce(probe, 'none')",
      [
        "MESSENGER", "Magellan", "none", "Perseverance", "Juno", "Cassini", "?", "Voyager 2",
        "New Horizons",
      ]
    ),
    ("coalesce('first', kind)", Array(repeating: "first", count: 9)),
    ("discovered - discovered", ["-", "-", "-", "-", "-", "-", "0ns", "0ns", "0ns"]),
    ("gases.nitrogen", ["-", "?", "78.1", "2.8", "-", "-", "-", "-", "-"]),
    ("names[1]", ["-", "Hesperus", "Terra", "Ares", "Zeus", "Cronus", "-", "Poseidon", "-"]),
    (
      "if(position > 1, mass, 1)",
      [
        "1B", "?", "62914560B", "6291456B", "20401094656B", "5368709120B", "910163968B",
        "1048576000B", "1048576B",
      ]
    ),
  ])
  func values(_ expression: String, _ cells: [String]) {
    #expect(ask("select \(expression)").rows == cells, "\(expression)")
  }

  @Test(arguments: [
    ("count(moons)", ["0", "0", "1", "2", "4", "2", "1", "1", "?"]),
    ("count(beyond)", ["8", "7", "6", "5", "4", "3", "2", "1", "0"]),
    (
      "any(moons where icy)",
      ["false", "false", "false", "false", "true", "true", "true", "true", "?"]
    ),
    (
      "none(moons where icy)",
      ["true", "true", "true", "true", "false", "false", "false", "false", "?"]
    ),
    (
      "any(beyond where rings)",
      ["true", "true", "true", "true", "true", "true", "true", "?", "false"]
    ),
    (
      "list(moons.name)",
      [
        "[]", "[]", "[Moon]", "[Phobos Deimos]", "[Io Europa Ganymede Callisto]",
        "[Enceladus Titan]", "[Titania]", "[Triton]", "?",
      ]
    ),
    ("count(moons.landings)", ["0", "0", "3", "0", "0", "1", "?", "0", "?"]),
    ("sum(moons.landings.crew)", ["-", "-", "4", "-", "-", "-", "?", "-", "?"]),
    (
      "any(moons where any(landings where crew > 1))",
      [
        "false", "false", "true", "false", "false", "false", "?", "false", "?",
      ]
    ),
    (
      "count(beyond where position = outer.position + 1)",
      ["1", "1", "1", "1", "1", "1", "1", "1", "0"]
    ),
    (
      "min(beyond.inward.name)",
      [
        "Earth", "Earth", "Earth", "Jupiter", "Jupiter", "Neptune", "Neptune", "Neptune", "-",
      ]
    ),
    ("count(distinct beyond.kind)", ["3", "3", "3", "2", "2", "1", "1", "?", "0"]),
    ("count(star.planets)", Array(repeating: "9", count: 9)),
  ])
  func relations(_ expression: String, _ cells: [String]) {
    #expect(ask("select \(expression)").rows == cells, "\(expression)")
  }

  @Test func aRowThatIsGoneIsDroppedWhole() {
    let sky = Planets(vanishing: ["Venus", "Mars"])
    let all = ask("select name, year > 0s", of: sky)
    #expect(all.rows.count == 7)
    #expect(all.notes == [])
    #expect(all.statistics.vanished == 2)
    #expect(ask("where year > 0s or true", of: sky).rows.count == 7)
    #expect(ask("select count(*), count(year)", of: sky).rows == ["7 7"])
    #expect(ask("select name", of: sky).rows.count == 9)
    // Venus is not the second best, since nothing is known of it any more.
    #expect(
      ask("select name, year order by name desc limit 2", of: sky).rows.map { $0.prefix(6) } == [
        "Uranus", "Saturn",
      ])
  }

  @Test func aRelatedRowThatIsGoneIsNotThere() {
    let sky = Planets(vanishing: ["Venus", "Mars"])
    #expect(
      ask("select inward.name, inward.kind where name = 'Earth'", of: sky).rows == ["Venus -"])
    #expect(
      ask("select count(beyond where year > 0s) where name = 'Mercury'", of: sky).rows == ["6"])
    #expect(
      ask("select list(beyond.names[0]) where name = 'Saturn'", of: sky).rows == [
        "[Uranus Neptune Pluto]"
      ])
  }
}
