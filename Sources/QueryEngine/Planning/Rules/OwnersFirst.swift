extension PlanningRule {
  /// What a row's owner alone decides is asked of the owner, before its rows are looked for:
  /// `from files where process.name = 'sshd'`.
  static let ownersFirst = PlanningRule(name: "owners first") { plan, planner in
    let (source, rest) = plan.source.takingTests(plan.tests, planner.catalog)
    let hasChanged = rest.count < plan.tests.count
    plan.source = source
    plan.tests = rest
    return hasChanged
  }
}

extension Plan.Source {
  /// The source with those of the tests that owners decide, and the tests that are left.
  fileprivate func takingTests(_ tests: [BoundExpression], _ catalog: Catalog)
    -> (source: Plan.Source, rest: [BoundExpression])
  {
    guard case .related(let owners, let ownersTests, let relation, let table) = self,
      let name = catalog.owner(of: table)?.relation.name
    else { return (self, tests) }
    var pushed = ownersTests
    var rest: [BoundExpression] = []
    for test in tests {
      if let moved = test.movedToOwner(by: name) { pushed.append(moved) } else { rest.append(test) }
    }
    let (source, kept) = owners.takingTests(pushed, catalog)
    return (.related(source, tests: kept, relation, table), rest)
  }
}

extension BoundExpression {
  /// The expression for the owner's own frame, nil if it needs more of the row than its owner.
  fileprivate func movedToOwner(by relation: String) -> BoundExpression? {
    var move = OwnerMove(relation: relation)
    let moved = move.move(self, depth: 0)
    return move.isPossible && move.hasReference ? moved : nil
  }
}

/// Takes the first step, the one to the owner, off every path that begins at the row.
private struct OwnerMove {
  let relation: String
  var isPossible = true
  var hasReference = false

  /// `depth` is how many frames stand between the expression and the row.
  mutating func move(_ expression: BoundExpression, depth: Int) -> BoundExpression {
    var copy = expression.mapOperands { operand, inward in move(operand, depth: depth + inward) }
    copy.kind = moved(copy.kind, depth: depth)
    return copy
  }

  private mutating func moved(_ kind: BoundExpression.Kind, depth: Int) -> BoundExpression.Kind {
    switch kind {
    case .column(var reference) where reference.level == depth:
      reference.path = ownerPath(reference.path)
      return .column(reference)
    case .relationAggregate(var aggregate) where aggregate.path.level == depth:
      aggregate.path.steps = ownerPath(aggregate.path.steps)
      isPossible = isPossible && !aggregate.path.steps.isEmpty
      return .relationAggregate(aggregate)
    case .relationTest(var path, let test) where path.level == depth:
      path.steps = ownerPath(path.steps)
      isPossible = isPossible && !path.steps.isEmpty
      return .relationTest(path, test)
    case .given, .groupKey, .groupAggregate:
      isPossible = false
      return kind
    case .constant, .column, .relationAggregate, .not, .negate, .binary, .pattern, .between,
      .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists, .relationTest, .call,
      .coalesce, .choice, .match, .element, .lookup, .shortcut:
      return kind
    }
  }

  private mutating func ownerPath(_ path: [Relation]) -> [Relation] {
    hasReference = true
    guard path.first?.name == relation else {
      isPossible = false
      return path
    }
    return Array(path.dropFirst())
  }
}
