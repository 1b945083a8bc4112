extension AggregateFunction {
  /// Every aggregate of the language.
  package static let standard: [AggregateFunction] = [
    AggregateFunction(
      "count", usage: "count([distinct] x)",
      "How many values there are that are not null; with '*' how many rows.",
      resultType: { _ in .returns(.integer) },
      makeAccumulator: { _ in Filtered(Count()) }),
    AggregateFunction(
      "sum", usage: "sum(x)", "The sum of the values.",
      resultType: { signature($0, Parameter.quantity) { $0 } },
      makeAccumulator: { _ in Filtered(Sum(divides: false)) }),
    AggregateFunction(
      "avg", usage: "avg(x)", "The mean of the values.",
      resultType: { signature($0, measure, mean) },
      makeAccumulator: { _ in Filtered(Sum(divides: true)) }),
    AggregateFunction(
      "min", usage: "min(x)", "The least value.",
      resultType: { signature($0, Parameter.ordered) { $0 } },
      makeAccumulator: { _ in Filtered(Extreme(better: .ascending)) }),
    AggregateFunction(
      "max", usage: "max(x)", "The greatest value.",
      resultType: { signature($0, Parameter.ordered) { $0 } },
      makeAccumulator: { _ in Filtered(Extreme(better: .descending)) }),
    AggregateFunction(
      "median", usage: "median(x)", "The value in the middle, or half-way between the two there.",
      resultType: { signature($0, measure, mean) },
      makeAccumulator: { _ in Filtered(Percentile(percent: 50)) }),
    AggregateFunction(
      "percentile", usage: "percentile(x, P)",
      "The value that P percent of the values do not exceed, interpolated between two.",
      constants: 1...1,
      expectedConstants: { percent($0) == nil ? "a number from 0 to 100" : nil },
      resultType: { signature($0, measure, mean) },
      makeAccumulator: { Filtered(Percentile(percent: percent($0) ?? .nan)) }),
    AggregateFunction(
      "stddev", usage: "stddev(x)", "The standard deviation of the values as a sample.",
      resultType: { signature($0, measure, deviation) },
      makeAccumulator: { _ in Filtered(Deviation()) }),
    AggregateFunction(
      "list", usage: "list([distinct] x)", "The values as a list, in their order.",
      resultType: { signature($0, Parameter.anything) { .list($0) } },
      makeAccumulator: { _ in Filtered(Listing()) }),
    AggregateFunction(
      "any", usage: "any(test)", "Whether the test is true of one row at least.",
      resultType: testSignature, makeAccumulator: { _ in AnyTrue(negated: false) }),
    AggregateFunction(
      "none", usage: "none(test)", "Whether the test is true of no row.",
      resultType: testSignature, makeAccumulator: { _ in AnyTrue(negated: true) }),
  ]

  /// What has a mean: a number, with a unit or without, and a moment.
  private static let measure = Parameter("a number, a size, a duration, a time or a rate") {
    Parameter.quantity.accepts($0) || $0 == .time
  }

  /// The mean of integers need be none.
  @Sendable private static func mean(_ type: ValueType) -> ValueType {
    type == .integer ? .real : type
  }

  /// How far moments lie apart is a duration.
  @Sendable private static func deviation(_ type: ValueType) -> ValueType {
    type == .time ? .duration : mean(type)
  }

  private static func percent(_ constants: [Value]) -> Double? {
    constants.first.flatMap(Operators.number).flatMap { (0...100).contains($0) ? $0 : nil }
  }

  private static func signature(
    _ argument: ValueType?, _ parameter: Parameter, _ result: (ValueType) -> ValueType
  ) -> Function.Signature {
    guard let argument, argument == .null || parameter.accepts(argument) else {
      return .mismatch(argument: 0, expected: parameter.expected)
    }
    return .returns(result(argument))
  }

  @Sendable private static func testSignature(_ argument: ValueType?) -> Function.Signature {
    switch argument {
    case nil, .boolean, .null: .returns(.boolean)
    default: .mismatch(argument: 0, expected: "a test")
    }
  }
}
