import QueryLanguage

// Aggregates: over the rows of a relation if the argument holds a path to many rows, else over
// those of the group.
extension ExpressionBinder {
  func bindAggregate(
    _ call: Call, _ function: AggregateFunction, of expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    guard case .expressions(let arguments) = call.arguments else {
      return try bindCountOfAll(call, function, of: expression)
    }
    let arity = 1 + function.constants.lowerBound...1 + function.constants.upperBound
    guard let argument = arguments.first, arity.contains(arguments.count) else {
      throw .wrong(
        .wrongArity(
          function.name, arity, usage: function.usage, found: arguments.count,
          at: expression.range))
    }
    let constants = try bindConstants(arguments.dropFirst(), of: function)
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
    guard function.name == "count" else { throw .wrong(.starOutsideCount(call.name)) }
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
    aggregate.text = try text(of: parts.expression)
    query?.usesSource = true
    let index = query?.index(of: aggregate, type) ?? 0
    return BoundExpression(
      .groupAggregate(index: index, level: 0), type, at: parts.expression.range)
  }

  // MARK: Over a relation

  private func bindRelationAggregate(
    _ parts: AggregateParts, _ argument: Expression, along path: ArgumentPath
  ) throws(BindingFailure) -> BoundExpression {
    noteUse(ofLevel: path.path.level)
    let inside = binder(along: path)
    let isBare = try path.isBare(argument)
    var (aggregate, type) = try inside.bind(parts, isBare ? nil : argument)
    aggregate.text = try text(of: parts.expression)
    return BoundExpression(
      .relationAggregate(RelationAggregate(path: path.path, aggregate: aggregate)), type,
      at: parts.expression.range)
  }

  // MARK: Either

  /// Binds argument and filter in the row that they are evaluated in, which is this binder's.
  private func bind(
    _ parts: AggregateParts, _ argument: Expression?
  ) throws(BindingFailure) -> (BoundAggregate, ValueType) {
    let bound: BoundExpression? =
      if let argument { try bind(argument) } else { nil }
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
    let aggregate = BoundAggregate(
      function: parts.function, argument: bound, constants: parts.constants,
      distinct: parts.call.distinct, filter: filter, text: parts.function.name)
    return (aggregate, type)
  }

  private func resultType(
    of parts: AggregateParts, _ argument: BoundExpression?, _ syntax: Expression?
  ) throws(BindingFailure) -> ValueType {
    switch parts.function.resultType(argument?.type) {
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
    _ expressions: ArraySlice<Expression>, of function: AggregateFunction
  ) throws(BindingFailure) -> [Value] {
    let binder = constantBinder(after: function.name)
    var values: [Value] = []
    for expression in expressions {
      let bound = try binder.literalIfUntyped(try binder.bind(expression), expression) { _ in false
      }
      values.append(bound.constantValue ?? .null)
    }
    if let first = expressions.first, let expected = function.expectedConstants(values) {
      throw .wrong(
        .wrongConstant(
          function.name, expected, found: canonicalText(of: first), at: first.range))
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
  let function: AggregateFunction
  let call: Call
  let constants: [Value]
  let expression: Expression
}
