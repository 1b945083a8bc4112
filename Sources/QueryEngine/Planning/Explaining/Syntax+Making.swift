import Binding
import QueryLanguage

extension Expression {
  /// `is not null` where there is such a form, else `not …`.
  var negation: Expression.Kind {
    switch kind {
    case .test(let operand, let test, false): return .test(operand, test, negated: true)
    case .membership(let operand, false, let members):
      return .membership(operand, negated: true, members)
    case .between(let operand, false, let low, let high):
      return .between(operand, negated: true, low: low, high: high)
    case .binary(var operation) where operation.operation.negatedForm != nil:
      operation.operation = operation.operation.negatedForm ?? operation.operation
      return .binary(operation)
    case .binary(var operation) where operation.operation.isNegatable && !operation.negated:
      operation.negated = true
      return .binary(operation)
    case _: return .unary(.not, self)
    }
  }
}

extension BinaryOperator {
  fileprivate var negatedForm: BinaryOperator? {
    switch self {
    case .match: .notMatch
    case .matchInsensitive: .notMatchInsensitive
    case _: nil
    }
  }
}
