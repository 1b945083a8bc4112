import QueryLanguage
import Schema
import Values

// Constants take on the type of what they stand beside: text beside a time is a time, and a
// parameter without a type is whatever it can be read as.
extension ExpressionBinder {
  /// An operand as the operator beside it needs it. `isSuited` tells whether the operator accepts
  /// a type there. A parameter without a type is read as what it stands beside, or `asItself`.
  func adapted(
    _ operand: BoundExpression, _ syntax: Expression, beside type: ValueType,
    asItself: Bool = false, _ isSuited: (ValueType) -> Bool
  ) throws(BindingFailure) -> BoundExpression {
    if type == .time, isSuited(.time) {
      return try time(operand, syntax, orDuration: isSuited(.duration))
    }
    if !asItself, let zero = operand.zeroRate(as: type), isSuited(type) { return zero }
    if !isUntyped(syntax) || isSuited(.text) { return operand }
    if asItself { return try literalIfUntyped(operand, syntax, isSuited) }
    return try literal(operand, syntax, beside: type)
  }

  /// Constant text as a time, in the local zone unless it names one. `orDuration` tells whether a
  /// duration might stand there too.
  private func time(
    _ operand: BoundExpression, _ syntax: Expression, orDuration: Bool
  ) throws(BindingFailure) -> BoundExpression {
    guard case .text(let text) = operand.constant else { return operand }
    guard let time = LocalTime.parse(text) else {
      throw .wrong(.unreadableTime(text, orDuration: orDuration, at: syntax.range))
    }
    return .constant(.time(time), .time, at: operand.range)
  }

  /// The parameter's text as a literal of this type, or of whatever type it is one of.
  private func literal(
    _ operand: BoundExpression, _ syntax: Expression, beside type: ValueType
  ) throws(BindingFailure) -> BoundExpression {
    guard case .text(let text) = operand.constant else { return operand }
    if let value = Value.reading(text.bytes, as: type), !type.isNullOrCollection {
      return .constant(value, type, at: operand.range)
    }
    guard let (value, type) = Value.reading(text.bytes) else {
      throw .wrong(
        .unreadableParameter(canonicalText(of: syntax), text, expected: type, at: syntax.range))
    }
    return .constant(value, type, at: operand.range)
  }

  /// A parameter without a type, as the literal that it reads as, where text would not be suited.
  func literalIfUntyped(
    _ operand: BoundExpression, _ syntax: Expression, _ isSuited: (ValueType) -> Bool
  ) throws(BindingFailure) -> BoundExpression {
    guard isUntyped(syntax), case .text(let text) = operand.constant, !isSuited(.text),
      let (value, type) = Value.reading(text.bytes)
    else { return operand }
    return .constant(value, type, at: operand.range)
  }

  private func isUntyped(_ syntax: Expression) -> Bool {
    guard case .parameter(let name) = syntax.kind,
      case .found(let parameter) = environment.parameters.lookup(name.text)
    else { return false }
    return parameter.isUntyped
  }

  /// Values that stand in one place, brought to the one type that all of them have. A message calls
  /// each a branch or an element.
  func unified(
    _ branches: [(bound: BoundExpression, syntax: Expression)], _ noun: String = "branch"
  ) throws(BindingFailure) -> UnifiedBranches {
    let holdsTime = branches.contains { $0.bound.type == .time }
    var type = ValueType.null
    var unified: [BoundExpression] = []
    for (bound, syntax) in branches {
      let beside = holdsTime ? ValueType.time : type
      let branch = try adapted(bound, syntax, beside: beside) { $0.unified(with: beside) != nil }
      guard let common = type.unified(with: branch.type) else {
        throw .wrong(branchMismatch(branch.described(as: syntax), type, noun))
      }
      type = common
      unified.append(branch)
    }
    return UnifiedBranches(type: type, values: unified)
  }
}

/// What may come of a choice.
struct UnifiedBranches {
  /// Of each of them.
  let type: ValueType
  /// In the order in which they stand.
  let values: [BoundExpression]

  /// What a value is taken from that is one of them.
  var vocabulary: Vocabulary? { .ofOne(among: values) }
}

extension BoundExpression {
  /// No rate at all, which needs no unit: `down > 0`.
  fileprivate func zeroRate(as type: ValueType) -> BoundExpression? {
    guard case .integer(0) = constant else { return nil }
    switch type {
    case .byteRate: return .constant(.byteRate(0), type, at: range)
    case .countRate: return .constant(.countRate(0), type, at: range)
    case _: return nil
    }
  }
}
