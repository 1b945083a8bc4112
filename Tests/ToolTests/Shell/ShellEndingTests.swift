import Foundation
import TestSupport
import Testing

/// Interrupts and ends: the shell stays or goes as asked, and the terminal is left as it was.
@Suite struct ShellEndingTests {
  /// So many processes, each the child of the one before: what is asked of all descendants of
  /// descendants takes as long as one likes.
  static func chain(_ length: Int) throws -> ProcFixture {
    let processes = (1...length).map { pid in
      """
      -- \(pid)/stat --
      \(pid) (p\(pid)) S \(pid - 1) 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1 1 1 1 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0
      -- \(pid)/comm --
      p\(pid)

      """
    }
    return try ProcFixture("-- uptime --\n1000.00 1.00\n" + processes.joined())
  }

  static let endless =
    "select pid where any(descendants where any(descendants where any(descendants where "
    + "any(descendants where name = 'nobody'))))"

  @Test func ctrlCDropsTheLine() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.type("select 1,")
    user.seesLine("procq> select 1,")
    user.press(.controlC)
    user.sees("procq> select 1,^C")
    user.seesPrompt()
    user.enter("select 1,")
    user.seesLine("  ...>")
    user.type("2")
    user.seesLine("  ...> 2")
    user.press(.controlC)
    user.seesPrompt()
    #expect(user.answer(to: "select 3 as n") == "n\n3\n(1 row)")
  }

  @Test func ctrlCLeavesASearch() throws {
    let user = try TerminalUser()
    _ = user.answer(to: "select 1 as x")
    user.press(.controlR)
    user.type("sel")
    user.sees("bck:sel")
    user.press(.controlC)
    user.seesPrompt()
    #expect(user.answer(to: "select 2 as y").hasSuffix("y\n2\n(1 row)"))
  }

  @Test func ctrlCStopsAQueryAndKeepsTheShell() throws {
    let fixture = try Self.chain(300)
    let user = try TerminalUser(["--no-rc", "--procfs", fixture.root])
    _ = user.answer(to: "let mine = 7;")
    user.enter(Self.endless)
    // Progress shows that it is at work.
    user.sees(" s; Ctrl-C stops it")
    let start = Date()
    user.press(.controlC)
    user.sees("interrupted")
    user.seesPrompt()
    // A tenth of a second is promised; a machine that does much else may take a little longer.
    #expect(Date().timeIntervalSince(start) < 5)
    #expect(!user.screen.text.contains("Ctrl-C stops it"))
    #expect(user.answer(to: "select mine as n limit 1") == "n\n7\n(1 row)")
  }

  @Test func ctrlCStopsAWholeScript() throws {
    let fixture = try Self.chain(300)
    let user = try TerminalUser(["--no-rc", "--procfs", fixture.root])
    user.seesPrompt()
    user.enter("select 1 as before; \(Self.endless); select 2 as after;")
    user.sees("Ctrl-C stops it")
    user.press(.controlC)
    user.sees("interrupted")
    user.seesPrompt()
    #expect(user.screen.text.contains("before\n     1"))
    #expect(!user.screen.text.contains("after\n"))
  }

  @Test(arguments: ["\\q\r", "\u{4}"])
  func leavingIsSuccess(_ keys: String) throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.type(keys)
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test func ctrlDLeavesInTheMiddleOfAStatement() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.enter("select 1,")
    user.seesLine("  ...>")
    user.press(.controlD)
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test(arguments: [
    SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGALRM, SIGVTALRM, SIGUSR1, SIGUSR2, SIGSEGV, SIGABRT,
    SIGSYS,
  ])
  func aSignalEndsItAndLeavesTheTerminalAsItWas(_ number: Int32) throws {
    // Swift's own report of a crash would ask what to do next.
    let user = try TerminalUser(environment: ["SWIFT_BACKTRACE": "enable=no"])
    user.seesPrompt()
    user.type("select 1")
    user.seesLine("procq> select 1")
    user.signal(number)
    #expect(user.end() == -number)
    #expect(user.isCooked)
    #expect(String(decoding: user.transcript, as: UTF8.self).contains("\u{1b}[?2004l"))
  }

  @Test func aSignalEndsItWhileAQueryRuns() throws {
    let fixture = try Self.chain(300)
    let user = try TerminalUser(["--no-rc", "--procfs", fixture.root])
    user.seesPrompt()
    user.enter(Self.endless)
    user.sees("Ctrl-C stops it")
    user.signal(SIGTERM)
    #expect(user.end() == -SIGTERM)
    #expect(user.isCooked)
  }

  @Test func aLostTerminalEndsIt() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.hangUp()
    let end = user.end()
    #expect(end == -SIGHUP || end == 0, "\(String(describing: end))")
  }

  @Test func keysTypedAheadAreNotLost() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.type("select 1 as a;\rselect 2 as b;\r\\q\r")
    #expect(user.end() == 0)
    #expect(user.screen.text.contains("a\n1\n(1 row)"))
    #expect(user.screen.text.contains("b\n2\n(1 row)"))
  }

  @Test func anEndThatIsTypedAheadCounts() throws {
    let user = try TerminalUser()
    user.seesPrompt()
    user.type("select 1 as a;\r\u{4}")
    #expect(user.end() == 0)
  }
}
