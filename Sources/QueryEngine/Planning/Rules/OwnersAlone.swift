package import Binding
import QueryLanguage
import Schema
import Values

extension PlanningRule {
  /// Rows without an owner are not looked for where a test is false of them: `pid = 7`. Where it is
  /// not known whose a row is, an owner whose rows may not be listed has been judged by that test
  /// itself: either it is false of that one too, or the owner is counted among those that could not
  /// be judged.
  static let ownersAlone = PlanningRule(name: "owners alone") { plan, planner in
    let folder = ConstantFolder(planner, shared: plan.shared)
    var hasSpared = false
    plan.root = plan.root.rewritten { step in
      guard case .ownerless(let owned, let table, let conjunction) = step,
        let owner = planner.facts.schema.owner(of: table)?.relation.name,
        conjunction.tests.contains(where: { folder.sparesOwnerless($0, relation: owner) })
      else { return step }
      hasSpared = true
      return owned
    }
    return hasSpared
  }
}

extension ConstantFolder {
  /// Whether a test is false of whatever row has no owner, and not true of one whose owner is not
  /// known: `is denied` is.
  fileprivate func sparesOwnerless(_ test: BoundExpression, relation: String) -> Bool {
    let (without, unknown) = (OwnerState.none, OwnerState.unknown)
    guard let truth = fold(without.of(test, relation)).constant.map({ Truth($0) }), truth.isFalse
    else { return false }
    return fold(unknown.of(test, relation)).constant.map { !Truth($0).isTrue } ?? false
  }
}

extension BoundExpression {
  /// What a test comes to of a row without an owner, and of one whose owner is not known, `relation`
  /// leading there; nil where it asks more of the row than who that is.
  package func ofOwnerless(
    _ relation: String
  ) -> (without: BoundExpression, unknown: BoundExpression)? {
    let without = OwnerState.none.of(self, relation)
    guard !without.contains(where: \.asksFrame) else { return nil }
    return (without, OwnerState.unknown.of(self, relation))
  }

  private var asksFrame: Bool {
    if case .shared = kind { return true }
    return level != nil
  }
}

/// Where the relation to a row's owner leads, if not to one.
private enum OwnerState {
  case none, unknown

  /// A value that is read along it.
  private var value: Value {
    switch self {
    case .none: .null
    case .unknown: .denied(.notReadThen)
    }
  }

  private func truth(of test: PostfixTest) -> Value {
    switch (self, test) {
    case (.none, .null), (.unknown, .denied): .boolean(true)
    case (.none, .exists), (.none, .denied): .boolean(false)
    case (.unknown, .null), (.unknown, .exists): value
    }
  }

  /// What an expression is of such a row. `depth` is how many frames stand between the two.
  func of(_ expression: BoundExpression, _ relation: String, depth: Int = 0) -> BoundExpression {
    switch expression.kind {
    case .column(let reference)
    where reference.level == depth && reference.path.first?.name == relation:
      .constant(value, expression.type, at: expression.range)
    case .relationTest(let path, let test)
    where path.level == depth && path.steps.first?.name == relation:
      .constant(truth(of: test), expression.type, at: expression.range)
    case _:
      expression.mapOperands { operand, inward in
        of(operand, relation, depth: depth + inward)
      }
    }
  }
}
