import QueryLanguage

// The one walk over expressions as they were written.
extension Expression {
  /// What stands directly inside, in the order of the text; queries after `in` are left out.
  var operands: [Expression] {
    switch kind {
    case .literal, .parameter, .name: []
    case .member(let base, _): [base]
    case .element(let collection, let index): [collection, index]
    case .unary(_, let operand): [operand]
    case .binary(let operation): [operation.left, operation.right]
    case .between(let operand, _, let low, let high): [operand, low, high]
    case .membership(let operand, _, .values(let values)): [operand] + values
    case .membership(let operand, _, .query): [operand]
    case .membership(let operand, _, .collection(let collection)): [operand, collection]
    case .test(let operand, _, _): [operand]
    case .call(let call): call.operands
    case .choice(let choice): choice.operands
    case .list(let elements): elements
    }
  }

  /// The same with other operands, which are as many as `operands` and in that order.
  func withOperands(_ operands: [Expression]) -> Expression {
    var rest = operands[...]
    func next() -> Expression { rest.popFirst() ?? self }
    var copy = self
    switch kind {
    case .literal, .parameter, .name, .call: break
    case .member(_, let name): copy.kind = .member(next(), name)
    case .element: copy.kind = .element(next(), next())
    case .unary(let operation, _): copy.kind = .unary(operation, next())
    case .binary(var operation):
      (operation.left, operation.right) = (next(), next())
      copy.kind = .binary(operation)
    case .between(_, let negated, _, _):
      copy.kind = .between(next(), negated: negated, low: next(), high: next())
    case .membership(_, let negated, .values):
      let subject = next()
      copy.kind = .membership(subject, negated: negated, .values(Array(rest)))
    case .membership(_, let negated, .query(let query)):
      copy.kind = .membership(next(), negated: negated, .query(query))
    case .membership(_, let negated, .collection):
      copy.kind = .membership(next(), negated: negated, .collection(next()))
    case .test(_, let test, let negated): copy.kind = .test(next(), test, negated: negated)
    case .choice(var choice):
      if choice.subject != nil { choice.subject = next() }
      for index in choice.branches.indices {
        choice.branches[index].test = next()
        choice.branches[index].result = next()
      }
      if choice.otherwise != nil { choice.otherwise = next() }
      copy.kind = .choice(choice)
    case .list: copy.kind = .list(operands)
    }
    return copy
  }
}

extension Call {
  fileprivate var operands: [Expression] { expressions + (filter.map { [$0] } ?? []) }
}

extension CaseExpression {
  fileprivate var operands: [Expression] {
    (subject.map { [$0] } ?? []) + branches.flatMap { [$0.test, $0.result] }
      + (otherwise.map { [$0] } ?? [])
  }
}
