import QueryLanguage
import Schema
import Values

// Functions, and the choices that look like functions.
extension ExpressionBinder {
  /// Binds a call of a function or an aggregate.
  func bindCall(
    _ call: Call, of expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    if let aggregate = AggregateFunction.named(call.name.text) {
      if let change { throw .wrong(.aggregateInChange(call, aggregate, of: change, expression)) }
      return try bindAggregate(call, aggregate, of: expression)
    }
    guard let function = schema.function(named: call.name.text) else {
      throw .wrong(try unknownFunction(call))
    }
    try checkForm(of: call, function.schema, at: expression.range)
    switch function.schema.evaluation {
    case .choice: return try bindIf(call.expressions, at: expression.range)
    case .coalesce: return try bindCoalesce(call.expressions, at: expression.range)
    case .plain, .ofSnapshot: return try bind(function, call.expressions, at: expression.range)
    case .delta: return try bindDelta(of: call.expressions[0], expression)
    case .rate: return try bindRate(of: call.expressions[0], expression)
    case .bar: throw .wrong(.barInside(call.name, at: expression.range))
    }
  }

  func checkForm(
    of call: Call, _ function: FunctionSchema, at range: SourceRange
  ) throws(BindingFailure) {
    if call.distinct { throw .wrong(.notAnAggregate(call.name, word: "distinct")) }
    if call.filter != nil { throw .wrong(.notAnAggregate(call.name, word: "where")) }
    if case .star = call.arguments { throw .wrong(.starOutsideCount(call.name)) }
    let count = call.expressions.count
    guard function.arity.contains(count) else {
      throw .wrong(
        .wrongArity(function.name, function.arity, usage: function.usage, found: count, at: range))
    }
  }

  private func bind(
    _ function: ScalarFunction, _ syntax: [Expression], at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    var arguments: [BoundExpression] = []
    for argument in syntax { arguments.append(try bind(argument)) }
    if let index = function.schema.patternParameter, arguments.indices.contains(index),
      case .text(let text) = arguments[index].constant
    {
      try compile(text, .regex, syntax[index])
    }
    let type = try resultType(of: function.schema, &arguments, syntax)
    return .operation(.call(function), arguments, type, at: range)
      .taken(from: function.schema.vocabulary(of: arguments))
  }

  private func resultType(
    of function: FunctionSchema, _ arguments: inout [BoundExpression], _ syntax: [Expression]
  ) throws(BindingFailure) -> ValueType {
    // Each turn reads one more parameter without a type as a literal.
    for _ in 0...arguments.count {
      switch function.resultType(of: arguments.map(\.type)) {
      case .returns(let type): return type
      case .mismatch(let index, let expected):
        guard arguments.indices.contains(index) else { continue }
        let literal = try literal(arguments[index], syntax[index], as: function.parameters, index)
        if literal.type == arguments[index].type {
          throw .wrong(
            wrongArgument(function.name, expected, literal.described(as: syntax[index])))
        }
        arguments[index] = literal
      }
    }
    return .null
  }

  /// A constant that stands where its own type may not: text as a time where one is wanted, a
  /// parameter without a type as what it reads as.
  private func literal(
    _ argument: BoundExpression, _ syntax: Expression, as parameters: [ParameterSchema],
    _ index: Int
  ) throws(BindingFailure) -> BoundExpression {
    if parameters.indices.contains(index), case .type(.time) = parameters[index] {
      return try adapted(argument, syntax, beside: .time) { $0 == .time }
    }
    return try literalIfUntyped(argument, syntax) { _ in false }
  }

  // MARK: Lists

  /// Binds `[x, y]`: its elements have one type, as the branches of a choice have.
  func bindList(
    _ elements: [Expression], at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    var bound: [(bound: BoundExpression, syntax: Expression)] = []
    for element in elements { bound.append((try bind(element), element)) }
    let unified = try unified(bound, "element")
    return .operation(.list, unified.values, .list(unified.type), at: range)
      .taken(from: unified.vocabulary)
  }

  // MARK: Choices

  private func bindIf(
    _ arguments: [Expression], at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let test = try bindTest(arguments[0], of: "if")
    var results: [(bound: BoundExpression, syntax: Expression)] = []
    for result in arguments.dropFirst() { results.append((try bind(result), result)) }
    let branches = try unified(results)
    return .operation(.choice, [test] + branches.values, branches.type, at: range)
      .taken(from: branches.vocabulary)
  }

  private func bindCoalesce(
    _ arguments: [Expression], at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    var operands: [(bound: BoundExpression, syntax: Expression)] = []
    for argument in arguments { operands.append((try bind(argument), argument)) }
    let branches = try unified(operands)
    return .operation(.coalesce, branches.values, branches.type, at: range)
      .taken(from: branches.vocabulary)
  }

  /// Binds both forms of `case … end`.
  func bindCase(
    _ choice: CaseExpression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    if let subject = choice.subject { return try bindMatch(subject, choice, at: range) }
    var tests: [BoundExpression] = []
    for branch in choice.branches { tests.append(try bindTest(branch.test, of: "when")) }
    let branches = try bindResults(of: choice)
    return .operation(.choice, branches.inTurns(after: tests), branches.type, at: range)
      .taken(from: branches.vocabulary)
  }

  private func bindMatch(
    _ subject: Expression, _ choice: CaseExpression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let bound = try bindComparable(subject, to: choice.branches.map(\.test), by: .equal)
    let branches = try bindResults(of: choice)
    let operands = [bound.subject] + branches.inTurns(after: bound.values)
    return .operation(.match, operands, branches.type, at: range).taken(from: branches.vocabulary)
  }

  /// The results, and what else the choice comes to.
  private func bindResults(of choice: CaseExpression) throws(BindingFailure) -> UnifiedBranches {
    var results: [(bound: BoundExpression, syntax: Expression)] = []
    for result in choice.branches.map(\.result) + (choice.otherwise.map { [$0] } ?? []) {
      results.append((try bind(result), result))
    }
    return try unified(results)
  }
}

extension UnifiedBranches {
  /// Tests and results in turns, then what is left of the results.
  fileprivate func inTurns(after tests: [BoundExpression]) -> [BoundExpression] {
    zip(tests, values).flatMap { [$0, $1] } + values.dropFirst(tests.count)
  }
}
