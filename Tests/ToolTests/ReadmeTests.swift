import Foundation
import Glibc
import TestSupport
import Testing

/// What the README shows is what the program does.
@Suite struct ReadmeTests {
  @Test func everyExampleRuns() throws {
    let machine = try ProcFixture(named: "small-server")
    let examples = try fencedBlocks("sh").flatMap { $0.split(separator: "\n") }
    #expect(examples.count >= 10)
    for example in examples {
      let outcome = try run(String(example), on: machine)
      #expect(outcome.status == 0, "\(example): \(outcome.errorText)")
      #expect(!outcome.errorText.contains("error:"), "\(example): \(outcome.errorText)")
    }
  }

  /// Blocks without a language that begin with a prompt show the words as they come.
  @Test func everyErrorIsShownAsItComes() throws {
    let machine = try ProcFixture(named: "small-server")
    let sessions = try fencedBlocks("").filter { $0.hasPrefix("$ procq") }
    #expect(!sessions.isEmpty)
    for session in sessions {
      let lines = session.split(separator: "\n", maxSplits: 1)
      let outcome = try run(String(lines[0].dropFirst(2)), on: machine)
      #expect(outcome.errorText + outcome.outputText == lines[1] + "\n")
    }
  }

  /// Each block of the page about scripts is one; what it writes lies in a folder of its own.
  @Test func everyBlockOfScriptsRuns() throws {
    let machine = try ProcFixture(named: "small-server")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "scripts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let scripts = try fencedBlocks("sh", of: "Grammar/IN-SCRIPTS.md")
    let files = try fencedBlocks("procq", of: "Grammar/IN-SCRIPTS.md")
    #expect(scripts.count > 6 && !files.isEmpty)
    for (index, file) in files.enumerated() {
      let path = folder.appendingPathComponent("\(index).procq")
      try file.write(to: path, atomically: true, encoding: .utf8)
    }
    let hasFilter = access("/usr/bin/jq", X_OK) == 0
    let blocks = scripts.filter { hasFilter || !$0.contains("jq ") }
    for block in blocks + files.indices.map({ "procq \($0).procq" }) {
      let block = block.hurried.replacing(/\b(watch|changes) 1s/) { "\($0.output.1) 20ms" }
      // A made-up machine has no past.
      let isOfPast = block.records || block.contains("--replay ")
      let outcome =
        try checked(block, in: folder.path)
        ?? shell(block, in: folder.path, on: isOfPast ? nil : machine)
      #expect(outcome.status == 0, "\(block): \(outcome.errorText)")
      #expect(!outcome.errorText.contains("error"), "\(block): \(outcome.errorText)")
    }
    for file in ["uss.csv", "by-user.csv", "by-name.csv"] {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      #expect(text.split(separator: "\n").count > 1, "\(file)")
    }
  }

  private func run(_ example: String, on machine: ProcFixture) throws -> Command.Outcome {
    if let outcome = try checked(example, in: root) { return outcome }
    if example.contains("--replay ") {
      let recording = try RecordedMachine.ofSample.get()
      return try shell(example.hurried.asking(recording), in: root, on: nil)
    }
    let line =
      example.isEndless ? example.replacing("procq ", with: "procq --check ") : example.hurried
    return try shell(line, in: root, on: machine)
  }

  /// Nobody knows what this machine has, so that nothing is done to it; and a copy cannot be acted on. Nil
  /// of what does not act.
  private func checked(_ example: String, in folder: String) throws -> Command.Outcome? {
    guard example.acts else { return nil }
    return try shell(example.replacing("procq ", with: "procq --check "), in: folder, on: nil)
  }

  private func shell(
    _ script: String, in folder: String, on machine: ProcFixture?
  ) throws -> Command.Outcome {
    let program = URL(filePath: Command.built("procq").program).deletingLastPathComponent().path
    return try Command(
      "/bin/sh", ["-c", "cd '\(folder)' && \(script)"],
      environment: ["PATH": "\(program):/usr/bin:/bin", "PROCQ_PROCFS": machine?.root ?? ""]
    ).run()
  }

  private let root = String(#filePath.dropLast("Tests/ToolTests/ReadmeTests.swift".count))

  private func fencedBlocks(
    _ language: String, of page: String = "README.md"
  ) throws -> [String] {
    let text = try String(contentsOfFile: root + page, encoding: .utf8)
    let parts = text.components(separatedBy: "\n```")
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      .filter { $0.hasPrefix(language + "\n") }
      .map { String($0.dropFirst(language.count + 1)) }
  }
}
