import Foundation
import Glibc
import TestSupport
import Testing

/// A process that does not answer keeps no recorder from anything.
extension StuckTests {
  private func recorder(_ silence: Silence, _ options: [String] = []) throws -> RunningRecorder {
    try RunningRecorder(
      "select pid, args where pid in (1, \(silence.pid))", options: options
    ) { command in
      // So that what it says can be waited for.
      let words = ["-c", "exec \"$0\" \"$@\" 2>&1", command.program]
      command.arguments = words.map { Array($0.utf8) } + command.arguments
      command.program = "/bin/sh"
    }
  }

  @Test(arguments: [SIGTERM, SIGINT]) func aRecorderListens(_ number: Int32) throws {
    let silence = try Silence()
    let recorder = try recorder(silence)
    #expect(recorder.awaitOutput("waiting for /proc/\(silence.pid)/cmdline\n"))
    let outcome = try recorder.end(by: number)
    #expect(outcome.status == 0 && outcome.outputText.contains("note: recorded 0 moments"))
    #expect(!recorder.filesBeside.contains { $0.hasSuffix("-wal") })
  }

  @Test func aMomentThatTakesTooLongHasFailed() throws {
    let silence = try Silence()
    let recorder = try recorder(silence, ["--timeout", "200ms"])
    let line =
      "error: a moment could not be recorded: the statement did not end within 200ms; "
      + "it was waiting for /proc/\(silence.pid)/cmdline\n"
    #expect(recorder.awaitOutput(line))
    // It is said once, though the next moments fail, too.
    #expect(try recorder.awaitMoments(3))
    let outcome = try recorder.end()
    #expect(outcome.status == 0)
    #expect(outcome.outputText.components(separatedBy: "error:").count == 2)
    let failed = outcome.outputText.firstMatch(of: /([0-9]+) moments could not be had\n/)?.1
    #expect(try #require(failed.flatMap { Int($0) }) >= 3, "\(outcome.outputText)")
    #expect(outcome.outputText.contains("note: recorded 0 moments"))
  }
}
