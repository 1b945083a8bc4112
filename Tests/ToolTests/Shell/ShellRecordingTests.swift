import Foundation
import Glibc
import TestSupport
import Testing

/// Recordings in the shell, at a terminal.
@Suite struct ShellRecordingTests {
  @Test func oneIsMadeUntilCtrlCAndAsked() throws {
    let user = try TerminalUser(columns: 140)
    let file = user.home + "/day.db"
    user.seesPrompt()
    user.enter("record 100ms into '\(file)' select pid, name, rss where pid = 1;")
    user.sees("the last of 1 process; Ctrl-C ends it")
    user.press(.controlC)
    user.sees("note: recorded ")
    _ = user.answer(to: "let old = age > 1ms;")
    _ = user.answer(to: "let busy = cpu_percent > 90;")
    _ = user.answer(to: "let held = select pid, rss where rss > 1B;")
    user.seesPrompt()
    user.enter("\\replay \(file)")
    user.sees("note: without a meaning here, since what they name is not there: 'busy'")
    user.sees("the recording \(file) is asked, of 20")
    user.enter("select count(*) as n from held where pid = 1;")
    user.sees("n\n1\n(1 row)")
    user.enter("select old as is_old;")
    user.sees("is_old\ntrue\n(1 row)")
    user.seesLine("procq day.db>")
    user.enter("select pid,")
    user.seesLine("         ...>")
    user.enter("name, cpu_time;")
    user.sees("'cpu_time' was not recorded")
    user.enter("select count(*) as n where pid = 1")
    user.sees("n\n1\n(1 row)")
    user.seesLine("procq day.db>")
    user.enter("\\replay off")
    user.sees("this machine is asked")
    user.seesPrompt()
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test func theShellMayBeginWithOne() throws {
    let recording = try RecordedMachine.ofSample.get()
    let user = try TerminalUser(["--no-rc", "--replay", recording.file])
    user.seesLine("procq day.db>")
    user.enter("\\replay")
    user.sees("the recording ")
    user.enter("select count(*) > 0 as x")
    user.sees("x\ntrue\n")
    user.enter("\\replay off")
    user.sees("this machine is asked")
    #expect(user.answer(to: "select count(*) > 0 as y where pid = 1") == "y\ntrue\n(1 row)")
    user.enter("\\replay /nonexistent/x.db")
    user.sees("error: ")
    user.seesPrompt()
    user.enter("\\q")
    #expect(user.end() == 0)
  }

  @Test func anEndOfTheTerminalEndsItWell() throws {
    let user = try TerminalUser()
    let file = user.home + "/day.db"
    user.seesPrompt()
    user.enter("record 100ms into '\(file)' select pid where pid = 1;")
    user.sees("the last of 1 process; Ctrl-C ends it")
    user.hangUp()
    #expect(user.end() == -SIGHUP)
    let outcome = try Command.built(
      "procq", ["--replay", file, "-fcsv", "-e", "select pid"]
    ).run()
    #expect(outcome.outputText == "pid\n1\n", "\(outcome.errorText)")
  }
}
