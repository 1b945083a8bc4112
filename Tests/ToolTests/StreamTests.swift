import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct StreamTests {
  @Test func aClosedPipeEndsItQuietly() throws {
    for format in ["table", "ndjson", "json", "csv"] {
      var command = Command.built("procq", ["-f", format, "-e", "select 1; select 2", "--stats"])
      command.output = .unread
      let outcome = try command.run()
      #expect(outcome.status == 0)
      #expect(outcome.errorText == "")
    }
  }

  @Test(
    arguments: [
      ["-e", "select 1"], ["-fndjson", "-e", "select 1"], ["-fjson", "-e", "select 1"],
      ["--version"], ["--help"],
    ] as [[String]])
  func aFullDeviceIsAnError(_ arguments: [String]) throws {
    var command = Command.built("procq", arguments)
    command.output = .file("/dev/full")
    let outcome = try command.run()
    #expect(outcome.errorText == "error: cannot write standard output: No space left on device\n")
    #expect(outcome.status == 1)
  }

  @Test(
    arguments: [["-e", "select 1"], ["-fjson", "-e", "select 1"], ["--version"]] as [[String]])
  func aFileThatMayNotGrowIsAnError(_ arguments: [String]) throws {
    let file = NSTemporaryDirectory() + "procq-\(UUID().uuidString)"
    defer { unlink(file) }
    let line = "ulimit -f 0; exec \"$@\" >\(file)"
    let program = Command.built("procq").program
    let outcome = try Command("/bin/sh", ["-c", line, "sh", program] + arguments).run()
    #expect(outcome.errorText == "error: cannot write standard output: File too large\n")
    #expect(outcome.status == 1)
  }

  @Test func errorsThatCannotBeToldChangeNoStatus() throws {
    let program = Command.built("procq").program
    for (target, words, status) in [
      ("/dev/full", ["-e", "select"], 2), ("/dev/full", ["-q", "-e", "select 1"], 0),
      ("&-", ["-e", "select"], 2),
    ] as [(String, [String], Int32)] {
      let line = "exec \"$@\" 2>\(target)"
      #expect(try Command("/bin/sh", ["-c", line, "sh", program] + words).run().status == status)
    }
  }

  @Test func aClosedOutputIsAnErrorOnlyIfSomethingIsWritten() throws {
    var command = Command.built("procq", ["-e", "select 1"])
    command.output = .closed
    let outcome = try command.run()
    #expect(outcome.errorText == "error: cannot write standard output: Bad file descriptor\n")
    #expect(outcome.status == 1)
    command.arguments.append(Array("-q".utf8))
    let quiet = try command.run()
    #expect(quiet.errorText == "")
    #expect(quiet.status == 0)
  }

  @Test func interruptionEndsItAtOnce() throws {
    var command = Command.built("procq")
    command.input = .silent
    let running = try command.start()
    #expect(running.awaitHandler(of: SIGINT))
    running.send(SIGINT)
    let outcome = running.outcome()
    #expect(outcome.status == 130)
    #expect(outcome.errorText == "")
  }
}
