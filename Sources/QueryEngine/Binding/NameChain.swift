import QueryLanguage

/// `parent.env.HOME` taken apart: names, after an operand that is no name or none.
struct NameChain {
  /// What the first name is asked of: `f(x)` in `f(x).name`. Nil if the chain begins with a name.
  let root: Expression?
  let names: [Name]

  init(_ expression: Expression) {
    var names: [Name] = []
    var rest = expression
    while case .member(let base, let name) = rest.kind {
      names.append(name)
      rest = base
    }
    if case .name(let name) = rest.kind {
      names.append(name)
      root = nil
    } else {
      root = rest
    }
    self.names = names.reversed()
  }
}

extension Expression {
  /// The names, if the expression is nothing but names joined by dots.
  var pureNames: [Name]? {
    let chain = NameChain(self)
    return chain.root == nil ? chain.names : nil
  }

  /// What stands directly inside; the queries after `in` are left out.
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
    }
  }
}

extension Call {
  var expressions: [Expression] {
    switch arguments {
    case .star: []
    case .expressions(let expressions): expressions
    }
  }

  fileprivate var operands: [Expression] { expressions + (filter.map { [$0] } ?? []) }
}

extension CaseExpression {
  fileprivate var operands: [Expression] {
    [subject, otherwise].compactMap { $0 } + branches.flatMap { [$0.test, $0.result] }
  }
}
