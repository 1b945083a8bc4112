import TestSupport
import Testing

/// Ctrl-Z, in a shell that has jobs: procq stops, the terminal is as it was before, and `fg` goes on.
@Suite struct ShellSuspensionTests {
  private let user: TerminalUser
  private let fixture: ProcFixture

  init() throws {
    fixture = try ShellEndingTests.chain(300)
    user = try TerminalUser(
      ["-i"],
      environment: [
        "PS1": "sh> ", "PROCQ_PROCFS": fixture.root,
        "PAGER": "cat >/dev/null; echo paging; read line </dev/tty; echo left",
      ], rows: 20, program: "/bin/sh")
    user.seesLine("sh>")
    user.enter("\(Command.built("procq").program) --no-rc")
    user.seesPrompt()
  }

  private func stop() {
    user.press(.controlZ)
    user.sees("Stopped")
    user.seesLine("sh>")
    #expect(user.isCooked)
  }

  private func leave() {
    user.enter("\\q")
    user.seesLine("sh>")
    user.enter("exit")
    #expect(user.end() == 0)
  }

  @Test func theLineThatWasBeingTypedIsThereAgain() throws {
    user.type("select 'a' as x")
    user.seesLine("procq> select 'a' as x")
    stop()
    user.enter("fg")
    user.seesLine("procq> select 'a' as x")
    user.type("y")
    user.press(.enter)
    user.sees("xy\na\n(1 row)")
    leave()
  }

  @Test func aRunningQueryGoesOn() throws {
    user.enter(ShellEndingTests.endless)
    user.sees(" s; Ctrl-C stops it")
    stop()
    #expect(!user.screen.text.contains("Ctrl-C stops it"))
    user.enter("fg")
    user.sees(" s; Ctrl-C stops it")
    user.press(.controlC)
    user.sees("interrupted")
    user.seesPrompt()
    #expect(user.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
    leave()
  }

  @Test func aRepeatedQueryGoesOn() throws {
    _ = user.answer(to: "select 1 as x")
    user.enter("\\watch 0.1")
    user.sees("every 100ms")
    stop()
    user.type("fg")
    user.seesLine("sh> fg")
    user.press(.enter)
    // Above it nothing is left of what the other shell has said.
    #expect(
      user.sees { screen in
        screen.shown[0].contains("every 100ms") && screen.shown[4] == "(1 row)"
          && !screen.shown.contains { $0.hasSuffix("fg") }
      }, "\(user.screen.text)")
    user.press(.controlC)
    user.seesPrompt()
    leave()
  }

  /// Whatever has the terminal stops with us, and goes on with us.
  @Test(arguments: ["\\! ", "select 1 as x \\g | cat; "])
  func aCommandGoesOn(_ beginning: String) throws {
    user.enter(beginning + "echo wait'ing'; read line </dev/tty; echo 'go't $line")
    user.sees("waiting")
    stop()
    user.enter("fg")
    #expect(user.sees { $0.shown.contains { $0.hasSuffix("fg") } })
    user.enter("it")
    user.sees("got it")
    user.seesPrompt()
    leave()
  }

  @Test func thePagerGoesOn() throws {
    user.enter("\\df")
    user.sees("paging")
    stop()
    user.enter("fg")
    #expect(user.sees { $0.shown.contains { $0.hasSuffix("fg") } })
    user.press(.enter)
    user.sees("left")
    user.seesPrompt()
    leave()
  }
}
