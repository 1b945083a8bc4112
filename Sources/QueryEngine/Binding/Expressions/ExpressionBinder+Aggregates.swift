import QueryLanguage
import Schema
import Values

// Aggregates: over the rows of a relation if the argument holds a path to many rows, else over
// those of the group.
extension ExpressionBinder {
  /// Binds a call of an aggregate, over whatever its argument leads to.
  func bindAggregate(
    _ call: Call, _ function: AggregateFunction, of expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    guard case .expressions(let arguments) = call.arguments else {
      return try bindCountOfAll(call, function, of: expression)
    }
    let count = 1 + function.schema.constants.count
    guard let argument = arguments.first, arguments.count == count else {
      throw .wrong(
        .wrongArity(
          function.name, count...count, usage: function.schema.usage, found: arguments.count,
          at: expression.range))
    }
    let constants = try bindConstants(arguments.dropFirst(), of: function.schema)
    let parts = AggregateParts(
      function: function, call: call, constants: constants, expression: expression)
    guard let path = try argumentPath(in: argument) else {
      return try bindGroupAggregate(parts, argument)
    }
    return try bindRelationAggregate(parts, argument, along: path)
  }

  /// `count(*)`
  private func bindCountOfAll(
    _ call: Call, _ function: AggregateFunction, of expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    guard function == .count else { throw .wrong(.starOutsideCount(call.name)) }
    let parts = AggregateParts(
      function: function, call: call, constants: [], expression: expression)
    return try bindGroupAggregate(parts, nil)
  }

  // MARK: Over the group

  private func bindGroupAggregate(
    _ parts: AggregateParts, _ argument: Expression?
  ) throws(BindingFailure) -> BoundExpression {
    guard place.allowsAggregates, frames.count == 1 else {
      // A misspelt relation makes it look as if it were over the group.
      _ = try moved(to: .aggregate).bind(parts, argument)
      throw .wrong(.aggregateMisplaced(place, at: parts.expression.range))
    }
    let inside = moved(to: .aggregate)
    var (aggregate, type) = try inside.bind(parts, argument)
    aggregate.call.text = try text(of: parts.expression)
    query?.usesSource = true
    let index = query?.index(of: aggregate, type) ?? 0
    return BoundExpression(
      .groupAggregate(index: index, level: 0), type, at: parts.expression.range
    ).taken(from: aggregate.vocabulary)
  }

  // MARK: Over a relation

  private func bindRelationAggregate(
    _ parts: AggregateParts, _ argument: Expression, along path: ArgumentPath
  ) throws(BindingFailure) -> BoundExpression {
    noteUse(ofLevel: path.path.level)
    let inside = binder(along: path)
    let isBare = try path.isBare(argument)
    var (aggregate, type) = try inside.bind(parts, isBare ? nil : argument)
    aggregate.call.text = try text(of: parts.expression)
    return BoundExpression(
      .relationAggregate(path.path, aggregate.call), aggregate.operands, type,
      at: parts.expression.range
    ).taken(from: aggregate.vocabulary)
  }

  // MARK: Either

  /// Binds argument and filter in the row that they are evaluated in, which is this binder's.
  private func bind(
    _ parts: AggregateParts, _ argument: Expression?
  ) throws(BindingFailure) -> (BoundAggregate, ValueType) {
    let bound: BoundExpression? =
      if let argument { try bind(argument) } else { nil }
    if let argument { warnOfQuotedName(argument) }
    let filter: BoundExpression? =
      if let filter = parts.call.filter {
        try moved(to: place).bindTest(filter, of: "where")
      } else { nil }
    if bound == nil && parts.call.distinct {
      throw .wrong(.distinctWithoutValues(parts.function.name, at: parts.expression.range))
    }
    let type = try resultType(of: parts, bound, argument)
    for inner in [bound, filter].compactMap({ $0 }) {
      try query?.checkHeight(of: inner, at: inner.range)
    }
    let call = AggregateCall(
      function: parts.function, constants: parts.constants, isDistinct: parts.call.distinct,
      hasArgument: bound != nil, text: parts.function.name)
    return (BoundAggregate(call, argument: bound, filter: filter), type)
  }

  private func resultType(
    of parts: AggregateParts, _ argument: BoundExpression?, _ syntax: Expression?
  ) throws(BindingFailure) -> ValueType {
    switch parts.function.schema.resultType(of: argument?.type) {
    case .returns(let type): return type
    case .mismatch(_, let expected):
      guard let argument, let syntax else {
        let path = parts.call.expressions.first
        throw .wrong(
          .relationWithoutColumn(
            parts.function.name, path: path.map { canonicalText(of: $0) } ?? "", expected,
            example: frames.last?.table.summaryColumns.first,
            at: path?.range ?? parts.expression.range))
      }
      throw .wrong(wrongArgument(parts.function.name, expected, argument.described(as: syntax)))
    }
  }

  /// What stands after the argument: percentile's P.
  private func bindConstants(
    _ expressions: ArraySlice<Expression>, of function: AggregateSchema
  ) throws(BindingFailure) -> [Value] {
    let binder = constantBinder(after: function.name)
    var values: [Value] = []
    for expression in expressions {
      let bound = try binder.literalIfUntyped(try binder.bind(expression), expression) { _ in false
      }
      values.append(bound.constantValue ?? .null)
    }
    if let first = expressions.first, let wrong = function.wrongConstant(among: values) {
      throw .wrong(
        .wrongConstant(
          function.name, wrong.expected, found: canonicalText(of: first),
          hint: wrong.likely.map(Diagnostic.didYouMean), at: first.range))
    }
    return values
  }

  /// A binder that knows no rows.
  func constantBinder(after word: String) -> ExpressionBinder {
    ExpressionBinder(
      environment: environment, query: nil, frames: [], place: .constant(word), letLimit: letLimit)
  }
}

/// An aggregate's call taken apart, but for its argument.
struct AggregateParts {
  /// What is called.
  let function: AggregateFunction
  /// How it is called.
  let call: Call
  /// What stands after the argument.
  let constants: [Value]
  /// The call as an expression.
  let expression: Expression
}
