import QueryLanguage

/// The path to many rows in an aggregate's argument: the part of `children.uss` that leads to the
/// rows which `uss` is asked of.
struct ArgumentPath {
  /// Of the expression that the aggregate stands in: there the path begins.
  let wayfinder: Wayfinder
  let path: RelationPath
  let table: Table

  /// What follows the path, as a way from the relation's row; nil for names that do not lead
  /// along the path.
  func way(along names: ArraySlice<Name>) throws(BindingFailure) -> Way? {
    guard var way = try wayfinder.way(along: names), way.manyPath?.isSame(as: path) == true else {
      return nil
    }
    way.level = 0
    way.steps.removeFirst(path.steps.count)
    return way
  }

  /// Whether the names lead to the relation's row itself: the argument of `count(children)`.
  func isBare(_ expression: Expression) throws(BindingFailure) -> Bool {
    guard let names = expression.pureNames, let way = try way(along: names[...]) else {
      return false
    }
    return way.column == nil && way.steps.isEmpty
  }
}

extension ExpressionBinder {
  /// The paths to many rows in an expression, each once. Aggregates within have their own.
  func manyPaths(
    in expression: Expression
  ) throws(BindingFailure) -> [(path: RelationPath, range: SourceRange)] {
    var found: [(path: RelationPath, range: SourceRange)] = []
    try collectManyPaths(in: expression, into: &found)
    return found
  }

  private func collectManyPaths(
    in expression: Expression, into found: inout [(path: RelationPath, range: SourceRange)]
  ) throws(BindingFailure) {
    try environment.budget.enter(at: expression.range)
    defer { environment.budget.leave() }
    if let names = expression.pureNames {
      guard let path = try wayfinder.way(along: names[...])?.manyPath,
        !found.contains(where: { $0.path.isSame(as: path) })
      else { return }
      found.append((path, expression.range))
    } else if case .call(let call) = expression.kind,
      AggregateFunction.named(call.name.text) != nil
    {
      return
    } else {
      for operand in expression.operands { try collectManyPaths(in: operand, into: &found) }
    }
  }
}
