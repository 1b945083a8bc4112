import TestSupport
import Testing

/// How the words of the command line are read.
@Suite struct ArgumentReaderTests {
  static func run(_ words: [String]) throws -> Command.Outcome {
    try Command.built("procq", words).run()
  }

  @Test(
    arguments: [
      ["-f", "csv"], ["-fcsv"], ["-f=csv"], ["--format", "csv"], ["--format=csv"],
      ["-ftsv", "--format", "csv"], ["-f", "csv", "--"],
    ])
  func aValueStandsBehindItsOption(_ words: [String]) throws {
    let outcome = try Self.run(["-e", "select 'a,b' as x"] + words)
    #expect(outcome.outputText == "x\n\"a,b\"\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: [["-qfcsv"], ["-qf", "csv"], ["-qqf=csv"], ["--quiet", "-q"]])
  func flagsStandTogether(_ words: [String]) throws {
    let outcome = try Self.run(words + ["-e", "select 1"])
    #expect(outcome.output.isEmpty)
    #expect(outcome.status == 0)
  }

  /// Two dashes begin a comment of the language.
  @Test(arguments: [["-e", "--help"], ["-e--help"], ["-e=--help"], ["-e", "", "--denied", "-h"]])
  func aValueMayBeginLikeAnOption(_ words: [String]) throws {
    let outcome = try Self.run(words)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.status == 0)
  }

  @Test(arguments: [
    ["--denied="], ["--denied", ""], ["--denied=-"], ["--denied=x", "--denied=-"],
  ])
  func aValueMayBeEmptyOrGivenAgain(_ words: [String]) throws {
    #expect(try Self.run(words + ["-fcsv", "-e", "select 1 as x"]).outputText == "x\n1\n")
  }

  @Test(arguments: [["--", "-no-such"], ["-q", "--", "-no-such", "-n=1"]])
  func optionsEndAtTwoDashes(_ words: [String]) throws {
    let outcome = try Self.run(words)
    #expect(
      outcome.errorText == "error: cannot read '-no-such': No such file or directory\n")
    #expect(outcome.status == 1)
  }

  @Test func nothingIsReadBehindARequest() throws {
    let outcome = try Self.run(["-q", "-h", "--no-such"])
    #expect(outcome.outputText.contains("USAGE"))
    #expect(outcome.status == 0)
    #expect(try Self.run(["--no-such", "-h"]).status == 2)
  }
}
