import QueryLanguage
import Schema
import Values

// Operators between two operands, and the minus before one.
extension ExpressionBinder {
  /// Binds `-operand`. Of a constant it is one.
  func bindNegation(
    of operand: Expression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let bound = try literalIfUntyped(try bind(operand), operand) { type in
      Operators.result(ofNegating: type).type != nil
    }
    switch Operators.result(ofNegating: bound.type) {
    case .returns(let type):
      if let value = bound.constant { return .constant(Operators.negate(value), type, at: range) }
      return .operation(.negate, [bound], type, at: range)
    case .mismatch(let hint):
      throw .wrong(.cannotNegate(bound.described(as: operand), hint: hint, at: operand.range))
    }
  }

  /// Binds `a + b - c …` from its leftmost operand on: a chain is as deep as it is long, and the
  /// stack is not.
  func bindOperation(_ expression: Expression) throws(BindingFailure) -> BoundExpression {
    var spine: [OperationStep] = []
    var leftmost = expression
    while case .binary(let operation) = leftmost.kind {
      spine.append(OperationStep(operation: operation, range: leftmost.range))
      leftmost = operation.left
    }
    try environment.budget.spend(spine.count, at: expression.range)
    var bound = try bind(leftmost)
    while let step = spine.last {
      let run = spine.reversed().prefix { $0.isContinuation(of: step) }
      if run.count > OperationStep.longestRun {
        bound = try bindRun(run, after: bound)
        spine.removeLast(run.count)
      } else {
        bound = try bind(step, after: bound)
        spine.removeLast()
      }
    }
    return bound
  }

  /// Binds the operands of `a or b or c …`, and joins them as a tree that is as low as can be.
  private func bindRun(
    _ run: some Collection<OperationStep>, after first: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    var operands: [BoundExpression] = []
    for step in run {
      let joined = try bind(step, after: operands.isEmpty ? first : operands[operands.count - 1])
      if operands.isEmpty { operands.append(joined.operands[0]) }
      operands.append(joined.operands[1])
    }
    while operands.count > 1 {
      operands = stride(from: 0, to: operands.count, by: 2).map { index in
        guard index + 1 < operands.count else { return operands[index] }
        return join(operands[index], operands[index + 1], run)
      }
    }
    return operands[0]
  }

  private func join(
    _ left: BoundExpression, _ right: BoundExpression, _ run: some Collection<OperationStep>
  ) -> BoundExpression {
    guard let operation = run.first?.operation.operation else { return left }
    return .operation(
      .binary(operation), [left, right], operation == .concatenate ? .text : .boolean,
      at: left.range.joined(with: right.range))
  }

  private func bind(
    _ step: OperationStep, after left: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    let operation = step.operation
    let bound: BoundExpression
    switch operation.operation {
    case .and: bound = try bindLogic(step, left, "and")
    case .or: bound = try bindLogic(step, left, "or")
    case .like: bound = try bindPattern(.like, step, left)
    case .ilike: bound = try bindPattern(.ilike, step, left)
    case .glob: bound = try bindPattern(.glob, step, left)
    case .match: bound = try bindPattern(.regex, step, left)
    case .notMatch: bound = try bindPattern(.regex, step, left).negated
    case .matchInsensitive: bound = try bindPattern(.regexInsensitive, step, left)
    case .notMatchInsensitive: bound = try bindPattern(.regexInsensitive, step, left).negated
    default: bound = try bindTyped(step, left)
    }
    return operation.negated ? bound.negated : bound
  }

  private func bindLogic(
    _ step: OperationStep, _ left: BoundExpression, _ word: String
  ) throws(BindingFailure) -> BoundExpression {
    try checkTest(left, step.operation.left, of: word)
    let right = try bind(step.operation.right)
    if right.type == .text, word == "or", let values = step.operation.valuesAfterIn {
      throw .wrong(
        .valueAsTest(
          right.described(as: step.operation.right), values, at: step.operation.right.range))
    }
    try checkTest(right, step.operation.right, of: word)
    return .operation(.binary(step.operation.operation), [left, right], at: step.range)
  }

  /// Operators whose result the types of their operands decide.
  private func bindTyped(
    _ step: OperationStep, _ left: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    let operation = step.operation
    let right = try bind(operation.right, beside: left.type)
    let isSuited = { (leftType: ValueType, rightType: ValueType) in
      Operators.result(of: operation.operation, leftType, rightType).type != nil
    }
    // The two operands of arithmetic are likely to be of two types.
    let asItself = operation.operation.family == .arithmetic
    let first = try adapted(
      left, operation.left, beside: right.type, asItself: asItself
    ) { isSuited($0, right.type) }
    let second = try adapted(
      right, operation.right, beside: first.type, asItself: asItself
    ) { isSuited(first.type, $0) }
    switch Operators.result(of: operation.operation, first.type, second.type) {
    case .returns(let type):
      let left = Operand(first, operation.left)
      try check(operation.operation, left, Operand(second, operation.right))
      return .operation(.binary(operation.operation), [first, second], type, at: step.range)
    case .mismatch(let hint):
      throw .wrong(
        mismatch(
          operation.operation, first.described(as: operation.left),
          second.described(as: operation.right), hint: hint))
    }
  }

  /// Binds what stands beside an operand of this type. An unknown name beside text was likely
  /// meant as text.
  func bind(_ expression: Expression, beside type: ValueType) throws(BindingFailure)
    -> BoundExpression
  {
    guard type == .text, let names = expression.pureNames, names.count == 1,
      try valueResolution(of: names) == nil
    else { return try bindWords(expression, beside: type) }
    throw .wrong(unknownName(names, quoted: true))
  }

  /// `nginx-proxy` beside text: an operator whose first operand nobody knows was likely meant as text.
  private func bindWords(
    _ expression: Expression, beside type: ValueType
  ) throws(BindingFailure) -> BoundExpression {
    do throws(BindingFailure) {
      return try bind(expression)
    } catch {
      guard type == .text, case .wrong(var diagnostic) = error, diagnostic.hint == nil,
        case .binary(let operation) = expression.kind, operation.left.pureNames != nil,
        diagnostic.range.lower == expression.range.lower
      else { throw error }
      diagnostic.hint = Hint.textInQuotes
      throw .wrong(diagnostic)
    }
  }

  // MARK: Patterns

  private func bindPattern(
    _ kind: PatternKind, _ step: OperationStep, _ subject: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    let operation = step.operation
    let pattern = try bind(operation.right, beside: subject.type)
    guard case .returns = Operators.result(of: operation.operation, subject.type, pattern.type)
    else {
      throw .wrong(
        mismatch(
          operation.operation, subject.described(as: operation.left),
          pattern.described(as: operation.right), hint: subject.hintForMatching(operation.left)))
    }
    let left = Operand(subject, operation.left)
    try check(operation.operation, left, Operand(pattern, operation.right))
    guard case .text(let text) = pattern.constant else {
      return .operation(.pattern(kind, nil), [subject, pattern], at: step.range)
    }
    let compiled = try compile(text, kind, operation.right)
    if let hint = kind.hint(forSigns: text) {
      warn(.signsOfAnotherPattern(operation.operation, text, at: operation.right.range, hint: hint))
    }
    return .operation(.pattern(kind, compiled), [subject], at: step.range)
  }

  /// The compiled constant, or an error with a caret at the place in the literal where it is.
  @discardableResult
  func compile(
    _ text: Text, _ kind: PatternKind, _ syntax: Expression
  ) throws(BindingFailure) -> CompiledPattern {
    do throws(PatternError) {
      return try CompiledPattern(kind, text)
    } catch {
      throw .wrong(
        .malformedPattern(
          error.message, in: text, at: syntax.range(ofPatternByte: error.offset)))
    }
  }
}

extension BoundExpression {
  /// What would make text of it; nil of text.
  fileprivate func hintForMatching(_ syntax: Expression) -> String? {
    switch type {
    case .text, .null, .map: nil
    case .list: "a text of all is had by join(\(canonicalText(of: syntax)), ' ')"
    case _: "a text is had by concat(\(canonicalText(of: syntax)))"
    }
  }
}

extension PatternKind {
  /// What to say of a pattern that has the signs of another kind and none of its own.
  fileprivate func hint(forSigns text: Text) -> String? {
    func has(_ signs: String) -> Bool { text.bytes.contains { signs.utf8.contains($0) } }
    return switch self {
    case .like, .ilike:
      has("*") && !has("%_") ? "'%' stands for any text in 'like'; 'glob' has '*'" : nil
    case .glob: has("%") && !has("*?[") ? "'*' stands for any text in 'glob'; 'like' has '%'" : nil
    case .regex, .regexInsensitive: nil
    }
  }
}

extension BinaryOperation {
  /// `name in ('bash', 'zsh')` for `name = 'bash' or 'zsh'`; nil of anything else.
  fileprivate var valuesAfterIn: String? {
    guard case .binary(let comparison) = left.kind, comparison.operation == .equal,
      !comparison.negated, case .literal = right.kind, case .literal = comparison.right.kind
    else { return nil }
    let values = [comparison.right, right].map(canonicalText).joined(separator: ", ")
    return "\(canonicalText(of: comparison.left)) in (\(values))"
  }
}

/// One operator of a chain, with its right operand.
struct OperationStep {
  /// With its left operand, which is bound by then.
  let operation: BinaryOperation
  /// Of the chain up to here.
  let range: SourceRange

  /// Runs of one operator up to here stay as they were written.
  static let longestRun = 64

  /// Whether both are the same operator, and it does not matter which is applied first.
  func isContinuation(of other: OperationStep) -> Bool {
    guard operation.operation == other.operation.operation else { return false }
    let family = operation.operation.family
    return family == .logic || family == .concatenation
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
