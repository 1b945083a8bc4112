import Testing

@testable import procq

/// How the words of the command line are read.
@Suite struct ArgumentReaderTests {
  static func read(_ words: String...) throws -> Arguments {
    try ArgumentReader.read(words.map { Array($0.utf8) })
  }

  @Test(
    arguments: [
      ["-f", "csv"], ["-fcsv"], ["-f=csv"], ["--format", "csv"], ["--format=csv"], ["-qf", "csv"],
      ["-qfcsv"], ["-qf=csv"], ["-ftsv", "--format", "csv"],
    ])
  func aValueStandsBehindItsOption(_ words: [String]) throws {
    let arguments = try ArgumentReader.read(words.map { Array($0.utf8) })
    #expect(arguments.format == Array("csv".utf8))
    #expect(arguments.file == nil)
  }

  /// Each option is taken down by each of its names, with a value if it has one.
  @Test(arguments: Option.all.map(\.name))
  func everyOptionIsTakenDown(_ name: String) throws {
    let option = try #require(Option.all.first { $0.name == name })
    let names = ["--\(name)"] + (option.letter.map { ["-\(Unicode.Scalar($0))"] } ?? [])
    let unsaid = String(describing: Arguments())
    for name in names {
      let words = [name] + (option.value == nil ? [] : ["1"])
      let arguments = try ArgumentReader.read(words.map { Array($0.utf8) })
      #expect(String(describing: arguments) != unsaid)
      #expect(arguments.file == nil)
    }
  }

  @Test func namesAndLettersAreGivenOnce() {
    let letters = Option.all.compactMap(\.letter)
    #expect(Set(Option.all.map(\.name)).count == Option.all.count)
    #expect(Set(letters).count == letters.count)
  }

  @Test func flagsStandTogether() throws {
    #expect(try Self.read("-qq").quiet)
    #expect(throws: Failure.self) { try Self.read("-qx") }
  }

  @Test func aQueryMayBeginLikeAnOption() throws {
    let arguments = try Self.read("-e", "--help", "-e-q", "-p", "-n=1", "--denied", "--raw")
    #expect(arguments.queries == ["--help", "-q"].map { Array($0.utf8) })
    #expect(arguments.parameters == [Array("-n=1".utf8)])
    #expect(arguments.denied == Array("--raw".utf8))
    #expect(!arguments.quiet)
    #expect(!arguments.raw)
  }

  @Test func wordsWithoutOptionsAreTheFileAndItsValues() throws {
    let arguments = try Self.read("-q", "a.procq", "--raw", "n=1", "--", "-x=2")
    #expect(arguments.file == Array("a.procq".utf8))
    #expect(arguments.values == ["n=1", "-x=2"].map { Array($0.utf8) })
    #expect(arguments.quiet && arguments.raw)
    #expect(try Self.read("-").file == Array("-".utf8))
  }

  @Test func bytesThatAreNoTextAreKept() throws {
    let arguments = try ArgumentReader.read([[0x2D, 0x65, 0x80, 0xFF], [0x61, 0xC3]])
    #expect(arguments.queries == [[0x80, 0xFF]])
    #expect(arguments.file == [0x61, 0xC3])
  }

  @Test func helpMakesWayForNothing() throws {
    guard case .help? = try Self.read("-q", "-h", "--no-such").request else {
      Issue.record("no help")
      return
    }
  }
}
