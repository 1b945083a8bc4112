import Foundation
import Glibc
import TestSupport
import Testing

/// What the surroundings may do to a shell: it goes on, or ends and leaves the terminal as it was.
@Suite struct ShellLimitTests {
  private let program = Command.built("procq").program

  /// Somebody whose own shell runs a line before procq.
  private func user(after line: String, _ environment: [String: String] = [:]) throws
    -> TerminalUser
  {
    try TerminalUser(
      ["-c", "\(line); exec \(program) --no-rc"], environment: environment, program: "/bin/sh")
  }

  /// libedit keeps two cells for each character of the screen: these would be 34 GiB.
  @Test(arguments: ["cols 65535 rows 65535", "cols 65535 rows 24", "cols 80 rows 65535"])
  func aWindowMayHaveAnySize(_ size: String) throws {
    let user = try user(after: "ulimit -v 2000000; stty \(size)")
    #expect(user.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
    user.type("selct 2 as y")
    user.press(.home, .right, .right, .right)
    user.type("e")
    user.press(.enter)
    user.sees("y\n2\n(1 row)")
    user.seesPrompt()
    user.resize(columns: 60, rows: 20)
    #expect(user.answer(to: "select 3 as z").hasSuffix("z\n3\n(1 row)"))
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test func aFileThatMayNotGrowIsAnErrorAndNoEnd() throws {
    let user = try user(after: "ulimit -f 0", ["EDITOR": "true"])
    user.seesPrompt()
    user.enter("select 1 as x")
    user.sees("warning: the history is not kept: cannot write")
    user.sees("File too large")
    user.seesPrompt()
    user.enter("\\s one")
    user.sees("error: cannot write")
    _ = user.answer(to: "\\o ~/out")
    user.enter("select 2 as x")
    user.sees("error: cannot write the result: File too large")
    user.seesPrompt()
    _ = user.answer(to: "\\o")
    user.enter("\\e")
    user.sees("procq> \\e\nerror: cannot write")
    #expect(user.answer(to: "select 3 as x") == "x\n3\n(1 row)")
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }
}
