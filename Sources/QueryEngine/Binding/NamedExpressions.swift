import QueryLanguage

/// An expression that has a name in a query: given by `as`, or by a let.
enum ExpressionName: Hashable {
  /// Which of the items of `select`.
  case item(Int)
  /// Which of the lets.
  case letting(Int)
}

/// The expressions of one query that have a name: each bound once, and evaluated once for a row or
/// a group, however often it is used. So text in which each name uses the one before twice stays
/// linear.
struct NamedExpressions {
  /// The level of a reference to a given of the group, until the groups are made.
  static let groupLevel = -1

  struct Bound {
    /// In the query's own row.
    var expression: BoundExpression
    var holdsAggregate: Bool
    var height: Int
  }

  enum State {
    case binding
    case bound(Bound)
  }

  struct Given {
    var name: ExpressionName
    var text: String
    var expression: BoundExpression
    var height: Int
  }

  /// The names given by `as`, folded, and the item that has it first.
  var items: [String: Int] = [:]
  var states: [ExpressionName: State] = [:]
  /// Where what is referred to stands among the givens: of the group if it holds an aggregate,
  /// else of the row.
  var positions: [ExpressionName: Int] = [:]
  var rowGivens: [Given] = []
  var groupGivens: [Given] = []
  /// How often an aggregate over the group was met: if binding an expression leaves it as it was,
  /// the expression holds none.
  var aggregateUses = 0
}

extension QueryBinder {
  func registerGivenNames() {
    for (index, item) in (syntax.select?.items ?? []).enumerated() {
      guard case .expression(_, let name?) = item.kind else { continue }
      let folded = name.text.folded
      if named.items[folded] == nil { named.items[folded] = index }
    }
  }

  /// Which item has the name; nil if none has.
  func given(named name: String) -> Int? { named.items[name.folded] }

  /// Binds what the name stands for, unless it is bound already. Its own names mean columns first,
  /// wherever it is used.
  func bindNamed(
    _ name: ExpressionName, at range: SourceRange
  ) throws(BindingFailure) -> NamedExpressions.Bound {
    switch named.states[name] {
    case .bound(let bound):
      if bound.holdsAggregate { named.aggregateUses += 1 }
      return bound
    case .binding: throw .wrong(.cycle(text(of: name), at: range))
    case nil: break
    }
    guard let expression = expression(of: name) else { throw .reportedElsewhere }
    named.states[name] = .binding
    var binder = binder(in: .select)
    if case .letting(let index) = name { binder.letLimit = index }
    let uses = named.aggregateUses
    let bound = try binder.bind(expression)
    let height = try checkHeight(of: bound, at: range)
    let result = NamedExpressions.Bound(
      expression: bound, holdsAggregate: uses != named.aggregateUses, height: height)
    named.states[name] = .bound(result)
    return result
  }

  /// What stands for the name so many frames further in. A column or a constant stands for itself.
  func reference(to name: ExpressionName, level: Int) -> BoundExpression? {
    guard case .bound(let bound) = named.states[name] else { return nil }
    switch bound.expression.kind {
    case .constant: return bound.expression
    case .column(var reference):
      reference.level += level
      return BoundExpression(.column(reference), bound.expression.type, at: bound.expression.range)
    case .given, .groupKey, .groupAggregate, .relationAggregate, .not, .negate, .binary, .pattern,
      .between, .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists, .relationTest,
      .call, .coalesce, .choice, .match, .element, .lookup, .shortcut:
      let index = position(of: name, bound)
      return BoundExpression(
        .given(index: index, level: bound.holdsAggregate ? NamedExpressions.groupLevel : level),
        bound.expression.type, at: bound.expression.range)
    }
  }

  private func position(of name: ExpressionName, _ bound: NamedExpressions.Bound) -> Int {
    if let known = named.positions[name] { return known }
    let given = NamedExpressions.Given(
      name: name, text: text(of: name), expression: bound.expression, height: bound.height)
    if bound.holdsAggregate {
      named.positions[name] = named.groupGivens.count
      named.groupGivens.append(given)
    } else {
      named.positions[name] = named.rowGivens.count
      named.rowGivens.append(given)
    }
    return named.positions[name] ?? 0
  }

  private func expression(of name: ExpressionName) -> Expression? {
    switch name {
    case .item(let index):
      guard case .expression(let expression, _) = syntax.select?.items[index].kind else {
        return nil
      }
      return expression
    case .letting(let index):
      guard case .expression(let expression) = environment.lets[index].content else { return nil }
      return expression
    }
  }

  /// The name that an item of `select` gives.
  func givenName(ofItem index: Int) -> String? {
    guard case .expression(_, let name?) = syntax.select?.items[index].kind else { return nil }
    return name.text
  }

  private func text(of name: ExpressionName) -> String {
    switch name {
    case .item(let index): return givenName(ofItem: index) ?? ""
    case .letting(let index): return environment.lets[index].name.text
    }
  }

  /// Nodes on the longest way down, through the givens that it refers to; an error if there are
  /// more than whoever evaluates it has stack for.
  @discardableResult
  func checkHeight(
    of expression: BoundExpression, at range: SourceRange
  ) throws(BindingFailure) -> Int {
    let height = height(of: expression)
    if height > BindingBudget.height { throw .wrong(.nestedTooDeep(at: range)) }
    return height
  }

  private func height(of expression: BoundExpression, above: Int = 0) -> Int {
    var highest = 0
    if case .given(let index, let level) = expression.kind {
      let givens = level == NamedExpressions.groupLevel ? named.groupGivens : named.rowGivens
      highest = givens[index].height
    }
    guard above <= BindingBudget.height else { return 1 }
    expression.forEachOperand { operand, _ in
      highest = max(highest, height(of: operand, above: above + 1))
    }
    return highest + 1
  }
}
