/// One way to make one value of many, declared in one place.
package struct AggregateFunction: Sendable {
  package let name: String
  package let summary: String
  /// For help: `percentile(x, P)`.
  package let usage: String
  /// Constants that follow the argument: percentile's P.
  package let constants: ClosedRange<Int>
  /// Of an argument of this type; nil is `count(*)` or a bare relation.
  package let resultType: @Sendable (ValueType?) -> Function.Signature
  /// Made for each group, with the constants' values.
  package let makeAccumulator: @Sendable ([Value]) -> any Accumulator

  package init(
    _ name: String, usage: String, _ summary: String, constants: ClosedRange<Int> = 0...0,
    resultType: @escaping @Sendable (ValueType?) -> Function.Signature,
    makeAccumulator: @escaping @Sendable ([Value]) -> any Accumulator
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.constants = constants
    self.resultType = resultType
    self.makeAccumulator = makeAccumulator
  }
}

/// Takes values one at a time; `distinct` is dealt with before it.
package protocol Accumulator {
  /// Null and denied are the accumulator's to pass over (or, for any and none, to weigh).
  mutating func add(_ value: Value)
  /// No later value can change the result: `any` has seen a true one.
  var isSettled: Bool { get }
  var result: Value { get }
}
