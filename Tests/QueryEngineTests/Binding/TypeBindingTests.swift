import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// Types and units, and constants that take on the type of what they stand beside.
@Suite struct TypeBindingTests {
  @Test(arguments: [
    ("mass - bulk", "size"), ("mass / bulk", "real"), ("mass / 2", "size"), ("mass % 3", "size"),
    ("mass / 2h", "byte rate"), ("5 / 2s", "rate"), ("mass / 2h * 3s", "size"),
    ("year * 2", "duration"), ("discovered + 2h", "time"), ("now() - discovered", "duration"),
    ("discovered - '1700-01-01'", "duration"), ("position / 2", "real"), ("-mass", "size"),
    ("name || kind", "text"), ("null + 1", "null"), ("names[0]", "text"), ("gases.x", "real"),
    ("if(rings, 1, mass)", "size"), ("coalesce(temperature, 1)", "real"),
    ("case kind when 'rock' then 1 when 'gas' then 2.5 end", "real"),
    ("case when rings then null else discovered end", "time"),
    ("least(mass, 5)", "size"), ("coalesce(discovered, '2000-01-01')", "time"),
    ("atlas + 4096", "address"), ("atlas - 0x1000", "address"), ("mass > null", "boolean"),
    ("avg(moons.size)", "size"), ("avg(moons.number)", "real"), ("list(moons.name)", "list"),
  ])
  func type(_ expression: String, _ type: String) throws {
    let bound = try Bound("select \(expression) as x")
    #expect(bound.errors == [])
    #expect(bound.query.split(separator: "\n").contains { $0.hasPrefix("x: \(type) = ") })
  }

  @Test(arguments: [
    ("discovered > '1900-01-01T00:00:00Z'", "(discovered > time -2208988800000000000)"),
    ("'1900-01-01T00:00:00Z' < discovered", "(time -2208988800000000000 < discovered)"),
    (
      "discovered between '1900-01-01T00:00:00Z' and '1970-01-01T00:00:01Z'",
      "(discovered between time -2208988800000000000 and time 1000000000)"
    ),
    ("discovered in ('1970-01-01T00:00:01Z', null)", "(discovered in (time 1000000000, null))"),
    ("mass > 100", "(mass > 100)"),
    ("names contains 'Terra'", "(names contains 'Terra')"),
    ("'Terra' in names", "('Terra' in names)"),
    ("'oxygen' not in gases", "not(('oxygen' in gases))"),
    ("position not between 2 and 5", "not((position between 2 and 5))"),
    ("kind like '%s'", "(kind like '%s')"), ("kind not ilike name", "not((kind ilike name))"),
    ("kind !~ 'x'", "not((kind regex 'x'))"), ("kind ~* 'x'", "(kind regexInsensitive 'x')"),
    ("mass / 2h > 4800kB / 1s", "((mass / 7200s) > (4800000B / 1s))"),
    ("atlas > 0xffffffffff600000", "(atlas > address 18446744073699065856)"),
    ("null", "null"), ("not null", "not(null)"),
    ("any(moons where null)", "any(moons: * where null)"),
  ])
  func test(_ test: String, _ expected: String) throws {
    let bound = try Bound("select name where \(test)")
    #expect(bound.query == "from planets\nwhere \(expected)\nname: text = name")
  }

  @Test(arguments: [
    (
      "year > 300",
      "cannot compare a duration with an integer @ 300 (a duration needs its unit: 300s)"
    ),
    (
      "300 < year",
      "cannot compare an integer with a duration @ 300 (a duration needs its unit: 300s)"
    ),
    (
      "mass > 100m",
      "cannot compare a size with a duration @ 100m ('m' is minutes; a size is written 100M)"
    ),
    ("mass > 2h", "cannot compare a size with a duration @ 2h"),
    (
      "mass > '10MB'",
      "cannot compare a size with text @ '10MB' (a size is written without quotes: 10MB)"
    ),
    ("mass > 'heavy'", "cannot compare a size with text @ 'heavy'"),
    (
      "position = '7'",
      "cannot compare an integer with text @ '7' (an integer is written without quotes: 7)"
    ),
    (
      "rings = 'true'",
      "cannot compare a boolean with text @ 'true' (a boolean is written without quotes: true)"
    ),
    (
      "year between 1 and 2h",
      "cannot compare a duration with an integer @ 1 (a duration needs its unit: 1s)"
    ),
    ("name in ('Mars', 7)", "cannot compare text with an integer @ 7 (text stands in quotes: '7')"),
    ("mass > year", "cannot compare a size with a duration @ year"),
    (
      "discovered > 2h", "cannot compare a time with a duration @ 2h (a time is written now() - 2h)"
    ),
    (
      "discovered > 'yesterday'",
      "expected a time, found 'yesterday' @ 'yesterday' (a time is written '2026-01-31 14:00')"
    ),
    (
      "discovered > '2h'",
      "expected a time, found '2h' @ '2h' (a time is written now() - 2h)"
    ),
    (
      "discovered between '1w' and now()",
      "expected a time, found '1w' @ '1w' (a time is written now() - 1w)"
    ),
    (
      "discovered - '5m' > now()",
      "expected a time, found '5m' @ '5m' (a duration is written without quotes: 5m)"
    ),
    (
      "discovered in ('x')",
      "expected a time, found 'x' @ 'x' (a time is written '2026-01-31 14:00')"
    ),
    ("gases = 'x'", "'gases' is a map; name a gas, as in gases.oxygen @ gases"),
    ("labels", "'labels' is a map; name an entry, as in labels.name @ labels"),
    ("labels like '%x%'", "'labels' is a map; name an entry, as in labels.name @ labels"),
    (
      "inward.gases > 5",
      "'inward.gases' is a map; name a gas, as in inward.gases.oxygen @ inward.gases"
    ),
    (
      "names = 'Terra'",
      "cannot compare a list of text with text @ 'Terra' (an element is found by 'in': 'Terra' in names)"
    ),
    ("names < names", "a list of text has no order @ names"),
    ("position in names", "cannot compare an integer with text @ names"),
    (
      "name in kind",
      "'in' takes values in parentheses, a list or a map, not text @ kind "
        + "(text within text is found by 'contains')"
    ),
    (
      "position in (select name from moons)",
      "cannot compare an integer with text @ select name from moons"
    ),
    (
      "position in (select number, name from moons)",
      "a query after 'in' has one column, found 2 @ select number, name from moons"
    ),
    ("mass", "'where' takes a test, not a size @ mass (a test compares it: mass > 0)"),
    ("rings and mass", "'and' takes a test, not a size @ mass (a test compares it: mass > 0)"),
    ("mass or rings", "'or' takes a test, not a size @ mass (a test compares it: mass > 0)"),
    ("not mass", "'not' takes a test, not a size @ mass (a test compares it: mass > 0)"),
    (
      "position like 5",
      "'like' matches text, not an integer @ position (a text is had by concat(position))"
    ),
    ("name like 5", "'like' matches text, not an integer @ 5 (text stands in quotes: '5')"),
    ("name ~ 'a(b'", "malformed pattern: missing closing parenthesis @ b"),
    ("name ~ 'x*[a'", "malformed pattern: missing terminating ] for character class @ a"),
    ("regex_match(name, 'a)') exists", "malformed pattern: unmatched closing parenthesis @ )"),
    ("names contains 7", "cannot look for an integer in a list of text @ 7"),
    ("names[0] = 7", "cannot compare text with an integer @ 7 (text stands in quotes: '7')"),
  ])
  func refuseTest(_ test: String, _ error: String) throws {
    #expect(try Bound("select name where \(test)").errors == [error])
  }

  @Test(arguments: [
    ("mass + year", "cannot add a duration to a size @ year"),
    ("mass * mass", "cannot multiply a size by a size @ mass"),
    (
      "2 - mass / 1h",
      "cannot subtract a byte rate from an integer @ 2 (a rate is written as 100K / 1s)"
    ),
    ("name + kind", "cannot add text to text @ kind ('||' joins text)"),
    (
      "name || position",
      "'||' joins text, not an integer @ position (concat(…) takes values of any type)"
    ),
    (
      "name || rings",
      "'||' joins text, not a boolean @ rings (concat(…) takes values of any type)"
    ),
    (
      "rings || ' x'",
      "'||' joins text, not a boolean @ rings (concat(…) takes values of any type)"
    ),
    (
      "position || rings",
      "'||' joins text, not a boolean @ rings ('or' joins two tests, '||' joins texts)"
    ),
    (
      "rings || position",
      "'||' joins text, not a boolean @ rings ('or' joins two tests, '||' joins texts)"
    ),
    ("-name", "'-' stands before a number, not text @ name"),
    (
      "case when rings then 1 else 'x' end",
      "expected an integer as in the branch before, found text @ 'x'"
    ),
    (
      "case when mass then 1 end",
      "'when' takes a test, not a size @ mass (a test compares it: mass > 0)"
    ),
    ("if(mass, 1, 2)", "'if' takes a test, not a size @ mass (a test compares it: mass > 0)"),
    ("if(rings, 1, 'x')", "expected an integer as in the branch before, found text @ 'x'"),
    (
      "coalesce(name, 5)",
      "expected text as in the branch before, found an integer @ 5 (text stands in quotes: '5')"
    ),
    (
      "coalesce(discovered, 'never')",
      "expected a time, found 'never' @ 'never' (a time is written '2026-01-31 14:00')"
    ),
    (
      "name[0]",
      "'name' is text, and has no elements @ name (substr(text, from, count) takes a part of a text)"
    ),
    (
      "names['a']",
      "a list of text has no element at text @ 'a' (the elements of a list are counted from 0)"
    ),
    ("labels[0]", "a map of text has no element at an integer @ 0 (the names of a map are text)"),
    ("lower(position)", "'lower' takes text, not an integer @ position"),
    ("lower(labels)", "'labels' is a map; name an entry, as in labels.name @ labels"),
    ("lower(name, 1)", "'lower' takes 1 argument, found 2 @ lower(name, 1) (lower(text))"),
    (
      "substr()",
      "'substr' takes 2 to 3 arguments, found 0 @ substr() (substr(text, from [, count]))"
    ),
    ("now(1)", "'now' takes no arguments, found 1 @ now(1) (now())"),
    (
      "coalesce()",
      "'coalesce' takes at least 1 argument, found 0 @ coalesce() (coalesce(value, ...))"
    ),
    (
      "concat(" + Array(repeating: "1", count: 256).joined(separator: ", ") + ")",
      "'concat' takes at most 255 arguments, found 256 @ concat("
        + Array(repeating: "1", count: 256).joined(separator: ", ") + ") (concat(value, ...))"
    ),
    (
      "lower(distinct name)",
      "'lower' is a function; 'distinct' stands only in an aggregate @ lower"
    ),
    (
      "lower(name where rings)",
      "'lower' is a function; 'where' stands only in an aggregate @ lower"
    ),
    ("lower(*)", "only 'count' takes '*', not 'lower' @ lower"),
  ])
  func refuse(_ expression: String, _ error: String) throws {
    #expect(try Bound("select \(expression)").errors == [error])
  }
}
