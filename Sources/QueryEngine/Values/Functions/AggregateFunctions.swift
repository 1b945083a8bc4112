import Schema

extension AggregateFunction {
  /// The only one that `*` stands in.
  package static let count = AggregateFunction(
    AggregateSchema(
      "count", usage: "count([distinct] x)",
      "How many values there are that are not null; with '*' how many rows.", of: .anything,
      returns: .type(.integer), countsRows: true)
  ) { _ in Filtered(Count()) }

  /// Every aggregate of the language.
  package static let standard: [AggregateFunction] = [
    count,
    AggregateFunction(
      AggregateSchema(
        "sum", usage: "sum(x)", "The sum of the values.", of: .quantity, returns: .argument)
    ) { _ in Filtered(Sum(divides: false)) },
    AggregateFunction(
      AggregateSchema(
        "avg", usage: "avg(x)", "The mean of the values.", of: .measure, returns: .mean)
    ) { _ in Filtered(Sum(divides: true)) },
    AggregateFunction(
      AggregateSchema(
        "min", usage: "min(x)", "The least value.", of: .ordered, returns: .argument)
    ) { _ in Filtered(Extreme(better: .ascending)) },
    AggregateFunction(
      AggregateSchema(
        "max", usage: "max(x)", "The greatest value.", of: .ordered, returns: .argument)
    ) { _ in Filtered(Extreme(better: .descending)) },
    AggregateFunction(
      AggregateSchema(
        "median", usage: "median(x)",
        "The value in the middle, or half-way between the two there.", of: .measure,
        returns: .mean, keepsValues: true)
    ) { _ in Filtered(Percentile(percent: 50)) },
    AggregateFunction(
      AggregateSchema(
        "percentile", usage: "percentile(x, P)",
        "The value that P percent of the values do not exceed, interpolated between two.",
        of: .measure,
        constants: [.percentage], returns: .mean, keepsValues: true)
    ) { Filtered(Percentile(percent: $0.first.flatMap(Operators.number) ?? .nan)) },
    AggregateFunction(
      AggregateSchema(
        "stddev", usage: "stddev(x)", "The standard deviation of the values as a sample.",
        of: .measure, returns: .deviation)
    ) { _ in Filtered(Deviation()) },
    AggregateFunction(
      AggregateSchema(
        "list", usage: "list([distinct] x)", "The values as a list, in their order.",
        of: .anything, returns: .list, keepsValues: true)
    ) { _ in Filtered(Listing()) },
    AggregateFunction(
      AggregateSchema(
        "any", usage: "any(test)", "Whether the test is true of one row at least.", of: .test,
        returns: .type(.boolean), countsRows: true, weighsDenied: true)
    ) { _ in AnyTrue(negated: false) },
    AggregateFunction(
      AggregateSchema(
        "none", usage: "none(test)", "Whether the test is true of no row.", of: .test,
        returns: .type(.boolean), countsRows: true, weighsDenied: true)
    ) { _ in AnyTrue(negated: true) },
  ]
}
