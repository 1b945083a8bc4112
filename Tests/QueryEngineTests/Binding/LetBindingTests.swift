import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// Lets, parameters, and what lives on from script to script.
@Suite struct LetBindingTests {
  @Test(arguments: [
    // Bound where it is used: of the query's row once, inside an aggregate of the relation's row.
    (
      "let big = mass > 1G; select name where any(beyond where big) and big",
      """
      from planets
      where (any(beyond: * where (mass > 1073741824B)) and shared 0)
      shared 0 big = (mass > 1073741824B)
      name: text = name
      """
    ),
    (
      "let big = size > 1M; select name where any(moons where big)",
      "from planets\nwhere any(moons: * where (size > 1048576B))\nname: text = name"
    ),
    (
      "let a = mass * 2; let b = a + a; select b, a order by b",
      """
      from planets
      shared 0 a = (mass * 2)
      shared 1 b = (shared 0 + shared 0)
      b: size = shared 1
      a: size = shared 0
      order shared 1
      """
    ),
    // Columns and constants stand for themselves; text is read beside a time.
    (
      "let since = '1970-01-01T00:00:01Z'; let d = discovered; select name where d > since",
      "from planets\nwhere (discovered > time 1000000000)\nname: text = name"
    ),
    (
      "let total = sum(mass); let heavy = total > 1G; select kind, total group by kind having heavy",
      """
      from planets
      key 0 = kind
      aggregate 0 = sum(mass)
      group shared 0 total = aggregate 0
      group shared 1 heavy = (shared 0 > 1073741824B)
      having shared 1
      kind: text = key 0
      total: size = shared 0
      """
    ),
    (
      "let heavy = total > 1G; select kind, sum(mass) as total group by kind having heavy",
      """
      from planets
      key 0 = kind
      aggregate 0 = sum(mass)
      group shared 0 total = aggregate 0
      group shared 1 heavy = (shared 0 > 1073741824B)
      having shared 1
      kind: text = key 0
      total: size = shared 0
      """
    ),
    (
      "let ringed = select name as n, mass from planets where rings; "
        + "let heavy = n like 'S%'; select * from ringed where heavy",
      """
      from ringed(from planets; where rings; n: text = name; mass: size = mass)
      where shared 0
      shared 0 heavy = (n like 'S%')
      n: text = n
      mass: size = mass
      """
    ),
    (
      "let ringed = select name where rings; select name from moons where planet.name in (select name from ringed)",
      """
      from moons
      where (planet.name in {from ringed(from planets; where rings; name: text = name); name: text = name})
      name: text = name
      """
    ),
    // What an unused let needs may come with its use.
    ("let o = outer.position; select name", "from planets\nname: text = name"),
    (
      "let o = outer.position + position > 3; select any(moons where o) as x",
      "from planets\nx: boolean = any(moons: * where ((^1.position + planet.position) > 3))"
    ),
    ("let n = 2; select name limit n + 1", "from planets\nname: text = name\nlimit 3"),
    (
      "let m = mass; let m = m * 2; select m",
      "from planets\nshared 0 m = (mass * 2)\nm: size = shared 0"
    ),
  ])
  func lets(_ text: String, _ expected: String) throws {
    #expect(try Bound(text).query == expected)
  }

  @Test(arguments: [
    ("let big = masss > 1G", ["unknown column 'masss' @ masss (did you mean 'mass'?)"]),
    (
      "let big = masss > 1G; select name where big; select big",
      ["unknown column 'masss' @ masss (did you mean 'mass'?)"]
    ),
    (
      "let big = size > 1M; select name where big; select name from moons where big",
      [
        "'big' means nothing here: unknown column 'size' @ big (it is a column of moons: any(moons where …))"
      ]
    ),
    (
      "let a = massx; let b = a + 1; let c = b * 2; select c; select nme",
      [
        "unknown column 'massx' @ massx (did you mean 'mass'?)",
        "unknown column 'nme' @ nme (did you mean 'name'?)",
      ]
    ),
    (
      "let s = select nme; select * from s; select name where name in (select nme from s)",
      ["unknown column 'nme' @ nme (did you mean 'name'?)"]
    ),
    ("let x = x + 1", ["unknown column 'x' @ x (a let cannot use itself)"]),
    ("let s = select * from s", ["unknown source 's' @ s (a let cannot use itself)"]),
    (
      "let a = b; let b = a; select a",
      ["unknown column 'b' @ b (a let is used after its definition, which comes later)"]
    ),
    (
      "select later; let later = mass",
      ["unknown column 'later' @ later (a let is used after its definition, which comes later)"]
    ),
    (
      "let big = mass > '10MB'",
      ["cannot compare a size with text @ '10MB' (a size is written without quotes: 10MB)"]
    ),
    (
      "let total = sum(mass); select name where total > 1G",
      [
        "'total' means nothing here: 'where' tests single rows, an aggregate is of a group @ total (use 'having', which tests groups)"
      ]
    ),
    (
      "let d = moons",
      ["'moons' leads to many rows @ moons (it stands inside an aggregate, as in count(moons))"]
    ),
    (
      "let d = inward",
      ["'inward' is a row, not a value @ inward (name a column of it, as in inward.position)"]
    ),
    ("let planets = select name", ["'planets' is a source already @ planets"]),
    (
      "let s = select name; select s",
      ["'s' is a query, not a value @ s (it is a source: from s)"]
    ),
    ("let big = mass > 1; select * from big", ["'big' is an expression, not a source @ big"]),
    ("let big = mass > 1; describe big", ["'big' is an expression, not a source @ big"]),
    ("let heavy = mass; select hevy", ["unknown column 'hevy' @ hevy (did you mean 'heavy'?)"]),
    (
      "let heavy = select name; select name from hevy",
      ["unknown source 'hevy' @ hevy (did you mean 'heavy'?)"]
    ),
    (
      "let p = 'a(b'; select name where name ~ p",
      ["malformed pattern: missing closing parenthesis @ p"]
    ),
    // One error of each statement, in the order of the text.
    (
      "select nme, mas; select name limit 1; select knd",
      [
        "unknown column 'nme' @ nme (did you mean 'name'?)",
        "unknown column 'knd' @ knd (did you mean 'kind'?)",
      ]
    ),
  ])
  func refuse(_ text: String, _ errors: [String]) throws {
    let bound = try Bound(text)
    #expect(bound.errors == errors)
    #expect(bound.statements.isEmpty)
  }

  // MARK: From script to script

  @Test func letsAndParametersLiveOn() throws {
    var binder = Binder(schema: Planets.schema)
    #expect(try Bound("let big = mass > 1G; param n = 3", by: &binder).errors == [])
    #expect(
      try Bound("select name where big limit $n", by: &binder).query == """
        from planets
        where shared 0
        shared 0 big = (mass > 1073741824B)
        name: text = name
        limit 3
        """)
    #expect(binder.letNames == ["big"])
  }

  @Test func aLaterLetHidesTheEarlier() throws {
    var binder = Binder(schema: Planets.schema)
    _ = try Bound("let x = position; let y = x + 1", by: &binder)
    _ = try Bound("let x = mass; let s = select name", by: &binder)
    #expect(try Bound("select x, y", by: &binder).outputs == "x = mass; y = shared 0")
    #expect(binder.letNames == ["y", "x", "s"])
  }

  @Test func aScriptWithAnErrorLeavesNothingBehind() throws {
    var binder = Binder(schema: Planets.schema)
    #expect(try !Bound("let big = mass > 1G; param n = 1; select nme", by: &binder).errors.isEmpty)
    #expect(binder.letNames == [])
    #expect(
      try Bound("select name where big", by: &binder).errors == ["unknown column 'big' @ big"])
    #expect(
      try Bound("select $n", by: &binder).errors
        == ["unknown parameter '$n' @ $n ('param n = …' declares it)"])
  }
}
