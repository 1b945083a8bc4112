import Foundation
import TestSupport
import Testing

/// The program as it is installed: `PREFIX/bin/procq` beside `PREFIX/share/procq/samples`.
@Suite struct InstalledTests {
  private let prefix: String
  private let program: String

  init() throws {
    let files = FileManager.default
    let folder = #filePath.dropLast("Tests/ToolTests/InstalledTests.swift".count)
    prefix =
      files.temporaryDirectory.appendingPathComponent("prefix-\(UUID().uuidString)").path
    program = prefix + "/bin/procq"
    for folder in ["/bin", "/home", "/share/procq"] {
      try files.createDirectory(atPath: prefix + folder, withIntermediateDirectories: true)
    }
    // By another program: one that we held open to write could not be started while a child of ours,
    // begun meanwhile, has it open too.
    #expect(try Command("/bin/cp", [Command.built("procq").program, program]).run().status == 0)
    try files.copyItem(
      atPath: folder + "samples", toPath: prefix + "/share/procq/samples")
  }

  private func run(_ arguments: String...) throws -> Command.Outcome {
    defer { try? FileManager.default.removeItem(atPath: prefix) }
    return try Command(program, arguments, environment: ["HOME": prefix + "/home"]).run()
  }

  @Test func aSampleIsRunByItsName() throws {
    let machine = try ProcFixture(named: "small-server")
    let outcome = try run("top", "n=1", "--procfs", machine.root, "-fcsv")
    #expect(outcome.outputText.split(separator: "\n").count == 2)
    #expect(outcome.status == 0)
  }

  @Test func aNameThatTwoHaveIsWrong() throws {
    let outcome = try run("under")
    #expect(outcome.errorText == "error: 'under' may be descent/under or files/under\n")
    #expect(outcome.status == 2)
  }

  @Test func aNameThatIsNearIsSuggested() throws {
    let outcome = try run("procsmen")
    #expect(
      outcome.errorText == """
        error: cannot read 'procsmen': No such file or directory
          did you mean 'procsmem'?

        """)
    #expect(outcome.status == 1)
  }

  @Test func theListHasNamesAndTitles() throws {
    let lines = try run("--list-queries").outputText.split(separator: "\n")
    #expect(
      lines.contains("procsmem\tReal memory of every process, the largest first.\tmemory/procsmem"))
    #expect(lines.contains { $0.hasPrefix("files/under\t") })
    #expect(lines.count > 60)
  }

  @Test(arguments: [("procsmen", "procsmem"), ("memory/procmem", "memory/procsmem")])
  func aMisspeltNameIsAnsweredWithTheNearest(_ name: String, nearest: String) throws {
    let outcome = try run(name)
    #expect(
      outcome.errorText == """
        error: cannot read '\(name)': No such file or directory
          did you mean '\(nearest)'?

        """)
    #expect(outcome.status == 1)
  }

  /// The words are those that bash hands over, which cuts them at `=`.
  @Test func bashCompletesNamesAndWhatMayBeGiven() throws {
    let folder = prefix + "/home"
    for name in ["mine.procq", "mine.txt", "diary.txt"] {
      try "select 1".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    let requests = """
      compopt() { :; }
      cd \(folder)
      COMP_WORDS=(procq procs) COMP_CWORD=1; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq memory/pro) COMP_CWORD=1; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq files/un) COMP_CWORD=1; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq mine) COMP_CWORD=1; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq diary) COMP_CWORD=1; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq -p a = 1 --format = csv -q threads "") COMP_CWORD=10; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq files/under directory = mine.t) COMP_CWORD=4; _procq; echo "${COMPREPLY[@]}"
      COMP_WORDS=(procq -o = diary) COMP_CWORD=3; _procq; echo "${COMPREPLY[@]}"
      """
    let script = try Command(program, ["--generate-completion-script", "bash"]).run().outputText
    let outcome = try bash(script + requests)
    #expect(
      outcome.outputText == """
        procsmem
        memory/procsmem
        files/under
        mine.procq
        diary.txt
        pid= over= n=
        mine.txt
        diary.txt

        """)
    #expect(outcome.errorText == "")
  }

  private func bash(_ text: String) throws -> Command.Outcome {
    defer { try? FileManager.default.removeItem(atPath: prefix) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try Command(
      "/bin/bash", ["-c", text],
      environment: ["HOME": prefix + "/home", "PATH": "\(prefix)/bin:\(path)"]
    ).run()
  }

  @Test func whatMayBeGivenIsListed() throws {
    #expect(try run("--list-parameters", "threads").outputText.contains("pid="))
  }

  /// On either side of the name.
  @Test(arguments: [["memory/tree", "--help"], ["--help", "tree"], ["tree", "-h"]])
  func aFileTellsWhatItIsFor(_ arguments: [String]) throws {
    defer { try? FileManager.default.removeItem(atPath: prefix) }
    let outcome = try Command(
      program, arguments, environment: ["HOME": prefix + "/home"]
    ).run()
    let name = arguments.first { !$0.hasPrefix("-") } ?? ""
    #expect(
      outcome.outputText == """
        Memory of whole trees, such as a browser's: name=firefox

        Why: a browser is a process and dozens of children; ending the first ends them
        all.

        USAGE:
          procq [OPTION …] \(name) [NAME=VALUE …]

        PARAMETERS:
          name  text, 'firefox' if not given

        'procq --help' explains the options.

        """)
    #expect(outcome.status == 0)
  }

  /// Nothing of the machine is read, so that a file is told of where nothing can be.
  @Test func noProcessIsLookedAt() throws {
    #expect(try run("tree", "--help", "--procfs", "/nonexistent").status == 0)
  }

  @Test func aFileWhoseFormIsWrongIsAnError() throws {
    let file = prefix + "/wrong.procq"
    try "select pid,, name".write(toFile: file, atomically: true, encoding: .utf8)
    let outcome = try run(file, "--help")
    #expect(outcome.status == 2)
    #expect(outcome.errorText.hasPrefix("\(file):1:12: error: expected a column"))
    #expect(outcome.output.isEmpty)
  }
}
