import TestSupport
import Testing

/// Whether there is a shell, and where it shows itself, when not everything is the terminal.
@Suite struct ShellStartTests {
  private let program = Command.built("procq").program

  /// Somebody whose own shell runs a line with procq in it.
  private func user(running line: String) throws -> TerminalUser {
    try TerminalUser(["-c", "cd; " + line], program: "/bin/sh")
  }

  @Test func withoutATerminalToShowItOnThereIsNone() throws {
    let user = try user(running: "\(program) --no-rc >out 2>err; echo status $?")
    user.sees("status 2")
    #expect(try user.read("out") == "")
    #expect(
      try user.read("err") == """
        error: there is no terminal to show the shell on
          a query stands after -e; '-' reads statements from standard input

        """)
  }

  @Test func statementsCanBeTypedWithoutIt() throws {
    let user = try user(running: "\(program) - >out 2>err; echo status $?")
    user.type("select 1 as x\n\u{4}")
    user.sees("status 0")
    #expect(try user.read("out") == "x\n1\n")
  }

  @Test func resultsAloneGoIntoAFile() throws {
    let user = try user(running: "\(program) --no-rc >out; echo status $?")
    user.sees("'\\q' leaves)")
    #expect(user.answer(to: "select 1 as x") == "")
    #expect(user.answer(to: "\\timing") == "timing is on")
    #expect(user.answer(to: "select y").contains("error: unknown column 'y'"))
    user.enter("\\q")
    user.sees("status 0")
    #expect(try user.read("out") == "x\n1\n")
  }

  @Test func errorsAloneGoIntoAFile() throws {
    let user = try user(running: "\(program) --no-rc 2>err; echo status $?")
    #expect(user.answer(to: "select 1 as x") == "x\n1\n(1 row)")
    #expect(user.answer(to: "select y") == "")
    user.enter("\\q")
    user.sees("status 0")
    #expect(try user.read("err").hasPrefix("error: unknown column 'y'\n"))
  }
}
