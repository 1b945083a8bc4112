import Schema
import Testing
import Values

@Suite struct AggregateTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let constants: [Value]
    let values: [Value]
    let result: String

    init(_ name: String, _ constants: Value..., of values: [Value], gives result: String) {
      self.name = name
      self.constants = constants
      self.values = values
      self.result = result
    }

    init(_ function: AggregateFunction, of values: [Value], gives result: String) {
      self.name = function.name
      self.constants = function.schema.constants.map { _ in 50 }
      self.values = values
      self.result = result
    }

    var testDescription: String { "\(name) of \(values.map(shown))" }
  }

  static let ofNothing: [Row] = [
    Row("count", of: [], gives: "integer 0"), Row("sum", of: [], gives: "null"),
    Row("avg", of: [], gives: "null"), Row("min", of: [], gives: "null"),
    Row("max", of: [.null], gives: "null"), Row("median", of: [], gives: "null"),
    Row("percentile", 90, of: [], gives: "null"), Row("stddev", of: [1], gives: "null"),
    Row("list", of: [], gives: "[]"), Row("any", of: [], gives: "false"),
    Row("none", of: [], gives: "true"),
  ]

  /// Where nothing is known and something was denied, the result is denied.
  static let ofDenied: [Row] = AggregateFunction.standard.map { function in
    Row(function, of: [.null, .refused], gives: "denied environ")
  }

  static let ofSome: [Row] = [
    Row("count", of: [1, .null, .refused, "a"], gives: "integer 2"),
    Row("sum", of: [1, 2, .null, .refused], gives: "integer 3"),
    Row("sum", of: [.size(1), .size(2)], gives: "size 3"),
    Row("sum", of: [1, 0.5], gives: "real 1.5"), Row("sum", of: [.size(1), 2], gives: "size 3"),
    Row("sum", of: [.greatest, 1], gives: "null"),
    Row("sum", of: [.greatest, 1, -1], gives: "integer \(Int64.max)"),
    Row("sum", of: [1e308, 1e308], gives: "null"),
    Row("sum", of: [1e16, 1.0, -1e16], gives: "real 1.0"),
    Row("sum", of: [.countRate(1), .countRate(2)], gives: "rate 3.0"),
    Row("avg", of: [1, 2], gives: "real 1.5"),
    Row("avg", of: [.size(1), .size(2)], gives: "size 2"),
    Row("avg", of: [.duration(-1), .duration(-2)], gives: "duration -2"),
    Row("avg", of: [.greatest, .greatest], gives: "real \(Double(Int64.max))"),
    Row("avg", of: [.time(.max), .time(.max)], gives: "time \(Int64.max)"),
    Row("min", of: [3, .null, 1, .refused], gives: "integer 1"),
    Row("max", of: ["b", "a", "é"], gives: "text é"), Row("min", of: [1, 0.5], gives: "real 0.5"),
    Row("max", of: [false, true], gives: "true"), Row("min", of: [1, 1.0], gives: "integer 1"),
    Row("median", of: [3, 1, 2], gives: "real 2.0"), Row("median", of: [1, 2], gives: "real 1.5"),
    Row("median", of: [.size(10), .size(15)], gives: "size 13"),
    Row("median", of: [.time(.min), .time(.max)], gives: "time 0"),
    Row("percentile", 0, of: [5, 1, 3], gives: "real 1.0"),
    Row("percentile", 100, of: [5, 1, 3], gives: "real 5.0"),
    Row("percentile", 90, of: [0, 10], gives: "real 9.0"),
    Row("percentile", 12.5, of: [0, 10, 20], gives: "real 2.5"),
    Row("percentile", 50, of: [7], gives: "real 7.0"),
    Row(
      "median", of: [.real(-.greatestFiniteMagnitude), 1.0, .real(.greatestFiniteMagnitude)],
      gives: "real 1.0"),
    Row("stddev", of: [2, 4, 4, 4, 5, 5, 7, 9], gives: "real \((32.0 / 7).squareRoot())"),
    Row("stddev", of: [.size(2), .size(4)], gives: "size 1"),
    Row("stddev", of: [.time(.max), .time(.max - 2)], gives: "duration 1"),
    Row("stddev", of: [5, .null, .refused], gives: "null"),
    Row("list", of: [2, .null, 1, .refused, 2], gives: "[integer 2, integer 1, integer 2]"),
    Row("any", of: [false, .null, true], gives: "true"),
    Row("any", of: [.refused, true], gives: "true"),
    Row("any", of: [.refused, false], gives: "denied environ"),
    Row("any", of: [.null], gives: "false"),
    Row("none", of: [false, .null], gives: "true"),
    Row("none", of: [.refused, true], gives: "false"),
    Row("none", of: [.refused], gives: "denied environ"),
  ]

  @Test(arguments: ofNothing + ofDenied + ofSome)
  func results(_ row: Row) throws {
    let function = try #require(AggregateFunction.standard.first { $0.name == row.name })
    var accumulator = function.makeAccumulator(row.constants)
    for value in row.values { accumulator.add(value) }
    #expect(shown(accumulator.result) == row.result)
  }

  /// Any mix that an aggregate's type accepts: nothing traps, and the order of the values matters
  /// to `list` alone.
  @Test(arguments: AggregateFunction.standard.map(\.name))
  func edges(_ name: String) throws {
    let function = try #require(AggregateFunction.standard.first { $0.name == name })
    var generator = SeededGenerator(seed: 9)
    for type in Set(SampleValues.all.map(\.type)) {
      guard case .returns = function.schema.resultType(of: type) else { continue }
      let values = SampleValues.all.filter { $0.type == type }.map(\.value)
      for _ in 0..<50 {
        let some = (0..<5).compactMap { _ in values.randomElement(using: &generator) }
        var (forward, backward) = (function.makeAccumulator([50]), function.makeAccumulator([50]))
        for value in some { forward.add(value) }
        for value in some.reversed() { backward.add(value) }
        guard ["count", "min", "max", "median", "percentile"].contains(name) else { continue }
        #expect(Value.order(forward.result, backward.result) == .equal)
      }
    }
  }

  @Test func whatWasPassedOverIsCounted() throws {
    let sum = try #require(AggregateFunction.standard.first { $0.name == "sum" })
    var accumulator = sum.makeAccumulator([])
    let failure = Denial.failed(Failure("Too many open files", at: Text("/a"), of: environFile.id))
    let other = Denial.failed(Failure("Too many open files", at: Text("/b"), of: environFile.id))
    let refusal = Denial.refused(rollupFile.id)
    let values: [Value] = [
      1, .refused, .null, .denied(refusal), .denied(failure), .refused, .denied(other),
    ]
    for value in values { accumulator.add(value) }
    let passedOver = accumulator.passedOver
    #expect(passedOver.reasons.map(\.count) == [2, 1, 2])
    #expect(passedOver.reasons.map(\.denial) == [.refused(environFile.id), refusal, failure])
    #expect(passedOver.withoutFiles.map(\.count) == [3, 2])
  }

  @Test func anyIsSettledByATrueOne() throws {
    for name in ["any", "none"] {
      let function = try #require(AggregateFunction.standard.first { $0.name == name })
      var accumulator = function.makeAccumulator([])
      accumulator.add(.refused)
      #expect(!accumulator.isSettled)
      accumulator.add(true)
      #expect(accumulator.isSettled)
    }
  }

  typealias Typing = (name: String, argument: ValueType?, result: ValueType?)

  static let typings: [Typing] = [
    ("count", nil, .integer), ("count", .map(.text), .integer), ("sum", .size, .size),
    ("sum", .integer, .integer), ("sum", .time, nil), ("sum", nil, nil), ("sum", .text, nil),
    ("avg", .integer, .real), ("avg", .size, .size), ("avg", .time, .time),
    ("median", .integer, .real), ("percentile", .duration, .duration), ("stddev", .time, .duration),
    ("min", .text, .text), ("max", .list(.text), nil), ("list", .text, .list(.text)),
    ("list", nil, nil), ("any", nil, .boolean), ("any", .boolean, .boolean), ("any", .integer, nil),
    ("none", .null, .boolean), ("stddev", .byteRate, .byteRate),
  ]

  @Test(arguments: typings)
  func types(_ row: Typing) throws {
    let function = try #require(AggregateFunction.standard.first { $0.name == row.name })
    switch function.schema.resultType(of: row.argument) {
    case .returns(let type): #expect(type == row.result)
    case .mismatch: #expect(row.result == nil)
    }
  }

  @Test func percentileTakesAPercentage() throws {
    let percentile = try #require(AggregateFunction.standard.first { $0.name == "percentile" })
    for good in [0, 1, 100, 99.9] as [Value] {
      #expect(percentile.schema.wrongConstant(among: [good]) == nil)
    }
    for bad in [-1, 100.1, "50", .null, .size(50), 0.001] as [Value] {
      #expect(
        percentile.schema.wrongConstant(among: [bad])
          == WrongConstant(expected: "a percentage, 0 or from 1 to 100", likely: nil))
    }
    for (fraction, meant) in [(0.95, "95"), (0.5, "50"), (0.07, "7"), (0.999, "99.9")] {
      #expect(percentile.schema.wrongConstant(among: [.real(fraction)])?.likely == meant)
    }
  }
}
