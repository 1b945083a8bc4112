import QueryLanguage
import Schema
import Values

// What compares a row with itself at the beginning of the window: `delta`, `rate`, `before`, and the
// columns that stand for a change.
extension ExpressionBinder {
  /// Binds `delta(x)`: of what a counter tells its increase, of all else the difference.
  func bindDelta(of argument: Expression, _ call: Expression) throws(BindingFailure)
    -> BoundExpression
  {
    let bound = try bindChanging(argument, of: "delta", call)
    if isDefinition { return bound.stand(for: .delta, at: call.range) }
    let expanded = try expanded(bound, at: argument.range)
    if let increase = increase(of: expanded) {
      return BoundExpression(increase.kind, increase.operands, increase.type, at: call.range)
    }
    guard case .returns(let type) = Operators.result(of: .subtract, bound.type, bound.type) else {
      throw .wrong(
        wrongArgument("delta", ParameterSchema.measure.expected, bound.described(as: argument)))
    }
    return .operation(.binary(.subtract), [bound, atBeginning(expanded)], type, at: call.range)
  }

  /// Binds `rate(x)`, of what a counter tells alone.
  func bindRate(of argument: Expression, _ call: Expression) throws(BindingFailure)
    -> BoundExpression
  {
    let bound = try bindChanging(argument, of: "rate", call)
    if isDefinition { return bound.stand(for: .rate, at: call.range) }
    guard let increase = increase(of: try expanded(bound, at: argument.range)),
      let type = bound.type.perSecond
    else {
      let length = environment.window.length?.nanoseconds ?? BoundWindow.implied.length
      throw .wrong(.notACounter(canonicalText(of: argument), over: length, at: argument.range))
    }
    return BoundExpression(.rate, [increase], type, at: call.range)
  }

  /// The argument, which is of rows that are known at two moments.
  private func bindChanging(
    _ argument: Expression, of function: String, _ call: Expression
  ) throws(BindingFailure) -> BoundExpression {
    try noteWindow(of: Name(function, at: call.range))
    var inside = self
    inside.change = function
    let bound = try inside.bind(argument)
    guard ParameterSchema.measure.accepts(bound.type) || bound.type == .null else {
      throw .wrong(
        wrongArgument(function, ParameterSchema.measure.expected, bound.described(as: argument)))
    }
    return bound
  }

  /// Takes note that two moments are compared. What compares them does not stand within another.
  func noteWindow(of name: Name) throws(BindingFailure) {
    if let change { throw .wrong(.nestedChange(name, in: change)) }
    environment.window.need()
  }

  /// What a column stands for, as text of the language that names columns of its own row.
  func derived(
    _ reference: ColumnReference, from text: String, _ table: TableSchema, _ name: Name
  ) throws(BindingFailure) -> BoundExpression {
    if reference.moment.isBeginning { throw .wrong(.derivedBefore(name)) }
    if let change { throw .wrong(.nestedChange(name, in: change)) }
    let syntax: Expression
    do throws(Diagnostic) {
      syntax = try parseExpression(SourceText(text))
    } catch {
      throw .wrong(.unknownColumn(name, hint: error.message))
    }
    var inside = self
    inside.frames = [NameFrame(table, in: schema)]
    inside.place = .select
    inside.argument = nil
    let bound = try inside.bind(syntax).reached(by: reference, at: name.range)
    return BoundExpression(.derived(reference), [bound], reference.column.type, at: name.range)
      .taken(from: reference.column.vocabulary)
  }

  /// The expression without names, as far as it is of rows that have a past.
  private func expanded(
    _ expression: BoundExpression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    switch expression.kind {
    case .shared(let reference):
      guard let query, case .frame(let level) = reference.scope else {
        throw .wrong(.groupInChange(at: range))
      }
      try environment.budget.spend(1, at: range)
      return try expanded(query.named[reference].expression.shifted(by: level), at: range)
    case .column(let reference):
      try checkPast(of: reference, at: range)
      return expression
    case .relationAggregate, .relationTest, .inQuery:
      throw .wrong(.groupInChange(at: range))
    case .operation(.call(let function)) where function.name == "now":
      throw .wrong(.timeInChange(at: range))
    case _: break
    }
    var copy = expression
    for index in copy.operands.indices {
      copy.operands[index] = try expanded(copy.operands[index], at: range)
    }
    return copy
  }

  private func checkPast(
    of reference: ColumnReference, at range: SourceRange
  ) throws(BindingFailure) {
    guard let table = table(of: reference), !table.hasPast else { return }
    throw .wrong(.noPast(of: table, in: schema, at: range))
  }

  /// The table that a column's row is of.
  private func table(of reference: ColumnReference) -> TableSchema? {
    if let last = reference.path.last { return schema.table(named: last.table) }
    let index = frames.count - 1 - reference.level
    return frames.indices.contains(index) ? frames[index].table : nil
  }

  /// The same expression of the rows as they were when the window began.
  private func atBeginning(_ expression: BoundExpression) -> BoundExpression {
    var copy = expression.mapOperands { operand, _ in atBeginning(operand) }
    if case .column(var reference) = copy.kind {
      reference.moment = .beginning(of: table(of: reference)?.name ?? "")
      copy.kind = .column(reference)
    }
    return copy
  }

  /// What a counter, or what is made of counters by adding and scaling, has grown by; nil of all
  /// else.
  private func increase(of expression: BoundExpression) -> BoundExpression? {
    let operands = expression.operands
    switch expression.kind {
    case .column(let reference):
      guard reference.column.kind == .counter, !reference.moment.isBeginning else { return nil }
      return BoundExpression(
        .increase, [expression, atBeginning(expression)], expression.type, at: expression.range)
    case .operation(.binary(.add)):
      guard operands[0].type == operands[1].type, let left = increase(of: operands[0]),
        let right = increase(of: operands[1])
      else { return nil }
      return expression.with([left, right])
    case .operation(.binary(.multiply)):
      if operands[1].isPositiveConstant {
        return increase(of: operands[0]).map { expression.with([$0, operands[1]]) }
      }
      guard operands[0].isPositiveConstant else { return nil }
      return increase(of: operands[1]).map { expression.with([operands[0], $0]) }
    case .operation(.binary(.divide)):
      guard operands[1].isPositiveConstant else { return nil }
      return increase(of: operands[0]).map { expression.with([$0, operands[1]]) }
    case .operation(.coalesce):
      guard operands.count == 2, operands[1].isZero else { return nil }
      return increase(of: operands[0]).map { expression.with([$0, operands[1]]) }
    case _: return nil
    }
  }
}

extension BoundExpression {
  /// The same of other operands.
  fileprivate func with(_ operands: [BoundExpression]) -> BoundExpression {
    var copy = self
    copy.operands = operands
    return copy
  }

  /// Whether it scales a counter to another counter.
  fileprivate var isPositiveConstant: Bool {
    guard let measure = constantValue?.measure, measure.unit != .time else { return false }
    return measure.amount.number > 0
  }

  fileprivate var isZero: Bool { constantValue?.measure?.amount.number == 0 }

  /// What stands for a function of a window in a let that is only looked at.
  fileprivate func stand(
    for function: FunctionSchema.Evaluation, at range: SourceRange
  ) -> BoundExpression {
    let result =
      function == .rate ? type.perSecond ?? .null : type == .time ? ValueType.duration : type
    return BoundExpression(.rate, [self], result, at: range)
  }

  /// The same of a row that a reference leads to, in place of the query's own.
  fileprivate func reached(by reference: ColumnReference, at range: SourceRange) -> BoundExpression
  {
    mapPaths {
      RelationPath(
        level: reference.level, steps: reference.path + $0.steps, moment: $0.moment)
    }.standing(at: range)
  }

  private func standing(at range: SourceRange) -> BoundExpression {
    var copy = mapOperands { operand, _ in operand.standing(at: range) }
    copy.range = range
    return copy
  }
}

extension ValueType {
  /// Of an amount of this type in each second; nil of what is no amount.
  fileprivate var perSecond: ValueType? {
    switch self {
    case .size: .byteRate
    case .integer, .real: .countRate
    case .duration: .real
    case _: nil
    }
  }
}
