/// One thing a query can do to values, declared in one place with its signatures and its sentence.
///
/// `evaluate` is called with values of the types that a signature promised, none of them null or
/// denied unless `strict` is false: a strict function of a denied argument is denied, else of a
/// null one null. `call` sees to that.
package struct Function: Sendable {
  package let name: String
  package let summary: String
  /// For help: `substr(text, from, count)`.
  package let usage: String
  package let strict: Bool
  package let role: Role
  /// How many arguments it takes.
  package let arity: ClosedRange<Int>
  /// Which argument is a regular expression: a constant one that is malformed is an error before
  /// anything is read.
  package let patternArgument: Int?
  /// Of a greater first argument it is no less, the others being equal.
  package let isIncreasing: Bool
  /// The type of the result for arguments of these types, as many as `arity` allows; a mismatch names the argument (from 0)
  /// and what was expected there: `text`.
  package let resultType: @Sendable ([ValueType]) -> Signature
  private let body: @Sendable ([Value], StatementPatterns) -> Value

  package init(
    _ name: String, usage: String, _ summary: String, strict: Bool = true, role: Role = .plain,
    arity: ClosedRange<Int>, isIncreasing: Bool = false,
    resultType: @escaping @Sendable ([ValueType]) -> Signature,
    evaluate: @escaping @Sendable ([Value]) -> Value
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.strict = strict
    self.role = role
    self.arity = arity
    self.patternArgument = nil
    self.isIncreasing = isIncreasing
    self.resultType = resultType
    self.body = { values, _ in evaluate(values) }
  }

  /// A strict function one of whose arguments is a pattern: what its matches cost, the statement
  /// bears.
  init(
    _ name: String, usage: String, _ summary: String, arity: ClosedRange<Int>,
    patternArgument: Int, resultType: @escaping @Sendable ([ValueType]) -> Signature,
    match: @escaping @Sendable ([Value], StatementPatterns) -> Value
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.strict = true
    self.role = .plain
    self.arity = arity
    self.patternArgument = patternArgument
    self.isIncreasing = false
    self.resultType = resultType
    self.body = match
  }

  package enum Role: Hashable, Sendable {
    /// The result depends on the arguments alone: of constants it is a constant.
    case plain
    /// The result is another at each call: `now`. To be called once for a whole run.
    case momentary
    /// Does not evaluate every argument: the binder makes an expression of its own kind of it
    /// (`coalesce`, `if`). `evaluate` gives the same result for arguments that were evaluated.
    case choice
  }

  package enum Signature: Hashable, Sendable {
    case returns(ValueType)
    case mismatch(argument: Int, expected: String)
  }

  /// As many arguments as one likes.
  package static let manyArguments = 255

  /// The value, as part of a statement.
  package func evaluate(
    _ arguments: [Value], in statement: StatementPatterns = StatementPatterns()
  ) -> Value {
    body(arguments, statement)
  }

  /// The function's value for any values, null and denied among them.
  package func call(_ arguments: [Value]) -> Value {
    guard strict else { return evaluate(arguments) }
    var hasNull = false
    for argument in arguments {
      switch argument {
      case .denied: return argument
      case .null: hasNull = true
      case .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
        .countRate, .list, .map:
        break
      }
    }
    return hasNull ? .null : evaluate(arguments)
  }
}
