import QueryLanguage

/// An expression that has a name in a query: given by `as`, or by a let.
enum ExpressionName: Hashable {
  /// Which of the items of `select`.
  case item(Int)
  /// Which of the lets.
  case letDefinition(Int)
}

/// The expressions of one query that have a name: each bound once, and evaluated once for a row or
/// a group, however often it is used. So text in which each name uses the one before twice stays
/// linear.
struct NamedExpressions {
  /// What a name stands for.
  struct Bound {
    /// In the query's own row.
    var expression: BoundExpression
    /// Whether it needs a group of rows.
    var holdsAggregate: Bool
    /// How many levels of operands it has, limited so that every walk ends.
    var height: Int
  }

  /// How far a name has been followed: one that is met while it is being bound is a cycle.
  enum State {
    case binding
    case bound(Bound)
  }

  /// One that is referred to.
  struct Shared {
    /// What a query refers to it by.
    var name: ExpressionName
    /// As it stands in the query, for messages.
    var text: String
    /// Bound once, however often it is referred to.
    var expression: BoundExpression
    /// That of the expression, and of what it refers to.
    var height: Int
  }

  /// The names given by `as`, folded, and the item that has it first.
  var items: [String: Int] = [:]
  /// Of the names that have been used.
  var states: [ExpressionName: State] = [:]
  /// Where what is referred to stands among the shared expressions: of the group if it holds an
  /// aggregate, else of the row.
  var positions: [ExpressionName: Int] = [:]
  /// In the order in which they were first referred to.
  var sharedOfRow: [Shared] = []
  /// Likewise, of those that hold an aggregate.
  var sharedOfGroup: [Shared] = []
  /// How often an aggregate over the group was met: if binding an expression leaves it as it was,
  /// the expression holds none.
  var aggregateUses = 0

  subscript(_ reference: SharedReference) -> Shared {
    switch reference.scope {
    case .group: sharedOfGroup[reference.index]
    case .frame: sharedOfRow[reference.index]
    }
  }
}

extension QueryBinder {
  /// Makes the names known that `as` gives, before anything is bound.
  func registerItemNames() {
    for (index, item) in (syntax.select?.items ?? []).enumerated() {
      guard case .expression(_, let name?) = item.kind else { continue }
      let folded = name.text.folded
      if named.items[folded] == nil { named.items[folded] = index }
    }
  }

  /// Which item has the name; nil if none has.
  func item(named name: String) -> Int? { named.items[name.folded] }

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
    if case .letDefinition(let index) = name { binder.letLimit = index }
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
    let expression = bound.expression
    switch expression.kind {
    case .constant: return expression
    case .column: return expression.shifted(by: level)
    default:
      let scope: SharedReference.Scope = bound.holdsAggregate ? .group : .frame(level: level)
      return BoundExpression(
        .shared(SharedReference(position(of: name, bound), scope)), expression.type,
        at: expression.range
      ).taken(from: expression.vocabulary)
    }
  }

  private func position(of name: ExpressionName, _ bound: NamedExpressions.Bound) -> Int {
    if let known = named.positions[name] { return known }
    let shared = NamedExpressions.Shared(
      name: name, text: text(of: name), expression: bound.expression, height: bound.height)
    let position = bound.holdsAggregate ? named.sharedOfGroup.count : named.sharedOfRow.count
    if bound.holdsAggregate {
      named.sharedOfGroup.append(shared)
    } else {
      named.sharedOfRow.append(shared)
    }
    named.positions[name] = position
    return position
  }

  private func expression(of name: ExpressionName) -> Expression? {
    switch name {
    case .item(let index):
      guard case .expression(let expression, _) = syntax.select?.items[index].kind else {
        return nil
      }
      return value(ofItem: expression)
    case .letDefinition(let index):
      guard case .expression(let expression) = environment.lets[index].content else { return nil }
      return expression
    }
  }

  /// The name that an item of `select` gives.
  func name(ofItem index: Int) -> String? {
    guard case .expression(_, let name?) = syntax.select?.items[index].kind else { return nil }
    return name.text
  }

  private func text(of name: ExpressionName) -> String {
    switch name {
    case .item(let index): self.name(ofItem: index) ?? ""
    case .letDefinition(let index): environment.lets[index].name.text
    }
  }

  /// Nodes on the longest way down, through the shared expressions that it refers to; an error if
  /// there are more than whoever evaluates it has stack for.
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
    if case .shared(let reference) = expression.kind { highest = named[reference].height }
    guard above <= BindingBudget.height else { return 1 }
    for operand in expression.operands {
      highest = max(highest, height(of: operand, above: above + 1))
    }
    return highest + 1
  }
}
