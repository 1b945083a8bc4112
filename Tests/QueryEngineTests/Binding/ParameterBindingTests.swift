import Binding
import QueryLanguage
import Schema
import Testing
import Values

@Suite struct ParameterBindingTests {
  /// The default decides the type; what is handed in is read as a literal of it.
  @Test(arguments: [
    ("10", nil, "integer = 10"), ("10", "25", "integer = 25"), ("10", "-25", "integer = -25"),
    ("10", "0x1f", "integer = 31"),
    ("100M", "512K", "size = 524288B"), ("100M", "4096", "size = 4096B"),
    ("2h", "2h13m", "duration = 7980s"), ("0.5", "2", "real = 2.0"),
    ("0.5", "1e3", "real = 1000.0"),
    ("true", "FALSE", "boolean = false"),
    ("'root'", "it's \\n 10", "text = 'it's \\n 10'"), ("'root'", "", "text = ''"),
    ("2 * 5", nil, "integer = 10"), ("-5", nil, "integer = -5"),
    ("100M * 2", "1G", "size = 1073741824B"),
    ("solar", "false", "boolean = false"), ("0x10", "17", "integer = 17"),
    ("0xffffffffff600000", "4096", "address = address 4096"),
    ("now()", "1970-01-01T00:00:01Z", "time = time 1000000000"),
    ("now() - 2h", nil, "time = (now() - 7200s)"),
    ("upper('x')", nil, "text = 'X'"),
  ])
  func defaults(_ fallback: String, _ value: String?, _ expected: String) throws {
    let bound = try Bound(
      "param p = \(fallback); select $P as x", parameters: value.map { ["P": $0] } ?? [:])
    #expect(bound.query == "from nothing\nx: \(expected)")
  }

  @Test(arguments: [
    ("10", "abc", "the parameter 'p' takes an integer, found 'abc' @ p"),
    ("10", "2.5", "the parameter 'p' takes an integer, found '2.5' @ p"),
    (
      "10", "'7'",
      "the parameter 'p' takes an integer, found '7' @ p (an integer is written without quotes: 7)"
    ),
    ("10", "", "the parameter 'p' takes an integer, found '' @ p"),
    ("10", "1; select 2", "the parameter 'p' takes an integer, found '1; select 2' @ p"),
    ("10", "1 + 1", "the parameter 'p' takes an integer, found '1 + 1' @ p"),
    (
      "10", "99999999999999999999",
      "the parameter 'p' takes an integer, found '99999999999999999999' @ p"
    ),
    ("10", "null", "the parameter 'p' takes an integer, found 'null' @ p"),
    (
      "100M", "1m",
      "the parameter 'p' takes a size, found '1m' @ p ('m' is minutes; a size is written 1M)"
    ),
    (
      "5m", "300",
      "the parameter 'p' takes a duration, found '300' @ p (a duration needs its unit: 300s)"
    ),
    ("true", "1", "the parameter 'p' takes a boolean, found '1' @ p"),
    ("now()", "yesterday", "the parameter 'p' takes a time, found 'yesterday' @ p"),
    ("10", "\u{1b}[2J", "the parameter 'p' takes an integer, found '\\x1b[2J' @ p"),
  ])
  func refuseValue(_ fallback: String, _ value: String, _ error: String) throws {
    let bound = try Bound("param p = \(fallback); select $p", parameters: ["p": value])
    #expect(bound.errors == [error])
  }

  /// Without a default a value is read as whatever it stands beside.
  @Test(arguments: [
    ("kind = $p", "7", "(kind = '7')"),
    ("position = $p", "7", "(position = 7)"), ("$p = position", "7", "(7 = position)"),
    ("mass > $p", "10M", "(mass > 10485760B)"), ("mass > $p", "10", "(mass > 10B)"),
    ("year > $p", "2h", "(year > 7200s)"),
    ("discovered > $p", "1970-01-01T00:00:01Z", "(discovered > time 1000000000)"),
    ("position in (1, $p)", "7", "(position in (1, 7))"),
    ("position between $p and 9", "7", "(position between 7 and 9)"),
    ("mass / $p > 2M", "2", "((mass / 2) > 2097152B)"),
    ("mass / $p > 1k / 1s", "2s", "((mass / 2s) > (1024B / 1s))"),
    ("name like $p", "M%", "(name like 'M%')"),
    ("labels[$p] exists", "note", "exists?(labels{'note'})"),
    ("names[$p] = 'Terra'", "1", "(names[1] = 'Terra')"),
    ("substr(name, $p) = 'x'", "2", "(substr(name, 2) = 'x')"),
    ("case position when $p then true end", "7", "match(position, 7, true)"),
    ("coalesce(position, $p) > 3", "7", "(coalesce(position, 7) > 3)"),
    ("-$p < position", "7", "(-7 < position)"),
  ])
  func untyped(_ test: String, _ value: String, _ expected: String) throws {
    let bound = try Bound("param p; select name where \(test)", parameters: ["p": value])
    #expect(bound.query == "from planets\nwhere \(expected)\nname: text = name")
  }

  @Test(arguments: [
    ("param p; select name limit $p", "7", "from planets\nname: text = name\nlimit 7"),
    ("param p; select $p as x", "7", "from nothing\nx: text = '7'"),
    (
      "param p; select percentile(mass, $p) as x", "95",
      "from planets\naggregate 0 = percentile(mass, 95)\none group\nx: size = aggregate 0"
    ),
    (
      "param p = null; select name where position = $p", "7",
      "from planets\nwhere (position = 7)\nname: text = name"
    ),
    (
      "param p = '1970-01-01T00:00:02Z'; select name where discovered > $p", "1970-01-01T00:00:01Z",
      "from planets\nwhere (discovered > time 1000000000)\nname: text = name"
    ),
    ("param p = 1; param q = $p * 3; select $q as x", "5", "from nothing\nx: integer = 15"),
    (
      "param p = 'a.c'; select name where name ~ $p", "b",
      "from planets\nwhere (name regex 'b')\nname: text = name"
    ),
    (
      "param p = 2; let big = position > $p; select name where big", "5",
      "from planets\nwhere shared 0\nshared 0 big = (position > 5)\nname: text = name"
    ),
  ])
  func uses(_ text: String, _ value: String, _ expected: String) throws {
    #expect(try Bound(text, parameters: ["p": value]).query == expected)
  }

  @Test(arguments: [
    (
      "param n; select $n", [:],
      ["the parameter 'n' has no default and was not given @ n (n=VALUE gives it)"]
    ),
    ("select $n", [:], ["unknown parameter '$n' @ $n ('param n = …' declares it)"]),
    (
      "param name = 1; select $nam", [:],
      ["unknown parameter '$nam' @ $nam (did you mean '$name'?)"]
    ),
    (
      "let big = select * where mass > $least; param least = 1K; select name from big", [:],
      [
        "the parameter '$least' is used before it is declared @ $least "
          + "(move 'param least …' up, before this statement)"
      ]
    ),
    // An expression is bound where it is used.
    ("let big = mass > $least; param least = 1K; select name where big", [:], []),
    ("param n = $n; select $n", [:], ["unknown parameter '$n' @ $n ('param n = …' declares it)"]),
    ("param n = 1; select $n", ["m": "2"], ["there is no parameter 'm' @ "]),
    (
      "param limit1 = 1; select $limit1", ["limit": "2"],
      ["there is no parameter 'limit' @  (did you mean 'limit1'?)"]
    ),
    ("param n = 1; param N = 2; select $n", [:], ["the parameter 'N' is declared twice @ N"]),
    (
      "param n = position; select $n", [:],
      ["'param' takes a constant, found 'position' @ position"]
    ),
    (
      "param n = count(*); select $n", [:],
      ["'param' takes a constant, not an aggregate @ count(*)"]
    ),
    (
      "param n = 'x'; select name where position = $n", [:],
      ["cannot compare an integer with text @ $n"]
    ),
    (
      "param n; select name where position = $n", ["n": "x"],
      ["expected an integer, found 'x' as the value of '$n' @ $n"]
    ),
    ("param n; select name limit $n", ["n": "x"], ["'limit' takes a whole number, found $n @ $n"]),
    ("param n = -1; select name limit $n", [:], ["'limit' takes a whole number, found $n @ $n"]),
    (
      "param p = 'a('; select name where name ~ $p", [:],
      ["malformed pattern: missing closing parenthesis @ $p"]
    ),
  ])
  func refuse(_ text: String, _ parameters: [String: String], _ errors: [String]) throws {
    #expect(try Bound(text, parameters: parameters).errors == errors)
  }

  /// A text parameter takes bytes as they are.
  @Test func bytes() throws {
    var binder = Binder(
      schema: Planets.schema, parameters: [ParameterArgument("p", [0xFF, 0x00, 0x27])])
    let bound = try Bound("param p = ''; select $p as x", by: &binder)
    #expect(bound.query == "from nothing\nx: text = '\\xff\\x00''")
  }

  // MARK: In a shell

  @Test func aValueThatIsSetNeedsNoDeclaration() throws {
    var binder = Binder(schema: Planets.schema)
    binder.set(ParameterArgument("n", Array("7".utf8)))
    #expect(try Bound("select name limit $n", by: &binder).query.hasSuffix("limit 7"))
    #expect(try Bound("param n = 100M; select $n as x", by: &binder).outputs == "x = 7B")
    #expect(try Bound("select 1 as x", by: &binder).outputs == "x = 1")
  }

  @Test func valuesForOneScriptAreForgottenAfterIt() throws {
    var binder = Binder(schema: Planets.schema)
    let script = try parse(SourceText("param n = 1; select $n as x"))
    let statements = binder.bind(script, with: [ParameterArgument("n", Array("5".utf8))]).statements
    #expect(statements.count == 1)
    #expect(try Bound("param n = 1; select $n as x", by: &binder).outputs == "x = 1")
    let diagnostics = binder.bind(script, with: [ParameterArgument("m", [])]).diagnostics
    #expect(diagnostics.map(\.message) == ["there is no parameter 'm'"])
  }
}
