import Foundation
import Glibc
import TestSupport
import Testing

/// `-w`, where results go into a pipe or a file.
@Suite struct RepetitionTests {
  private let query = "select pid, name order by pid limit 1"
  private let fixture: ProcFixture

  init() throws {
    fixture = try ProcFixture(named: "small-server")
  }

  private func tool(_ options: [String], _ query: String) -> Command {
    .built("procq", ["--procfs", fixture.root] + options + ["-e", query])
  }

  /// Runs it until it has said this so often, and ends it.
  private func outcome(
    of command: Command, after text: String, endedBy signal: Int32 = SIGINT
  ) throws -> Command.Outcome {
    let running = try command.start()
    #expect(running.awaitOutput(text))
    running.send(signal)
    return running.outcome()
  }

  @Test func ctrlCEndsItWell() throws {
    let command = tool(["-fcsv", "-w", "100ms"], query)
    let outcome = try outcome(of: command, after: ",1,")
    #expect(outcome.status == 0 && outcome.errorText == "")
    #expect(outcome.outputText.hasPrefix("time,pid,name\n2"))
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func anotherSignalEndsItAsItEndsOthers(_ number: Int32) throws
  {
    let command = tool(["-w1s"], query)
    #expect(try outcome(of: command, after: "pid", endedBy: number).status == -number)
  }

  @Test func aClosedPipeEndsIt() throws {
    let command = tool(["-fndjson", "-w", "10ms"], query)
    var first = command
    first.output = .unread
    let outcome = try first.run()
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  /// Nothing is written in a round without rows, and all the same it is found out.
  @Test func aClosedPipeEndsWhatWritesNothing() throws {
    let command = tool(["-fndjson", "-w", "1h"], query)
    var silent = command
    silent.arguments = silent.arguments.dropLast() + [Array("where pid < 0".utf8)]
    silent.output = .unread
    let outcome = try silent.run()
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  @Test func whatCannotBeWrittenIsAnError() throws {
    let command = tool(["-w", "10ms"], query)
    var full = command
    full.output = .file("/dev/full")
    let outcome = try full.run()
    #expect(outcome.status == 1)
    #expect(outcome.errorText.hasPrefix("error: cannot write standard output: "))
  }

  @Test func eachRoundHasItsStatistics() throws {
    let command = tool(["--stats", "-w", "50ms"], "select 1 as x")
    // The third has begun.
    let outcome = try outcome(of: command, after: "x\n1\n\nx\n1\n\nx")
    let lines = outcome.errorText.split(separator: "\n")
    #expect(lines.count >= 2 && lines.allSatisfy { $0.hasPrefix("{\"rows\":1,") })
  }

  /// What is wrong is said before anything runs.
  @Test(
    arguments: [
      (["-w", "1s"], "select 1; select 2", "error: -w repeats one query, and the script has 2"),
      (["-w", "1s"], "let x = 1", "error: -w repeats one query, and there is none"),
      (["-w", "1s"], "describe", "error: only a query can be repeated"),
      (["-w", "1s"], "explain select 1", "error: only a query can be repeated"),
      (["-w", "1s", "-q"], "select 1", "error: -q and -w cannot go together"),
      (["-w", "1"], "select 1", "error: '--watch' takes a duration such as 2s, found '1'"),
      (["-w", "0s"], "select 1", "error: '--watch' takes a duration"),
      (["-w", "1s"], "select nosuch", "error: "),
    ] as [([String], String, String)])
  func whatCannotBeRepeated(_ options: [String], _ query: String, _ error: String) throws {
    let command = tool(options, query)
    let outcome = try command.run()
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errorText.hasPrefix(error), "\(outcome.errorText)")
  }

  @Test func whatStandsBeforeTheQueryIsNoStatement() throws {
    let command = tool(
      ["-fcsv", "-w", "1h"], "param n = 3; let m = $n + 1; select m as x")
    let outcome = try outcome(of: command, after: ",4\n")
    #expect(outcome.status == 0)
  }

  @Test func aCheckRepeatsNothing() throws {
    let command = tool(["-w", "1s", "--check"], query)
    #expect(try command.run().status == 0)
  }
}

/// The words before a query, where results go into a pipe.
@Suite struct RepetitionWordTests {
  private func tool(_ query: String, _ options: [String] = []) -> Command {
    .built("procq", options + ["-e", query])
  }

  /// A process of its own, which ends when it is told to.
  private struct Sleeper {
    let command: RunningCommand
    let pid: Int32

    init() throws {
      command = try Command("/bin/sh", ["-c", "echo $$; exec sleep 1000"]).start()
      #expect(command.awaitOutput("\n"))
      pid = command.pid
    }

    func end() {
      command.send(SIGKILL)
      _ = command.outcome()
    }
  }

  @Test func changesTellsWhatCameAndWent() throws {
    let query = { (pid: Int32) in
      "changes 50ms select pid, name where ppid = \(getpid()) and pid >= \(pid) and name = 'sleep'"
    }
    let first = try Sleeper()
    #expect(waitFor(first.pid))
    let running = try tool(query(first.pid), ["-fcsv"]).start()
    #expect(running.awaitOutput("change,pid,name\npresent,\(first.pid),sleep\n"))
    let second = try Sleeper()
    #expect(running.awaitOutput("came,\(second.pid),sleep\n"))
    first.end()
    #expect(running.awaitOutput("went,\(first.pid),sleep\n"))
    second.end()
    #expect(running.awaitOutput("went,\(second.pid),sleep\n"))
    running.send(SIGINT)
    let outcome = running.outcome()
    #expect(outcome.status == 0 && outcome.errorText == "")
  }

  /// It has become what it is to be.
  private func waitFor(_ pid: Int32) -> Bool {
    (try? tool("wait 60s for where pid = \(pid) and name = 'sleep'", ["-q"]).run().status) == 0
  }

  @Test func waitForEndsWithTheRows() throws {
    let running = try tool("wait for select name where pid = \(getpid())", ["-fcsv"]).start()
    let outcome = running.outcome()
    #expect(outcome.status == 0 && outcome.outputText.hasPrefix("name\n"))
    #expect(outcome.errorText == "")
  }

  @Test func waitWhileEndsWithTheProcess() throws {
    let sleeper = try Sleeper()
    #expect(waitFor(sleeper.pid))
    let running = try tool("wait while where pid = \(sleeper.pid)").start()
    #expect(running.awaitHandler(of: SIGINT))
    sleeper.end()
    let outcome = running.outcome()
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errorText == "")
  }

  @Test(
    arguments: [
      ("wait 50ms for where pid = 0", ["-q"], 1, ""),
      ("wait 50ms while where pid = 1", ["-q"], 1, ""),
      ("wait while where pid = 0", [], 0, ""),
      ("wait while where pid = 0", ["-q"], 0, ""),
      ("wait for select 1 as x where pid = 1", ["-q"], 0, ""),
      ("wait for select 1 as x where pid = 1", ["-fcsv"], 0, "x\n1\n"),
      (
        "wait while where pid = 0; select 2 as x where false", ["-fcsv", "--exit-status"], 1, "x\n"
      ),
    ] as [(String, [String], Int32, String)])
  func aWaitEndsByAStatus(
    _ query: String, _ options: [String], _ status: Int32, _ output: String
  ) throws {
    let outcome = try tool(query, options).run()
    #expect(outcome.status == status && outcome.outputText == output)
    #expect(outcome.errorText == "")
  }

  @Test(
    arguments: [
      ("wait 50ms for where pid = 0", [], "", "no row came within 50ms"),
      ("wait 50ms for where pid = 0", ["-fjson"], "", "no row came within 50ms"),
      ("wait 50ms while where pid = 1", [], "", "some row is left after 50ms"),
      (
        "wait 50ms for where pid = 0; select 2 as x", [], "",
        "no row came within 50ms\nwhat follows is not run"
      ),
      ("select 2 as x; wait 50ms for where pid = 0", [], "x\n2\n", "no row came within 50ms"),
      (
        "wait 50ms for where pid = 0; wait while where pid = 0", [], "",
        "no row came within 50ms\nwhat follows is not run"
      ),
    ] as [(String, [String], String, String)])
  func aWaitThatIsOverInVainSaysSo(
    _ query: String, _ options: [String], _ output: String, _ note: String
  ) throws {
    let outcome = try tool(query, options).run()
    #expect(outcome.status == 1 && outcome.outputText == output)
    #expect(outcome.errorText == "note: \(note)\n")
  }

  @Test func whatSaysItselfHowOftenIsNotRepeated() throws {
    let outcome = try tool("watch 1s select 1", ["-w", "1s"]).run()
    #expect(outcome.status == 2)
    #expect(
      outcome.errorText
        == "error: -w repeats a query, and this statement says itself how often it is run\n")
  }

  @Test func ctrlCInAWaitIsAnInterruption() throws {
    let running = try tool("wait for where pid = 0").start()
    #expect(running.awaitHandler(of: SIGINT))
    running.send(SIGINT)
    #expect(running.outcome().status == 130)
  }

  @Test func aWaitEndsInTimeAsAnyStatement() throws {
    let outcome = try tool("wait for where pid = 0", ["--timeout", "100ms"]).run()
    #expect(outcome.status == 1)
    #expect(
      outcome.errorText
        == "error: the statement did not end within 100ms; it was waiting for a row\n")
  }

  @Test(arguments: ["watch select 1", "changes select 1 as x", "select 1; watch 1s select 1"])
  func whatNeverEndsHasNoAnswer(_ query: String) throws {
    let outcome = try tool(query, ["-q"]).run()
    #expect(outcome.status == 2 && outcome.errorText.contains("does not go with -q"))
    let again = try tool(query, ["-w", "1s"]).run()
    #expect(again.status == 2 && again.errorText.hasPrefix("error: "))
  }

  @Test func whatAlwaysHasARowIsWarnedOf() throws {
    let outcome = try tool("select count(*)", ["-q"]).run()
    #expect(outcome.status == 0)
    #expect(outcome.errorText.hasPrefix("warning: this query always has a row"))
  }

  /// The window of each round is the time since the last, and the first waits no longer.
  @Test func aRateIsOfTheTimeSinceTheLastRound() throws {
    let running = try tool(
      "watch 100ms select rate(cpu_time) >= 0 as x where pid = \(getpid())", ["-fcsv", "--stats"]
    ).start()
    #expect(running.awaitOutput(",true\n2"))
    running.send(SIGINT)
    let outcome = running.outcome()
    #expect(outcome.status == 0)
    let lines = outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(lines.first?.contains("\"waited\":") == true)
    #expect(lines.dropFirst().allSatisfy { !$0.contains("\"waited\":") })
  }
}
