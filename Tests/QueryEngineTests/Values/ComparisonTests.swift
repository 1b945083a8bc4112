import QueryLanguage
import Schema
import Testing
import Values

@Suite struct ComparisonTests {
  static let comparisons: [BinaryOperator] = [
    .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
  ]

  /// For each comparison in turn `t`, `f` or `?`.
  private func outcomes(_ left: Value, _ right: Value) -> String {
    Self.comparisons.map { operation in
      switch Operators.compare(operation, left, right) {
      case .true: "t"
      case .false: "f"
      case .unknown: "?"
      }
    }.joined()
  }

  static let (lesser, same, greaterOne, unlike) = ("ftttff", "tfftft", "ftfftt", "ftffff")

  @Test func numbersCompareExactly() {
    #expect(outcomes(1, 2) == Self.lesser)
    #expect(outcomes(1, 1.0) == Self.same)
    #expect(outcomes(.greatest, .real(0x1p63)) == Self.lesser)
    #expect(outcomes(.integer((1 << 53) + 1), .real(0x1p53)) == Self.greaterOne)
    #expect(outcomes(.least, .real(-0x1p63)) == Self.same)
    #expect(outcomes(.real(-0.5), 0) == Self.lesser)
    #expect(outcomes(.real(-1.5), -1) == Self.lesser)
    #expect(outcomes(-2, .real(-1.5)) == Self.lesser)
    #expect(outcomes(.real(-0.0), 0.0) == Self.same)
    #expect(outcomes(.address(.max), -1) == Self.greaterOne)
    #expect(outcomes(.address(1 << 63), .least) == Self.greaterOne)
    #expect(outcomes(.address(7), 7) == Self.same)
    #expect(outcomes(.size(1024), 1024) == Self.same)
  }

  @Test func otherTypes() {
    #expect(outcomes("a", "ab") == Self.lesser)
    #expect(outcomes("Z", "a") == Self.lesser)
    #expect(outcomes(.text(Text(bytes: [0xFF])), "é") == Self.greaterOne)
    #expect(outcomes("", "") == Self.same)
    #expect(outcomes(false, true) == Self.lesser)
    #expect(outcomes(.time(1), .time(2)) == Self.lesser)
    #expect(outcomes(.countRate(1), .countRate(1)) == Self.same)
    #expect(Operators.equal([1, "a"], [1, "a"]).isTrue)
    #expect(Operators.equal([1, 2], [1]).isFalse)
    #expect(Operators.equal([1, .refused], [2, 1]).isFalse)
    #expect(Operators.equal([1, .refused], [1, 1]).isUnknown)
    #expect(Operators.equal(.map(["a": 1, "b": 2]), .map(["b": 2, "a": 1])).isTrue)
    #expect(Operators.equal(.map(["a": 1]), .map(["a": 2])).isFalse)
  }

  @Test func nullEqualsOnlyItself() {
    #expect(outcomes(.null, .null) == "tfffff")
    for sample in SampleValues.all where !sample.value.isNull {
      #expect(outcomes(.null, sample.value) == Self.unlike)
      #expect(outcomes(sample.value, .null) == Self.unlike)
    }
  }

  @Test func testsOnDeniedAreUnknown() {
    for sample in SampleValues.all + [Sample(value: .refused, type: .text)] {
      #expect(outcomes(.refused, sample.value) == "??????")
      #expect(outcomes(sample.value, .refused) == "??????")
    }
  }

  @Test func between() {
    #expect(Operators.between(2, 1, 3).isTrue)
    #expect(Operators.between(3, 1, 3).isTrue)
    #expect(Operators.between(4, 1, 3).isFalse)
    #expect(Operators.between(.null, 1, 3).isFalse)
    #expect(Operators.between(2, .null, 3).isFalse)
    #expect(Operators.between(0, 1, .refused).isFalse)
    #expect(Operators.between(2, 1, .refused).isUnknown)
    #expect(Operators.between(.refused, 1, 3).isUnknown)
  }

  @Test func logic() {
    let truths: [Truth] = [.true, .false, .unknown(.patternGivenUp)]
    let sign: (Truth) -> String = { $0.isTrue ? "t" : $0.isFalse ? "f" : "?" }
    let table = truths.map { left in truths.map { sign(left.and($0)) }.joined() }
    #expect(table == ["tf?", "fff", "?f?"])
    let either = truths.map { left in truths.map { sign(left.or($0)) }.joined() }
    #expect(either == ["ttt", "tf?", "t??"])
    #expect(truths.map { sign($0.negated) } == ["f", "t", "?"])
    #expect(shown(Operators.evaluate(.or, .null, true)) == "true")
    #expect(shown(Operators.evaluate(.and, .null, .refused)) == "false")
    #expect(shown(Operators.evaluate(.and, .refused, true)) == "denied environ")
  }

  @Test func patternsAsOperators() {
    #expect(shown(Operators.evaluate(.like, "sshd", "ssh%")) == "true")
    #expect(shown(Operators.evaluate(.notMatch, "sshd", "^s")) == "false")
    #expect(shown(Operators.evaluate(.matchInsensitive, "sshd", "SSH")) == "true")
    #expect(shown(Operators.evaluate(.like, .null, "%")) == "false")
    #expect(shown(Operators.evaluate(.notMatch, .null, "x")) == "true")
    #expect(shown(Operators.evaluate(.glob, .refused, "*")) == "denied environ")
    #expect(shown(Operators.evaluate(.match, "x", "(")) == "denied pattern")
    #expect(shown(Operators.evaluate(.notMatch, "x", "(")) == "denied pattern")
  }
}
