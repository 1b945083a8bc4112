import Foundation
import TestSupport
import Testing

/// What the shell tells of what can be asked, in windows of every width.
@Suite struct ShellHelpTests {
  private let fixture: ProcFixture

  init() throws {
    fixture = try ProcFixture(named: "small-server")
  }

  private func user(_ options: [String] = [], columns: Int = 80) throws -> TerminalUser {
    try TerminalUser(
      ["--no-rc", "--procfs", fixture.root] + options, environment: ["PAGER": "cat"],
      columns: columns, rows: 60)
  }

  @Test func aWindowOf80ColumnsHasSentencesAndTypes() throws {
    let user = try user()
    #expect(
      user.answer(to: "\\d swap") == """
        name         type  group  from     summary
        total        size  swap   meminfo  All of it.
        used         size  swap   meminfo  What is taken.
        free         size  swap   meminfo  What is left.
        percent      real  swap   meminfo  The share of total that is used, in percent.
        swapped_in   size  swap   vmstat   What was read back since boot.
        swapped_out  size  swap   vmstat   What was written out since boot.
        (6 rows)
        """, "\(user.screen.text)")
    let answer = user.answer(to: "\\d sockets")
    #expect(answer.hasPrefix("name            type      summary\n") && !answer.contains("…"))
  }

  @Test func aWindowOf40ColumnsHasThemBelow() throws {
    let user = try user(columns: 40)
    let answer = user.answer(to: "\\d swap")
    #expect(answer.hasPrefix("total  size\n  All of it.\nused  size\n  What is taken.\n"))
    #expect(answer.contains("percent  real\n  The share of total that is used, in\n  percent.\n"))
    #expect(user.answer(to: "\\h swapped_in").contains("What was read back since boot."))
    #expect(user.answer(to: "\\h limit").contains("  Form: limit N [offset N]\n"))
    #expect(user.answer(to: "\\?").contains("\n  \\q\n      Leaves the shell."))
  }

  @Test func aWideWindowHasAll() throws {
    let user = try user(columns: 200)
    let heading = "name         type  group  from     summary"
    for command in ["\\d swap", "\\d+ swap"] {
      let answer = user.answer(to: command)
      #expect(answer.hasPrefix(heading) && answer.contains("aliases  values  kind"), "\(answer)")
    }
  }

  /// Whatever the window: nothing is left out, and nothing cut.
  @Test func allIsShownWhereItIsAskedFor() throws {
    let answer = try user(columns: 40).answer(to: "\\d+ users")
    #expect(answer.contains("kind:    label") && answer.contains("from:    utmp"), "\(answer)")
    #expect(!answer.contains("…"))
  }

  /// A file gets what `describe` gives, whoever watches.
  @Test func aFileIsNotFitted() throws {
    let user = try user(columns: 40)
    let path = user.home + "/described"
    _ = user.answer(to: "\\o \(path)")
    _ = user.answer(to: "\\d swap")
    let described = Command.built("procq", ["--procfs", fixture.root, "-e", "describe swap"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == described.run().outputText)
  }

  @Test func theOptionOutputIsTheCommandO() throws {
    let path = NSTemporaryDirectory() + "procq-shell-\(UUID().uuidString)"
    defer { unlink(path) }
    let user = try user(["-o", path])
    #expect(user.answer(to: "select 1 as x") == "")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "x\n1\n")
    _ = user.answer(to: "\\o")
    #expect(user.answer(to: "select 2 as x") == "x\n2\n(1 row)")
  }

  @Test func notesAreLeftOut() throws {
    let query = "select pid where env.HOME = '/none'"
    #expect(try user().answer(to: query).contains("note: "))
    #expect(try !user(["--no-notes"]).answer(to: query).contains("note: "))
  }
}
