import TestSupport
import Testing

@Suite struct TerminalTests {
  static func shown(
    _ query: String, _ options: [String] = [], columns: UInt16 = 80,
    environment: [String: String] = ["TERM": "xterm"]
  ) throws -> String {
    var command = Command.built("procq", options + ["-e", query])
    command.environment.merge(environment) { $1 }
    command.output = .terminal(columns: columns)
    let outcome = try command.run()
    #expect(outcome.status == 0)
    #expect(outcome.errorText == "")
    return outcome.outputText
  }

  static let long = "select 1 as n, 'abcdefghijklmnopqrstuvwxyz' as alphabet"

  @Test func aTableIsFittedIntoTheTerminal() throws {
    let plain = ["--color", "never"]
    #expect(try Self.shown(Self.long, plain, columns: 16) == "n  alphabet\n1  abcdefghijkl…\n")
    #expect(
      try Self.shown(Self.long, plain, columns: 40)
        == "n  alphabet\n1  abcdefghijklmnopqrstuvwxyz\n")
    #expect(
      try Self.shown(Self.long, plain + ["--width", "15"], columns: 40)
        == "n  alphabet\n1  abcdefghijk…\n")
    #expect(
      try Self.shown(Self.long, plain + ["--width", "0"], columns: 14)
        == "n  alphabet\n1  abcdefghijklmnopqrstuvwxyz\n")
  }

  @Test(arguments: [("auto", false), ("never", false), ("always", true)])
  func errorsHaveTheirOwnColour(_ choice: String, _ isColoured: Bool) throws {
    // Results go to a terminal, errors do not.
    var command = Command.built("procq", ["--color", choice, "-e", "select pidd"])
    command.environment["TERM"] = "xterm"
    command.output = .terminal(columns: 80)
    #expect(try command.run().errorText.hasPrefix("\u{1b}[1;31merror:\u{1b}[0m ") == isColoured)
  }

  @Test func aPipeIsNotCutUnlessAWidthIsGiven() throws {
    let whole = try Command.built("procq", ["-e", Self.long]).run()
    #expect(whole.outputText == "n  alphabet\n1  abcdefghijklmnopqrstuvwxyz\n")
    let cut = try Command.built("procq", ["--width", "15", "-e", Self.long]).run()
    #expect(cut.outputText == "n  alphabet\n1  abcdefghijk…\n")
  }

  @Test(
    arguments: [
      ([], ["TERM": "xterm"], true),
      ([], ["TERM": "xterm", "NO_COLOR": "1"], false),
      ([], ["TERM": "xterm", "NO_COLOR": ""], true),
      ([], ["TERM": "dumb"], false),
      (["--color", "never"], ["TERM": "xterm"], false),
      (["--color", "always"], ["TERM": "dumb", "NO_COLOR": "1"], true),
      (["-f", "csv"], ["TERM": "xterm"], false),
      (["-f", "json"], ["TERM": "xterm"], false),
    ] as [([String], [String: String], Bool)])
  func colourIsForTerminals(
    _ options: [String], _ environment: [String: String], _ isColoured: Bool
  ) throws {
    let shown = try Self.shown("select null as x", options, environment: environment)
    #expect(shown.contains("\u{1b}") == isColoured)
    let piped = try Command.built("procq", options + ["-e", "select null as x"]).run()
    #expect(piped.outputText.contains("\u{1b}") == options.contains("always"))
  }

  @Test(arguments: ["table", "vertical", "json", "ndjson", "csv", "tsv", "markdown"])
  func noByteOfSomebodyElsesReachesATerminalRaw(_ format: String) throws {
    let hostile = #"select '\x1b[31m\x07\xff\xc2\x9b\xe2\x80\xae' as x"#
    let shown = try Self.shown(hostile, ["-f", format, "--color", "never"])
    #expect(
      shown.unicodeScalars.allSatisfy { $0 == "\n" || (" "..."~").contains($0) },
      "\(shown.debugDescription)")
  }
}
