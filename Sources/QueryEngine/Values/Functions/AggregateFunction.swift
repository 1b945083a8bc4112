import QueryLanguage
package import Schema

/// One way to make one value of many: what the binder needs to know of it, and what takes the
/// values in.
package struct AggregateFunction: Sendable {
  /// What the binder needs to know.
  package let schema: AggregateSchema
  /// Made for each group, with the constants' values.
  package let makeAccumulator: @Sendable ([Value]) -> any Accumulator

  /// An aggregate and what takes its values in.
  package init(
    _ schema: AggregateSchema, makeAccumulator: @escaping @Sendable ([Value]) -> any Accumulator
  ) {
    self.schema = schema
    self.makeAccumulator = makeAccumulator
  }

  /// As it is called, in lower case.
  package var name: String { schema.name }
}

/// An aggregate is its name: no two have the same.
extension AggregateFunction: Hashable {
  package static func == (left: AggregateFunction, right: AggregateFunction) -> Bool {
    left.name == right.name
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension AggregateFunction {
  /// The aggregate that has this name, in any case of ASCII letters.
  package static func named(_ name: String) -> AggregateFunction? {
    standard.first { $0.name.isSame(as: name) }
  }
}

/// What a constant has to be that an aggregate was called with.
package struct WrongConstant: Hashable, Sendable {
  /// As a message says it: `a percentage`.
  package let expected: String
  /// The constant that was likely meant; nil where nobody knows.
  package let likely: String?

  /// What was expected, and what is likely meant.
  package init(expected: String, likely: String?) {
    self.expected = expected
    self.likely = likely
  }
}

extension AggregateSchema {
  /// What is wrong with the first of the constants that is not as it should be.
  package func wrongConstant(among values: [Value]) -> WrongConstant? {
    for (constant, value) in zip(constants, values) {
      let number = Operators.number(value)
      if let number, constant.accepts(number) { continue }
      let likely = number.flatMap(constant.likely).map { percents in
        Int64(exactly: percents).map(String.init) ?? String(percents)
      }
      return WrongConstant(expected: constant.expected, likely: likely)
    }
    return nil
  }
}

/// Takes values one at a time; `distinct` is dealt with before it. Where there is no argument
/// (`count(*)`, a bare relation) each row is one `true`.
package protocol Accumulator {
  /// Null and denied are the accumulator's to pass over (or, for any and none, to weigh).
  mutating func add(_ value: Value)
  /// No later value can change the result: `any` has seen a true one.
  var isSettled: Bool { get }
  /// The value of all that were added.
  var result: Value { get }
  /// The values that were denied and so have no part in the result.
  var passedOver: DenialCounts { get }
}
