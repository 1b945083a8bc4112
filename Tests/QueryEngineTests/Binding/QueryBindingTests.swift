import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// Clauses: sources, what a row shows, order, limits, groups.
@Suite struct QueryBindingTests {
  @Test(arguments: [
    // Without select, the summary columns; without from, the first table.
    (
      "where rings",
      """
      from planets
      where rings
      position: integer = position
      name: text = name
      mass: size = mass
      year: duration = year
      """
    ),
    ("select now() as t", "from nothing\nt: time = now()"),
    ("select 1 as x where true limit 1", "from nothing\nwhere true\nx: integer = 1\nlimit 1"),
    (
      "select count(*)",
      "from planets\naggregate 0 = count(*)\none group\ncount(*): integer = aggregate 0"
    ),
    ("select 1 as x order by name", "from planets\nx: integer = 1\norder name"),
    ("select 1 as x from stars", "from stars\nx: integer = 1"),
    ("select 1 as x where inward exists", "from planets\nwhere exists?(inward)\nx: integer = 1"),
    (
      "select x from (select mass as x, weight from planets where rings) where weight > 1M",
      """
      from query(from planets; where rings; x: size = mass; weight: size = mass)
      where (weight > 1048576B)
      x: size = x
      """
    ),
    (
      "select name where position in (select number from moons)",
      "from planets\nwhere (position in {from moons; number: integer = number})\nname: text = name"
    ),
    (
      "select name order by mass desc nulls first, name limit 2 + 3 offset 10 - 8",
      "from planets\nname: text = name\norder mass desc nulls first\norder name\nlimit 5\noffset 2"
    ),
    (
      "select name, mass order by 2",
      "from planets\nname: text = name\nmass: size = mass\norder mass"
    ),
    ("select name limit integer('7')", "from planets\nname: text = name\nlimit 7"),
    (
      "select distinct upper(kind) as k order by k",
      "from planets\nshared 0 k = upper(kind)\ndistinct\nk: text = shared 0\norder shared 0"
    ),
  ])
  func clauses(_ text: String, _ expected: String) throws {
    #expect(try Bound(text).query == expected)
  }

  /// What a column is called, and what stands once.
  @Test(arguments: [
    ("select air.*", "gases = gases; labels = labels"),
    ("select AIR.* from moons", "gases = planet.gases; labels = planet.labels"),
    ("select body.* from moons", "icy = icy; size = size"),
    ("select *, mass, NAME", "position = position; name = name; mass = mass; year = year"),
    ("select year, *", "year = year; position = position; name = name; mass = mass"),
    ("select name, planet.name, name as name", "name = name"),
    ("select weight, mass", "weight = mass"),
    ("select mass as a, mass as b, mass", "a = mass; b = mass; mass = mass"),
    (
      "select Weight, PLANET.Period from moons", "weight = planet.mass; planet.period = planet.year"
    ),
    ("select mass+1, mass  +  1", "mass + 1 = (mass + 1)"),
    ("select -mass, Upper(name)", "-mass = -(mass); upper(name) = upper(name)"),
    ("select mass as `my mass`, `my mass`", "my mass = mass"),
    ("select upper(name) as n, N", "n = shared 0"),
    (
      "select COUNT(MOONS.SIZE WHERE Planet.Name = 'X' OR gases.O2 > 1 OR OUTER.Mass > 1) where mass > 1",
      "count(moons.size where planet.name = 'X' or gases.O2 > 1 or outer.mass > 1) = "
        + "count(moons: size where (((planet.name = 'X') or (planet.gases{'O2'} > 1)) or (^1.mass > 1)))"
    ),
    (
      "select case Kind when 'A' then NAMES[Position] else Labels['B'] end",
      "case kind when 'A' then names[position] else labels['B'] end = "
        + "match(kind, 'A', names[position], labels{'B'})"
    ),
    (
      "select Coalesce(Inward.Labels.Note, NAME) IN ('X', Name) and Mass between 1 and MASS",
      "coalesce(inward.labels.Note, name) in ('X', name) and mass between 1 and mass = "
        + "((coalesce(inward.labels{'Note'}, name) in ('X', name)) and (mass between 1 and mass))"
    ),
    ("select count(moons where ICY)", "count(moons where icy) = count(moons: * where icy)"),
    ("select * from (select name as A, mass as `b c`)", "A = A; b c = b c"),
    // A query's column keeps its aliases, unless it was given a name.
    ("select weight from (select mass)", "weight = mass"),
    ("select mass from (select weight)", "mass = weight"),
    (
      "select weight from (select mass as m)",
      "unknown column 'weight' @ weight (it is a column of planets)"
    ),
    ("select body.* from (select mass, name)", "mass = mass"),
  ])
  func outputs(_ text: String, _ outputs: String) throws {
    #expect(try Bound(text).outputs == outputs)
  }

  @Test(arguments: [
    (
      "group by kind",
      """
      from planets
      key 0 = kind
      aggregate 0 = count(*)
      kind: text = key 0
      count(*): integer = aggregate 0
      """
    ),
    (
      "having count(*) > 1 order by sum(mass)",
      """
      from planets
      aggregate 0 = count(*)
      aggregate 1 = sum(mass)
      having (aggregate 0 > 1)
      one group
      count(*): integer = aggregate 0
      order aggregate 1
      """
    ),
    // A key is found again inside an expression, and by its name; an aggregate is made once.
    (
      "select upper(name) as n, lower(upper(name)) as l, count(*) as c, count(*) + 1 as d "
        + "group by n having c > 1 order by c desc, n || 'x'",
      """
      from planets
      shared 0 n = upper(name)
      key 0 = shared 0
      aggregate 0 = count(*)
      group shared 0 c = aggregate 0
      having (shared 0 > 1)
      n: text = key 0
      l: text = lower(key 0)
      c: integer = shared 0
      d: integer = (aggregate 0 + 1)
      order shared 0 desc
      order (key 0 || 'x')
      """
    ),
    (
      "select inward.kind, count(moons) as m, inward exists as i, sum(mass where rings) "
        + "group by inward.kind, count(moons), inward exists",
      """
      from planets
      key 0 = inward.kind
      key 1 = count(moons: *)
      key 2 = exists?(inward)
      aggregate 0 = sum(mass where rings)
      inward.kind: text = key 0
      m: integer = key 1
      i: boolean = key 2
      sum(mass where rings): size = aggregate 0
      """
    ),
    (
      "select kind, count(*) group by 1 order by 2",
      """
      from planets
      key 0 = kind
      aggregate 0 = count(*)
      kind: text = key 0
      count(*): integer = aggregate 0
      order aggregate 0
      """
    ),
    (
      "select name in (select name from moons) as x, count(*) group by name in (select name from moons)",
      """
      from planets
      key 0 = (name in {from moons; name: text = name})
      aggregate 0 = count(*)
      x: boolean = key 0
      count(*): integer = aggregate 0
      """
    ),
    (
      "select sum(mass) / count(*) as m, m * 2 as t, percentile(mass, 40 + 2.5)",
      """
      from planets
      aggregate 0 = sum(mass)
      aggregate 1 = count(*)
      aggregate 2 = percentile(mass, 42.5)
      group shared 0 m = (aggregate 0 / aggregate 1)
      one group
      m: size = shared 0
      t: size = (shared 0 * 2)
      percentile(mass, 40 + 2.5): size = aggregate 2
      """
    ),
    // Names of the row's own, used in arguments and after grouping.
    (
      "select kind || 'x' as k, sum(w) as s, upper(k) as u, mass / 2 as w group by kind, w",
      """
      from planets
      shared 0 w = (mass / 2)
      shared 1 k = (kind || 'x')
      key 0 = kind
      key 1 = shared 0
      aggregate 0 = sum(shared 0)
      group shared 0 k = (key 0 || 'x')
      k: text = shared 0
      s: size = aggregate 0
      u: text = upper(shared 0)
      w: size = key 1
      """
    ),
  ])
  func groups(_ text: String, _ expected: String) throws {
    #expect(try Bound(text).query == expected)
  }

  @Test(arguments: [
    (
      "select name, count(*)",
      "'name' is neither a key of the group nor inside an aggregate @ name "
        + "(add: group by name)"
    ),
    (
      "select upper(name), kind group by kind",
      "'name' is neither a key of the group nor inside an aggregate @ name "
        + "(add it to 'group by', or take one of the group: max(name))"
    ),
    (
      "select * group by kind",
      "'position' is neither a key of the group nor inside an aggregate @ * "
        + "('*' is of single rows: name the keys of the group instead)"
    ),
    (
      "select kind, count(moons) group by kind",
      "'count(moons)' is neither a key of the group nor inside an aggregate @ count(moons) "
        + "(it is of each row already: leave out 'group by')"
    ),
    (
      "select kind, inward exists group by kind",
      "'inward' is neither a key of the group nor inside an aggregate @ inward exists "
        + "(add it to 'group by')"
    ),
    (
      "select kind group by kind order by mass",
      "'mass' is neither a key of the group nor inside an aggregate @ mass "
        + "(add it to 'group by', or take one of the group: max(mass))"
    ),
    (
      "select kind, count(*) group by kind having rings",
      "'rings' is neither a key of the group nor inside an aggregate @ rings "
        + "(add it to 'group by', or take one of the group: max(rings))"
    ),
    (
      "let r = mass / 2; select kind, r group by kind",
      "'mass' is neither a key of the group nor inside an aggregate @ r "
        + "(add it to 'group by', or take one of the group: max(mass))"
    ),
    ("select sum(count(*))", "an aggregate over the group cannot stand inside another @ count(*)"),
    (
      "select sum(mass) as s, sum(s)",
      "an aggregate over the group cannot stand inside another @ s"
    ),
    (
      "select sum(mass where count(*) > 1)",
      "an aggregate over the group cannot stand inside another @ count(*)"
    ),
    (
      "select name where sum(mass) > 1G",
      "'where' tests single rows, an aggregate is of a group @ sum(mass) (use 'having', which tests groups)"
    ),
    (
      "select sum(mass) as total where total > 1G",
      "'where' tests single rows, an aggregate is of a group @ total (use 'having', which tests groups)"
    ),
    (
      "select kind group by kind, sum(mass)",
      "an aggregate cannot be a key of the group that it is of @ sum(mass)"
    ),
    (
      "select name having rings",
      "'having' tests groups, and there are none @ having rings ('where' tests single rows)"
    ),
    ("select sum(*)", "only 'count' takes '*', not 'sum' @ sum"),
    ("select count()", "'count' takes 1 argument, found 0 @ count() (count([distinct] x))"),
    (
      "select percentile(mass)",
      "'percentile' takes 2 arguments, found 1 @ percentile(mass) (percentile(x, P))"
    ),
    (
      "select percentile(mass, 101)",
      "'percentile' takes a percentage, 0 or from 1 to 100, found '101' @ 101"
    ),
    (
      "select percentile(mass, 0.95)",
      "'percentile' takes a percentage, 0 or from 1 to 100, found '0.95' @ 0.95 (did you mean '95'?)"
    ),
    (
      "param p = 0.5; select percentile(mass, $p)",
      "'percentile' takes a percentage, 0 or from 1 to 100, found '$p' @ $p (did you mean '50'?)"
    ),
    ("select percentile(mass, year)", "'percentile' takes a constant, found 'year' @ year"),
    ("select sum(name)", "'sum' takes a number, a size, a duration or a rate, not text @ name"),
    ("select sum(gases)", "'gases' is a map; name a gas, as in gases.oxygen @ gases"),
    (
      "select distinct name order by mass",
      "distinct rows are ordered by what they show, and 'mass' is not selected @ mass"
    ),
    ("select name order by gases", "'gases' is a map; name a gas, as in gases.oxygen @ gases"),
    ("select name order by names", "a list of text has no order @ names (length(names) has one)"),
    ("select name order by 2", "'order by 2' means the column at that place, and there are 1 @ 2"),
    (
      "select name, mass as NAME",
      "two things would be named 'NAME' @ mass ('as' gives one another name)"
    ),
    (
      "select mass as x, bulk as x",
      "two things would be named 'x' @ bulk ('as' gives one another name)"
    ),
    ("select name limit -1", "'limit' takes a whole number, found -1 @ -1"),
    ("select name limit 2.5", "'limit' takes a whole number, found 2.5 @ 2.5"),
    ("select name limit 1 / 0", "'limit' takes a whole number, found 1 / 0 @ 1 / 0"),
    ("select name limit position", "'limit' takes a constant, found 'position' @ position"),
    ("select name limit count(*)", "'limit' takes a constant, not an aggregate @ count(*)"),
    ("select name offset '3'", "'offset' takes a whole number, found '3' @ '3'"),
    ("select name offset 3M", "'offset' takes a whole number, found 3M @ 3M"),
  ])
  func refuse(_ text: String, _ error: String) throws {
    #expect(try Bound(text).errors == [error])
  }
}
