import QueryLanguage
import Schema
import Values

// What the binder has to say about types and calls; the rest stands in Diagnostic+Binding.swift.

// MARK: - Types

extension Diagnostic {
  /// An operator means nothing between two operands; the caret stands under the culprit.
  static func mismatch(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription,
    culprit: OperandDescription, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      nonsense(operation, left, right, culprit: culprit), at: culprit.range, hint: hint)
  }

  private static func nonsense(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription,
    culprit: OperandDescription
  ) -> String {
    switch operation.family {
    case .logic: "'\(operation.spelling)' joins tests, not \(culprit.words)"
    case .equality, .ordering:
      // What is equal or not may still have no order.
      Operators.comparable(left.type, right.type)
        ? "\(culprit.words) has no order" : "cannot compare \(left.words) with \(right.words)"
    case .containment: "cannot look for \(right.words) in \(left.words)"
    case .concatenation: "'||' joins text, not \(culprit.words)"
    case .matching: "'\(operation.spelling)' matches text, not \(culprit.words)"
    case .arithmetic: "cannot \(action(operation, left.words, right.words))"
    }
  }

  /// What cannot be done to two operands.
  private static func action(
    _ operation: BinaryOperator, _ left: String, _ right: String
  ) -> String {
    switch operation {
    case .add: "add \(right) to \(left)"
    case .subtract: "subtract \(right) from \(left)"
    case .multiply: "multiply \(left) by \(right)"
    case .divide: "divide \(left) by \(right)"
    default: "take \(left) modulo \(right)"
    }
  }

  /// A map stands where one of its entries is wanted.
  static func mapAlone(_ map: OperandDescription) -> Diagnostic {
    let noun = map.entry?.noun ?? "an entry"
    return Diagnostic(
      "\(quote(map.text)) is a map; name \(noun), as in \(map.text).\(map.entry?.example ?? "name")",
      at: map.range)
  }

  /// `-` before what has no opposite.
  static func cannotNegate(
    _ operand: OperandDescription, hint: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("'-' stands before a number, not \(operand.words)", at: range, hint: hint)
  }

  /// What is neither true nor false stands where a test is wanted.
  static func notATest(
    _ operand: OperandDescription, after word: String, at range: SourceRange
  ) -> Diagnostic {
    if case .map = operand.type { return .mapAlone(operand) }
    return Diagnostic(
      "'\(word)' takes a test, not \(operand.words)", at: range, hint: operand.hintForTest)
  }

  /// `exe like '/usr/%' or '/bin/%'`
  static let whatIsTested = "each test names what it is of: a = 'x' or a = 'y'"

  /// `name = 'bash' or 'zsh'`
  static func valueAsTest(
    _ operand: OperandDescription, _ meant: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("'or' takes a test, not \(operand.words)", at: range, hint: didYouMean(meant))
  }

  /// Rows are to be ordered by what has no order.
  static func noOrder(_ operand: OperandDescription) -> Diagnostic {
    if case .map = operand.type { return .mapAlone(operand) }
    return Diagnostic(
      "\(operand.words) has no order", at: operand.range,
      hint: operand.type.isCollection ? "length(\(operand.text)) has one" : nil)
  }

  /// A branch has no type in common with those before it.
  static func branchMismatch(
    _ branch: OperandDescription, _ noun: String, expected: ValueType, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      "expected \(expected.words) as in the \(noun) before, found \(branch.words)",
      at: branch.range, hint: hint)
  }

  /// `in` is followed by a single value without parentheses.
  static func notACollection(_ operand: OperandDescription) -> Diagnostic {
    Diagnostic(
      "'in' takes values in parentheses, a list or a map, not \(operand.words)",
      at: operand.range,
      hint: operand.value != nil
        ? didYouMean("in (\(operand.text))")
        : operand.type == .text ? "text within text is found by 'contains'" : nil)
  }

  /// The query after `in` has no column or several.
  static func notOneColumn(_ count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic("a query after 'in' has one column, found \(count)", at: range)
  }

  /// `orDuration`: a duration would do as well.
  static func unreadableTime(
    _ text: Text, orDuration: Bool, at range: SourceRange
  ) -> Diagnostic {
    var hint = timeHint
    if let duration = Unit.written(meantBy: text.bytes) {
      hint =
        orDuration ? "a duration is written without quotes: \(duration)" : timeHint(ago: duration)
    }
    if Value.reading(text.bytes, as: .duration) != nil {
      let duration = visible(text.bytes)
      hint =
        orDuration ? "a duration is written without quotes: \(duration)" : timeHint(ago: duration)
    }
    return Diagnostic("expected a time, found \(quote(text.bytes))", at: range, hint: hint)
  }

  /// How a time is written.
  static let timeHint = "a time is written '2026-01-31 14:00'"

  /// How a time is written that lies a duration back.
  static func timeHint(ago duration: String) -> String { "a time is written now() - \(duration)" }

  /// A constant pattern cannot be compiled.
  static func malformedPattern(
    _ message: String, in pattern: Text, at range: SourceRange
  ) -> Diagnostic {
    let isOfShell = pattern.bytes.first == UInt8(ascii: "*")
    return Diagnostic(
      "malformed pattern: \(message)", at: range,
      hint: isOfShell ? "'glob' takes a shell's pattern, where '*' is any text" : nil)
  }
}

// MARK: - Calls

extension Diagnostic {
  /// A function has too few arguments or too many; the hint is how it is called.
  static func wrongArity(
    _ name: String, _ arity: ClosedRange<Int>, usage: String, found: Int, at range: SourceRange
  ) -> Diagnostic {
    let expected =
      switch (arity.lowerBound, arity.upperBound) {
      case (0, 0): "no arguments"
      case (_, FunctionSchema.manyArguments) where found > arity.upperBound:
        "at most \(FunctionSchema.manyArguments) arguments"
      case (1, 1): "1 argument"
      case (let least, let most) where least == most: "\(least) arguments"
      case (1, FunctionSchema.manyArguments): "at least 1 argument"
      case (let least, FunctionSchema.manyArguments): "at least \(least) arguments"
      case (let least, let most): "\(least) to \(most) arguments"
      }
    return Diagnostic("'\(name)' takes \(expected), found \(found)", at: range, hint: usage)
  }

  /// A function does not take a value of this type there.
  static func wrongArgument(
    _ name: String, _ expected: String, found argument: OperandDescription
  ) -> Diagnostic {
    Diagnostic("'\(name)' takes \(expected), not \(argument.words)", at: argument.range)
  }

  /// `distinct` or `where` stands in the call of a function that is no aggregate.
  static func notAnAggregate(_ name: Name, word: String) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) is a function; '\(word)' stands only in an aggregate", at: name.range)
  }

  /// `*` is the argument of something other than `count`.
  static func starOutsideCount(_ name: Name) -> Diagnostic {
    Diagnostic("only 'count' takes '*', not \(quote(name.text))", at: name.range)
  }

  /// What follows an aggregate's argument is not in its range.
  static func wrongConstant(
    _ name: String, _ expected: String, found: String, hint: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("'\(name)' takes \(expected), found \(quote(found))", at: range, hint: hint)
  }

  /// `distinct` stands before rows: they differ anyway.
  static func distinctWithoutValues(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'distinct' tells values apart, not rows", at: range,
      hint: "name a column, as in \(name)(distinct …)")
  }

  /// An aggregate over bare rows that needs a value of each.
  static func relationWithoutColumn(
    _ name: String, path: String, _ expected: String, example: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "'\(name)' takes \(expected), not rows", at: range,
      hint: example.map { "name a column, as in \(name)(\(path).\($0))" })
  }
}
