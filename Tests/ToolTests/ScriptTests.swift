import Foundation
import TestSupport
import Testing

@Suite struct ScriptTests {
  static func procq(_ arguments: String...) -> Command { Command.built("procq", arguments) }

  static func expect(
    _ command: Command, writes output: String, errors: String = "", status: Int32 = 0,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try command.run()
    #expect(outcome.outputText == output, sourceLocation: location)
    #expect(outcome.errorText == errors, sourceLocation: location)
    #expect(outcome.status == status, sourceLocation: location)
  }

  @Test(
    arguments: [
      ["-e", "select 1 as x", "-f", "ndjson"],
      ["-fndjson", "-eselect 1 as x"],
      ["-f=ndjson", "-e=select 1 as x"],
      ["--format=ndjson", "--execute=select 1 as x"],
      ["--format", "ndjson", "--execute", "select 1 as x"],
      ["-fndjson", "-eselect 1 as x where 1 = 1"],
      ["-fndjson", "-e", "--a comment\nselect 1 as x"],
      ["-fndjson", "-e", "-- a = b\nselect 1 as x"],
      ["-fndjson", "-e--a = b\nselect 1 as x;"],
      ["-fndjson", "-e", "", "-e", "select 1 as x"],
      ["-fndjson", "-e", "let y = 1", "-e", "select y as x"],
      ["-fndjson", "-e", "let y = 1;", "-e", "select y as x;"],
      ["-fndjson", "-e", "\u{feff}let y = 1", "-e", "\u{feff}select y as x"],
      ["-fndjson", "-e", "let y = 1", "-e", "\u{feff}#!/usr/bin/env procq\nselect y as x"],
      [
        "-fndjson", "-e", "#!/usr/bin/env procq\nlet y = 1", "-e", "#!procq", "-e", "select y as x",
      ],
      ["-fndjson", "-e", "param n = 2", "-e", "select $n as x", "-p", "n=1"],
      ["-fndjson", "-pn=1", "-e", "param n = 2; select $n as x"],
      ["-fndjson", "--param=n=1", "-e", "param n = 2; select $n as x"],
    ] as [[String]])
  func queriesComeInManySpellings(_ arguments: [String]) throws {
    try Self.expect(Command.built("procq", arguments), writes: "{\"x\":1}\n")
  }

  @Test func aQueryMayBeginWithADash() throws {
    try Self.expect(
      Self.procq("-e", "-1"), writes: "",
      errors: """
        error: expected a statement, found '-'
          -1
          ^ write: select -1

        """, status: 2)
  }

  @Test func argumentsNeedNotBeUTF8() throws {
    let query = Array("select '".utf8) + [0xff, 0xfe] + Array("' as x".utf8)
    let command = Self.procq().with(arguments: [Array("-fcsv".utf8), Array("-e".utf8), query])
    #expect(try command.run().output == Array("x\n".utf8) + [0xff, 0xfe, 0x0a])

    let parameter = Array("-pn=".utf8) + [0x80] + Array("=\u{10fe80}".utf8)
    let script = Array("-eparam n = ''; select $n as x".utf8)
    let given = Self.procq().with(arguments: [parameter, Array("-fcsv".utf8), script])
    #expect(
      try given.run().output
        == Array("x\n".utf8) + [0x80] + Array("=\u{10fe80}".utf8) + [0x0a])
  }

  @Test func aScriptIsBoundWholeBeforeItRuns() throws {
    try Self.expect(
      Self.procq("-e", "select 1 as x", "-e", "select nosuch"), writes: "",
      errors: """
        error: unknown column 'nosuch'
          select nosuch
                 ^~~~~~

        """, status: 2)
  }

  /// Whatever a text lacks is told of that text, and nothing of the next is taken for its end.
  @Test(
    arguments: [
      (["select 1 +", "select 2"], "select 1 +\n            ^"),
      (["select 1 -- c", "select 2, nosuch"], "select 2, nosuch\n            ^~~~~~"),
      (["select 'abc", "select 2"], "select 'abc\n         ^"),
      (["select 1 /* c", "select 2"], "select 1 /* c\n           ^"),
      (["select 1", "select (2"], "select (2\n         ^"),
      (["let a = nosuch", "select 1 where a"], "let a = nosuch\n          ^~~~~~"),
    ] as [([String], String)])
  func errorsStandInTheirOwnText(_ queries: [String], _ picture: String) throws {
    let outcome = try Command.built("procq", queries.flatMap { ["-e", $0] }).run()
    #expect(outcome.errorText.contains("\n  \(picture)"))
    #expect(!outcome.errorText.contains("found ';'"))
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
  }

  @Test func statementsComeFromStandardInput() throws {
    var command = Self.procq("-f", "csv")
    command.input = .bytes(Array("select 1 as x;\nselect 2 as y".utf8))
    try Self.expect(command, writes: "x\n1\ny\n2\n")
    command = Self.procq("-", "-fcsv", "n=7")
    command.input = .bytes(Array("#!/usr/bin/env procq\nparam n = 1;\r\nselect $n as x\r\n".utf8))
    try Self.expect(command, writes: "x\n7\n")
  }

  @Test func aFileTakesItsParameters() throws {
    let script = try TemporaryFile(
      "param n = 10;\nparam name = 'x';\nselect $n as n, $name as name;\n")
    try Self.expect(
      Self.procq(script.path, "n=3", "-fcsv", "name=a=b c"), writes: "n,name\n3,a=b c\n")
    try Self.expect(Self.procq(script.path, "-fcsv"), writes: "n,name\n10,x\n")
  }

  @Test func aFilesErrorsNameThePlace() throws {
    let script = try TemporaryFile("select 1;\n\nselect nosuch\n")
    let outcome = try Self.procq(script.path).run()
    #expect(outcome.errorText.hasPrefix("\(script.path):3:8: error: "))
    #expect(outcome.output.isEmpty)
    #expect(outcome.status == 2)
  }

  @Test func whatCannotBeReadIsNamed() throws {
    try Self.expect(
      Self.procq("/no/such.procq"), writes: "",
      errors: "error: cannot read '/no/such.procq': No such file or directory\n", status: 1)
    try Self.expect(
      Self.procq("/tmp"), writes: "", errors: "error: cannot read '/tmp': Is a directory\n",
      status: 1)
    var command = Self.procq()
    command.input = .closed
    try Self.expect(
      command, writes: "",
      errors: "error: cannot read standard input: Bad file descriptor\n", status: 1)
  }

  @Test func anEndlessFileIsAnError() throws {
    let outcome = try Self.procq("/dev/zero").run()
    #expect(outcome.status == 2)
    #expect(outcome.errorText.contains("error: "))
  }

  @Test func aPipeIsAFileToo() throws {
    let program = Command.built("procq").program
    let line = "exec \(program) -fcsv <(echo 'select 3 as x')"
    #expect(try Command("/bin/bash", ["-c", line]).run().outputText == "x\n3\n")
    var command = Self.procq("-fcsv", "/dev/stdin")
    command.input = .bytes(Array("select 4 as x".utf8))
    #expect(try command.run().outputText == "x\n4\n")
  }

  @Test func checkingReportsEveryErrorAndRunsNothing() throws {
    let script = try TemporaryFile("select nosuch;\nselect 1 +;\nselect 1;\nselect other\n")
    let outcome = try Self.procq("--check", script.path).run()
    #expect(outcome.output.isEmpty)
    #expect(outcome.status == 2)
    let places = outcome.errorText.split(separator: "\n").filter { $0.hasPrefix(script.path) }
    #expect(places.count == 3)
    try Self.expect(Self.procq("--check", "-e", "select 1"), writes: "")
  }

  @Test func checkingTellsEachErrorOnce() throws {
    let outcome = try Self.procq("--check", "-e", "select 1 +; select 1 as; select 2 *").run()
    let errors = outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 3)
    #expect(Set(errors).count == 3)
    #expect(errors.last?.contains("after '*', found the end") == true)
  }

  /// What stands behind a let that makes no sense may name it, what stands before it cannot.
  @Test func checkingTellsOfWhatStandsBeforeABrokenLet() throws {
    let outcome = try Self.procq(
      "--check", "-e", "select nam; let q = ; select q"
    ).run()
    let errors = outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(errors.count == 2)
    #expect(errors.first?.contains("'nam'") == true)
  }

  /// Nothing is run, so a parameter that must be given need not be yet.
  @Test func checkingAsksForNoParameters() throws {
    let script = try TemporaryFile("param n;\nselect pid limit $n;\nselect nosuch\n")
    let outcome = try Self.procq("--check", script.path).run()
    #expect(outcome.status == 2)
    #expect(outcome.errorText.hasPrefix("\(script.path):3:8: error: unknown column 'nosuch'"))
    let sound = try TemporaryFile("param n;\nselect pid limit $n\n")
    try Self.expect(Self.procq("--check", sound.path), writes: "")
    #expect(try Self.procq(sound.path).run().status == 2)
  }

  @Test func aParameterThatNobodyDeclaresHasNoPlaceInTheText() throws {
    let script = try TemporaryFile("param count = 1;\nselect $count as n\n")
    let outcome = try Self.procq(script.path, "cuont=2").run()
    #expect(outcome.status == 2)
    #expect(
      outcome.errorText
        == "\(script.path): error: there is no parameter 'cuont', did you mean 'count'?\n")
  }

  @Test func theStatusTellsWhetherRowsCame() throws {
    let none = "select 1 as x where false"
    try Self.expect(Self.procq("-q", "-e", "select 1"), writes: "")
    try Self.expect(Self.procq("-q", "-e", none), writes: "", status: 1)
    try Self.expect(Self.procq("-q", "-e", none, "-e", "select 1"), writes: "")
    try Self.expect(
      Self.procq("--exit-status", "-fcsv", "-e", none), writes: "x\n", status: 1)
    try Self.expect(
      Self.procq("--exit-status", "-fcsv", "-e", "select 1 as x; \(none)"), writes: "x\n1\nx\n")
  }

  @Test func statisticsAreOneLineOfJSONForEachQuery() throws {
    let outcome = try Self.procq("--stats", "-fcsv", "-e", "select 1 as x; select 2 as x").run()
    let lines = outcome.errorText.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let fields = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(
        fields.map { Set($0.keys) }
          == ["rows", "processes", "reads", "denied", "vanished", "seconds"])
      #expect(fields?["rows"] as? Int == 1)
    }
  }
}

/// A file that is removed with its owner.
final class TemporaryFile {
  let path: String

  init(_ text: String) throws {
    path = "/tmp/procq-test-\(UInt64.random(in: 0 ... .max)).procq"
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
