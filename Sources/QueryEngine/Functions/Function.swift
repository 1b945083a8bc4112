/// One thing a query can do to values, declared in one place with its signatures and its sentence.
///
/// `evaluate` is called with values of the types that a signature promised, none of them null or
/// denied unless `strict` is false: a strict function of a denied argument is denied, else of a
/// null one null.
package struct Function: Sendable {
  package let name: String
  package let summary: String
  /// For help: `substr(text, from, count)`.
  package let usage: String
  package let strict: Bool
  /// How many arguments it takes.
  package let arity: ClosedRange<Int>
  /// The type of the result for arguments of these types; a mismatch names the argument (from 0)
  /// and what was expected there: `a text`.
  package let resultType: @Sendable ([ValueType]) -> Signature
  package let evaluate: @Sendable ([Value]) -> Value

  package init(
    _ name: String, usage: String, _ summary: String, strict: Bool = true,
    arity: ClosedRange<Int>, resultType: @escaping @Sendable ([ValueType]) -> Signature,
    evaluate: @escaping @Sendable ([Value]) -> Value
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.strict = strict
    self.arity = arity
    self.resultType = resultType
    self.evaluate = evaluate
  }

  package enum Signature: Sendable {
    case returns(ValueType)
    case mismatch(argument: Int, expected: String)
  }
}
