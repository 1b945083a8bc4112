/// One way to make one value of many, declared in one place.
package struct AggregateFunction: Sendable {
  package let name: String
  package let summary: String
  /// For help: `percentile(x, P)`.
  package let usage: String
  /// Constants that follow the argument: percentile's P.
  package let constants: ClosedRange<Int>
  /// What the constants have to be, as a message says it, if these are not it: `a number from 0 to
  /// 100`.
  package let expectedConstants: @Sendable ([Value]) -> String?
  /// Of an argument of this type; nil is `count(*)` or a bare relation.
  package let resultType: @Sendable (ValueType?) -> Function.Signature
  /// Made for each group, with the constants' values.
  package let makeAccumulator: @Sendable ([Value]) -> any Accumulator

  package init(
    _ name: String, usage: String, _ summary: String, constants: ClosedRange<Int> = 0...0,
    expectedConstants: @escaping @Sendable ([Value]) -> String? = { _ in nil },
    resultType: @escaping @Sendable (ValueType?) -> Function.Signature,
    makeAccumulator: @escaping @Sendable ([Value]) -> any Accumulator
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.constants = constants
    self.expectedConstants = expectedConstants
    self.resultType = resultType
    self.makeAccumulator = makeAccumulator
  }
}

/// Takes values one at a time; `distinct` is dealt with before it. Where there is no argument
/// (`count(*)`, a bare relation) each row is one `true`.
package protocol Accumulator {
  /// Null and denied are the accumulator's to pass over (or, for any and none, to weigh).
  mutating func add(_ value: Value)
  /// No later value can change the result: `any` has seen a true one.
  var isSettled: Bool { get }
  var result: Value { get }
  /// The values that were denied and so have no part in the result.
  var passedOver: PassedOver { get }
}

/// Values that an aggregate could not take in, for the note about them.
package struct PassedOver: Sendable {
  package private(set) var count = 0
  /// Why the first of them could not be had.
  package private(set) var denial: Denial?

  package init() {}

  mutating func add(_ denial: Denial) {
    count += 1
    self.denial = self.denial ?? denial
  }
}
