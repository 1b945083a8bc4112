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
    if recordedEntry(expression) != nil { return expression }
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
}
