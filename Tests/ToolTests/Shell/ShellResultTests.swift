import Foundation
import TestSupport
import Testing

/// What the shell does with results: pager, repetition, files, the editor.
@Suite struct ShellResultTests {
  private let fixture: ProcFixture

  init() throws {
    fixture = try ProcFixture(named: "small-server")
  }

  private func user(
    _ environment: [String: String] = [:], rows: Int = 24, home: String? = nil
  ) throws -> TerminalUser {
    try TerminalUser(
      ["--no-rc", "--procfs", fixture.root], environment: environment, columns: 80, rows: rows,
      home: home)
  }

  @Test func aLongResultGoesThroughThePager() throws {
    let user = try user(["PAGER": "sed 's/^/paged: /'"], rows: 8)
    let answer = user.answer(to: "\\df")
    #expect(answer.contains("paged: usage "))
    #expect(answer.contains("paged: lower(text) "))
    #expect(answer.hasSuffix("rows)"))
    // What fits needs none.
    #expect(user.answer(to: "select 1 as x") == "x\n1\n(1 row)")
  }

  @Test func thePagerHasTheTerminalAndCtrlC() throws {
    // It waits without a program of its own: dash forgets a Ctrl-C that comes while it starts one.
    let user = try user(
      ["PAGER": "cat >/dev/null; echo waiting; read line </dev/tty; echo never"], rows: 8)
    user.seesPrompt()
    user.enter("\\df")
    user.sees("waiting")
    #expect(user.isCooked)
    user.press(.controlC)
    // The terminal shows ^C before it, unless the shell was quicker.
    #expect(user.sees { $0.currentLine.hasSuffix("procq>") }, "\(user.screen.text)")
    #expect(!user.screen.text.contains("interrupted"))
    #expect(!user.screen.text.contains("never"))
    user.enter("select 1 as x")
    user.sees("x\n1\n(1 row)")
  }

  @Test func aPagerThatIsLeftEarlyStopsTheResult() throws {
    let user = try user(["PAGER": "head -n 2"], rows: 8)
    let answer = user.answer(to: "\\df")
    #expect(answer.split(separator: "\n").count == 2, "\(answer)")
  }

  @Test func lessIsToldHowToBehave() throws {
    let user = try user(["PAGER": "echo LESS is $LESS; cat >/dev/null; true"], rows: 8)
    #expect(user.answer(to: "\\df") == "LESS is -FRSX")
    let own = try self.user(
      ["PAGER": "echo LESS is $LESS; cat >/dev/null; true", "LESS": "-i"], rows: 8)
    #expect(own.answer(to: "\\df") == "LESS is -i")
  }

  @Test func aQueryIsRepeatedUntilCtrlC() throws {
    let user = try user()
    _ = user.answer(to: "select pid, name order by pid limit 1")
    user.enter("\\watch 0.1")
    #expect(
      user.sees { screen in
        screen.shown[0].contains("  every 100ms  select pid, name order by pid limit 1")
          && screen.shown[1] == "" && screen.shown[2].hasPrefix("pid  name")
          && screen.shown[4] == "(1 row)"
      }, "\(user.screen.text)")
    let drawn = user.transcript.count
    #expect(user.sees { _ in user.transcript.count > drawn + 300 })
    user.press(.controlC)
    user.seesPrompt()
    #expect(user.answer(to: "select 2 as x").hasSuffix("x\n2\n(1 row)"))
    // No screen is wiped before the next is drawn.
    #expect(!String(decoding: user.transcript, as: UTF8.self).contains("\u{1b}[2J"))
  }

  @Test func whatIsTooWideForARepeatedResultEndsWithAnEllipsis() throws {
    let user = try user()
    _ = user.answer(to: "select pid, args where length(args) > 20 order by pid limit 1")
    user.enter("\\watch 0.1")
    user.sees("every 100ms")
    user.resize(columns: 24, rows: 12)
    #expect(
      user.sees { $0.shown[0].hasSuffix("…") && $0.shown[3].hasSuffix("…") },
      "\(user.screen.text)")
    user.press(.controlC)
    user.seesPrompt()
  }

  @Test func aRepeatedResultIsCutToTheScreen() throws {
    let user = try user(rows: 8)
    _ = user.answer(to: "select pid limit 1; explain select pid where name = 'x';")
    user.enter("select pid from (select 1 as pid) limit 1")
    user.sees("(1 row)")
    user.seesPrompt()
    _ = user.answer(to: "select pid order by pid limit 1")
    user.enter("\\watch 0.1")
    user.sees("every 100ms")
    user.resize(columns: 40, rows: 5)
    #expect(user.sees { $0.shown.contains { $0.contains("more row") } }, "\(user.screen.text)")
    user.press(.controlC)
    user.seesPrompt()
  }

  @Test func withoutAScreenOneResultFollowsTheOther() throws {
    let user = try user(["TERM": "dumb"])
    _ = user.answer(to: "select 1 as x")
    user.enter("\\watch 0.1")
    #expect(user.sees { $0.text.components(separatedBy: "x\n1\n(1 row)").count > 4 })
    user.press(.controlC)
    user.seesPrompt()
    #expect(!user.transcript.contains(0x1b))
  }

  @Test func theEditorChangesTheLastStatement() throws {
    let user = try user(["EDITOR": "sed -i s/one/two/"])
    _ = user.answer(to: "select 1 as one")
    user.enter("\\e")
    user.sees("select 1 as two\ntwo\n  1\n(1 row)")
    user.seesPrompt()
    user.press(.up)
    user.seesLine("procq> select 1 as two")
    user.press(.controlU)
    // Nothing runs that was not changed.
    #expect(user.answer(to: "\\e") == "")
    #expect(user.answer(to: "select 3 as x") == "x\n3\n(1 row)")
  }

  @Test func anEditorThatFailsIsTold() throws {
    let user = try user(["VISUAL": "false", "EDITOR": "true"])
    _ = user.answer(to: "select 1 as one")
    #expect(user.answer(to: "\\e").contains("error: the editor 'false' has failed"))
  }

  @Test func theStartUpFileIsTheShellsAlone() throws {
    let user = try user()
    try user.write("\\x on\nlet answer = 42;\n", to: ".config/procq/rc.procq")
    let other = try TerminalUser(["--procfs", fixture.root], home: user.home)
    #expect(other.answer(to: "select answer as x limit 1") == "x: 42\n(1 row)")
    let plain = try self.user(home: user.home)
    #expect(plain.answer(to: "select answer as x limit 1").contains("unknown column 'answer'"))
    var once = Command.built("procq", ["--procfs", fixture.root, "-e", "select answer as x"])
    once.environment["HOME"] = user.home
    #expect(try once.run().status == 2)
  }

  @Test func aMistakeInTheStartUpFileIsTold() throws {
    let user = try user()
    try user.write("\n  select nonsense limit 1;\n", to: ".config/procq/rc.procq")
    let other = try TerminalUser(["--procfs", fixture.root], columns: 200, home: user.home)
    other.sees("/.config/procq/rc.procq:2:10: error: unknown column 'nonsense'")
    #expect(other.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
  }

  @Test func aSavedQueryIsFoundByTheTool() throws {
    let user = try user()
    _ = user.answer(to: "\\set most 1")
    _ = user.answer(to: "select pid order by pid limit $most;")
    #expect(user.answer(to: "\\s few") == "saved 'few'")
    #expect(user.answer(to: "\\l") == "few  with most=1")
    #expect(user.answer(to: "\\r few").hasSuffix("pid\n  1\n(1 row)"))
    var tool = Command.built("procq", ["--procfs", fixture.root, "few", "most=2"])
    tool.environment["HOME"] = user.home
    let outcome = try tool.run()
    #expect(outcome.status == 0)
    #expect(outcome.outputText.split(separator: "\n").count == 3)
  }

  @Test func notesAndTimesFollowTheRows() throws {
    let user = try user()
    #expect(user.answer(to: "\\timing") == "timing is on")
    let answer = user.answer(to: "select pid, name limit 1")
    #expect(answer.hasPrefix("pid  name"))
    #expect(answer.contains("(1 row)\n"))
    #expect(answer.contains("; read "), "\(answer)")
  }
}
