import TestSupport
import Testing

/// Statements of several lines, key by key.
@Suite struct ShellLinesTests {
  private static let altEnter = "\u{1b}\r"

  private func user(columns: Int = 80, editrc: String = "") throws -> TerminalUser {
    try TerminalUser(columns: columns, files: [".editrc": editrc])
  }

  @Test(arguments: ["", "bind -v\n"])
  func altEnterPutsANewLineInAnywhere(_ editrc: String) throws {
    let user = try user(editrc: editrc)
    user.seesPrompt()
    user.type("select 1 as a, 2 as b")
    for _ in 0..<7 { user.press(.left) }
    user.type(Self.altEnter)
    #expect(user.sees { $0.text.contains("procq> select 1 as a,\n 2 as b") })
    user.type("7,")
    user.press(.enter)
    user.sees("a  7  b\n1  7  2\n(1 row)")
    user.seesPrompt()
  }

  @Test(arguments: ["", "bind -v\n"])
  func theArrowsMoveWithinAStatement(_ editrc: String) throws {
    let user = try user(editrc: editrc)
    _ = user.answer(to: "select 0 as old")
    user.type("select 1 as a," + Self.altEnter + "  2 as b," + Self.altEnter + "3 as c")
    user.press(.up)
    user.seesLine("  2 as b,")
    user.press(.up)
    user.seesLine("procq> select 1 as a,")
    user.press(.end)
    user.type(" 9 as z,")
    user.press(.down, .end)
    user.type(" 8 as y,")
    user.seesLine("  2 as b, 8 as y,")
    user.press(.home)
    user.type("7 as x,")
    user.press(.down, .enter)
    user.sees("a  z  x  b  y  c\n1  9  7  2  8  3\n(1 row)")
    user.seesPrompt()
  }

  /// From the first line to what is older, from the last to what is newer.
  @Test func theArrowsLeaveAStatementAtItsEnds() throws {
    let user = try user()
    _ = user.answer(to: "select 0 as old")
    user.type("select 1 as a," + Self.altEnter + "2 as b;")
    user.press(.enter)
    user.sees("1  2\n(1 row)\nprocq>")
    user.seesPrompt()
    user.press(.up)
    user.seesLine("2 as b;")
    user.press(.up)
    user.seesLine("procq> select 1 as a,")
    user.press(.up)
    user.seesLine("procq> select 0 as old")
    user.press(.down)
    user.seesLine("2 as b;")
    user.press(.down)
    user.seesPrompt()
  }

  @Test(arguments: [80, 14])
  func linesThatWereSentAreEditedAgain(_ columns: Int) throws {
    let user = try user(columns: columns)
    user.seesPrompt()
    user.enter("select 1 as a,")
    user.seesLine("  ...>")
    user.enter("'漢字' as b,")
    user.seesLine("  ...>")
    user.type("3 as c")
    user.press(.up, .up, .end)
    user.type(" 9 as z,")
    if columns == 80 {
      #expect(
        user.sees {
          $0.text.hasSuffix("\nprocq> select 1 as a, 9 as z,\n'漢字' as b,\n3 as c")
        }, "\(user.screen.text)")
    }
    user.press(.down, .down, .end, .enter)
    user.seesLine("  ...>")
    user.press(.enter)
    user.sees("a  z  b")
    user.seesPrompt()
  }

  @Test func ctrlCDropsAllOfIt() throws {
    let user = try user()
    user.seesPrompt()
    user.enter("select 1 as a,")
    user.seesLine("  ...>")
    user.type("2")
    user.press(.up)
    user.seesLine("procq> select 1 as a,")
    user.press(.controlC)
    user.sees("2^C")
    user.seesPrompt()
    #expect(user.answer(to: "select 3 as c") == "c\n3\n(1 row)")
  }

  @Test func aNewSizeIsTakenInInTheMiddle() throws {
    let user = try user()
    user.seesPrompt()
    user.type("select 'a long line that goes on' as x," + Self.altEnter + "2 as b")
    user.press(.up)
    user.seesLine("procq> select 'a long line that goes on' as x,")
    user.resize(columns: 30, rows: 12)
    #expect(user.sees { $0.shown.contains("procq> select 'a long line tha") })
    user.press(.down, .end)
    user.type("c;")
    user.press(.enter)
    user.sees("2\n(1 row)")
    user.seesPrompt()
    #expect(user.screen.text.contains("bc\n"), "\(user.screen.text)")
  }

  @Test func aPastedTabIsNoQuestion() throws {
    let user = try user()
    user.seesPrompt()
    user.type("select\t1 as a,\t2 as b\tfrom processes\tlimit 1;\r")
    user.sees("a  b\n1  2\n(1 row)")
    user.seesPrompt()
  }

  @Test func theQuoteThatCompletionPutIsNotDoubled() throws {
    let user = try user()
    user.seesPrompt()
    user.type("select pid where status = 'zom")
    user.press(.tab)
    user.seesLine("procq> select pid where status = 'zombie'")
    user.type("' and pid = 0")
    user.seesLine("procq> select pid where status = 'zombie' and pid = 0")
  }

  @Test func valuesAreListedWithTheirQuotes() throws {
    let user = try user()
    user.seesPrompt()
    user.type("select pid where status = ")
    user.press(.tab)
    user.sees("'zombie'")
    user.seesLine("procq> select pid where status = '")
    user.type("zo")
    user.press(.tab)
    user.seesLine("procq> select pid where status = 'zombie'")
  }

  @Test func theKeysAreListed() throws {
    let user = try TerminalUser(environment: ["PAGER": "cat"])
    #expect(user.answer(to: "\\h keys").contains("  Alt-Enter  "))
  }
}

/// What is typed while a result is on its way.
@Suite struct ShellTypeAheadTests {
  /// It shows whatever it is given, and would eat every key.
  private static let pager = "sed 's/^/paged: /'; read line </dev/tty; echo \"eaten: $line\""

  private func user(_ environment: [String: String] = [:]) throws -> TerminalUser {
    try TerminalUser(
      environment: ["PAGER": Self.pager].merging(environment) { $1 }, columns: 80, rows: 8)
  }

  @Test func keysStayForTheNextLine() throws {
    let user = try user()
    user.seesPrompt()
    user.type("\\df\rselect 1 as x\rselect 2 as y\r")
    user.sees("x\n1\n(1 row)")
    user.sees("y\n2\n(1 row)")
    user.seesPrompt()
    #expect(!user.screen.text.contains("paged: "), "\(user.screen.text)")
    #expect(!user.screen.text.contains("eaten:"))
  }

  @Test func whoHasStoppedTypingGetsThePager() throws {
    let user = try user()
    user.seesPrompt()
    user.enter("\\df")
    user.sees("paged: ")
    user.press(.enter)
    user.sees("eaten:")
    user.seesPrompt()
  }

  @Test func aDumbTerminalHasNoPager() throws {
    let user = try user(["TERM": "dumb"])
    #expect(!user.answer(to: "\\df").contains("paged: "))
  }
}
