import Foundation
import Glibc
import TestSupport
import Testing

/// Actions from scripts, where nobody is asked.
@Suite struct ActionTests {
  private func tool(_ options: [String], _ queries: String...) -> Command {
    .built("procq", options + queries.flatMap { ["-e", $0] })
  }

  @Test func withoutLeaveTheRowsAreShown() throws {
    let victim = try Victim()
    let outcome = try tool(["-fcsv"], "kill where pid = \(victim.pid)").run()
    #expect(outcome.status == 1)
    #expect(outcome.outputText == "pid,name,result\n\(victim.pid),sleep,would send TERM\n")
    #expect(outcome.errorText == "error: nothing was done: --yes gives leave\n")
    #expect(victim.isAlive)
  }

  @Test func withLeaveItIsDone() throws {
    let victim = try Victim()
    let outcome = try tool(["-fcsv", "--yes"], "kill where pid = \(victim.pid)").run()
    #expect(outcome.status == 0 && outcome.errorText == "")
    #expect(outcome.outputText == "pid,name,result\n\(victim.pid),sleep,sent\n")
    #expect(victim.end() == -SIGTERM)
  }

  @Test(arguments: [["--dry-run"], ["--dry-run", "--yes"], ["--yes=5", "--dry-run", "-q"]])
  func aDryRunWinsOverAll(_ options: [String]) throws {
    let victim = try Victim()
    let outcome = try tool(options, "kill where pid = \(victim.pid)").run()
    #expect(outcome.status == 0 && outcome.errorText == "")
    #expect(outcome.outputText.contains("would send TERM") == !options.contains("-q"))
    #expect(victim.isAlive)
  }

  @Test func theNumberIsOfAllStatementsTogether() throws {
    let first = try Victim()
    let others = [try Victim(), try Victim()]
    let outcome = try tool(
      ["-fcsv", "--yes=2"], "kill where pid = \(first.pid)", "kill where \(Victim.any(of: others))",
      "select 1 as never"
    ).run()
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("--yes=3 would do"))
    #expect(outcome.outputText.contains("\(first.pid),sleep,sent\n"))
    #expect(outcome.outputText.components(separatedBy: "would send TERM").count == 3)
    #expect(!outcome.outputText.contains("never"))
    #expect(first.end() == -SIGTERM)
    #expect(others.allSatisfy { $0.isAlive })
  }

  @Test func quietActsOnAllOfThem() throws {
    let victims = [try Victim(), try Victim()]
    let outcome = try tool(
      ["-q", "--yes"], "select 1", "kill where \(Victim.any(of: victims))"
    ).run()
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errorText == "")
    #expect(victims.allSatisfy { $0.end() == -SIGTERM })
  }

  @Test(
    arguments: [([], 0), (["--exit-status"], 1), (["--yes"], 0), (["--dry-run"], 0)]
      as [([String], Int32)])
  func noRowIsNoFailure(_ options: [String], _ status: Int32) throws {
    let outcome = try tool(options, "kill where pid = 0").run()
    #expect(outcome.status == status && outcome.errorText == "")
  }

  @Test func whatIsLeftIsKilled() throws {
    let meek = try Victim()
    let stubborn = try Victim(ignoresTerm: true)
    let outcome = try tool(
      ["-fcsv", "--yes", "--stats"], "kill where pid = \(meek.pid) then 1h KILL",
      "kill where pid = \(stubborn.pid) then 10ms KILL"
    ).run()
    #expect(outcome.status == 0)
    #expect(outcome.outputText.contains("\(meek.pid),sleep,ended\n"))
    #expect(outcome.outputText.contains("\(stubborn.pid),sleep,killed\n"))
    #expect(outcome.errorText.hasPrefix("{\"rows\":1,\"processes\":"))
    #expect(meek.end() == -SIGTERM && stubborn.end() == -SIGKILL)
  }

  @Test func whatFailsEndsTheScript() throws {
    let victim = try Victim()
    let kill = "kill where pid = \(victim.pid)"
    let waited = try tool(["--yes"], "wait 10ms for where pid = 0", kill).run()
    #expect(waited.status == 1)
    let withheld = try tool([], kill, "kill where pid = \(victim.pid)").run()
    #expect(withheld.errorText.components(separatedBy: "nothing was done").count == 2)
    // The shell that has started it is none of its victims.
    let protected = Command(
      "/bin/sh",
      [
        "-c",
        "'\(tool([]).program)' --yes -e \"kill where pid in ($$)\" -e '\(kill)'; exit $?",
      ])
    let outcome = try protected.run()
    #expect(outcome.status == 1 && outcome.outputText.contains("protected: "))
    #expect(victim.isAlive)
  }

  @Test func whatIsProtectedIsShownSo() throws {
    let outcome = try tool(["-fcsv", "--dry-run"], "kill where pid = 1").run()
    #expect(outcome.status == 0 && outcome.outputText.contains("protected: pid 1"))
  }

  @Test func whatWasDoneStaysDoneWhereNobodyReadsIt() throws {
    let first = try Victim()
    var full = tool(["--yes"], "kill where pid = \(first.pid)")
    full.output = .file("/dev/full")
    let outcome = try full.run()
    #expect(
      outcome.status == 1 && outcome.errorText.hasPrefix("error: cannot write standard output"))
    #expect(first.end() == -SIGTERM)
    let second = try Victim()
    var unread = tool(["--yes"], "kill where pid = \(second.pid)")
    unread.output = .unread
    let alone = try unread.run()
    #expect(alone.status == 0 && alone.errorText == "")
    #expect(second.end() == -SIGTERM)
  }

  /// A reader that has seen enough is no failure of a query; of what was to be acted on behind it, it is.
  @Test(arguments: [0, 1, 2]) func whatFollowsWhereNobodyReadsIsNotDone(_ place: Int) throws {
    let victims = [try Victim(), try Victim()]
    var statements = victims.map { "kill where pid = \($0.pid)" }
    statements.insert("select 1 as n", at: place)
    var unread = tool(["--yes"])
    unread.arguments += statements.flatMap { [Array("-e".utf8), Array($0.utf8)] }
    unread.output = .unread
    let outcome = try unread.run()
    #expect(outcome.status == 1)
    let left = place == 0 ? "2 statements that act were" : "a statement that acts was"
    #expect(
      outcome.errorText == "error: nobody reads the results any more: \(left) not carried out\n")
    if place > 0 { #expect(victims[0].end() == -SIGTERM) }
    #expect(victims.suffix(place == 0 ? 2 : 1).allSatisfy { $0.isAlive })
  }

  @Test func aDryRunWhereNobodyReadsFailsNever() throws {
    let victim = try Victim()
    let kill = "kill where pid = \(victim.pid)"
    var unread = tool(["--dry-run"], kill, kill)
    unread.output = .unread
    let outcome = try unread.run()
    #expect(outcome.status == 0 && outcome.errorText == "" && victim.isAlive)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, -SIGTERM)] as [(Int32, Int32)])
  func aSignalInTheWaitSendsNothingMore(_ signal: Int32, _ status: Int32) throws {
    let meek = try Victim()
    let stubborn = try Victim(ignoresTerm: true)
    let running = try tool(
      ["-fcsv", "--yes"],
      "kill where \(Victim.any(of: [meek, stubborn])) order by pid desc then 1h KILL",
      "select 1 as never"
    ).start()
    #expect(meek.end() == -SIGTERM)
    running.send(signal)
    let outcome = running.outcome()
    #expect(outcome.status == status)
    #expect(outcome.outputText.contains("\(stubborn.pid),sleep,alive\n"))
    #expect(outcome.outputText.contains("\(meek.pid),sleep,"))
    #expect(!outcome.outputText.contains("never"))
    #expect(stubborn.isAlive)
  }

  @Test func theTimeMayBeOverInTheWait() throws {
    let stubborn = try Victim(ignoresTerm: true)
    // On a machine that is slow the time may be over before.
    for timeout in ["500ms", "5s", "50s"] {
      let outcome = try tool(
        ["-fcsv", "--yes", "--timeout", timeout], "kill where pid = \(stubborn.pid) then 1h KILL"
      ).run()
      #expect(outcome.status == 1 && stubborn.isAlive)
      guard outcome.outputText.contains("alive") || timeout == "50s" else { continue }
      #expect(outcome.outputText == "pid,name,result\n\(stubborn.pid),sleep,alive\n")
      #expect(
        outcome.errorText
          == "error: the statement did not end within \(timeout); it was waiting for 1 process to end\n"
      )
      break
    }
  }

  @Test func aScriptFromStandardInputHasNobodyToAsk() throws {
    let victim = try Victim()
    var piped = Command.built("procq", ["-"])
    piped.input = .bytes(Array("kill where pid = \(victim.pid)".utf8))
    #expect(try piped.run().status == 1)
    #expect(victim.isAlive)
  }

  @Test func theEnvironmentGivesNoLeave() throws {
    let victim = try Victim()
    var command = tool([], "kill where pid = \(victim.pid)")
    for name in ["PROCQ_YES", "PROCQ_LEAVE", "PROCQ_OPTIONS"] {
      command.environment[name] = "--yes"
    }
    #expect(try command.run().status == 1)
    #expect(victim.isAlive)
  }

  @Test(
    arguments: [
      (["--yes=0"], "'--yes' takes a whole number from 1, found '0'"),
      (["--yes="], "'--yes' takes a whole number from 1, found ''"),
      (["--yes=many"], "'--yes' takes a whole number from 1, found 'many'"),
      (["-w", "1s", "--yes"], "an action is never repeated"),
    ])
  func wrongOptionsAreErrors(_ options: [String], _ error: String) throws {
    let outcome = try tool(options, "kill where pid = 0").run()
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errorText.hasPrefix("error: \(error)"), "\(outcome.errorText)")
  }

  /// `--yes 5` is a file named 5, and not leave for five.
  @Test func theNumberStandsInTheSameWord() throws {
    #expect(try Command.built("procq", ["--yes", "5"]).run().errorText.contains("cannot read '5'"))
  }

  @Test func aRecordingOfAMachineIsNotActedOn() throws {
    let fixture = try ProcFixture(named: "small-server")
    let outcome = try tool(["--procfs", fixture.root, "--yes"], "kill where pid = 0").run()
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    var named = tool(["--yes"], "kill where pid = 0")
    named.environment["PROCQ_PROCFS"] = "/proc"
    #expect(try named.run().errorText.contains("with --procfs or PROCQ_PROCFS nothing is acted on"))
  }

  @Test func checkAndHelpSayWhatActs() throws {
    let path = NSTemporaryDirectory() + "procq-\(UUID().uuidString).procq"
    defer { unlink(path) }
    try "-- Ends nothing.\nselect 1;\n  kill where pid = 0 then 1s KILL;\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let check = try Command.built("procq", [path, "--check"]).run()
    #expect(check.status == 0)
    #expect(check.outputText == "\(path):3:3: acts: kill where pid = 0 then 1s KILL\n")
    #expect(
      try tool(["--check"], "kill where pid = 0").run().outputText
        == "acts: kill where pid = 0\n")
    let help = try Command.built("procq", [path, "--help"]).run().outputText
    #expect(help.contains("ACTS:\n  kill where pid = 0 then 1s KILL\n"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can become nobody"))
  func whoMayNotIsRefused() throws {
    let victim = try Victim()
    let procq = tool(["-fcsv", "--yes"], "kill where pid = \(victim.pid)")
    var nobody = Command(
      "/usr/bin/setpriv",
      ["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", procq.program])
    nobody.arguments += procq.arguments
    let outcome = try nobody.run()
    #expect(outcome.status == 1)
    #expect(
      outcome.outputText.contains("\(victim.pid),sleep,\"refused: ")
        || outcome.outputText.contains("\(victim.pid),sleep,refused: "))
    #expect(outcome.outputText.contains("CAP_KILL"))
    #expect(victim.isAlive)
  }
}
