import Foundation
import Glibc
import TestSupport
import Testing

/// Actions in the shell: at a semicolon only, and never without an answer.
@Suite struct ShellActionTests {
  private let question = "send TERM to this process? [y/N]"

  @Test func itRunsAtItsSemicolonAndAsks() throws {
    let victim = try Victim()
    let user = try TerminalUser(["--no-rc", "--yes"])
    user.seesPrompt()
    user.enter("kill where pid = \(victim.pid)")
    user.seesLine("  ...>")
    user.enter("")
    user.sees("note: a statement that acts runs at its ';'")
    user.seesLine("  ...>")
    user.enter("")
    user.seesLine("  ...>")
    #expect(user.screen.text.components(separatedBy: "runs at its").count == 2)
    user.enter(";")
    user.seesLine(question)
    #expect(victim.isAlive)
    user.enter("y")
    user.sees("sleep  sent")
    user.seesPrompt()
    #expect(victim.end() == -SIGTERM)
    user.press(.up)
    user.sees("procq> kill where pid = \(victim.pid)")
    user.press(.controlC, .controlD)
  }

  @Test func noAnswerLeavesTheShellAsItWas() throws {
    let victim = try Victim()
    let user = try TerminalUser()
    user.seesPrompt()
    for answer in ["n\r", "\u{4}", "\u{3}", "y\rselect 1\r"] {
      user.enter("kill where pid = \(victim.pid);")
      user.seesLine(question)
      user.type(answer)
      user.seesPrompt()
      user.sees("nothing was done")
      #expect(user.answer(to: "select 3 as n") == "n\n3\n(1 row)")
    }
    user.press(.controlD)
    #expect(user.end() == 0 && user.isCooked)
    #expect(victim.isAlive)
  }

  @Test func aCommandRunsNoAction() throws {
    let victim = try Victim()
    let user = try TerminalUser()
    #expect(user.answer(to: "select 7 as n") == "n\n7\n(1 row)")
    let told = user.answer(to: "kill where pid = \(victim.pid) \\g")
    #expect(told.contains("a statement that acts runs at its ';'"))
    #expect(user.answer(to: "\\g") == "n\n7\n(1 row)")
    user.enter("kill where pid = \(victim.pid)")
    user.seesLine("  ...>")
    user.enter("\\timing on")
    user.seesLine("  ...>")
    user.press(.controlD)
    #expect(user.end() == 0)
    #expect(victim.isAlive)
  }

  @Test func aDryRunIsOneAlways() throws {
    let victim = try Victim()
    let user = try TerminalUser(["--no-rc", "--dry-run"])
    #expect(
      user.answer(to: "kill where pid = \(victim.pid);").contains("would send TERM"))
    user.press(.controlD)
    #expect(user.end() == 0 && victim.isAlive)
  }

  @Test func theStartUpFileActsOnNothing() throws {
    let victim = try Victim()
    let user = try TerminalUser(
      [], files: [".config/procq/rc.procq": "kill where pid = \(victim.pid);\n"])
    user.sees("nothing is acted on while the shell starts")
    user.seesPrompt()
    user.press(.controlD)
    #expect(user.end() == 0 && victim.isAlive)
  }

  @Test func filesAskToo() throws {
    let victim = try Victim()
    let user = try TerminalUser(
      files: ["end.procq": "kill where pid = \(victim.pid)\n"])
    user.seesPrompt()
    user.enter("\\i ~/end.procq")
    user.seesLine(question)
    user.enter("yes")
    user.sees("sleep  sent")
    user.press(.controlD)
    #expect(user.end() == 0)
    #expect(victim.end() == -SIGTERM)
  }
}
