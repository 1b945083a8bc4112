import Foundation
import Glibc
import TestSupport
import Testing

/// The saved queries as their users run them: by their own first line, on this very machine.
@Suite struct SampleTests {
  /// Those that ask every process, in turn, for what is expensive to read are shown on a made-up
  /// machine alone.
  @Test(arguments: ["machine", "processes"]) func theyRunHere(_ folder: String) throws {
    for file in try files(in: folder) {
      let path = projectFolder + "samples/\(folder)/\(file)"
      let outcome = try Command.built("procq", ["-fjson", path]).run()
      #expect(outcome.status == 0, "\(file): \(outcome.errorText)")
      #expect(outcome.outputText.hasPrefix("["), "\(file)")
    }
  }

  /// Those of a stretch of time are given a short one. Those that wait end by their limit at the
  /// latest; whether what they wait for is there is not theirs to say.
  @Test func thoseOfNowRunHere() throws {
    for file in try files(in: "now") {
      let path = projectFolder + "samples/now/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let parameters = ["over=20ms", "every=10ms", "limit=20ms"]
        .filter { text.contains("\nparam \($0.prefix { $0 != "=" }) = ") }
      let outcome = try Command.built(
        "procq", ["-fjson"] + (text.isEndless ? ["--check"] : []) + [path] + parameters
      ).run()
      #expect(text.goodStatuses.contains(outcome.status), "\(file): \(outcome.errorText)")
      #expect(!outcome.errorText.contains("error:"), "\(file): \(outcome.errorText)")
      // What waits in vain says nothing.
      let isSilent = text.isEndless || text.goodStatuses.contains(1)
      #expect(isSilent || outcome.outputText.hasPrefix("["), "\(file)")
    }
  }

  /// Those that act are checked only, and say by their titles what they are.
  @Test func thoseThatActAreWellFormed() throws {
    for file in try files(in: "acting") {
      let path = projectFolder + "samples/acting/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains("\n-- ACTS: ") && text.acts, "\(file)")
      let outcome = try Command.built("procq", ["--check", path]).run()
      #expect(outcome.status == 0 && outcome.errorText == "", "\(file): \(outcome.errorText)")
      // What they hit must be said.
      var bare = Command.built("procq", ["--read-only"])
      bare.input = .file(path)
      let refusal = try bare.run()
      #expect(refusal.status == 2 && refusal.errorText.contains("was not given"), "\(file)")
    }
  }

  /// Those of the past ask what one of them has recorded, just now.
  @Test func thoseOfThePastRunOverARecording() throws {
    let recording = try RecordedMachine.ofSample.get()
    for file in try files(in: "past") where file != "record.procq" {
      let path = projectFolder + "samples/past/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let parameters = ["at=\(try recording.end)", "over=40ms", "every=20ms", "pid=1"]
        .filter { text.contains("\nparam \($0.prefix { $0 != "=" })") }
      let outcome = try Command.built(
        "procq", ["--replay", recording.file, "-fjson", path] + parameters
      ).run()
      #expect(outcome.status == 0, "\(file): \(outcome.errorText)")
      #expect(outcome.outputText.hasPrefix("["), "\(file): \(outcome.errorText)")
    }
  }

  @Test func theOneThatRecordsSaysSo() throws {
    let path = projectFolder + "samples/past/record.procq"
    let check = try Command.built("procq", ["--check", path, "file=x.db"]).run()
    #expect(check.status == 0 && check.outputText.contains(": records into 'x.db': record "))
    let help = try Command.built("procq", ["--help", path]).run()
    #expect(help.outputText.contains("\nRECORDS:\n  record "), "\(help.errorText)")
  }

  /// No other does anything.
  @Test func othersDoNotAct() throws {
    let samples = FileManager.default.enumerator(atPath: projectFolder + "samples")
    for file in samples?.compactMap({ $0 as? String }) ?? []
    where file.hasSuffix(".procq") && !file.hasPrefix("acting/") {
      let text = try String(contentsOfFile: projectFolder + "samples/" + file, encoding: .utf8)
      #expect(!text.acts && !text.contains("ACTS:"), "\(file)")
    }
  }

  @Test func thoseWithoutEndEndByCtrlC() throws {
    let path = projectFolder + "samples/now/changes.procq"
    let running = try Command.built("procq", ["-fcsv", path, "every=50ms"]).start()
    #expect(running.awaitOutput("change,pid,ppid,user,args\npresent,1,"))
    running.send(SIGINT)
    let outcome = running.outcome()
    #expect(outcome.status == 0, "\(outcome.errorText)")
  }

  @Test func theyAreExecutable() throws {
    let program = URL(filePath: Command.built("procq").program).deletingLastPathComponent().path
    let machine = try ProcFixture(named: "shared-host")
    let outcome = try Command(
      projectFolder + "samples/descent/under.procq", ["name=postgres"],
      environment: ["PATH": "\(program):/usr/bin:/bin", "PROCQ_PROCFS": machine.root]
    ).run()
    #expect(outcome.outputText.contains("postgres: walwriter"), "\(outcome.errorText)")
    #expect(!outcome.outputText.contains("sshd"))
  }

  private func files(in folder: String) throws -> [String] {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: projectFolder + "samples/" + folder)
    #expect(files.count >= 4)
    return files.sorted()
  }
}
