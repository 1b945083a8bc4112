import QueryLanguage

extension BoundExpression {
  /// The operands of a chain of `and` or of `or`, from left to right; the expression itself where
  /// it is no such chain.
  func operands(of operation: BinaryOperator) -> [BoundExpression] {
    var operands: [BoundExpression] = []
    var pending = [self]
    while let expression = pending.popLast() {
      if case .binary(operation, let left, let right) = expression.kind {
        pending.append(right)
        pending.append(left)
      } else {
        operands.append(expression)
      }
    }
    return operands
  }

  /// The chain of these operands; a single one is itself, none is the constant that changes no
  /// other: true for `and`, false for `or`.
  static func chain(
    _ operation: BinaryOperator, _ operands: [BoundExpression], at range: SourceRange
  )
    -> BoundExpression
  {
    guard let first = operands.first else {
      return BoundExpression(.constant(.boolean(operation == .and)), .boolean, at: range)
    }
    return operands.dropFirst().reduce(first) { chain, operand in
      BoundExpression(
        .binary(operation, chain, operand), .boolean, at: chain.range.joined(with: operand.range))
    }
  }

  var isConstant: Bool {
    if case .constant = kind { true } else { false }
  }
}
