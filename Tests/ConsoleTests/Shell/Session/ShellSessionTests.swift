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
    #expect(try shell.say("select name,", "  people,", "  peeple from towns;") == "")
    #expect(
      try shell.complaints() == """
        error: unknown column 'peeple'
            peeple from towns;
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
    try shell.say("select", "1;", "\\x", "", "selct", "-- note")
    #expect(shell.history == ["select\n1;", "\\x", "selct", "-- note"])
  }

  @Test func aCommandRunsWhatIsCompleteFirst() throws {
    let shell = try Conversation()
    shell.session.take(Array("select 1 as x".utf8), moreWaits: true)
    #expect(try shell.say("\\f json") == "x\n1\nresults are shown as json\n")
  }

  @Test func aBackslashInOpenQuotesIsText() throws {
    let shell = try Conversation()
    #expect(try shell.say("select 'a", "\\f json", "b' as x;") == "x\na\\x0a\\f json\\x0ab\n")
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
    #expect(try shell.say("\\d").contains("towns            5  The towns."))
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
    #expect(try shell.say("\\set TOWN") == "town  Turin\n")
    try shell.say("\\set 1x 2", "\\set x")
    #expect(
      try shell.complaints() == """
        error: a parameter's name has letters, digits and '_', not '1x'
        error: 'x' has no value; '\\set' lists those that have one

        """)
  }

  @Test func aParameterIsTakenItsValue() throws {
    let shell = try Conversation()
    try shell.say("\\set n 2", "\\unset n", "select name limit $n", "\\unset n", "\\unset")
    #expect(
      try shell.complaints() == """
        error: unknown parameter '$n'
          select name limit $n
                            ^~ 'param n = …' declares it
        error: 'n' has no value; '\\set' lists those that have one
        error: '\\unset' needs a name

        """)
    #expect(try shell.say("\\set") == "")
  }

  @Test func aTextIsSaid() throws {
    let shell = try Conversation()
    #expect(try shell.say("\\echo a  'b  c' \u{1b}") == "a b  c \\x1b\n")
  }

  // MARK: - Words

  @Test(arguments: ["exit", "QUIT", " quit ; "])
  func aWordLeaves(_ word: String) throws {
    let shell = try Conversation()
    try shell.say(word)
    #expect(shell.session.ending == .asked)
    #expect(shell.history == [word])
  }

  @Test func helpIsHad() throws {
    let shell = try Conversation()
    #expect(try shell.say("help") == shell.say("\\h"))
    #expect(try shell.say("\\help people").hasPrefix("people: "))
  }

  /// A name that a statement uses is no word alone.
  @Test func withinAStatementAWordIsItsOwn() throws {
    let shell = try Conversation()
    #expect(try shell.say("select 1 as", "exit;") == "exit\n   1\n")
    #expect(shell.session.ending == nil)
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
    ("\\g", "error: there is no query to run again yet\n"),
    ("\\gx | cat", "error: there is no query to run again yet\n"),
    ("\\o |", "error: a command stands after '|'\n"),
    ("\\cd /none", "error: cannot go to /none: No such file or directory\n"),
    ("\\rm", "error: '\\rm' needs the name of a query\n"),
    ("\\rm none", "error: no query is saved as 'none'\n"),
    ("\\l none", "error: no query is saved as 'none'\n"),
    (
      "\\e none",
      "error: no query is saved as 'none', and no file is called so; '\\s none' saves the last query\n"
    ),
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
