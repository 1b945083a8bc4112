import Testing

@testable import Console

/// The shell's own logic: text in, text out.
@Suite struct ShellSessionTests {
  @Test func aQueryShowsItsRows() throws {
    let shell = try Conversation { $0.options.style.hasFooter = true }
    #expect(
      try shell.say("select name, people where people > 10")
        == "name   people\nOslo   700000\nTurin  850000\n(2 rows)\n")
    #expect(try shell.complaints() == "")
  }

  @Test func thePromptTellsWhetherMoreIsWanted() throws {
    let shell = try Conversation()
    #expect(shell.session.nextPrompt == "procq> ")
    try shell.say("select name,")
    #expect(shell.session.nextPrompt == "  ...> ")
    shell.session.drop()
    #expect(shell.session.nextPrompt == "procq> ")
  }

  @Test func anErrorShowsTheUsersLine() throws {
    let shell = try Conversation()
    #expect(try shell.say("select name,", "  people,", "  peeple from towns") == "")
    #expect(
      try shell.complaints() == """
        error: unknown column 'peeple'
            peeple from towns
            ^~~~~~ did you mean 'people'?

        """)
  }

  /// It is told once, where it was typed, and the rows come all the same.
  @Test func aWarningShowsTheUsersLine() throws {
    let shell = try Conversation()
    #expect(try shell.say("select 'name' as x from towns limit 1;") == "x\nname\n")
    #expect(
      try shell.complaints() == """
        warning: 'name' is text
          select 'name' as x from towns limit 1;
                 ^~~~~~ the column stands without quotes: name

        """)
    try shell.say("let odd = 'name' = 'Oslo';")
    #expect(try shell.complaints().hasPrefix("warning: 'name' is text\n"))
    try shell.say("select count(*) as n where odd;")
    #expect(try shell.complaints() == "")
  }

  @Test func letsLiveOn() throws {
    let shell = try Conversation()
    #expect(try shell.say("let big = people > 800k;") == "")
    _ = try shell.complaints()
    try shell.say("let big = people > 800_000;")
    #expect(try shell.say("select name where big") == "name\nTurin\n")
  }

  @Test func everythingTypedIsRemembered() throws {
    let shell = try Conversation()
    try shell.say("select", "1", "\\x", "", "selct", "-- note")
    #expect(shell.history == ["select\n1", "\\x", "selct", "-- note"])
  }

  @Test func aCommandRunsWhatIsCompleteFirst() throws {
    let shell = try Conversation()
    shell.session.take(Array("select 1 as x".utf8), moreWaits: true)
    #expect(try shell.say("\\f json") == "x\n1\nresults are shown as json\n")
  }

  @Test func aBackslashInOpenQuotesIsText() throws {
    let shell = try Conversation()
    #expect(try shell.say("select 'a", "\\f json", "b' as x") == "x\na\\x0a\\f json\\x0ab\n")
    #expect(try shell.complaints() == "")
  }

  // MARK: - Commands

  @Test func whatStandsInNoTreeIsTold() throws {
    let shell = try Conversation()
    try shell.say("\\f tree")
    #expect(try shell.say("select 1 as x") == "")
    #expect(try shell.complaints().hasPrefix("error: only rows of "))
  }

  @Test func theFormIsChosen() throws {
    let shell = try Conversation()
    try shell.say("\\f ndjson")
    #expect(try shell.say("select 1 as x") == "{\"x\":1}\n")
    try shell.say("\\f nonsense")
    #expect(
      try shell.complaints()
        == "error: '\\f' takes table, vertical, tree, json, ndjson, csv, tsv or markdown, found 'nonsense'\n"
    )
  }

  @Test func rowsAreExpanded() throws {
    let shell = try Conversation { $0.options.style.hasFooter = true }
    try shell.say("\\x")
    #expect(try shell.say("select 1 as a, 2 as bc") == "a:  1\nbc: 2\n(1 row)\n")
    try shell.say("\\x off")
    #expect(try shell.say("select 1 as a") == "a\n1\n(1 row)\n")
  }

  @Test func rowsAreExpandedWhereATableWouldBeTooWide() throws {
    let shell = try Conversation {
      $0.options.style.width = 10
      $0.options.hasFixedWidth = true
    }
    try shell.say("\\x auto")
    #expect(try shell.say("select 'abcdefgh' as a") == "a\nabcdefgh\n")
    #expect(try shell.say("select 'abcdefghijk' as a") == "a: abcdefghijk\n")
  }

  @Test func timingTellsWhatWasRead() throws {
    let shell = try Conversation()
    #expect(try shell.say("\\timing") == "timing is on\n")
    let text = try shell.say("select name limit 1")
    #expect(text.hasPrefix("name\nOslo\n"))
    #expect(text.hasSuffix("; read map 3\n"), "\(text)")
    #expect(try shell.say("\\timing off") == "timing is off\n")
    #expect(try shell.say("select name limit 1") == "name\nOslo\n")
  }

  @Test func sourcesAndFunctionsAreDescribed() throws {
    let shell = try Conversation()
    #expect(try shell.say("\\d").contains("towns            4  The towns."))
    #expect(try shell.say("\\d towns").contains("How many live there."))
    #expect(try shell.say("\\d towns;").contains("relation"))
    #expect(try shell.say("\\df").contains("lower"))
    try shell.say("\\d town")
    #expect(try shell.complaints().contains("did you mean 'towns'?"))
  }

  @Test func helpIsTheRegistrysOwn() throws {
    let shell = try Conversation()
    #expect(
      try shell.say("\\h people")
        == "people: integer, a column of towns, from map\n  How many live there.\n")
    #expect(try shell.say("\\h title").contains("name: text, a column of towns (also title)"))
    #expect(try shell.say("\\h LIMIT").hasPrefix("limit: keyword\n  "))
    #expect(
      try shell.say("\\h climate")
        == "climate: text, a column of countries, from map\n  How warm it is.\n"
        + "  Values: mild, hot, very cold.\n")
    #expect(try shell.say("\\h streets").contains("relation from towns to streets"))
    #expect(try shell.say("\\h watch").contains("command \\watch [SECONDS]"))
    #expect(try shell.say("\\h watch").hasPrefix("watch: keyword\n  runs a query again and again"))
    #expect(try shell.say("\\h timing").hasPrefix("\\timing: command \\timing"))
    let overview = try shell.say("\\h")
    for word in ["select", "at", "over", "watch", "changes", "wait"] {
      #expect(overview.contains("\n  \(word) "))
    }
    try shell.say("\\h peopel")
    #expect(try shell.complaints() == "error: nothing is called 'peopel'; did you mean 'people'?\n")
  }

  @Test func allCommandsAreListed() throws {
    let text = try Conversation().say("\\?")
    #expect(text.split(separator: "\n").count == ShellCommand.all.count)
    for command in ShellCommand.all {
      #expect(text.contains("  \(command.heading) "))
      #expect(text.contains(command.summary))
    }
  }

  @Test func aParameterIsGivenAValue() throws {
    let shell = try Conversation()
    try shell.say("\\set n 2")
    #expect(try shell.say("select name limit $n") == "name\nOslo\nTurin\n")
    try shell.say("\\set n 1", "\\set town Turin")
    #expect(try shell.say("select name where name = $town limit $n") == "name\nTurin\n")
    #expect(try shell.say("\\set") == "n     1\ntown  Turin\n")
    try shell.say("\\set 1x 2", "\\set x")
    #expect(
      try shell.complaints() == """
        error: a parameter's name has letters, digits and '_', not '1x'
        error: '\\set x' needs a value

        """)
  }

  @Test func resultsGoIntoAFile() throws {
    let shell = try Conversation { $0.options.style.hasFooter = true }
    let path = shell.home + "/result"
    #expect(try shell.say("\\o \(path)", "select 1 as x") == "")
    #expect(try shell.read("result") == "x\n1\n")
    #expect(try shell.say("\\o", "select 2 as x") == "x\n2\n(1 row)\n")
    #expect(try shell.read("result") == "x\n1\n")
    try shell.say("\\o /nowhere/at/all")
    #expect(
      try shell.complaints() == "error: cannot open /nowhere/at/all: No such file or directory\n")
  }

  @Test(arguments: ["\\watch x", "\\watch 0", "\\watch -1", "\\watch 2x", "\\watch nan"])
  func watchWantsSeconds(_ line: String) throws {
    let shell = try Conversation()
    try shell.say("select 1", line)
    #expect(
      try shell.complaints()
        == "error: '\\watch' takes seconds or a duration, found '\(line.dropFirst(7))', "
        + "as in \\watch 2 or \\watch 2s\n")
  }

  @Test(arguments: [
    ("\\watch", "error: there is no query to repeat yet\n"),
    ("\\s x", "error: there is no query to save yet\n"), ("\\s", "error: '\\s' needs a name\n"),
    ("\\r", "error: '\\r' needs the name of a query\n"),
    ("\\r none", "error: no query is saved as 'none'\n"),
    ("\\i", "error: '\\i' needs the name of a file\n"),
    ("\\i /none", "error: cannot open /none: No such file or directory\n"),
    ("\\xx", "error: unknown command '\\xx'; '\\?' lists them\n"),
    ("\\", "error: unknown command '\\'; '\\?' lists them\n"),
  ])
  func whatIsWrongWithACommandIsTold(_ line: String, _ complaint: String) throws {
    let shell = try Conversation()
    try shell.say(line)
    #expect(try shell.complaints() == complaint)
  }

  @Test func leavingIsAskedFor() throws {
    let shell = try Conversation()
    try shell.say("\\q")
    #expect(shell.session.ending == .asked)
  }
}

/// Files that the shell runs, and queries that it keeps.
@Suite struct ShellScriptTests {
  @Test func aFileMayHoldStatementsAndCommands() throws {
    let shell = try Conversation()
    let path = try shell.write(
      "-- comment\nlet big = people > 800_000;\n\\f csv\nselect name\nwhere big;\n\\f table\n",
      to: "a file")
    #expect(
      try shell.say("\\i '\(path)'")
        == "results are shown as csv\nname\nTurin\nresults are shown as table\n")
    #expect(try shell.say("select name where big") == "name\nTurin\n")
  }

  @Test func aFileMayBeginWithAByteOrderMark() throws {
    let shell = try Conversation()
    let path = try shell.write("\u{feff}\\f csv\nselect name where people > 800_000;\n", to: "f")
    #expect(try shell.say("\\i \(path)") == "results are shown as csv\nname\nTurin\n")
    #expect(try shell.complaints() == "")
  }

  @Test func anErrorInAFileTellsWhere() throws {
    let shell = try Conversation()
    let path = try shell.write("\\f csv\nselect 1;\nselect nme;\n", to: "f")
    #expect(try shell.say("\\i \(path)") == "results are shown as csv\n")
    #expect(
      try shell.complaints() == """
        \(path):3:8: error: unknown column 'nme'
          3 | select nme;
            |        ^~~ did you mean 'name'?

        """)
  }

  @Test func filesThatIncludeThemselvesEnd() throws {
    let shell = try Conversation()
    let path = shell.home + "/f"
    _ = try shell.write("\\i \(path)\n", to: "f")
    try shell.say("\\i \(path)")
    #expect(try shell.complaints().contains("files include one another too deeply"))
  }

  @Test func theStartUpFileIsRun() throws {
    let shell = try Conversation()
    _ = try shell.write("\\timing on\nlet big = people > 10;\n", to: ".config/procq/rc.procq")
    let files = StartUpFiles(shell.session.folders, history: nil, readsScript: true)
    shell.session.runScript(try #require(files.script))
    #expect(try shell.say("select name where big limit 1").hasSuffix("; read map 3\n"))
  }

  @Test func aQueryIsSavedWithWhatItNeeds() throws {
    let shell = try Conversation()
    try shell.say(
      "\\set least 800000", "\\set unused 1", "let big = people > $least;",
      "let other = people < 5;",
      "select name where big;")
    #expect(try shell.say("\\s big") == "saved 'big'\n")
    #expect(
      try shell.read(".config/procq/queries/big.procq")
        == "param least = 800000;\nlet big = people > $least;\nselect name where big;\n")
    #expect(try shell.say("\\l") == "big\n")
    #expect(try shell.say("\\s big") == "replaced 'big'\n")

    let other = try Conversation()
    _ = try other.write(
      try shell.read(".config/procq/queries/big.procq"), to: ".config/procq/queries/big.procq")
    #expect(try other.say("\\r big") == "name\nTurin\n")
    #expect(try other.say("\\r big least=1000") == "name\nOslo\nTurin\n")
    // What a saved query defines is its own.
    try other.say("select name where big")
    #expect(try other.complaints().contains("unknown column 'big'"))
  }

  /// Of a statement that runs a query again, the query is saved.
  @Test func theQueryOfAStatementIsSaved() throws {
    let shell = try Conversation()
    try shell.say("wait 5s for select name where people > 800000;", "\\s big")
    #expect(
      try shell.read(".config/procq/queries/big.procq") == "select name where people > 800000;\n")
  }

  /// A parameter that was declared here is declared there, and its value is the default.
  @Test func aDeclaredParameterIsSavedWithItsQuery() throws {
    let shell = try Conversation()
    try shell.say("param least = 800000;", "select name where people > $least;", "\\s big")
    let text = try shell.read(".config/procq/queries/big.procq")
    #expect(text == "param least = 800000;\nselect name where people > $least;\n")
    try shell.say("\\r big least=900000")
    #expect(try shell.complaints() == "")
  }

  @Test func aTextParameterIsSavedAsText() throws {
    let shell = try Conversation()
    try shell.say("\\set town It's odd", "select people where name = $town;", "\\s one")
    _ = try shell.complaints()
    let text = try shell.read(".config/procq/queries/one.procq")
    #expect(text.hasSuffix("select people where name = $town;\n"))
  }

  @Test func whatIsWrongWithASavedQueryIsTold() throws {
    let shell = try Conversation()
    _ = try shell.write("param n;\nselect 1 limit $n", to: ".config/procq/queries/few.procq")
    try shell.say("\\r fwe", "\\r few n", "\\r few", "\\s ../x")
    let complaints = try shell.complaints()
    #expect(complaints.contains("no query is saved as 'fwe'; did you mean 'few'?"))
    #expect(complaints.contains("expected NAME=VALUE, found 'n'"))
    #expect(complaints.contains("few.procq:1:7: error:"), "\(complaints)")
    #expect(complaints.contains("a name has letters, digits and '._-/', not '../x'"))
  }
}
