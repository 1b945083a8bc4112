import Foundation
import TestSupport
import Testing

/// Programs that the shell starts for its user, and gives the terminal.
@Suite struct ShellProgramTests {
  private let fixture: ProcFixture

  init() throws {
    fixture = try ProcFixture(named: "small-server")
  }

  private func user(
    _ environment: [String: String] = [:], rows: Int = 24
  ) throws -> TerminalUser {
    try TerminalUser(
      ["--no-rc", "--procfs", fixture.root], environment: environment, columns: 200, rows: rows)
  }

  private static let waits = "cat; echo wait'ing'; read line </dev/tty; echo got $line"

  @Test func aCommandHasTheTerminal() throws {
    let user = try user()
    user.seesPrompt()
    user.enter("\\! </dev/null \(Self.waits)")
    user.sees("waiting")
    #expect(user.isCooked)
    user.enter("it")
    user.sees("got it")
    user.seesPrompt()
    #expect(user.answer(to: "\\! (exit 4)") == "note: '(exit 4)' has ended with status 4")
    #expect(user.answer(to: "select 1 as x") == "x\n1\n(1 row)")
  }

  @Test func aShellOfTheUsersIsHad() throws {
    let user = try user(["SHELL": "/bin/sh", "PS1": "mine> "])
    user.seesPrompt()
    user.enter("\\!")
    user.seesLine("mine>")
    user.enter("exit")
    user.seesPrompt()
    #expect(user.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
  }

  @Test func controlCIsTheCommands() throws {
    let user = try user()
    user.seesPrompt()
    user.enter("\\! </dev/null \(Self.waits)")
    user.sees("waiting")
    user.press(.controlC)
    user.sees("has ended with status 130")
    user.seesPrompt()
    user.enter("select 1 as x \\g | \(Self.waits)")
    #expect(user.sees { $0.text.components(separatedBy: "\nwaiting").count == 3 })
    #expect(user.isCooked)
    user.press(.controlC)
    #expect(user.sees { $0.text.components(separatedBy: "with status 130").count == 3 })
    user.seesPrompt()
    #expect(!user.screen.text.contains("interrupted"))
    #expect(user.answer(to: "select 1 as x") == "x\n1\n(1 row)")
  }

  /// Such a reader has no need of colours or of the width of a screen.
  @Test func whatACommandReadsHasNoStyle() throws {
    let user = try user()
    #expect(
      user.answer(
        to: "select null as x, substr(concat('a', 'b'), 1) as y \\g | cat -v | cut -c 1-4")
        == "x  y\n-  a")
    #expect(user.answer(to: "select pid limit 1 \\g | wc -l").hasSuffix("2"))
    let told = user.answer(to: "\\g | /no/such/command")
    #expect(told.hasSuffix("note: '/no/such/command' has ended with status 127"), "\(told)")
  }

  @Test func aReaderThatLeavesEarlyEndsALongResult() throws {
    let user = try user(["PAGER": "cat"], rows: 60)
    #expect(user.answer(to: "describe processes").contains("rows)"))
    #expect(user.answer(to: "describe processes \\g | head -n 1").hasPrefix("name "))
    #expect(user.answer(to: "select 1 as x") == "x\n1\n(1 row)")
  }

  /// A command of `\o` reads on whatever is pressed, and is waited for at the end.
  @Test func aCommandReadsResultsUntilTheEnd() throws {
    let user = try user()
    #expect(user.answer(to: "\\o | sort -r > ~/out; echo done > ~/done") == "")
    #expect(user.answer(to: "select 1 as x;") == "")
    user.type("select 2")
    user.seesLine("procq> select 2")
    user.press(.controlC)
    #expect(user.sees { $0.currentLine == "procq>" })
    #expect(user.answer(to: "select 3 as x;") == "")
    user.enter("exit")
    #expect(user.end() == 0)
    #expect(try user.read("out") == "x\nx\n3\n1\n\n")
    #expect(try user.read("done") == "done\n")
  }

  @Test func aCommandThatDoesNotEndIsLeft() throws {
    let user = try user()
    #expect(user.answer(to: "\\o | cat; echo wait'ing'; read line </dev/tty") == "")
    user.enter("\\o")
    user.sees("waiting")
    user.press(.controlC)
    user.sees("is not waited for")
    user.seesPrompt()
    #expect(user.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
  }

  @Test func theScreenIsCleared() throws {
    let user = try user()
    _ = user.answer(to: "select 1 as x")
    user.enter("clear")
    #expect(user.sees { $0.shown[0] == "procq>" && !$0.shown.contains("x") })
  }

  @Test func aFolderIsGoneTo() throws {
    let user = try user()
    #expect(user.answer(to: "\\cd /") == "")
    #expect(user.answer(to: "\\! pwd") == "/")
    #expect(user.answer(to: "\\cd") == "")
    #expect(user.answer(to: "\\! test \"$(pwd)\" -ef ~ && echo home") == "home")
  }

  /// The time is the query's, not that of who reads it.
  @Test func theTimeInThePagerIsNotCounted() throws {
    let user = try user(
      ["PAGER": "cat >/dev/null; echo paging; read line </dev/tty; echo left"], rows: 8)
    #expect(user.answer(to: "\\timing on") == "timing is on")
    user.enter("describe functions \\g | sleep 2")
    #expect(user.sees { $0.currentLine == "procq>" })
    #expect(!user.screen.text.contains("2.0s"), "\(user.screen.text)")
  }

  /// The screen is the command's until it has ended; what there is to say comes then.
  @Test func whatIsToldComesBehindTheCommand() throws {
    let user = try user()
    #expect(user.answer(to: "\\timing on") == "timing is on")
    let told = user.answer(to: "select 1 as x \\g | (cat >/dev/null; sleep 0.3; echo read)")
    #expect(told.split(separator: "\n").first == "read")
    #expect(told.split(separator: "\n").count == 2, "\(told)")
  }

  @Test func aSavedQueryIsEdited() throws {
    let user = try user(["EDITOR": "sed -i s/one/two/"])
    _ = user.answer(to: "select 1 as one")
    #expect(user.answer(to: "\\s mine") == "saved 'mine'")
    #expect(user.answer(to: "\\e mine").hasSuffix("two\n  1\n(1 row)"))
    #expect(try user.read(".config/procq/queries/mine.procq") == "select 1 as two;\n")
    try user.write("param n;\nselect $n as one;\n", to: ".config/procq/queries/needs.procq")
    #expect(user.answer(to: "\\e needs").hasSuffix("'\\r needs n=…' runs it"))
    #expect(user.answer(to: "\\e other").hasPrefix("error: no query is saved as 'other'"))
  }

  @Test func aQueryIsReplacedAfterAQuestion() throws {
    let user = try user()
    _ = user.answer(to: "select 1 as x")
    #expect(user.answer(to: "\\s mine") == "saved 'mine'")
    _ = user.answer(to: "select 2 as x")
    for (answer, outcome) in [("", "stays"), ("yes", "replaced 'mine'")] {
      user.enter("\\s mine")
      user.seesLine("replace 'mine'? [y/N]")
      user.enter(answer)
      #expect(user.sees { $0.currentLine == "procq>" && $0.text.contains(outcome) })
    }
    #expect(try user.read(".config/procq/queries/mine.procq") == "select 2 as x;\n")
    user.enter("\\rm mine")
    user.seesLine("delete 'mine'? [y/N]")
    user.press(.controlC)
    user.seesPrompt()
    #expect(user.answer(to: "\\l") == "mine")
    user.press(.up)
    user.seesLine("procq> \\l")
  }
}
