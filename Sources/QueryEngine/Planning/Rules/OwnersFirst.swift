import Binding
import Schema

extension PlanningRule {
  /// What a row's owner alone decides is asked of the owner, before its rows are looked for:
  /// `from files where process.name = 'sshd'`.
  static let ownersFirst = PlanningRule(name: "owners first") { plan, planner in
    var hasMoved = false
    plan.root = plan.root.rewritten { step in
      step.withTestsOfOwners(planner.facts.schema, &hasMoved)
    }
    return hasMoved
  }
}

extension LogicalPlan {
  /// The same, with those tests below the expansion that the rows' owners decide.
  fileprivate func withTestsOfOwners(_ schema: Schema, _ hasMoved: inout Bool) -> LogicalPlan {
    guard case .filter(.expand(let owners, let relation, let table), let conjunction) = self,
      let name = schema.owner(of: table)?.relation.name
    else { return self }
    var moved: [BoundExpression] = []
    var rest: [BoundExpression] = []
    for test in conjunction.tests {
      if let ofOwner = test.movedToOwner(by: name) {
        moved.append(ofOwner)
      } else {
        rest.append(test)
      }
    }
    guard !moved.isEmpty else { return self }
    hasMoved = true
    let filtered = LogicalPlan.filter(owners, Conjunction(moved))
      .withTestsOfOwners(schema, &hasMoved)
    let expansion = LogicalPlan.expand(filtered, relation, to: table)
    return rest.isEmpty ? expansion : .filter(expansion, Conjunction(rest))
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
    switch copy.kind {
    case .column(var reference):
      if reference.level == depth { reference.path = pathOfOwner(reference.path) }
      copy.kind = .column(reference)
    case .derived(var reference):
      if reference.level == depth { reference.path = pathOfOwner(reference.path) }
      copy.kind = .derived(reference)
    case .relationAggregate(let path, let call):
      copy.kind = .relationAggregate(moved(path, depth: depth), call)
    case .relationTest(let path, let test):
      copy.kind = .relationTest(moved(path, depth: depth), test)
    // What refers to a frame in another way stays with its row.
    case _: if expression.level != nil { isPossible = false }
    }
    return copy
  }

  private mutating func moved(_ path: RelationPath, depth: Int) -> RelationPath {
    guard path.level == depth else { return path }
    let steps = pathOfOwner(path.steps)
    isPossible = isPossible && (!steps.isEmpty || path.moment.isBeginning)
    return RelationPath(level: path.level, steps: steps, moment: path.moment)
  }

  private mutating func pathOfOwner(_ path: [RelationSchema]) -> [RelationSchema] {
    hasReference = true
    guard path.first?.name == relation else {
      isPossible = false
      return path
    }
    return Array(path.dropFirst())
  }
}
