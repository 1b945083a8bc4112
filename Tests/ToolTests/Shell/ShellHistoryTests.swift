import Foundation
import TestSupport
import Testing

@Suite struct ShellHistoryTests {
  private func mode(_ path: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  @Test func itLivesOnInTheNextSession() throws {
    let first = try TerminalUser()
    _ = first.answer(to: "select 1 as one;")
    first.enter("select 2,")
    first.seesLine("  ...>")
    first.enter("  3;")
    first.sees("2  3\n(1 row)")
    _ = first.answer(to: "select 1 as one;")
    first.enter("\\q")
    #expect(first.end() == 0)

    let file = first.home + "/.local/state/procq/history"
    #expect(
      try String(contentsOfFile: file, encoding: .utf8)
        == "select 2,\n\t  3;\nselect 1 as one;\n\\q\n")
    #expect(try mode(file) == 0o600)
    #expect(try mode(first.home + "/.local/state/procq") == 0o700)

    let second = try TerminalUser(home: first.home)
    second.seesPrompt()
    second.press(.up, .up)
    second.seesLine("procq> select 1 as one;")
    second.press(.up)
    second.sees("procq> select 2,\n  3;")
    second.press(.enter)
    second.sees("2  3\n2  3\n(1 row)")
  }

  @Test func theFolderCanBeChosen() throws {
    let user = try TerminalUser(environment: ["XDG_STATE_HOME": "/dev/null"])
    user.seesPrompt()
    user.enter("select 1 as x")
    // What cannot be kept is told of once, and nothing else suffers.
    user.sees("warning: the history is not kept: cannot create /dev/null/procq")
    user.sees("(1 row)")
    #expect(user.answer(to: "select 2 as x") == "x\n2\n(1 row)")
  }

  @Test func shellsAtTheSameTimeLoseNothing() throws {
    let first = try TerminalUser()
    let second = try TerminalUser(home: first.home)
    _ = first.answer(to: "select 1 as a")
    _ = second.answer(to: "select 2 as b")
    _ = first.answer(to: "select 3 as c")
    _ = second.answer(to: "select 1 as a")
    for user in [second, first] {
      user.enter("\\q")
      #expect(user.end() == 0)
    }
    #expect(
      try first.read(".local/state/procq/history")
        == "select 2 as b\nselect 3 as c\nselect 1 as a\n\\q\n")
  }

  /// A statement is kept before it runs: it may be the one that ends the session.
  @Test func whatWasTypedIsKeptWhateverEndsTheShell() throws {
    let user = try TerminalUser()
    _ = user.answer(to: "select 1 as x")
    user.signal(SIGKILL)
    #expect(user.end() == -SIGKILL)
    #expect(try user.read(".local/state/procq/history") == "select 1 as x\n")
  }
}
