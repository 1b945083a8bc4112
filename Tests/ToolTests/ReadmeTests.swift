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

  private func run(_ example: String, on machine: ProcFixture) throws -> Command.Outcome {
    let line =
      example.isEndless ? example.replacing("procq ", with: "procq --check ") : example.hurried
    let program = URL(filePath: Command.built("procq").program).deletingLastPathComponent().path
    return try Command(
      "/bin/sh", ["-c", "cd '\(root)' && \(line)"],
      environment: ["PATH": "\(program):/usr/bin:/bin", "PROCQ_PROCFS": machine.root]
    ).run()
  }

  private let root = String(#filePath.dropLast("Tests/ToolTests/ReadmeTests.swift".count))

  private func fencedBlocks(_ language: String) throws -> [String] {
    let text = try String(contentsOfFile: root + "README.md", encoding: .utf8)
    let parts = text.components(separatedBy: "\n```")
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      .filter { $0.hasPrefix(language + "\n") }
      .map { String($0.dropFirst(language.count + 1)) }
  }
}
