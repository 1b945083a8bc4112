import Binding
import Console
import Schema
import Testing
import Values

/// How the values of one column are shown beside each other.
@Suite struct ColumnFormatTests {
  private func shown(
    _ values: [Value], _ type: ValueType, _ vocabulary: Vocabulary? = nil
  ) throws -> [String] {
    let answer = ToyAnswer([AnswerColumn("x", type, vocabulary)], values.map { [$0] })
    let lines = try writtenText(answer, as: .table).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst().dropLast().map { String($0.drop { $0 == " " }) }
  }

  @Test(
    arguments: [
      ([0.8333, 0.00025], ["0.8333", "0.0003"]),
      ([0.5, 0.25, 0], ["0.50", "0.25", "0.00"]),
      ([0.05, 0.5], ["0.05", "0.50"]),
      ([0.051, 0.5], ["0.051", "0.500"]),
      ([1, 2, 3], ["1", "2", "3"]),
      ([1.5, 2], ["1.5", "2.0"]),
      ([0, 0], ["0", "0"]),
      ([1_234_567.891], ["1234567.89"]),
      ([-0.001, 12], ["-0.001", "12.000"]),
      ([-0.000_001, 12], ["0", "12"]),
      ([1.999, 0.996], ["2", "1"]),
      ([1.2e-7, 0], ["1.2e-07", "0"]),
      ([1e20, 0.5], ["100000000000000000000.0", "0.5"]),
      ([1e300], ["1e+300"]),
    ] as [([Double], [String])])
  func realsHaveOneNumberOfDecimals(_ numbers: [Double], _ texts: [String]) throws {
    #expect(try shown(numbers.map(Value.real), .real) == texts)
    #expect(try shown(numbers.map(Value.countRate), .countRate) == texts.map { $0 + "/s" })
    let list = try shown([.list(numbers.map(Value.real))], .list(.real))
    #expect(list == [texts.joined(separator: ", ")])
  }

  @Test func percentagesHaveOneDecimal() throws {
    let numbers = [0.0004, 99.96, 12, 0].map(Value.real)
    #expect(try shown(numbers, .real, .percent) == ["0.0", "100.0", "12.0", "0.0"])
  }

  @Test func nothingAndDeniedCountForNoDecimals() throws {
    #expect(try shown([.null, .real(0.5), .environRefused], .real) == ["-", "0.5", "?"])
  }

  @Test func listsReadAsTheyAreSaid() throws {
    let texts = ["a", "b c", "", "d,e", "-", "?", " f", "\u{1b}"].map { Value.text(Text($0)) }
    #expect(
      try shown([.list(texts + [.null, .environRefused])], .list(.text))
        == [#"a, b c, "", "d,e", "-", "?", " f", \x1b, -, ?"#])
    #expect(try shown([.list([])], .list(.text)) == [""])
    #expect(
      try shown([.list([.list([.integer(1), .integer(2)])])], .list(.list(.integer)))
        == ["[1, 2]"])
  }

  @Test func mapsReadAsAssignments() throws {
    let map = MapValue([
      ("HOME", .text("/")), ("A=B", .text("c=d")), ("stack", .integer(8 << 20)), ("n", .null),
    ])
    #expect(
      try shown([.map(map)], .map(.text), .numbers(.bytesOf(["stack"])))
        == [#"HOME=/, "A=B"=c=d, stack=8.0M, n=-"#])
  }

  /// The local zone is the machine's; what is compared is what stands behind the minutes.
  @Test func readingsWithinASecondShowMilliseconds() throws {
    let moments = [1_763_820_000_003_000_000, 1_763_820_000_250_000_000].map(Value.time)
    let sense = Vocabulary.numbers(.readingTimes)
    #expect(try shown(moments, .time, sense).map { $0.suffix(7) } == [":00.003", ":00.250"])
    #expect(try shown([moments[0]], .time, sense).map { $0.suffix(3) } == [":00"])
    #expect(try shown(moments, .time).map { $0.suffix(3) } == [":00", ":00"])
  }
}
