import Foundation
import Glibc
import TestSupport
import Testing

/// Whatever is being read, and however long that takes, the program listens.
@Suite(.serialized, .enabled(if: Silence.isPossible, "this takes root, FUSE, and to be asked for"))
struct StuckTests {
  private static let queries = [
    "select pid, args where pid = $", "select pid, uss where pid = $",
    "select pid, uss where pid >= $ order by pid", "select sum(uss) where pid = $",
    "select pid, env.HOME where pid = $", "select count(*) where args ilike '%nosuch%'",
    "select pid, args", "select pid, uss", "select pid, uss order by uss",
  ]

  private func tool(_ query: String, _ options: [String] = []) -> Command {
    .built("procq", options + ["-e", query])
  }

  @Test(arguments: queries, ["1", "2"]) func ctrlCEndsIt(_ query: String, jobs: String) throws {
    let silence = try Silence()
    let query = query.replacingOccurrences(of: "$", with: "\(silence.pid)")
    let running = try tool(query, ["--jobs", jobs]).start()
    #expect(running.awaitHandler(of: SIGINT) && running.awaitWait())
    running.send(SIGINT)
    let outcome = running.outcome()
    #expect(outcome.status == 130)
    #expect(!outcome.errorText.contains("error"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT]) func otherSignalsEndItToo(_ number: Int32) throws {
    let silence = try Silence()
    let running = try tool("select pid, args where pid = \(silence.pid)").start()
    #expect(running.awaitHandler(of: SIGINT) && running.awaitWait())
    running.send(number)
    #expect(running.outcome().status == -number)
  }

  /// A stop comes to nothing, and keeps nothing else off.
  @Test(arguments: [SIGTSTP, SIGTTIN], [SIGTERM, SIGHUP])
  func aStopDoesNotKeepAnEndOff(_ stop: Int32, _ number: Int32) throws {
    let silence = try Silence()
    let running = try tool("select pid, args where pid = \(silence.pid)").start()
    #expect(running.awaitHandler(of: SIGINT) && running.awaitWait())
    running.send(stop)
    running.send(number)
    #expect(running.outcome().status == -number)
  }

  /// What rows are called is no more than a courtesy.
  @Test(arguments: ["--yes", "--dry-run"])
  func whatDoesNotAnswerCanBeActedOn(_ option: String) throws {
    let silence = try Silence()
    let outcome = try tool("kill CONT where pid = \(silence.pid)", [option, "-fcsv"]).run()
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let result = option == "--yes" ? "sent" : "would send CONT"
    #expect(outcome.outputText.hasPrefix("pid,name,result\n\(silence.pid),"))
    #expect(outcome.outputText.hasSuffix(",\(result)\n"))
  }

  @Test func aRootThatDoesNotAnswer() throws {
    let silence = try Silence()
    let options = ["--procfs", silence.mountpoint, "--timeout", "300ms"]
    let late = try silence.seen(by: tool("select 1", options)).run()
    #expect(late.status == 1)
    #expect(late.errorText.contains("it was waiting for \(silence.mountpoint)"))
  }

  @Test func whatIsWaitedForIsSaidAndThenItEnds() throws {
    let silence = try Silence()
    let file = "/proc/\(silence.pid)/smaps_rollup"
    let outcome = try tool(
      "select 'before'; select pid, uss where pid = \(silence.pid); select 'after'",
      ["-fcsv", "--timeout", "3s"]
    ).run()
    #expect(
      outcome.errorText == """
        waiting for \(file)
        error: the statement did not end within 3s; it was waiting for \(file)

        """)
    #expect(outcome.outputText.contains("before") && !outcome.outputText.contains("after"))
    #expect(outcome.status == 1)
  }

  /// With one thread and with several, and whether rows are kept for their order or not.
  @Test(arguments: ["1", "2"], ["select pid, args", "select pid, uss", "select sum(uss)"])
  func itEndsInTime(jobs: String, _ query: String) throws {
    let silence = try Silence()
    let outcome = try tool(query, ["-fndjson", "--timeout", "500ms", "--jobs", jobs]).run()
    #expect(outcome.status == 1)
    let file = query.contains("args") ? "cmdline" : "smaps_rollup"
    #expect(
      outcome.errorText
        == "error: the statement did not end within 500ms; it was waiting for "
        + "/proc/\(silence.pid)/\(file)\n")
    // The rows before it are all there: this process's is one, and nothing is written twice.
    let rows = outcome.outputText.split(separator: "\n")
    #expect(Set(rows).count == rows.count)
    #expect(query == "select sum(uss)" ? rows.isEmpty : !rows.isEmpty || query.contains("uss"))
  }

  @Test(arguments: ["select mountpoint, total from mounts", "from mounts"])
  func aMountThatDoesNotAnswer(_ query: String) throws {
    let silence = try Silence()
    let running = try silence.seen(by: tool(query)).start()
    #expect(running.awaitHandler(of: SIGINT) && running.awaitWait())
    running.send(SIGINT)
    #expect(running.outcome().status == 130)
    let late = try silence.seen(by: tool(query, ["--timeout", "300ms"])).run()
    #expect(late.status == 1)
    #expect(late.errorText.contains("it was waiting for \(silence.mountpoint)"))
  }
}

@Suite struct TimeLimitTests {
  @Test func whatIsDoneInTimeIsNotTouched() throws {
    let outcome = try Command.built(
      "procq",
      ["--timeout=1m30s", "-fcsv", "-e", "select 7 as n", "-e", "select count(*) > 0 as m"]
    ).run()
    #expect(outcome.outputText == "n\n7\nm\ntrue\n")
    #expect(outcome.errorText == "" && outcome.status == 0)
  }

  /// It reads nothing, and so waits for nothing.
  @Test func whatIsBusyEndsToo() throws {
    let fixture = try ProcFixture(named: "small-server")
    let grow = (0..<7).reduce("args") { text, _ in "replace(\(text), 'e', 'eeeeeeeeeeee')" }
    let outcome = try Command.built(
      "procq",
      [
        "--procfs", fixture.root, "--timeout", "50ms", "-e", "select \(grow) ~ 'x{9}y'",
        "-e", "select 'never'",
      ]
    ).run()
    #expect(outcome.errorText == "error: the statement did not end within 50ms\n")
    #expect(!outcome.outputText.contains("never") && outcome.status == 1)
  }

  @Test(arguments: ["2", "0s", "-1s", "1M", "soon", "", "1s or 2s", "''"])
  func itTakesADuration(_ word: String) throws {
    let outcome = try Command.built("procq", ["--timeout=\(word)", "-e", "select 1"]).run()
    #expect(outcome.status == 2)
    #expect(
      outcome.errorText.hasPrefix(
        "error: '--timeout' takes a duration such as 2s, found '\(word)'\n"))
    #expect(outcome.errorText.contains("its unit: 2s") == (word == "2"))
  }
}
