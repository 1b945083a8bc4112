import Testing

@testable import Console

/// What Tab offers, for each kind of word.
@Suite struct CompleterTests {
  private static let durations = Candidate.durations.map(\.label)

  @Test(
    arguments: [
      // Keywords, in the case in which they were begun.
      ("sel|", ["select"]), ("SEL|", ["SELECT"]), ("select name fr|", ["from"]),
      ("select name or|", ["or", "order by"]), ("describe fun|", ["functions"]),
      ("wait f|", ["for"]), ("from towns over 5s ev|", ["every"]),
      // What is sent and what is set.
      ("kill T|", ["TERM", "TSTP"]), ("kill sigt|", ["SIGTERM", "SIGTSTP"]), ("kill -h|", ["HUP"]),
      ("kill |", ["HUP", "TERM", "TSTP", "over", "where"]),
      ("kill where name = 'x' then 5s K|", []), ("kill where name = 'x' then 5s H|", ["HUP"]),
      ("kill where name = 'x' th|", ["then"]), ("kill where name = 'x' then 3|", ["30s"]),
      ("set |", ["size", "tags", "visitors"]), ("set tags.|", ["fjord", "river"]),
      ("set tags.R|", ["river"]),
      ("set size = 3 wh|", ["where"]), ("set size = 3 where peo|", ["people"]),
      ("set size = peo|", []), ("set size |", ["="]), ("set size = |", []),
      ("set tags.river = |", ["null"]), ("set tags.river = n|", ["null"]), ("set size = [|", []),
      ("set visitors = |", ["'few'", "'many'"]), ("set visitors = m|", ["'many'"]),
      ("set visitors = 'f|", ["few"]), ("set VISITORS = 'x|", []),
      // The one function that a moment may be made of.
      ("from towns at n|", ["now"]), ("from towns over n|", []),
      // Durations, where nothing else may stand.
      ("from towns over |", durations),
      ("from towns over 1|", durations.filter { $0.hasPrefix("1") }),
      ("from towns over 5s every |", durations),
      ("changes 1|", durations.filter { $0.hasPrefix("1") }),
      ("watch 3|", ["30s"]), ("wait 3|", ["30s"]), ("record 3|", ["30s"]),
      ("record |", durations + ["into"]), ("record 10s in|", ["into"]),
      ("record into 'x' ke|", ["keep"]), ("record into 'x' keep 3|", ["30s"]),
      ("record into 'x' keep 7d sel|", ["select"]), ("record into 'x' select peo|", ["people"]),
      ("rec|", ["record"]),
      // What a change can be of.
      ("select rate(|", ["visitors"]), ("select rate(vi|", ["visitors"]),
      ("select delta(|", ["people", "size", "visitors"]), ("select delta(pe|", ["people"]),
      ("select name, before.|", ["name", "people", "size", "tags", "visitors"]),
      ("select bef|", ["before"]), ("select country.before.|", []),
      // Names that have the word in them, where none begins with it.
      ("select eople|", ["people"]), ("select untr|", ["country"]),
      // Columns of the source in question, and its relations.
      ("select peo|", ["people"]),
      ("select st| from streets", ["starts_with", "stddev", "streets"]),
      ("select name, cou|", ["count", "country"]), ("where country.|", ["capital", "climate"]),
      ("where Country.CAP|", ["capital"]),
      ("select capi| from countries", ["capital"]),
      ("select he| from (select name, people as heads from towns) where true", ["heads"]),
      ("select heads from (select people as heads) where he|", ["heads"]),
      ("select 1 from (select people as heads, na|", ["name"]),
      ("select peo| from (select name)", []),
      ("select 1 from (select name as place) where place = 'O|", ["Oslo"]),
      // What another name stands for, where nothing else fits.
      ("select tit|", ["title"]), ("select ti|", ["tilde"]),
      // Aggregates over relations.
      ("select count(str|", ["streets"]), ("select any(streets where si|", ["sign", "size"]),
      ("select list(streets.|", ["sign", "town"]),
      // Functions and constants.
      ("select low|", ["lower"]), ("where ear|", ["earth"]),
      // Groups, sources.
      ("select exten|", ["extension", "extent.*"]), ("select extent.|", ["*"]),
      ("from |", ["countries", "streets", "towns"]), ("select 1 from str|", ["streets"]),
      // Names in a map.
      ("where tags.|", ["fjord", "river"]), ("where tags.r|", ["river"]),
      ("where tags.`odd|", ["odd name"]), ("where tags['f|", ["fjord"]),
      // Values in quotes.
      ("where name = 'O|", ["Oslo"]), ("where name in ('Oslo', \"T|", ["Turin"]),
      ("where name != 'It|", ["It's odd"]),
      ("where any(streets where sign like 'Via |", ["Via Po", "Via Roma"]),
      ("where tags.river = 'P|", ["Po"]), ("select 'O|", []),
      // Words that a column's values are taken from: before there is a quote too.
      ("where country.climate = '|", ["hot", "mild", "very cold"]),
      ("where country.climate = |", ["'mild'", "'hot'", "'very cold'"]),
      ("where country.climate != |", ["'mild'", "'hot'", "'very cold'"]),
      ("where country.climate in (|", ["'mild'", "'hot'", "'very cold'"]),
      ("where country.climate not in ('hot', |", ["'mild'", "'hot'", "'very cold'"]),
      (
        "select 1 from (select country.climate as c from towns) where c = |",
        ["'mild'", "'hot'", "'very cold'"]
      ),
      ("from countries where climate = \"v|", ["very cold"]),
      // Nothing is offered where nothing may stand.
      ("select 1 2 |", []), ("-- sel|", []), ("select name as n|", []), ("where people = 7|", []),
      // Values that exist, with their quotes, where a value may stand.
      ("where name = |", ["'It''s odd'", "'Oslo'", "'Turin'"]),
      ("where name in ('Oslo', |", ["'It''s odd'", "'Oslo'", "'Turin'"]),
      ("where name = Os|", ["'Oslo'"]), ("where name = os|", ["'Oslo'"]),
      ("where country.climate = ver|", ["'very cold'"]),
      ("where tags.river = |", ["'Akerselva'", "'Po'"]),
    ] as [(String, [String])])
  func wordsOfAStatement(_ line: String, _ expected: [String]) throws {
    let found = try Conversation().completions(line)
    #expect(found == expected, "\(line): \(found)")
  }

  /// Of a map that was recorded by some of its entries, these; of what was not recorded nothing.
  @Test(
    arguments: [
      ("select tags.|", ["*", "`odd name`", "river"]), ("select tags.r|", ["river"]),
      ("where Tags.ri|", ["river"]), ("select peo|", []),
      ("from str|", []),
    ] as [(String, [String])])
  func wordsOfARecording(_ line: String, _ expected: [String]) throws {
    #expect(try Conversation(asking: ToyTowns.recording).completions(line) == expected)
  }

  @Test(arguments: [
    ("sel|", "select "), ("select name from to|", "select name from towns "),
    ("select low|", "select lower("), ("select no|", "select no"), ("select now|", "select now()"),
    ("select people from towns gro|", "select people from towns group by "),
    ("from countries where climate = 'v|", "from countries where climate = 'very cold'"),
    ("where name = 'O|", "where name = 'Oslo'"), ("where name = 'O|'", "where name = 'Oslo'"),
    ("where name = 'It|", "where name = 'It''s odd'"),
    ("where name = \"It|", "where name = \"It's odd\""),
    ("where any(streets where sign = 'V|", "where any(streets where sign = 'Via "),
    ("where tags.`odd|", "where tags.`odd name`"), ("where tags['f|']", "where tags['fjord']"),
    ("where name = Os|", "where name = 'Oslo' "),
    ("where country.climate = |", "where country.climate = '"),
    ("from towns over 3|", "from towns over 30s "), ("select eopl|", "select people"),
    ("\\set mul|", "\\set multiline "), ("\\set multiline of|", "\\set multiline off"),
    ("\\wa|", "\\watch "), ("\\ti|", "\\timing "), ("\\x a|", "\\x auto"),
    ("\\f ndj|", "\\f ndjson"),
    ("\\d to|", "\\d towns "), ("\\h peo|", "\\h people"), ("\\q|", "\\q"),
  ])
  func whatIsPutIntoTheLine(_ line: String, _ expected: String) throws {
    #expect(try Conversation().completed(line) == expected)
  }

  @Test func earlierLinesCount() throws {
    let shell = try Conversation()
    try shell.say("select sign,")
    #expect(shell.completions("si| from streets") == ["sign", "size"])
    #expect(shell.completions("  lo|") == ["lower"])
  }

  @Test func letsAndParametersAreOffered() throws {
    let shell = try Conversation()
    try shell.say(
      "let lively = people > 10;", "let places = select name, people as heads;", "\\set n 3")
    #expect(shell.completions("where liv|") == ["lively"])
    #expect(shell.completions("from pl|") == ["places"])
    #expect(shell.completions("select he| from places") == ["heads"])
    #expect(shell.completions("limit $|") == ["$n"])
    #expect(shell.completions("\\set |") == ["n", "multiline"])
    #expect(shell.completions("\\set multiline |") == ["on", "off"])
    #expect(shell.completions("\\set n |") == [])
  }

  @Test func commandsAreOfferedWithTheirHelp() throws {
    let shell = try Conversation()
    #expect(shell.completions("\\|").count == ShellCommand.all.count)
    #expect(shell.completions("\\d|") == ["\\d", "\\d+", "\\df"])
    #expect(shell.completions("\\zz |") == [])
    #expect(shell.completions("\\q |") == [])
    #expect(shell.completions("\\timing on |") == [])
  }

  @Test func filesAreOffered() throws {
    let shell = try Conversation()
    let path = try shell.write("", to: "files/my query.procq")
    _ = try shell.write("", to: "files/mine/x")
    _ = try shell.write("", to: "files/.hidden")
    let folder = String(path.dropLast("my query.procq".count))
    #expect(shell.completions("\\i \(folder)m|") == ["mine/", "my query.procq"])
    #expect(shell.completions("\\i \(folder)|") == ["mine/", "my query.procq"])
    #expect(shell.completions("\\o \(folder).|") == [".hidden"])
    #expect(shell.completed("\\i \(folder)my|") == "\\i \(folder)my\\ query.procq ")
    #expect(shell.completed("\\i '\(folder)my|") == "\\i '\(folder)my query.procq' ")
    #expect(shell.completed("\\i \(folder)mi|") == "\\i \(folder)mine/")
    #expect(shell.completions("record into '\(folder)|") == ["mine/", "my query.procq"])
    #expect(
      shell.completed("record 10s into '\(folder)my|")
        == "record 10s into '\(folder)my query.procq' ")
    #expect(
      shell.completed("record into \"\(folder)my|\"") == "record into \"\(folder)my query.procq\"")
    #expect(shell.completed("record into '\(folder)mi|") == "record into '\(folder)mine/")
    _ = try shell.write("", to: "files/it's")
    #expect(shell.completed("record into '\(folder)i|") == "record into '\(folder)it''s' ")
    #expect(shell.completed("record into '\(folder)it''|") == "record into '\(folder)it''s' ")
    #expect(shell.completions("record into '~|") == [])
  }

  @Test func savedQueriesAndTheirParametersAreOffered() throws {
    let shell = try Conversation()
    _ = try shell.write(
      "-- By size.\nparam least = 5;\nparam name;\nselect 1", to: ".config/procq/queries/big.procq")
    #expect(shell.completions("\\r |") == ["big"])
    #expect(shell.completions("\\r big |") == ["least=", "name="])
    #expect(shell.completed("\\r big least=5 na|") == "\\r big least=5 name=")
    #expect(shell.completions("\\s b|") == ["big"])
    #expect(shell.completions("\\r ig|") == ["big"])
    #expect(shell.completions("\\rm |") == ["big"])
  }
}
