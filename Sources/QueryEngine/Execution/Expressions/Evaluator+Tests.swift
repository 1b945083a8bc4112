import Binding
import QueryLanguage
import Schema
import Values

// Operations that come to a truth.
extension Evaluator {
  /// Nil of what comes to another value.
  func operationTest(_ operation: Operation, _ expression: BoundExpression) -> Test? {
    let operands = expression.operands
    switch operation {
    case .not: return negatedTest(operands[0])
    case .binary(.and): return all(expression.operands(of: .and))
    case .binary(.or): return any(expression.operands(of: .or))
    case .binary(let operation):
      return operation.isComparison ? comparison(operation, operands[0], operands[1]) : nil
    case .pattern(_, let pattern?): return patternTest(pattern, operands[0])
    case .pattern(let kind, nil): return patternTest(kind, operands[0], operands[1])
    case .between: return between(operands[0], operands[1], operands[2])
    case .inValues: return inValues(operands[0], Array(operands.dropFirst()))
    case .inCollection: return inCollection(operands[0], operands[1])
    case .isNull: return nullTest(operands[0], is: true)
    case .exists: return nullTest(operands[0], is: false)
    case .isDenied: return deniedTest(operands[0])
    case .negate, .call, .coalesce, .choice, .match, .element, .lookup, .list: return nil
    }
  }

  private func comparison(
    _ operation: BinaryOperator, _ left: BoundExpression, _ right: BoundExpression
  ) -> Test {
    let left = evaluation(of: left)
    if let constant = right.constant {
      return { Operators.compare(operation, left($0), constant) }
    }
    let right = evaluation(of: right)
    return { Operators.compare(operation, left($0), right($0)) }
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

  private func negatedTest(_ operand: BoundExpression) -> Test {
    let test = test(of: operand)
    return { test($0).negated }
  }

  private func patternTest(_ pattern: CompiledPattern, _ subject: BoundExpression) -> Test {
    let subject = evaluation(of: subject)
    let patterns = run.patterns
    return { frame in
      let value = subject(frame)
      if case .text(let text) = value { return pattern.truth(of: text, in: patterns) }
      if case .denied(let denial) = value { return .unknown(denial) }
      return .false
    }
  }

  /// A pattern that is computed.
  private func patternTest(
    _ kind: PatternKind, _ subject: BoundExpression, _ pattern: BoundExpression
  ) -> Test {
    let subject = evaluation(of: subject)
    let pattern = evaluation(of: pattern)
    let patterns = run.patterns
    return { Operators.match(kind, subject($0), pattern($0), in: patterns) }
  }

  private func between(
    _ operand: BoundExpression, _ low: BoundExpression, _ high: BoundExpression
  ) -> Test {
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
  private func inValues(_ operand: BoundExpression, _ values: [BoundExpression]) -> Test {
    let operand = evaluation(of: operand)
    if let members = ValueSet(constants: values) { return { members.truth(of: operand($0)) } }
    let values = values.map(evaluation)
    return { frame in
      let value = operand(frame)
      return Operators.isMember(value, of: values.lazy.map { $0(frame) })
    }
  }

  private func inCollection(_ operand: BoundExpression, _ collection: BoundExpression) -> Test {
    let operand = evaluation(of: operand)
    if case .list(let elements) = collection.constant, let members = ValueSet(elements) {
      return { members.truth(of: operand($0)) }
    }
    let collection = evaluation(of: collection)
    return { Operators.contains(collection($0), operand($0)) }
  }

  /// Whether there is nothing, or something; unknown of denied.
  private func nullTest(_ operand: BoundExpression, is expected: Bool) -> Test {
    let operand = evaluation(of: operand)
    return { frame in
      let value = operand(frame)
      if case .denied(let denial) = value { return .unknown(denial) }
      return Truth(value.isNull == expected)
    }
  }

  private func deniedTest(_ operand: BoundExpression) -> Test {
    let operand = evaluation(of: operand)
    return { Truth(operand($0).isDenied) }
  }

  /// Whether a value is among those of a subquery, which is run once, when the first row asks.
  func membershipTest(_ operand: BoundExpression, in subquery: Subquery) -> Test {
    let operand = evaluation(of: operand)
    let members = run.members(of: subquery)
    return { members.truth(of: operand($0)) }
  }
}

extension BinaryOperator {
  fileprivate var isComparison: Bool { family == .equality || family == .ordering }
}

/// Values that others are sought among: looked up, however many there are.
struct ValueSet {
  private var keys: Set<ValueKey> = []
  /// Why one of them is not known.
  private var denial: Denial?

  init() {}

  /// Nil for values that must be evaluated, and for so few that comparing them is quicker.
  init?(constants: [BoundExpression]) {
    let values = constants.compactMap(\.constant)
    guard values.count == constants.count else { return nil }
    self.init(values)
  }

  /// Nil for so few that comparing them is quicker.
  init?(_ values: [Value]) {
    guard values.count > 4 else { return nil }
    for value in values { insert(value) }
  }

  /// Takes a member; a denied one leaves every value that is not found in doubt.
  mutating func insert(_ value: Value) {
    if case .denied(let denial) = value {
      self.denial = self.denial ?? denial
    } else {
      keys.insert(ValueKey([value]))
    }
  }

  /// Unknown if no value that can be read is equal, and some cannot be read. Among none there is
  /// nothing, whatever it is.
  func truth(of value: Value) -> Truth {
    if keys.isEmpty, denial == nil { return .false }
    if case .denied(let denial) = value { return .unknown(denial) }
    if keys.contains(ValueKey([value])) { return .true }
    return denial.map(Truth.unknown) ?? .false
  }
}
