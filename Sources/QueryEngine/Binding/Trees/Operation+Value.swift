package import Schema
package import Values

// What each operation means. Evaluating specialises some of them, and falls back to this; folding
// of constants uses nothing else.
extension Operation {
  /// The value for operands that are evaluated already, as many as the operation takes. `type` is
  /// the expression's: what a branch or a function gives is brought to it.
  ///
  /// Denied wins over null, and both over a value, but for the logic of `and` and `or`, for tests
  /// of null and denied themselves, and for branches that are not taken.
  package func value(
    of operands: [Value], type: ValueType, in statement: StatementPatterns
  ) -> Value {
    switch self {
    case .not: Truth(operands[0]).negated.value
    case .negate: Operators.negate(operands[0])
    case .binary(let operation):
      Operators.evaluate(operation, operands[0], operands[1], in: statement)
    case .pattern(let kind, let compiled): match(kind, compiled, operands, statement).value
    case .between: Operators.between(operands[0], operands[1], operands[2]).value
    case .inValues: Operators.isMember(operands[0], of: operands.dropFirst()).value
    case .inCollection: Operators.contains(operands[1], operands[0]).value
    case .isNull: Operators.isNull(operands[0]).value
    case .exists: Operators.isNull(operands[0]).negated.value
    case .isDenied: .boolean(operands[0].isDenied)
    case .call(let function): function.call(operands, in: statement).converted(to: type)
    case .coalesce: (operands.first { !$0.isNull } ?? .null).converted(to: type)
    case .choice: branch(operands[...]) { Truth($0) }.converted(to: type)
    case .match:
      branch(operands.dropFirst()) { Operators.equal(operands[0], $0) }.converted(to: type)
    case .element, .lookup: Operators.element(operands[1], of: operands[0])
    case .list: operands.first(where: \.isDenied) ?? .list(operands).converted(to: type)
    }
  }

  private func match(
    _ kind: PatternKind, _ compiled: CompiledPattern?, _ operands: [Value],
    _ statement: StatementPatterns
  ) -> Truth {
    guard let compiled else {
      return Operators.match(kind, operands[0], operands[1], in: statement)
    }
    return compiled.truth(of: operands[0], in: statement)
  }

  /// The branch that `holds` takes of tests and results in turns, or what stands after them, or
  /// null. The branch after an unknown test is denied.
  private func branch(_ operands: ArraySlice<Value>, _ holds: (Value) -> Truth) -> Value {
    var rest = operands
    while rest.count > 1, let test = rest.popFirst(), let result = rest.popFirst() {
      switch holds(test) {
      case .true: return result
      case .false: continue
      case .unknown(let denial): return .denied(denial)
      }
    }
    return rest.first ?? .null
  }
}
