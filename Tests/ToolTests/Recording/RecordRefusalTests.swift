import Foundation
import Glibc
import TestSupport
import Testing

/// What does not go with recording, or with a recording.
@Suite struct RecordRefusalTests {
  private static let statement = "record into '/nonexistent/x.db' select pid"

  private func run(
    _ words: [String], _ environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    var command = Command.built("procq", words)
    command.environment.merge(environment) { $1 }
    return try command.run()
  }

  @Test(arguments: [
    (["-q"], "what is repeated without an end does not go with -q"),
    (["-w", "1s"], "-w repeats a query, and this statement says itself how often it is run"),
    (["-o", "/nonexistent/y"], "what is recorded goes into its own file, and not into that of -o"),
    (["--read-only"], "'record' is not allowed: --read-only opens no files"),
    (["--check", "--read-only"], "'record' is not allowed: --read-only opens no files"),
  ])
  func someOptionsDoNotGoWithIt(_ options: [String], _ message: String) throws {
    let outcome = try run(options + ["-e", Self.statement])
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errorText.hasPrefix("error: \(message)"), "\(outcome.errorText)")
  }

  @Test func aFileThatCannotBeMadeIsAnError() throws {
    let outcome = try run(["-e", Self.statement])
    #expect(outcome.status == 1 && outcome.errorText.hasPrefix("error: "), "\(outcome.errorText)")
  }

  @Test func checkSaysWhere() throws {
    let outcome = try run(["--check", "-e", Self.statement])
    #expect(outcome.status == 0)
    #expect(
      outcome.outputText
        == "records into '/nonexistent/x.db': record into '/nonexistent/x.db' select pid\n")
  }

  @Test(arguments: [
    (["--replay", "x", "--procfs", "/proc"], "--procfs and --replay cannot go together"),
    (["--replay", ""], "'--replay' takes the name of a file"),
    (["--replay", "x", "--self"], "--self cannot go together with a recording"),
  ])
  func optionsContradict(_ options: [String], _ message: String) throws {
    let outcome = try run(options + ["-e", "select 1"])
    #expect(outcome.status == 2 && outcome.errorText.hasPrefix("error: \(message)\n"))
  }

  @Test func variablesContradict() throws {
    let both = ["PROCQ_PROCFS": "/proc", "PROCQ_REPLAY": "/nonexistent"]
    #expect(try run(["-e", "select 1"], both).status == 2)
    #expect(try run(["--procfs", "/proc", "-e", "select 1"], both).status == 0)
    #expect(try run(["--replay", "/nonexistent", "-e", "select 1"], both).status == 1)
    #expect(try run(["-e", "select 1"], ["PROCQ_REPLAY": ""]).status == 0)
    #expect(try run(["-e", "select 1"], ["PROCQ_REPLAY": "/nonexistent"]).status == 1)
    #expect(
      try run(["--read-only", "-e", "select 1"], ["PROCQ_REPLAY": "/nonexistent"]).status == 0)
  }

  @Test func aRecordingIsAskedByItsVariable() throws {
    let recording = try RecordedMachine.ofSample.get()
    let outcome = try run(
      ["-fcsv", "-e", "select count(*) > 0 as x"], ["PROCQ_REPLAY": recording.file])
    #expect(outcome.outputText == "x\ntrue\n" && outcome.status == 0, "\(outcome.errorText)")
  }

  /// Nothing that a recording cannot do is begun.
  @Test(arguments: [
    "watch 1s select pid", "changes select pid", "wait 1s for select pid where pid = 1",
    "record into '/nonexistent/x' select pid", "kill where pid = 1", "set nice = 10 where pid = 1",
  ])
  func aRecordingOnlyAnswers(_ statement: String) throws {
    let recording = try RecordedMachine.ofSample.get()
    for options in [[], ["--check"]] {
      let outcome = try run(["--replay", recording.file] + options + ["-e", statement])
      #expect(outcome.status == 2 && outcome.output.isEmpty, "\(statement)")
      #expect(outcome.errorText.hasPrefix("error: "), "\(outcome.errorText)")
    }
    let watched = try run(["--replay", recording.file, "-w", "1s", "-e", "select pid"])
    #expect(watched.status == 2 && watched.errorText.contains("a recording does not change"))
  }

  /// What no recording is asked for is not looked for.
  @Test(.enabled(if: access("/usr/bin/strace", X_OK) == 0, "strace is not here"))
  func withoutOneNoLibraryIsLookedFor() throws {
    let command = Command.built("procq").program
    let outcome = try Command(
      "/usr/bin/strace", ["-f", "-e", "trace=open,openat", command, "-e", "select 1 as x"]
    ).run()
    guard outcome.outputText.contains("x") else { return }
    #expect(!outcome.errorText.contains("sqlite"))
  }
}
