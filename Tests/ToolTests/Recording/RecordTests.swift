import Foundation
import Glibc
import TestSupport
import Testing

/// `record`, from its beginning to its end, and what the file tells then.
@Suite struct RecordTests {
  @Test func whatEndsHasRowsAsLongAsItWas() throws {
    let (one, two) = (try PlantedProcess(), try PlantedProcess())
    let recorder = try RunningRecorder(
      "select pid, name, rss where pid in (\(one.pid), \(two.pid))")
    #expect(try recorder.awaitMoments())
    one.end()
    #expect(try recorder.awaitMoments(3))
    let outcome = try recorder.end()
    #expect(outcome.isOfRecorder && outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(" of 2 processes, "))
    // At the end, and at some moment before.
    #expect(try recorder.ask("select pid").outputText == "pid\n\(two.pid)\n")
    let all = try recorder.ask(
      "select pid, count(*) as n, max(time) = now() as lives from history over 10ms "
        + "group by pid order by pid")
    #expect(all.status == 0, "\(all.errorText)")
    let first = try recorder.ask("select count(distinct pid) as n from history over 1h")
    #expect(first.status != 0 && first.errorText.contains("error: "), "\(first.errorText)")
  }

  @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsItWell(_ number: Int32) throws {
    let recorder = try RunningRecorder("select pid, name where pid = 1")
    #expect(try recorder.awaitMoments())
    #expect(recorder.filesBeside.contains("day.db-wal"))
    let outcome = try recorder.end(by: number)
    #expect(outcome.isOfRecorder && outcome.status == 0, "\(outcome.errorText)")
    #expect(!recorder.filesBeside.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
    #expect(try recorder.ask("select pid").outputText == "pid\n1\n")
  }

  /// Who ends a job sends the signal to the program and to its group.
  @Test(arguments: [SIGTERM, SIGINT]) func aSignalThatComesTwiceIsOne(_ number: Int32) throws {
    for _ in 0..<3 {
      let recorder = try RunningRecorder("select pid, name where pid = 1")
      #expect(try recorder.awaitMoments(1))
      for _ in 0..<3 { recorder.send(number) }
      let outcome = try recorder.end(by: number)
      #expect(outcome.isOfRecorder && outcome.status == 0, "\(outcome.errorText)")
    }
  }

  /// The program ends by it once the file is whole.
  @Test(arguments: [SIGHUP, SIGUSR1]) func anotherSignalEndsItToo(_ number: Int32) throws {
    let recorder = try RunningRecorder("select pid where pid = 1")
    #expect(try recorder.awaitMoments())
    let outcome = try recorder.end(by: number)
    #expect(outcome.isOfRecorder && outcome.status == -number, "\(outcome.errorText)")
    #expect(!recorder.filesBeside.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
  }

  @Test func whatWasKilledIsGoneOnWith() throws {
    let query = "select pid, name where pid = 1"
    let recorder = try RunningRecorder(query)
    #expect(try recorder.awaitMoments())
    #expect(try recorder.end(by: SIGKILL).status == -SIGKILL)
    let before = try recorder.ask("select now() as x")
    #expect(before.status == 0, "\(before.errorText)")
    try recorder.start(query)
    #expect(try recorder.awaitMoments())
    #expect(try recorder.end().isOfRecorder)
    let all = try recorder.ask("select min(time) as x from history over 10ms")
    #expect(all.status == 0 && all.outputText > before.outputText, "\(all.errorText)")
    let time = before.outputText.split(separator: "\n").last.map(String.init) ?? ""
    let then = try recorder.ask("select pid at '\(time)'")
    #expect(then.outputText == "pid\n1\n", "\(then.errorText)")
  }

  @Test func anotherQueryIsRefused() throws {
    let recorder = try RunningRecorder("select pid, name where pid = 1")
    #expect(try recorder.awaitMoments(1))
    #expect(try recorder.end().status == 0)
    try recorder.start("select pid, name, rss where pid = 1")
    let outcome = try recorder.outcome()
    #expect(outcome.status == 1)
    #expect(
      outcome.errorText == """
        error: cannot record into \(recorder.file): it is of another query
          it records: select pid, name where pid = 1
          wanted:     select pid, name, rss where pid = 1

        """)
    #expect(try recorder.ask("select pid").outputText == "pid\n1\n")
  }

  @Test func aFileThatIsRenamedEndsIt() throws {
    let recorder = try RunningRecorder("select pid, name where pid = 1")
    #expect(try recorder.awaitMoments(1))
    #expect(rename(recorder.file, recorder.file + ".1") == 0)
    let outcome = try recorder.outcome()
    #expect(outcome.status == 1)
    #expect(
      outcome.errorText
        == "error: cannot record into \(recorder.file): it was moved or renamed while "
        + "it was recorded; what was recorded is in it, under its new name\n")
  }

  /// Who was stopped for a while says that moments are missing.
  @Test func whatIsLeftOutIsSaid() throws {
    let recorder = try RunningRecorder("select pid, name where pid = 1")
    #expect(try recorder.awaitMoments(1))
    recorder.send(SIGSTOP)
    usleep(500_000)
    recorder.send(SIGCONT)
    #expect(try recorder.awaitMoments())
    let outcome = try recorder.end()
    #expect(outcome.status == 0 && outcome.errorText.contains("are left out\n"))
  }

  @Test func oneRecorderAFile() throws {
    let query = "select pid, name where pid = 1"
    let recorder = try RunningRecorder(query)
    #expect(try recorder.awaitMoments(1))
    let second = try Command.built("procq", ["-e", recorder.statement(query)]).run()
    #expect(second.status == 1 && second.errorText.hasPrefix("error: "), "\(second.errorText)")
    #expect(try recorder.awaitMoments(1))
    #expect(try recorder.end().isOfRecorder)
  }

  @Test func noNotesMeansNone() throws {
    let recorder = try RunningRecorder("select pid where pid = 1", options: ["--no-notes"])
    #expect(try recorder.awaitMoments(1))
    let outcome = try recorder.end()
    #expect(outcome.status == 0 && outcome.errorText == "" && outcome.outputText == "")
  }

  @Test func statisticsAreToldAtTheEnd() throws {
    let recorder = try RunningRecorder(
      "select pid, status where pid = 1", options: ["--stats", "--no-notes"])
    #expect(try recorder.awaitMoments(1))
    let lines = try recorder.end().errorText.split(separator: "\n")
    #expect(lines.count == 1 && lines[0].hasPrefix("{\"rows\":"), "\(lines)")
  }

  /// Nobody has to read its results, for it has none.
  @Test(arguments: [Command.Output.unread, .closed]) func nobodyNeedsToRead(
    _ output: Command.Output
  )
    throws
  {
    let recorder = try RunningRecorder("select pid where pid = 1") { $0.output = output }
    #expect(try recorder.awaitMoments())
    #expect(try recorder.end().status == 0)
    #expect(try recorder.ask("select pid").outputText == "pid\n1\n")
  }

  @Test func theProgramIsRecordedIfItIsAskedTo() throws {
    for (options, isThere) in [([], "false"), (["--self"], "true")] {
      let recorder = try RunningRecorder("select pid, name where name = 'procq'", options: options)
      #expect(try recorder.awaitMoments(1))
      #expect(try recorder.end().status == 0)
      // Others may be there: that of another test.
      let outcome = try recorder.ask("select count(*) > 0 as x")
      #expect(isThere == "false" || outcome.outputText == "x\ntrue\n")
    }
  }

  /// As a full disk: what cannot be written is said once, and the recorder goes on.
  @Test func whatCannotBeWrittenIsSaid() throws {
    let script = "ulimit -f 600; exec \"$0\" \"$@\" 2>&1"
    let recorder = try RunningRecorder("select pid, args, cpu_time, rss") { command in
      command.arguments =
        ["-c", script, command.program].map { Array($0.utf8) } + command.arguments
      command.program = "/bin/sh"
    }
    #expect(recorder.awaitOutput("error: "))
    usleep(100_000)
    let outcome = try recorder.end()
    let errors = outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count <= 3, "\(errors)")
    #expect(outcome.status == 0 || outcome.status == 1)
    #expect(try recorder.ask("select count(*) > 0 as x").outputText == "x\ntrue\n")
  }
}
