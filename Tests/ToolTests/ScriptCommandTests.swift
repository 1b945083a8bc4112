import Foundation
import Glibc
import TestSupport
import Testing

/// Commands in scripts, wherever scripts come from, and the files that they include.
@Suite final class ScriptCommandTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "procq-script-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, to name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func outcome(
    _ words: [String], input: String = ""
  ) throws -> Command.Outcome {
    var command = Command.built("procq", words)
    command.input = .bytes(Array(input.utf8))
    return try command.run()
  }

  private static let script = "\\f csv\nselect 1 as x, 2 as y;\n"

  @Test func commandsStandWhereverScriptsComeFrom() throws {
    let file = try write("#!/usr/bin/env procq\n" + Self.script, to: "script.procq")
    for words in [[file], ["-e", Self.script], ["-e", "\\f csv", "-e", "select 1 as x, 2 as y"]] {
      #expect(try outcome(words).outputText == "x,y\n1,2\n", "\(words)")
    }
    #expect(try outcome([], input: Self.script).outputText == "x,y\n1,2\n")
    #expect(try outcome(["-"], input: "\u{feff}" + Self.script).outputText == "x,y\n1,2\n")
  }

  @Test func timeIsToldOnStandardError() throws {
    let outcome = try outcome([], input: "\\timing on\nselect 1 as x;\n\\timing\nselect 2 as x;")
    #expect(outcome.outputText == "x\n1\n\nx\n2\n")
    #expect(outcome.errorText.wholeMatch(of: /[0-9.]+(ms|us|s)[^\n]*\n/) != nil)
  }

  /// Nothing is made of the numbers before it is known that the rest is right.
  @Test func whatIsWrongIsToldBeforeAnythingRuns() throws {
    for (line, status) in [
      ("\\watch 2", 2), ("\\nosuch", 2), ("\\o | cat", 2), ("\\i \(folder)/none", 1),
    ] as [(String, Int32)] {
      let outcome = try outcome(["-e", "select 1 as x", "-e", line])
      #expect(outcome.status == status && outcome.output.isEmpty)
      #expect(outcome.errorText.contains("\n  \(line)\n"), "\(outcome.errorText)")
    }
  }

  // MARK: - Included files

  @Test func aFileStandsInItsPlace() throws {
    let inner = try write("select $n as n;\nlet twice = $n * 2;\n\\f csv\n", to: "inner.procq")
    let outer = try write(
      "#!/usr/bin/env procq\nparam n = 1;\n\\i \(inner)\nselect twice as t\n", to: "outer.procq")
    #expect(try outcome([outer, "n=4"]).outputText == "n\n4\nt\n8\n")
    #expect(try outcome(["-e", "param n = 1", "-e", "\\i '\(inner)'"]).outputText == "n\n1\n")
  }

  @Test func anErrorInAFileNamesIt() throws {
    let inner = try write("let x = 1;\nselect y;\n", to: "inner.procq")
    let outcome = try outcome(["-e", "select 1", "-e", "\\i \(inner)"])
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errorText.hasPrefix("\(inner):2:8: error: unknown column 'y'\n"))
    let command = try write("select 1\n  \\g\n\\e\n", to: "command.procq")
    let other = try self.outcome(["-e", "\\i \(command)"])
    #expect(other.status == 2 && other.errorText.hasPrefix("\(command):2:3: error: "))
  }

  @Test func filesThatIncludeThemselvesEnd() throws {
    let path = "\(folder)/self.procq"
    _ = try write("select 1;\n\\i \(path)\n", to: "self.procq")
    let outcome = try outcome([path])
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errorText.contains("files include one another too deeply"))
    // Each twice would be a hundred thousand texts.
    _ = try write("\\i \(path)\n\\i \(path)\n", to: "self.procq")
    #expect(try self.outcome(["--check", path]).status == 2)
  }

  @Test func whatIsIncludedMayComeFromAPipe() throws {
    let pipe = "\(folder)/pipe"
    mkfifo(pipe, 0o600)
    let writer = try Command("/bin/sh", ["-c", "echo 'let one = 1;' >\(pipe)"]).start()
    #expect(try outcome(["-e", "\\i \(pipe)", "-e", "select one as x"]).outputText == "x\n1\n")
    _ = writer.outcome()
  }

  // MARK: - With options

  @Test func aScriptWithCommandsIsRepeated() throws {
    let words = ["-w", "1h", "-e", "\\f csv", "-e", "\\set n 3", "-e", "select $n as x"]
    let running = try Command.built("procq", words).start()
    #expect(running.awaitOutput(",3\n"))
    running.send(SIGINT)
    let outcome = running.outcome()
    #expect(outcome.status == 0 && outcome.outputText.hasPrefix("time,x\n"))
    #expect(try self.outcome(["-w", "1h", "-e", "\\d", "-e", "select 1"]).status == 2)
  }

  @Test func quietSaysNothing() throws {
    let outcome = try outcome(
      ["-q", "-e", "\\timing on", "-e", "\\h limit", "-e", "\\set", "-e", "select 1"])
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty && outcome.status == 0)
  }

  @Test func aCheckTellsOfCommands() throws {
    let outcome = try outcome(["--check"], input: "\\f xml\nselect nosuch;\n\\watch\n")
    #expect(outcome.status == 2)
    let places = outcome.errorText.matches(of: /stdin:(\d:\d): error:/).map { String($0.1) }
    #expect(places == ["1:4", "2:8", "3:1"])
    #expect(try self.outcome(["--check"], input: "\\f csv\n\\o /nowhere/x\nselect 1").status == 0)
  }
}

/// `--no-notes`.
@Suite struct NoNotesTests {
  private static func machine() throws -> ProcFixture {
    try ProcFixture(
      """
      -- 7/stat --
      7 (web) S 1 7 7 0 -1 4194560 1 0 0 0 2 1 0 0 20 0 1 0 1 172032000 3197 \
      18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0
      -- 7/environ denied --
      """)
  }

  @Test func notesAreLeftOutAndErrorsStay() throws {
    let machine = try Self.machine()
    let query = ["--procfs", machine.root, "-e", "where env.HOME = '/'"]
    for (words, status) in [([], 0), (["-q"], 3), (["--exit-status"], 3)] as [([String], Int32)] {
      let told = try Command.built("procq", query + words).run()
      #expect(told.status == status && told.errorText.hasPrefix("note: "))
      let silent = try Command.built("procq", query + words + ["--no-notes"]).run()
      #expect(silent.status == status && silent.errors.isEmpty, "\(silent.errorText)")
      #expect(silent.output == told.output)
    }
    let warned = try Command.built("procq", ["--no-notes", "-e", "select \"pid\" limit 1"]).run()
    #expect(warned.errorText.hasPrefix("warning: "))
    #expect(try Command.built("procq", ["--no-notes", "-e", "selct"]).run().status == 2)
  }

  @Test func roundsHaveNone() throws {
    let machine = try Self.machine()
    let words = ["--procfs", machine.root, "--no-notes", "-w", "10ms", "--stats", "-fcsv"]
    let running = try Command.built("procq", words + ["-e", "select env.HOME as h"]).start()
    #expect(running.awaitOutput(",\n"))
    running.send(SIGINT)
    #expect(!running.outcome().errorText.contains("note: "))
  }
}
