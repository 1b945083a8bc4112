import Foundation
import Glibc
import TestSupport
import Testing

/// A query that is repeated at a terminal, without the shell.
@Suite struct WatchTests {
  private let fixture: ProcFixture

  init() throws {
    fixture = try ShellEndingTests.chain(30)
  }

  private func user(
    _ query: String, _ options: [String] = [], environment: [String: String] = [:],
    columns: Int = 80, rows: Int = 12
  ) throws -> TerminalUser {
    try TerminalUser(
      options + ["-w", "100ms", "-e", query],
      environment: ["PROCQ_PROCFS": fixture.root].merging(environment) { $1 }, columns: columns,
      rows: rows)
  }

  private func transcript(_ user: TerminalUser) -> String {
    String(decoding: user.transcript, as: UTF8.self)
  }

  private let one = "select pid, name order by pid limit 1"

  private func seesResult(_ user: TerminalUser) {
    #expect(
      user.sees { screen in
        screen.shown[0].hasSuffix("  every 100ms  select pid, name order by pid limit 1")
          && screen.shown[1] == "" && screen.shown[2].hasPrefix("pid  name")
          && screen.shown[3].hasPrefix("  1  ")
      }, "\(user.screen.text)")
  }

  /// It is left as it was: the last round stays, the cursor and the echo are back.
  private func expectRestored(_ user: TerminalUser) {
    let text = transcript(user)
    #expect(user.isCooked)
    #expect(text.contains("\u{1b}[?25l") && text.hasSuffix("\u{1b}[?25h"))
    #expect(user.screen.shown.contains { $0.hasPrefix("pid  name") })
    // Neither another screen nor an empty one in between.
    #expect(!text.contains("\u{1b}[?1049h") && !text.contains("\u{1b}[2J"))
  }

  @Test func itIsDrawnInPlaceAndQEndsIt() throws {
    let user = try user(one)
    seesResult(user)
    let drawn = user.transcript.count
    #expect(user.sees { _ in user.transcript.count > drawn + 400 })
    user.type("xyzzy\r")
    seesResult(user)
    #expect(!user.screen.text.contains("xyzzy"))
    user.type("q")
    #expect(user.end() == 0)
    expectRestored(user)
  }

  @Test func ctrlCEndsItWell() throws {
    let user = try user(one)
    seesResult(user)
    user.press(.controlC)
    #expect(user.end() == 0)
    expectRestored(user)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT]) func signalsLeaveTheTerminalAsItWas(
    _ number: Int32
  ) throws {
    let user = try user(one)
    seesResult(user)
    user.signal(number)
    #expect(user.end() == -number)
    expectRestored(user)
  }

  @Test func aTerminalThatIsTakenAwayEndsIt() throws {
    let user = try user(one)
    seesResult(user)
    user.hangUp()
    #expect(user.end() != nil)
  }

  @Test func whatDoesNotFitIsCounted() throws {
    let user = try user("select pid, name order by pid")
    #expect(
      user.sees { $0.shown[10].hasPrefix("… ") && $0.shown[10].hasSuffix(" more rows") },
      "\(user.screen.text)")
    let count = { (screen: Screen) -> Int? in
      let line = screen.shown.first { $0.hasPrefix("… ") }
      return line.flatMap { Int($0.split(separator: " ")[1]) }
    }
    let before = try #require(count(user.screen))
    user.resize(columns: 60, rows: 8)
    #expect(user.sees { count($0) == before + 4 }, "\(user.screen.text)")
    user.resize(columns: 60, rows: 60)
    #expect(user.sees { count($0) == nil && $0.shown.count { $0.contains("  ") } > 30 })
    user.type("q")
    #expect(user.end() == 0)
  }

  @Test func aNarrowWindowCutsTheQueryAndTheRows() throws {
    let user = try user(
      "select 1 as n, 'abcdefghijklmnopqrstuvwxyz' as alphabet", columns: 20)
    #expect(
      user.sees { $0.shown[0].hasSuffix("…") && $0.shown[3] == "1  abcdefghijklmnop…" },
      "\(user.screen.text)")
    user.type("q")
    #expect(user.end() == 0)
  }

  private let clock = "select 'same' as a, now() as t"

  @Test func whatHasChangedIsMarkedWhereThereAreColours() throws {
    let coloured = try user(clock, ["--raw"])
    #expect(coloured.sees { _ in transcript(coloured).contains("\u{1b}[7m2") })
    #expect(!transcript(coloured).contains("\u{1b}[7msame"))
    coloured.type("q")
    #expect(coloured.end() == 0)
    let plain = try user(clock, ["--raw"], environment: ["NO_COLOR": "1"])
    let drawn = plain.transcript.count
    #expect(plain.sees { _ in plain.transcript.count > drawn + 1000 })
    #expect(!transcript(plain).contains("\u{1b}[7m"))
    plain.type("q")
    #expect(plain.end() == 0)
  }

  @Test(arguments: ["vertical", "markdown"]) func otherFormatsAreDrawnInPlaceToo(
    _ format: String
  ) throws {
    let user = try user(clock, ["--raw", "-f", format])
    #expect(user.sees { _ in transcript(user).contains("\u{1b}[7m2") })
    user.type("q")
    #expect(user.end() == 0)
    expectCooked(user)
  }

  private func expectCooked(_ user: TerminalUser) {
    #expect(user.isCooked && transcript(user).hasSuffix("\u{1b}[?25h"))
  }

  /// Such a result is no picture.
  @Test(
    arguments: [(["-fcsv"], [:]), (["-ftable"], ["TERM": "dumb"])]
      as [([String], [String: String])])
  func elsewhereResultsFollowEachOther(
    _ options: [String], _ environment: [String: String]
  ) throws {
    let user = try user("select 12345 as x", options, environment: environment)
    #expect(user.sees { $0.text.components(separatedBy: "12345").count > 4 })
    #expect(!user.transcript.contains(0x1b))
    user.type("q")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test func ctrlZStopsItAndItGoesOn() throws {
    let user = try TerminalUser(
      ["-i"], environment: ["PS1": "sh> ", "PROCQ_PROCFS": fixture.root], rows: 20,
      program: "/bin/sh")
    user.seesLine("sh>")
    user.enter("\(Command.built("procq").program) -w 100ms -e '\(one)'")
    seesResult(user)
    user.press(.controlZ)
    user.sees("Stopped")
    user.seesLine("sh>")
    #expect(user.isCooked && transcript(user).contains("\u{1b}[?25h"))
    user.enter("fg")
    // Above it nothing is left of what the other shell has said.
    #expect(
      user.sees { screen in
        transcript(user).contains("sh> fg") && screen.shown[0].contains("every 100ms")
          && !screen.shown.contains { $0.hasSuffix("fg") }
      }, "\(user.screen.text)")
    user.type("q")
    user.seesLine("sh>")
    #expect(user.isCooked)
    user.enter("echo status $?")
    user.sees("status 0")
    user.enter("exit")
    #expect(user.end() == 0)
  }

  /// Nothing of it is seen in the background, and its keys are those of the shell.
  @Test func inTheForegroundItIsDrawnAndHasItsKeys() throws {
    let user = try TerminalUser(
      ["-i"], environment: ["PS1": "sh> ", "PROCQ_PROCFS": fixture.root], rows: 20,
      program: "/bin/sh")
    user.seesLine("sh>")
    user.enter("\(Command.built("procq").program) -w 100ms -e '\(one)' &")
    user.seesLine("sh>")
    user.enter("sleep 0.3; echo quite $((40 + 2))")
    user.sees("quite 42")
    #expect(!transcript(user).contains("\u{1b}[?25l"))
    user.enter("fg")
    seesResult(user)
    user.type("q")
    user.seesLine("sh>")
    #expect(user.isCooked)
    user.enter("echo status $?")
    user.sees("status 0")
    user.enter("exit")
    #expect(user.end() == 0)
  }

  /// However small the window is.
  @Test(arguments: [3, 4, 5, 6]) func whatIsWrongIsShown(_ rows: Int) throws {
    let user = try TerminalUser(
      ["--timeout", "50ms", "-e", "watch 10s select rate(cpu_time) over 5s where pid = 1"],
      rows: rows)
    #expect(
      user.sees { screen in
        screen.shown[0].contains("every 10s")
          && screen.shown.contains {
            $0.hasPrefix("error: the statement did not end within 50ms; it was waiting for")
          }
      }, "\(user.screen.text)")
    user.type("q")
    #expect(user.end() == 0)
  }

  @Test func theTitleTellsOfItsKeyWhereThereIsRoom() throws {
    let user = try user(one, columns: 100)
    #expect(
      user.sees { $0.shown[0].hasSuffix("  select pid, name order by pid limit 1  q ends it") },
      "\(user.screen.text)")
    user.type("q")
    #expect(user.end() == 0)
  }

  /// Standard input is no terminal, and the keys come from the one that there is.
  @Test func aScriptFromAPipeIsEndedByQToo() throws {
    let program = Command.built("procq").program
    let user = try TerminalUser(
      ["-c", "echo '\(one)' | \(program) -w 100ms; echo status $?"],
      environment: ["PROCQ_PROCFS": fixture.root], rows: 20, program: "/bin/sh")
    seesResult(user)
    user.type("q")
    user.sees("status 0")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test func theShellIsThereAfterwards() throws {
    let user = try TerminalUser(
      environment: ["PROCQ_PROCFS": fixture.root], rows: 20)
    _ = user.answer(to: one)
    user.enter("\\watch 0.1")
    seesResult(user)
    user.type("q")
    user.seesPrompt()
    #expect(user.answer(to: "select 2 as x").hasSuffix("x\n2\n(1 row)"))
    user.enter("\\watch 100ms")
    user.sees("every 100ms  select 2 as x")
    user.press(.controlC)
    user.seesPrompt()
    #expect(!user.screen.text.contains("interrupted"))
    user.enter("\\q")
    #expect(user.end() == 0)
  }
}

/// The words before a query at the prompt.
@Suite struct ShellRepetitionTests {
  private let user: TerminalUser

  init() throws {
    user = try TerminalUser(rows: 20)
    user.seesPrompt()
  }

  private func leave() {
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test(arguments: [TerminalUser.Key.controlC.rawValue, "q"]) func aWatchEndsAtThePrompt(
    _ key: String
  ) throws {
    user.enter("watch 100ms select 'abc' as x")
    #expect(
      user.sees { screen in
        screen.shown[0].hasSuffix("  every 100ms  select 'abc' as x  q ends it")
          && screen.shown[3] == "abc" && screen.shown[4] == "(1 row)"
      }, "\(user.screen.text)")
    user.type(key)
    user.seesPrompt()
    #expect(!user.screen.text.contains("interrupted"))
    // It is the query that can be repeated, and not the word before it.
    user.enter("\\watch 0.2")
    user.sees("  every 200ms  select 'abc' as x")
    user.type(key)
    user.seesPrompt()
    leave()
  }

  @Test func changesAreALogThatGrows() throws {
    user.enter("changes 50ms select name, now() as t from (select 'abc' as name)")
    #expect(
      user.sees { screen in
        screen.text.contains("present  abc") && screen.text.contains("came     abc")
          && screen.text.contains("went     abc")
      }, "\(user.screen.text)")
    user.type("xq")
    user.seesPrompt()
    #expect(!user.screen.text.contains("xq"))
    leave()
  }

  @Test func aWaitEndsWithItsRowsOrATimeOrCtrlC() throws {
    #expect(user.answer(to: "wait for select 1 as x where pid = 1").hasSuffix("x\n1\n(1 row)"))
    #expect(
      user.answer(to: "wait 50ms for where pid = 0") == "note: no row came within 50ms")
    #expect(user.answer(to: "wait while where pid = 0") == "")
    user.enter("wait 1h for where pid = 0")
    user.sees("1 s of 1h; Ctrl-C stops it")
    user.press(.controlC)
    user.sees("interrupted")
    user.seesPrompt()
    leave()
  }

  @Test func timingTellsOfAWindow() throws {
    _ = user.answer(to: "\\timing on")
    let implied = user.answer(to: "select rate(cpu_time) >= 0 as x where pid = 1")
    #expect(implied.contains("s waited; over 1s, since nothing else was said; "))
    let said = user.answer(to: "select rate(cpu_time) >= 0 as x over 50ms where pid = 1")
    #expect(said.contains("s waited; ") && !said.contains("nothing else"))
    leave()
  }
}
