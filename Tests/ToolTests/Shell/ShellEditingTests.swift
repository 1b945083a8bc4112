import TestSupport
import Testing

/// The shell at a terminal, key by key.
@Suite struct ShellEditingTests {
  @Test func aLineRunsAndThePromptComesBack() throws {
    let user = try TerminalUser()
    #expect(user.answer(to: "select 1 as one, 'ä' as two;") == "one  two\n  1  ä\n(1 row)")
    #expect(user.answer(to: "select 2 as n") == "n\n2\n(1 row)")
  }

  @Test func aStatementGoesOverSeveralLines() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.enter("select 1 as a,")
    user.seesLine("  ...>")
    user.enter("2 as b,")
    user.enter("nonsense + 1;")
    user.sees("  nonsense + 1;\n  ^~~~~~~~")
    user.seesPrompt()
  }

  @Test func textIsEditedInTheMiddle() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.type("selct 1 as x")
    user.press(.home, .right, .right, .right)
    user.type("e")
    user.press(.controlE)
    user.type("yz")
    user.press(.backspace)
    user.seesLine("procq> select 1 as xy")
    user.press(.wordLeft, .wordLeft, .wordLeft, .delete)
    user.type("7")
    user.press(.controlA, .wordRight)
    user.seesLine("procq> select 7 as xy")
    user.press(.controlW)
    user.seesLine("procq>  7 as xy")
  }

  @Test func charactersOfManyBytesAreWhole() throws {
    let user = try TerminalUser(environment: ["LANG": "C", "LC_ALL": ""])
    user.seesPrompt()
    user.type("select 'äß漢字' as x")
    user.press(.left, .left, .left, .left, .left, .left, .backspace)
    user.type("ö")
    user.seesLine("procq> select 'äß漢ö' as x")
    user.press(.enter)
    user.sees("äß漢ö\n(1 row)")
  }

  @Test func earlierLinesAreRecalled() throws {
    let user = try TerminalUser()
    _ = user.answer(to: "select 1 as first")
    _ = user.answer(to: "select 2 as second")
    user.press(.up)
    user.seesLine("procq> select 2 as second")
    user.press(.up)
    user.seesLine("procq> select 1 as first")
    user.press(.down, .down)
    user.seesPrompt()
  }

  @Test func earlierLinesAreSearched() throws {
    let user = try TerminalUser()
    _ = user.answer(to: "select 1 as needle")
    _ = user.answer(to: "select 2 as hay")
    user.press(.controlR)
    user.type("need")
    #expect(user.sees { $0.text.contains("procq> select 1 as needle\nbck:need") })
    user.press(.enter)
    user.sees("needle\n     1\n(1 row)\nprocq> select 2 as hay")
    user.seesPrompt()
  }

  @Test func aStatementOfSeveralLinesIsOneEntry() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.enter("select 1 as a,")
    user.seesLine("  ...>")
    user.enter("  2 as b;")
    user.sees("(1 row)")
    user.seesPrompt()
    user.press(.up)
    user.sees("procq> select 1 as a,\n  2 as b;")
    user.type("\u{8}, 3 as c;")
    user.press(.enter)
    user.sees("a  b  c\n1  2  3")
  }

  @Test func aPasteIsTextUntilEnter() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.paste("select 1 as a,\n\t2 as b;\nselect 'tab\there' as c\n")
    user.sees("procq> select 1 as a,\n        2 as b;\nselect 'tab     here' as c")
    #expect(!user.screen.text.contains("(1 row)"))
    user.press(.enter)
    user.sees("a  b\n1  2\n(1 row)\n\nc\ntab\\x09here\n(1 row)")
    user.seesPrompt()
    user.press(.up)
    user.sees("(1 row)\nprocq> select 1 as a,\n        2 as b;\nselect 'tab     here' as c")
  }

  @Test func linesThatComeAtOnceAreOneStatement() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.type("select 1 as a,\r2 as b\rlimit 1\rselect 3;\r")
    // The second select cannot stand there, so nothing ran before all lines were there.
    user.sees("error: ")
    user.seesPrompt()
    user.type("select 4 as a,\r5 as b\rlimit 1\r\r")
    user.sees("a  b\n4  5\n(1 row)")
  }

  @Test func anEmptyLineEndsAStatementOfSeveralLines() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.enter("select 1 as a,")
    user.seesLine("  ...>")
    user.enter("2 as b")
    user.seesLine("  ...>")
    user.enter("limit 1")
    user.seesLine("  ...>")
    #expect(!user.screen.text.contains("(1 row)"))
    user.press(.enter)
    user.sees("a  b\n1  2\n(1 row)")
    user.seesPrompt()
    user.enter("select 1,")
    user.seesLine("  ...>")
    user.press(.enter)
    user.sees("error: expected a column or an expression after ',', found the end\n  select 1,")
    user.seesPrompt()
  }

  @Test func multilineWaitsForTheSemicolon() throws {
    let user = try TerminalUser()
    #expect(user.answer(to: "\\set multiline on").hasPrefix("multiline is on"))
    #expect(user.answer(to: "\\set") == "multiline  on")
    user.enter("select 1 as a")
    user.seesLine("  ...>")
    user.press(.enter)
    user.enter("limit 1")
    user.enter(";")
    user.sees("a\n1\n(1 row)")
    #expect(user.answer(to: "\\set multiline off").hasPrefix("multiline is off"))
    #expect(user.answer(to: "select 2 as b") == "b\n2\n(1 row)")
    #expect(user.answer(to: "\\set multiline maybe").contains("takes on or off, found 'maybe'"))
  }

  @Test func viKeysAreAChoiceOfTheUsers() throws {
    let user = try TerminalUser(environment: ["EDITRC": ""])
    user.seesPrompt()
    #expect(user.answer(to: "select 1 as emacs").contains("emacs"))
    try user.write("bind -v\n", to: ".editrc")
    let vi = try TerminalUser(home: user.home)
    vi.seesPrompt()
    vi.type("select 1 as vii")
    vi.press(.left)
    vi.type("x")
    vi.press(.right)
    vi.seesLine("procq> select 1 as vixi")
    vi.press(.escape)
    vi.seesLine("procq> select 1 as vixi")
    // Once more does nothing.
    vi.press(.escape)
    vi.type("0x")
    vi.seesLine("procq> elect 1 as vixi")
    vi.type("is")
    vi.press(.escape)
    vi.type("A, 2 as more")
    vi.press(.enter)
    vi.sees("vixi  more\n   1     2")
    vi.type("sel")
    vi.press(.tab)
    vi.seesLine("procq> select")
    vi.paste("3 as\nn")
    vi.press(.enter)
    vi.sees("n\n3\n(1 row)")
  }

  @Test func theUsersOwnBindingsWin() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    try user.write("bind ^W ed-move-to-beg\nbind ^I rl_complete\n", to: ".editrc")
    let other = try TerminalUser(home: user.home)
    other.seesPrompt()
    other.type("lect")
    other.press(.controlW)
    other.type("se")
    other.press(.controlE, .tab)
    other.seesLine("procq> select")
    #expect(!other.screen.text.contains("bind"))
  }

  @Test func editingCanBeSwitchedOff() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    try user.write("edit off\n", to: ".editrc")
    let other = try TerminalUser(home: user.home)
    other.seesPrompt()
    other.type("select 1")
    other.seesLine("procq> select 1")
    other.press(.controlC)
    other.seesPrompt()
    #expect(other.answer(to: "select 2 as x") == "x\n2\n(1 row)")
  }

  @Test func keysThatMeanNothingDoNothing() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.type("select 5 as a\u{1b}[2~\u{1b}[5~\u{1b}[6~")
    user.press(.controlE)
    user.type("b")
    user.seesLine("procq> select 5 as ab")
  }

  @Test func aNewSizeIsTakenIn() throws {
    let user = try TerminalUser(columns: 80, rows: 24)
    user.seesPrompt()
    user.type("select 'a long line that goes on' as x")
    user.seesLine("procq> select 'a long line that goes on' as x")
    user.resize(columns: 30, rows: 10)
    #expect(user.sees { $0.shown.contains("procq> select 'a long line tha") })
    user.press(.controlE)
    user.type("y")
    #expect(user.sees { $0.shown.contains { $0.hasSuffix("as xy") } })
    user.press(.enter)
    user.sees("a long line that goes on\n(1 row)")
    user.seesPrompt()
  }

  @Test func aNarrowTerminalWorks() throws {
    let user = try TerminalUser(columns: 12, rows: 10)
    user.seesPrompt()
    user.type("select 12345 as number")
    user.press(.left, .left, .left, .left, .left, .left)
    user.type("x")
    user.press(.enter)
    user.sees("xnumber\n  12345\n(1 row)")
    user.seesPrompt()
    user.type("select u")
    user.press(.tab)
    #expect(user.sees { $0.shown.contains("user_ns") || $0.shown.contains("  user_ns …") })
  }

  @Test func aDumbTerminalWorks() throws {
    let user = try TerminalUser(environment: ["TERM": "dumb"])
    user.seesPrompt()
    user.type("selct 1 as x")
    for _ in 0..<9 { user.type("\u{2}") }
    user.type("e")
    user.press(.enter)
    user.sees("x\n1\n(1 row)")
    user.seesPrompt()
    user.type("sel")
    user.press(.tab)
    user.seesLine("procq> select")
    user.press(.controlC)
    user.seesPrompt()
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(!user.transcript.contains(0x1b), "\(user.screen.text)")
  }

  @Test func anUnknownTerminalWorks() throws {
    let user = try TerminalUser(environment: ["TERM": "no-such-terminal"])
    user.seesPrompt()
    #expect(user.screen.text.hasPrefix("procq 0"), "\(user.screen.text)")
    #expect(user.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
  }
}
