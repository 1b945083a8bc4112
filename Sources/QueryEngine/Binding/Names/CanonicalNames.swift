import QueryLanguage
import Schema
import Values

// Canonical text: whatever case a name was written in, it reads as it is declared.
extension ExpressionBinder {
  /// What heads a column of the result that was not given a name.
  func heading(of expression: Expression) throws(BindingFailure) -> String {
    if case .name(let name) = expression.kind {
      return try declared([name]).first?.text ?? name.text
    }
    return try text(of: expression)
  }

  /// The expression in its canonical form.
  func text(of expression: Expression) throws(BindingFailure) -> String {
    let text = canonicalText(of: expression)
    guard text.folded != text else { return text }
    return canonicalText(of: try declared(expression))
  }

  /// The expression with its names as they are declared. It has been bound already.
  private func declared(_ expression: Expression) throws(BindingFailure) -> Expression {
    if let names = expression.pureNames {
      return .path(try declared(names), at: expression.range)
    }
    if case .call(let call) = expression.kind { return try declared(call, at: expression.range) }
    var operands: [Expression] = []
    for operand in expression.operands { operands.append(try declared(operand)) }
    return expression.withOperands(operands)
  }

  private func declared(_ names: [Name]) throws(BindingFailure) -> [Name] {
    guard let first = names.first else { return [] }
    let spelling: [String] =
      switch try valueResolution(of: names) {
      case .path(let resolved): resolved.spelling
      case .item(let index): [query?.name(ofItem: index) ?? first.text]
      case .letDefinition(let index): [environment.lets[index].name.text]
      case .constant(let constant): [constant.name]
      case nil: []
      }
    return zip(names, spelling).map { Name($1, at: $0.range) } + names.dropFirst(spelling.count)
  }

  private func declared(_ call: Call, at range: SourceRange) throws(BindingFailure) -> Expression {
    var copy = call
    copy.name = Name(call.name.text.folded, at: call.name.range)
    let isAggregate = AggregateFunction.named(call.name.text) != nil
    let inside = isAggregate ? try binder(inside: call) : self
    if case .expressions(let arguments) = call.arguments {
      var declared: [Expression] = []
      for argument in arguments { declared.append(try inside.declared(argument)) }
      copy.arguments = .expressions(declared)
    }
    if let filter = call.filter { copy.filter = try inside.moved(to: place).declared(filter) }
    return Expression(.call(copy), at: range)
  }

  /// For the argument of an aggregate.
  private func binder(inside call: Call) throws(BindingFailure) -> ExpressionBinder {
    guard let argument = call.expressions.first, let along = try argumentPath(in: argument) else {
      return moved(to: .aggregate)
    }
    return binder(along: along)
  }
}

extension Expression {
  fileprivate static func path(_ names: [Name], at range: SourceRange) -> Expression {
    let first = Expression(.name(names[0]), at: range)
    return names.dropFirst().reduce(first) { Expression(.member($0, $1), at: range) }
  }

  /// The same with other operands, which are as many as `operands` and in that order.
  fileprivate func withOperands(_ operands: [Expression]) -> Expression {
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
    }
    return copy
  }
}
