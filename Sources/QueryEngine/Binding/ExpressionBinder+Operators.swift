import QueryLanguage

// Operators between two operands, and the minus before one.
extension ExpressionBinder {
  func bindNegation(
    of operand: Expression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let bound = try literalIfUntyped(try bind(operand), operand) { type in
      Operators.result(ofNegating: type).type != nil
    }
    switch Operators.result(ofNegating: bound.type) {
    case .returns(let type):
      if case .constant(let value) = bound.kind {
        return BoundExpression(.constant(Operators.negate(value)), type, at: range)
      }
      return BoundExpression(.negate(bound), type, at: range)
    case .mismatch(let hint):
      throw .wrong(.cannotNegate(describing(bound, operand), hint: hint, at: operand.range))
    }
  }

  func bindOperation(
    _ operation: BinaryOperation, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let bound: BoundExpression
    switch operation.operation {
    case .and: bound = try bindLogic(operation, "and", at: range)
    case .or: bound = try bindLogic(operation, "or", at: range)
    case .like: bound = try bindPattern(.like, operation, at: range)
    case .ilike: bound = try bindPattern(.ilike, operation, at: range)
    case .glob: bound = try bindPattern(.glob, operation, at: range)
    case .match: bound = try bindPattern(.regex, operation, at: range)
    case .notMatch: bound = try bindPattern(.regex, operation, at: range).negated
    case .matchInsensitive: bound = try bindPattern(.regexInsensitive, operation, at: range)
    case .notMatchInsensitive:
      bound = try bindPattern(.regexInsensitive, operation, at: range).negated
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .concatenate,
      .add, .subtract, .multiply, .divide, .remainder:
      bound = try bindTyped(operation, at: range)
    }
    return operation.negated ? bound.negated : bound
  }

  private func bindLogic(
    _ operation: BinaryOperation, _ word: String, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let left = try bindTest(operation.left, of: word)
    let right = try bindTest(operation.right, of: word)
    return BoundExpression(.binary(operation.operation, left, right), .boolean, at: range)
  }

  /// Operators whose result the types of their operands decide.
  private func bindTyped(
    _ operation: BinaryOperation, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let (left, right) = try bindOperands(of: operation)
    switch Operators.result(of: operation.operation, left.type, right.type) {
    case .returns(let type):
      return BoundExpression(.binary(operation.operation, left, right), type, at: range)
    case .mismatch(let hint):
      throw .wrong(
        mismatch(
          operation.operation, describing(left, operation.left),
          describing(right, operation.right), hint: hint))
    }
  }

  private func bindOperands(
    of operation: BinaryOperation
  ) throws(BindingFailure) -> (BoundExpression, BoundExpression) {
    let left = try bind(operation.left)
    let right = try bind(operation.right, beside: left.type)
    let isSuited = { (leftType: ValueType, rightType: ValueType) in
      Operators.result(of: operation.operation, leftType, rightType).type != nil
    }
    let first = try adapted(left, operation.left, beside: right.type) { isSuited($0, right.type) }
    let second = try adapted(right, operation.right, beside: first.type) {
      isSuited(first.type, $0)
    }
    return (first, second)
  }

  /// Binds what stands beside an operand of this type. An unknown name beside text was likely
  /// meant as text.
  func bind(_ expression: Expression, beside type: ValueType) throws(BindingFailure)
    -> BoundExpression
  {
    guard type == .text, let names = expression.pureNames, names.count == 1,
      try referent(of: names) == nil
    else { return try bind(expression) }
    throw .wrong(unknownName(names, quoted: true))
  }

  // MARK: Patterns

  private func bindPattern(
    _ kind: PatternKind, _ operation: BinaryOperation, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let subject = try bind(operation.left)
    let pattern = try bind(operation.right, beside: subject.type)
    guard case .returns = Operators.result(of: operation.operation, subject.type, pattern.type)
    else {
      throw .wrong(
        mismatch(
          operation.operation, describing(subject, operation.left),
          describing(pattern, operation.right), hint: nil))
    }
    let test = PatternTest(
      kind: kind, subject: subject, pattern: try compile(pattern, kind, operation.right))
    return BoundExpression(.pattern(test), .boolean, at: range)
  }

  private func compile(
    _ pattern: BoundExpression, _ kind: PatternKind, _ syntax: Expression
  ) throws(BindingFailure) -> PatternTest.Pattern {
    guard case .constant(.text(let text)) = pattern.kind else { return .computed(pattern) }
    return .constant(try compile(text, kind, syntax))
  }

  /// The compiled constant, or an error with a caret at the place in the literal where it is.
  @discardableResult
  func compile(
    _ text: Text, _ kind: PatternKind, _ syntax: Expression
  ) throws(BindingFailure) -> CompiledPattern {
    do throws(PatternError) {
      return try CompiledPattern(kind, text)
    } catch {
      throw .wrong(.malformedPattern(error.message, at: syntax.range(ofPatternByte: error.offset)))
    }
  }
}

extension Expression {
  /// Where a byte of a text literal stands, if the literal was written without escapes; else the
  /// whole literal.
  fileprivate func range(ofPatternByte offset: Int) -> SourceRange {
    guard case .literal(.text(let bytes)) = kind, range.upper - range.lower == bytes.count + 2,
      !bytes.isEmpty
    else { return range }
    let lower = range.lower + 1 + min(max(offset, 0), bytes.count - 1)
    return SourceRange(lower, lower + 1)
  }
}
