import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// What names mean: columns, rows around, names given by `as`, lets.
@Suite struct NameBindingTests {
  @Test(arguments: [
    // The row itself, in any case, by aliases too.
    ("select position, NAME, Period", "position = position; name = name; period = year"),
    // The row it belongs to, and the row that one belongs to.
    (
      "select name, planet.name, kind, number from moons",
      "name = name; planet.name = planet.name; kind = planet.kind; number = number"
    ),
    (
      "select name, moon.name, planet.name, kind, icy from landings",
      "name = name; moon.name = moon.name; planet.name = moon.planet.name; kind = moon.planet.kind; "
        + "icy = moon.icy"
    ),
    // To-one paths of any length; a row's own name for itself.
    (
      "select inward.inward.name, inward.star.temperature, planet.name, planet.inward.name",
      "inward.inward.name = inward.inward.name; "
        + "inward.star.temperature = inward.star.temperature; planet.name = name; "
        + "planet.inward.name = inward.name"
    ),
    // Maps and lists.
    (
      "select gases.oxygen, labels.`odd name`, labels['Odd'], names[0], inward.labels.note",
      "gases.oxygen = gases{'oxygen'}; labels.`odd name` = labels{'odd name'}; "
        + "labels['Odd'] = labels{'Odd'}; names[0] = names[0]; "
        + "inward.labels.note = inward.labels{'note'}"
    ),
    // A given name in later items, and before.
    (
      "select mass * 2 as double, double + double as four",
      "double = shared 0; four = (shared 0 + shared 0)"
    ),
    ("select later + 1 as first, position as later", "first = (position + 1); later = position"),
    // Constants of the schema.
    ("select solar, not galactic as x", "solar = true; x = not(false)"),
  ])
  func resolve(_ text: String, _ outputs: String) throws {
    #expect(try Bound(text).outputs == outputs)
  }

  /// Columns win in where and group by, given names in having and order by.
  @Test func columnsAndGivenNamesOfOneName() throws {
    #expect(
      try Bound(
        "select name as kind, kind as name where kind = 'rock' and name = 'Mars' order by name"
      ).query == """
        from planets
        where ((kind = 'rock') and (name = 'Mars'))
        kind: text = name
        name: text = kind
        order kind
        """)
    #expect(
      try Bound(
        "select kind, max(mass) as mass group by kind having mass > 1G order by mass, sum(mass)"
      ).query == """
        from planets
        key 0 = kind
        aggregate 0 = max(mass)
        aggregate 1 = sum(mass)
        group shared 0 mass = aggregate 0
        having (shared 0 > 1073741824B)
        kind: text = key 0
        mass: size = shared 0
        order shared 0
        order aggregate 1
        """)
  }

  /// An alias is weaker than a given name and than a let.
  @Test func aliasesAndGivenNamesOfOneName() throws {
    #expect(
      try Bound("select kind as weight where weight = 'rock'").query == """
        from planets
        where (kind = 'rock')
        weight: text = kind
        """)
    #expect(
      try Bound("let weight = kind; select name where weight = 'rock'").query == """
        from planets
        where (kind = 'rock')
        name: text = name
        """)
  }

  /// A relation is no value, so a given name or a let of the same name is meant.
  @Test func relationsAndGivenNamesOfOneName() throws {
    #expect(
      try Bound(
        "select count(moons) as moons, moons * 2 as twice, inward exists as inward "
          + "where moons > 1 and any(moons) and inward order by moons"
      ).query == """
        from planets
        where (((shared 0 > 1) and any(moons: *)) and shared 1)
        shared 0 moons = count(moons: *)
        shared 1 inward = exists?(inward)
        moons: integer = shared 0
        twice: integer = (shared 0 * 2)
        inward: boolean = shared 1
        order shared 0
        """)
    #expect(
      try Bound("let moons = count(moons); select name where moons > 1").query == """
        from planets
        where (shared 0 > 1)
        shared 0 moons = count(moons: *)
        name: text = name
        """)
  }

  @Test func givenNamesAreBoundOnce() throws {
    #expect(
      try Bound("select mass * 2 as b, b + b as c where c > 1G order by c").query == """
        from planets
        where (shared 1 > 1073741824B)
        shared 0 b = (mass * 2)
        shared 1 c = (shared 0 + shared 0)
        b: size = shared 0
        c: size = shared 1
        order shared 1
        """)
  }

  @Test(arguments: [
    (
      "select nme where usss > 1M",
      "unknown column 'nme' @ nme (did you mean 'name'?)"
    ),
    ("select xyzzy", "unknown column 'xyzzy' @ xyzzy"),
    ("select wieght", "unknown column 'wieght' @ wieght (did you mean 'weight'?)"),
    ("select inwrd.name", "unknown column 'inwrd' @ inwrd (did you mean 'inward'?)"),
    ("select mass as heavy, heavi", "unknown column 'heavi' @ heavi (did you mean 'heavy'?)"),
    ("select solr", "unknown column 'solr' @ solr (did you mean 'solar'?)"),
    ("select inward.nme", "'inward' has no column 'nme' @ nme (did you mean 'name'?)"),
    ("select inward.moons.x", "'moons' has no column 'x' @ x"),
    (
      "select lower",
      "unknown column 'lower' @ lower (a function is called with parentheses: lower(text))"
    ),
    (
      "select count",
      "unknown column 'count' @ count (a function is called with parentheses: count([distinct] x))"
    ),
    ("select lowr", "unknown column 'lowr' @ lowr (did you mean 'lower(text)'?)"),
    ("select planets", "unknown column 'planets' @ planets (it is a source: from planets)"),
    ("select air", "unknown column 'air' @ air (it is a group of columns: air.*)"),
    (
      "select name where kind = rock",
      "unknown column 'rock' @ rock (text stands in quotes: 'rock')"
    ),
    (
      "select name where kind in ('gas', rock)",
      "unknown column 'rock' @ rock (text stands in quotes: 'rock')"
    ),
    (
      "select name where kind like rock",
      "unknown column 'rock' @ rock (text stands in quotes: 'rock')"
    ),
    (
      "select moons",
      "'moons' leads to many rows @ moons (it stands inside an aggregate, as in count(moons))"
    ),
    (
      "select moons.name where rings",
      "'moons.name' leads to many rows @ moons.name (it stands inside an aggregate, as in count(moons.name))"
    ),
    (
      "select inward",
      "'inward' is a row, not a value @ inward (name a column of it, as in inward.position)"
    ),
    (
      "select name where inward = null",
      "'inward' is a row, not a value @ inward (name a column of it, as in inward.position)"
    ),
    (
      "select outer.name",
      "there is no row outside @ outer ('outer' stands inside an aggregate over a relation)"
    ),
    (
      "select any(moons where outer.outer.mass > 1)",
      "there is no row outside @ outer ('outer' stands inside an aggregate over a relation)"
    ),
    ("select any(moons where outer.icy)", "the row outside has no column 'icy' @ icy"),
    ("select a + 1 as b, b + 1 as a", "'b' is defined by itself @ b"),
    ("select x + 1 as x", "'x' is defined by itself @ x"),
    ("select mass.x", "a size has nothing named 'x' @ x"),
    ("select names.x", "a list of text has nothing named 'x' @ x"),
    ("select labels.x.y", "text has nothing named 'y' @ y"),
    ("select mass(1)", "'mass' is a column, not a function @ mass"),
    (
      "select moons(1)",
      "'moons' is a relation, not a function @ moons (did you mean 'count(moons)'?)"
    ),
    ("select solar(1)", "'solar' is a constant, not a function @ solar"),
    ("select crew", "unknown column 'crew' @ crew (it is a column of landings)"),
    (
      "select substring(name, 1)",
      "unknown function 'substring' @ substring (did you mean 'substr'?)"
    ),
    (
      "select exists(name)",
      "unknown function 'exists' @ exists ('exists' stands after its operand: env.HOME exists)"
    ),
    ("select lowr(name)", "unknown function 'lowr' @ lowr (did you mean 'lower'?)"),
    ("describe functons", "unknown source 'functons' @ functons (did you mean 'functions'?)"),
    ("select name from moonz", "unknown source 'moonz' @ moonz (did you mean 'moons'?)"),
    (
      "select name from beyond",
      "unknown source 'beyond' @ beyond (a relation stands inside an aggregate, as in count(beyond))"
    ),
    (
      "select moons.* from planets",
      "'moons' is a relation, not a group of columns @ moons (its rows are a source: from moons)"
    ),
    ("select orbt.*", "unknown group of columns 'orbt' @ orbt (did you mean 'orbit'?)"),
    (
      "select mons.*",
      "unknown group of columns 'mons' @ mons (did you mean 'moons'? its rows are a source: from moons)"
    ),
    (
      "select beyon.*",
      "unknown group of columns 'beyon' @ beyon (did you mean 'beyond'? it stands inside an aggregate, as in count(beyond))"
    ),
    (
      "select inwrd.*",
      "unknown group of columns 'inwrd' @ inwrd (did you mean 'inward'? name its columns one by one)"
    ),
  ])
  func unknown(_ text: String, _ error: String) throws {
    #expect(try Bound(text).errors == [error])
  }
}
