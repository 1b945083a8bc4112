import QueryLanguage

/// Turns expressions of a row into expressions of a group: what is a key becomes a reference to
/// the key; what is left of the row is a mistake.
struct Regrouping {
  let binder: QueryBinder
  /// Which key has which number.
  let keys: [Int: Int]
  private(set) var givens: [BoundQuery.Given] = []
  private var known: [Reference: Outcome] = [:]

  private enum Reference: Hashable {
    case row(Int)
    case group(Int)
  }

  struct Outcome {
    var expression: BoundExpression
    /// Of the expression as it was.
    var number: Int
    /// The first part that belongs to a single row.
    var stray: Stray?
  }

  struct Stray {
    var text: String
    var range: SourceRange
  }

  init(_ binder: QueryBinder, keys: [BoundKey]) {
    self.binder = binder
    var indices: [Int: Int] = [:]
    for (index, key) in keys.enumerated() {
      let number = binder.number(of: key.expression)
      if indices[number] == nil { indices[number] = index }
    }
    self.keys = indices
  }

  mutating func regroup(
    _ expression: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    let outcome = visit(expression)
    if let stray = outcome.stray {
      throw .wrong(.neitherKeyNorAggregate(stray.text, at: stray.range))
    }
    return outcome.expression
  }

  private mutating func visit(_ expression: BoundExpression) -> Outcome {
    if case .given(let index, let level) = expression.kind {
      return visitGiven(index, ofGroup: level == NamedExpressions.groupLevel, expression)
    }
    if let text = expression.kind.textOfRow {
      return keyed(
        expression, binder.number(of: expression), stray: Stray(text: text, range: expression.range)
      )
    }
    var operands: [Int] = []
    var stray: Stray?
    let rebuilt = expression.mapOperands { operand, _ in
      let outcome = visit(operand)
      operands.append(outcome.number)
      stray = stray ?? outcome.stray
      return outcome.expression
    }
    let number = binder.number(of: expression, operands)
    return keyed(rebuilt, number, stray: stray)
  }

  private func keyed(_ expression: BoundExpression, _ number: Int, stray: Stray?) -> Outcome {
    guard let key = keys[number] else {
      return Outcome(expression: expression, number: number, stray: stray)
    }
    let reference = BoundExpression(
      .groupKey(index: key, level: 0), expression.type, at: expression.range)
    return Outcome(expression: reference, number: number, stray: nil)
  }

  /// A given of the row becomes one of the group, unless it is a key.
  private mutating func visitGiven(
    _ index: Int, ofGroup: Bool, _ expression: BoundExpression
  ) -> Outcome {
    let reference = ofGroup ? Reference.group(index) : .row(index)
    var outcome = known[reference] ?? visitDefinition(index, ofGroup: ofGroup, reference)
    outcome.expression.range = expression.range
    // What a let names stands elsewhere in the text, perhaps in another.
    let given = (ofGroup ? binder.named.groupGivens : binder.named.rowGivens)[index]
    if case .letting = given.name { outcome.stray?.range = expression.range }
    return outcome
  }

  private mutating func visitDefinition(
    _ index: Int, ofGroup: Bool, _ reference: Reference
  ) -> Outcome {
    let given = (ofGroup ? binder.named.groupGivens : binder.named.rowGivens)[index]
    var outcome = visit(given.expression)
    if case .groupKey = outcome.expression.kind {
      known[reference] = outcome
      return outcome
    }
    if outcome.stray == nil {
      givens.append(.init(name: given.text, expression: outcome.expression))
      outcome.expression.kind = .given(index: givens.count - 1, level: 0)
    }
    known[reference] = outcome
    return outcome
  }
}

extension BoundExpression.Kind {
  /// The text of what only a single row can tell; nil for everything else.
  fileprivate var textOfRow: String? {
    switch self {
    case .column(let reference):
      (reference.path.map(\.name) + [reference.column.name]).joined(separator: ".")
    case .relationAggregate(let relation): relation.aggregate.text
    case .relationTest(let path, _): path.text
    case .constant, .given, .groupKey, .groupAggregate, .not, .negate, .binary, .pattern, .between,
      .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists, .call, .coalesce, .choice,
      .match, .element, .lookup, .shortcut:
      nil
    }
  }
}

extension QueryBinder {
  /// Makes the query one of groups: its outputs, its order and `having` see keys and aggregates.
  func group(
    _ query: inout BoundQuery, by keys: [BoundKey], having: BoundExpression?
  ) throws(BindingFailure) {
    var regrouping = Regrouping(self, keys: keys)
    for index in query.outputs.indices {
      query.outputs[index].expression = try regrouping.regroup(query.outputs[index].expression)
    }
    for index in query.order.indices {
      query.order[index].expression = try regrouping.regroup(query.order[index].expression)
    }
    let test: BoundExpression? =
      if let having { try regrouping.regroup(having) } else { nil }
    query.grouping = BoundQuery.Grouping(
      keys: keys.map(\.expression), aggregates: aggregates, having: test,
      givens: regrouping.givens)
  }
}
