import Foundation
import TestSupport
import Testing

/// The shell that opens no file and starts no program.
@Suite struct ReadOnlyShellTests {
  private static let refusal = "--read-only opens no files and starts no programs"

  @Test func whatOpensWritesOrStartsIsRefused() throws {
    let user = try TerminalUser(["--read-only"], columns: 120, files: ["x.procq": "select 7 as x"])
    user.sees(", read-only (")
    #expect(user.answer(to: "select 1 as x;") == "x\n1\n(1 row)")
    let commands = [
      "\\i \(user.home)/x.procq", "\\i /nonexistent/x", "\\o out", "\\o | cat", "\\g out",
      "\\g | cat", "\\gx out", "\\e", "\\e x", "\\s x", "\\l", "\\l x", "\\r x", "\\rm x", "\\cd",
      "\\cd /", "\\! true", "\\!", "select 1 \\g out",
    ]
    for line in commands {
      let name = line.split(separator: "\\")[line.hasPrefix("\\") ? 0 : 1].prefix { $0 != " " }
      #expect(
        user.answer(to: line) == "error: '\\\(name)' is not allowed: \(Self.refusal)", "\(line)")
    }
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: user.home) == ["x.procq"])
  }

  @Test func whatOpensNoneIsNot() throws {
    let user = try TerminalUser(["--read-only"], columns: 120)
    #expect(user.answer(to: "select 1 as x;") == "x\n1\n(1 row)")
    #expect(user.answer(to: "\\g") == "x\n1\n(1 row)")
    #expect(user.answer(to: "\\gx") == "x: 1\n(1 row)")
    #expect(user.answer(to: "\\o") == "")
    #expect(user.answer(to: "\\echo a") == "a")
    user.enter("\\q")
    #expect(user.end() == 0)
  }

  @Test func nothingOfTheHomeIsReadOrKept() throws {
    let home = NSTemporaryDirectory() + "procq-user-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let user = try TerminalUser(
      ["--read-only"], environment: ["EDITRC": "\(home)/keys", "PAGER": "cat > \(home)/paged"],
      columns: 120, rows: 10, home: home,
      files: [
        "keys": "bind -v\n", ".editrc": "bind -v\n",
        ".config/procq/rc.procq": "select 'started' as x;",
        ".config/procq/queries/kept.procq": "select 'kept' as x;",
        ".local/state/procq/history": "select 77\n",
      ])
    #expect(user.answer(to: "select 1 as x;") == "x\n1\n(1 row)")
    #expect(!user.screen.text.contains("started"))
    user.press(.up, .up)
    user.seesLine("procq> select 1 as x;")
    user.press(.controlU)
    user.type("\\r ke\t\t")
    user.seesLine("procq> \\r ke")
    user.press(.controlU)
    user.type("\\i \(home)/k\t\t")
    user.seesLine("procq> \\i \(home)/k")
    user.press(.controlU)
    // More than the screen holds.
    user.enter("select pid from processes, x;")
    user.enter("describe processes;")
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(
      try String(contentsOfFile: "\(home)/.local/state/procq/history", encoding: .utf8)
        == "select 77\n")
    #expect(!FileManager.default.fileExists(atPath: "\(home)/paged"))
  }

  /// libedit has a command for keys, by which vi's key could be bound that starts an editor.
  @Test func noKeyLeadsToAnEditor() throws {
    let user = try TerminalUser(["--read-only"], columns: 120)
    user.seesPrompt()
    user.type("\u{1b}xbind -v\r")
    user.sees("expected a statement, found 'bind'")
    user.seesPrompt()
    user.press(.escape)
    user.type("vselect 1 as x;\r")
    user.sees("(1 row)")
    #expect(!user.screen.text.contains("histedit"))
  }
}
