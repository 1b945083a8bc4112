import Foundation
import TestSupport
import Testing

/// The saved queries as their users run them: by their own first line, on this very machine.
@Suite struct SampleTests {
  /// Those that ask every process, in turn, for what is expensive to read are shown on a made-up
  /// machine alone.
  @Test(arguments: ["machine", "processes"]) func theyRunHere(_ folder: String) throws {
    let path = projectFolder + "samples/" + folder
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(files.count >= 4)
    for file in files.sorted() {
      let outcome = try Command.built("procq", ["-fjson", "\(path)/\(file)"]).run()
      #expect(outcome.status == 0, "\(file): \(outcome.errorText)")
      #expect(outcome.outputText.hasPrefix("["), "\(file)")
    }
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
}
