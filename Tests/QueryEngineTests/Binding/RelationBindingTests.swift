import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// Aggregates over relations, and the tests whether a related row is there.
@Suite struct RelationBindingTests {
  @Test(arguments: [
    ("count(moons)", "count(moons: *)"),
    ("sum(moons.size where icy)", "sum(moons: size where icy)"),
    ("any(moons where icy)", "any(moons: * where icy)"),
    ("none(moons)", "none(moons: *)"),
    ("any(moons.icy)", "any(moons: icy)"),
    ("count(distinct moons.icy)", "count(moons: distinct icy)"),
    ("percentile(moons.size, 95)", "percentile(moons: size, 95)"),
    // The rest of the path leads on from the relation's row.
    ("list(moons.planet.name)", "list(moons: planet.name)"),
    ("count(inward.moons)", "count(inward.moons: *)"),
    ("list(moons.labels.note)", "'moons' has no column 'labels' @ labels"),
    // Several steps to many rows flow together.
    ("count(moons.landings)", "count(moons.landings: *)"),
    ("max(moons.landings.stay)", "max(moons.landings: stay)"),
    ("count(star.planets.moons.landings)", "count(star.planets.moons.landings: *)"),
    // One path twice is one path; other names mean the relation's row first.
    ("sum(moons.size + moons.size)", "sum(moons: (size + size))"),
    ("sum(moons.size * position)", "sum(moons: (size * planet.position))"),
    ("sum(beyond.mass / mass)", "sum(beyond: (mass / mass))"),
    // Frames outward, and what a row belongs to.
    (
      "any(beyond where position = outer.position + 1)",
      "any(beyond: * where (position = (^1.position + 1)))"
    ),
    (
      "any(moons where any(landings where outer.icy and outer.outer.rings and position = 3))",
      "any(moons: * where any(landings: * where ((^1.icy and ^2.rings) and (moon.planet.position = 3))))"
    ),
    ("any(beyond where count(moons) > 1)", "any(beyond: * where (count(moons: *) > 1))"),
    (
      "any(moons where any(beyond where rings))",
      "any(moons: * where any(planet.beyond: * where rings))"
    ),
    // Names given by as belong to the query's row.
    ("any(moons where size > big)", "any(moons: * where (size > ^1.shared 0))"),
    // To-one relations alone.
    ("inward exists", "exists?(inward)"),
    ("inward.inward is not null", "not(null?(inward.inward))"),
    ("inward is denied", "denied?(inward)"),
    ("planet exists", "true"),
    ("planet is null", "false"),
    ("any(moons.planet exists)", "any(moons: exists?(planet))"),
  ])
  func bind(_ expression: String, _ expected: String) throws {
    let bound = try Bound("select \(expression) as x, bulk * 2 as big")
    let output = bound.outputs.split(separator: "; ").first.map { $0.dropFirst("x = ".count) }
    #expect((bound.errors.first ?? output.map(String.init)) == expected)
  }

  @Test(arguments: [
    (
      "moons exists",
      "'moons' leads to many rows @ moons (did you mean 'any(moons)'?)"
    ),
    (
      "sum(moons)",
      "'sum' takes a number, a size, a duration or a rate, not rows @ moons (name a column, as in sum(moons.number))"
    ),
    (
      "list(moons)",
      "'list' takes a value, not rows @ moons (name a column, as in list(moons.number))"
    ),
    (
      "count(distinct moons)",
      "'distinct' tells values apart, not rows @ count(distinct moons) (name a column, as in count(distinct …))"
    ),
    (
      "sum(moons.size + beyond.mass)",
      "an aggregate is over one relation, found 'moons' and 'beyond' @ beyond.mass"
    ),
    (
      "any(moons where size)",
      "'where' takes a test, not a size @ size (a test compares it: size > 0)"
    ),
    ("any(moons.size)", "'any' takes a test, not a size @ moons.size"),
    (
      "any(moons where sum(mass) > 1)",
      "an aggregate over the group cannot stand inside one over a relation @ sum(mass)"
    ),
    ("count(star)", "'star' is a row, not a value @ star (name a column of it, as in star.name)"),
    (
      "any(moons where landings)",
      "'landings' leads to many rows @ landings (it stands inside an aggregate, as in count(landings))"
    ),
  ])
  func refuse(_ expression: String, _ error: String) throws {
    #expect(try Bound("select \(expression)").errors == [error])
  }
}
