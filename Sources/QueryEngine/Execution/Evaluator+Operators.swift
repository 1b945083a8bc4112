import QueryLanguage

extension BinaryOperator {
  /// Whether it comes to a truth, not to a value.
  var isTest: Bool {
    switch self {
    case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains,
      .like, .ilike, .glob, .match, .notMatch, .matchInsensitive, .notMatchInsensitive:
      true
    case .concatenate, .add, .subtract, .multiply, .divide, .remainder: false
    }
  }
}

// Operators that come to a value.
extension Evaluator {
  func binary(_ operation: BinaryOperator, _ left: BoundExpression, _ right: BoundExpression)
    -> Evaluation
  {
    let left = evaluation(of: left)
    let right = evaluation(of: right)
    return { Operators.evaluate(operation, left($0), right($0)) }
  }

  func negation(_ operand: BoundExpression) -> Evaluation {
    let operand = evaluation(of: operand)
    return { Operators.negate(operand($0)) }
  }

  func element(_ collection: BoundExpression, _ index: BoundExpression) -> Evaluation {
    let collection = evaluation(of: collection)
    let index = evaluation(of: index)
    return { Operators.element(index($0), of: collection($0)) }
  }

  /// A strict function is not called for a denied argument, nor for a null one.
  func call(_ function: Function, _ arguments: [BoundExpression], _ type: ValueType) -> Evaluation {
    let arguments = arguments.map { (evaluation: evaluation(of: $0), type: $0.type) }
    let isConverted = arguments.contains { $0.type != type }
    let patterns = run.patterns
    return { frame in
      let values = arguments.map { $0.evaluation(frame) }
      if function.strict {
        if let denied = values.first(where: \.isDenied) { return denied }
        if values.contains(where: \.isNull) { return .null }
      }
      let value = function.evaluate(values, in: patterns)
      return isConverted ? value.converted(to: type) : value
    }
  }
}

// Operators that come to a truth.
extension Evaluator {
  func binaryTest(
    _ expression: BoundExpression, _ operation: BinaryOperator, _ left: BoundExpression,
    _ right: BoundExpression
  ) -> Test {
    switch operation {
    case .and: return all(expression.operands(of: .and))
    case .or: return any(expression.operands(of: .or))
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let left = evaluation(of: left)
      let right = evaluation(of: right)
      return { Operators.compare(operation, left($0), right($0)) }
    case .like, .ilike, .glob, .contains, .match, .notMatch, .matchInsensitive,
      .notMatchInsensitive, .concatenate, .add, .subtract, .multiply, .divide, .remainder:
      let value = binary(operation, left, right)
      return { Truth(value($0)) }
    }
  }

  /// False at the first false one, also after an unknown one.
  private func all(_ operands: [BoundExpression]) -> Test {
    let tests = operands.map(test)
    return { frame in
      var truth = Truth.true
      for test in tests {
        truth = truth.and(test(frame))
        if truth.isFalse { break }
      }
      return truth
    }
  }

  /// True at the first true one, also after an unknown one.
  private func any(_ operands: [BoundExpression]) -> Test {
    let tests = operands.map(test)
    return { frame in
      var truth = Truth.false
      for test in tests {
        truth = truth.or(test(frame))
        if truth.isTrue { break }
      }
      return truth
    }
  }

  func negatedTest(_ operand: BoundExpression) -> Test {
    let test = test(of: operand)
    return { test($0).negated }
  }

  func patternTest(_ pattern: PatternTest) -> Test {
    let subject = evaluation(of: pattern.subject)
    let statement = run.patterns
    switch pattern.pattern {
    case .constant(let compiled):
      return { frame in
        switch subject(frame) {
        case .text(let text): compiled.truth(of: text, in: statement)
        case .denied(let denial): .unknown(denial)
        case .null, .boolean, .integer, .real, .size, .duration, .time, .address, .byteRate,
          .countRate, .list, .map:
          .false
        }
      }
    case .computed(let expression):
      let text = evaluation(of: expression)
      return { Operators.match(pattern.kind, subject($0), text($0), in: statement) }
    }
  }

  func between(_ operand: BoundExpression, _ low: BoundExpression, _ high: BoundExpression) -> Test
  {
    let operand = evaluation(of: operand)
    let low = evaluation(of: low)
    let high = evaluation(of: high)
    return { frame in
      let value = operand(frame)
      return Operators.compare(.greaterOrEqual, value, low(frame))
        .and(Operators.compare(.lessOrEqual, value, high(frame)))
    }
  }

  /// The values are looked at until one is equal.
  func inValues(_ operand: BoundExpression, _ values: [BoundExpression]) -> Test {
    let operand = evaluation(of: operand)
    if let set = ConstantSet(values) { return { set.truth(of: operand($0)) } }
    let values = values.map(evaluation)
    return { frame in
      let value = operand(frame)
      return Operators.isMember(value, of: values.lazy.map { $0(frame) })
    }
  }

  func inCollection(_ operand: BoundExpression, _ collection: BoundExpression) -> Test {
    let operand = evaluation(of: operand)
    let collection = evaluation(of: collection)
    return { Operators.contains(collection($0), operand($0)) }
  }

  func inQuery(_ operand: BoundExpression, _ subquery: Subquery) -> Test {
    let operand = evaluation(of: operand)
    let members = run.members(of: subquery)
    return { members.contain(operand($0)) }
  }

  /// Whether there is nothing, or something; unknown of denied.
  func nullTest(_ operand: BoundExpression, is expected: Bool) -> Test {
    let operand = evaluation(of: operand)
    return { frame in
      let value = operand(frame)
      if case .denied(let denial) = value { return .unknown(denial) }
      return Truth(value.isNull == expected)
    }
  }

  func deniedTest(_ operand: BoundExpression) -> Test {
    let operand = evaluation(of: operand)
    return { Truth(operand($0).isDenied) }
  }
}

extension PatternKind {
  /// The operator that is written for it.
  var operation: BinaryOperator {
    switch self {
    case .like: .like
    case .ilike: .ilike
    case .glob: .glob
    case .regex: .match
    case .regexInsensitive: .matchInsensitive
    }
  }
}

/// The values of `in (…)` when all are constants: looked up, however many there are.
private struct ConstantSet {
  private var keys: Set<ValueKey> = []
  private var denial: Denial?

  /// Nil for values that must be evaluated, and for so few that comparing them is quicker.
  init?(_ values: [BoundExpression]) {
    guard values.count > 4 else { return nil }
    for value in values {
      guard case .constant(let constant) = value.kind else { return nil }
      if case .denied(let denial) = constant {
        self.denial = denial
      } else {
        keys.insert(ValueKey([constant]))
      }
    }
  }

  func truth(of value: Value) -> Truth {
    if case .denied(let denial) = value { return .unknown(denial) }
    if keys.contains(ValueKey([value])) { return .true }
    return denial.map(Truth.unknown) ?? .false
  }
}
