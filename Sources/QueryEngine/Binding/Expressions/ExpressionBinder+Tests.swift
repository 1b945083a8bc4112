import QueryLanguage
import Schema
import Values

// Tests other than the operators between two operands.
extension ExpressionBinder {
  /// Binds `operand between low and high`.
  func bindBetween(
    _ operand: Expression, _ low: Expression, _ high: Expression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let bounds = try bindComparable(operand, to: [low, high], by: .lessOrEqual)
    return .operation(.between, [bounds.subject] + bounds.values, at: range)
  }

  /// Binds a subject and what it is compared with.
  func bindComparable(
    _ subject: Expression, to values: [Expression], by operation: BinaryOperator
  ) throws(BindingFailure) -> (subject: BoundExpression, values: [BoundExpression]) {
    var bound = try bind(subject)
    var others: [BoundExpression] = []
    for value in values {
      others.append(try bind(value, beside: bound.type))
    }
    let known = others.first { $0.type != .text && $0.type != .null }?.type ?? .null
    bound = try adapted(bound, subject, beside: known) { Operators.comparable($0, known) }
    for (index, value) in values.enumerated() {
      others[index] = try adapted(others[index], value, beside: bound.type) {
        Operators.comparable(bound.type, $0)
      }
      try checkTypes(operation, bound, subject, others[index], value)
      try check(operation, Operand(bound, subject), Operand(others[index], value))
    }
    return (bound, others)
  }

  private func checkTypes(
    _ operation: BinaryOperator, _ left: BoundExpression, _ leftSyntax: Expression,
    _ right: BoundExpression, _ rightSyntax: Expression
  ) throws(BindingFailure) {
    if case .mismatch(let hint) = Operators.result(of: operation, left.type, right.type) {
      throw .wrong(
        mismatch(
          operation, left.described(as: leftSyntax), right.described(as: rightSyntax), hint: hint))
    }
  }

  // MARK: in

  /// Binds `operand in …` in its three forms.
  func bindMembership(
    _ operand: Expression, _ membership: Membership, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    switch membership {
    case .values(let values):
      let bound = try bindComparable(operand, to: values, by: .equal)
      return .operation(.inValues, [bound.subject] + bound.values, at: range)
    case .query(let query): return try bindInQuery(operand, query, at: range)
    case .collection(let collection):
      // A list that is written here is as good as values in parentheses.
      if case .list(let elements) = collection.kind {
        return try bindMembership(operand, .values(elements), at: range)
      }
      return try bindInCollection(operand, collection, at: range)
    }
  }

  private func bindInQuery(
    _ operand: Expression, _ syntax: Query, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let subject = try bind(operand)
    let subquery = try bindSubquery(syntax)
    let outputs = subquery.query.outputs
    guard let column = outputs.first, outputs.count == 1 else {
      throw .wrong(.notOneColumn(outputs.count, at: syntax.range))
    }
    let type = column.expression.type
    let adapted = try adapted(subject, operand, beside: type) { Operators.comparable($0, type) }
    if case .mismatch(let hint) = Operators.result(of: .equal, adapted.type, type) {
      let values = OperandDescription(
        text: "the query's column '\(column.name)'", type: type, value: nil, range: syntax.range)
      throw .wrong(mismatch(.equal, adapted.described(as: operand), values, hint: hint))
    }
    let values = Operand(
      column.expression, text: "the query's column '\(column.name)'", syntax.range)
    try check(.equal, Operand(adapted, operand), values)
    return BoundExpression(.inQuery(subquery), [adapted], .boolean, at: range)
  }

  /// The same query asked twice by one query is one.
  private func bindSubquery(_ syntax: Query) throws(BindingFailure) -> Subquery {
    let text = "\(letLimit) " + canonicalText(of: syntax)
    if let known = query?.subqueries[text] { return known }
    let bound =
      if let query { try query.bindInner(syntax) } else {
        try QueryBinder(syntax, in: environment, letLimit: letLimit).bind()
      }
    let subquery = Subquery(bound)
    query?.subqueries[text] = subquery
    return subquery
  }

  private func bindInCollection(
    _ operand: Expression, _ collection: Expression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let bound = try bind(collection)
    guard bound.type.isNullOrCollection else {
      throw .wrong(notACollection(bound.described(as: collection)))
    }
    let element = bound.type.elementType
    let subject = try adapted(try bind(operand), operand, beside: element) {
      Operators.comparable($0, element)
    }
    guard Operators.isCollection(bound.type, of: subject.type) else {
      let elements = OperandDescription(
        text: "the elements of '\(canonicalText(of: collection))'", type: element, value: nil,
        range: collection.range)
      throw .wrong(mismatch(.equal, subject.described(as: operand), elements, hint: nil))
    }
    try check(.contains, Operand(bound, collection), Operand(subject, operand))
    return .operation(.inCollection, [subject, bound], at: range)
  }

  // MARK: is null, is denied, exists

  /// Binds a test of a value, or of a row that a path leads to.
  func bindPostfixTest(
    _ operand: Expression, _ test: PostfixTest, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    if let names = operand.pureNames, case .path(let resolved) = try resolution(of: names),
      resolved.column == nil
    {
      return try bindRelationTest(resolved, operand, test, at: range)
    }
    let bound = try bind(operand)
    let operation: Operation =
      switch test {
      case .null: .isNull
      case .denied: .isDenied
      case .exists: .exists
      }
    return .operation(operation, [bound], at: range)
  }

  private func bindRelationTest(
    _ resolved: ResolvedPath, _ operand: Expression, _ test: PostfixTest, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    guard resolved.manyPath == nil else {
      let column = resolved.table.summaryColumns.last { name in
        resolved.table.column(named: name, orAlias: false)?.type == .text
      }
      throw .wrong(
        .manyRowsTested(
          canonicalText(of: operand), column: test == .denied ? column : nil, test.words,
          at: operand.range))
    }
    noteUse(ofLevel: resolved.level)
    if resolved.moment.isBeginning {
      try noteWindow(of: Name(canonicalText(of: operand), at: operand.range))
    } else if resolved.steps.isEmpty {
      // A row is always there, and is its own: `process exists`, asked of a process.
      return .constant(.boolean(test == .exists), .boolean, at: range)
    }
    return BoundExpression(.relationTest(resolved.path, test), .boolean, at: range)
  }
}

extension ValueType {
  /// Of a list's elements, of a map's names; of null, null.
  var elementType: ValueType {
    switch self {
    case .list(let element): element
    case .map: .text
    default: .null
    }
  }
}
