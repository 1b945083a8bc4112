import QueryLanguage

extension PlanningRule {
  /// `pid = 7` and `pid in (7, 9)` need no listing.
  static let straightToKeys = PlanningRule(name: "straight to keys") { plan, _ in
    guard let narrowed = plan.source.narrowed(by: plan.tests) else { return false }
    plan.source = narrowed.source
    plan.tests = narrowed.rest
    return true
  }
}

extension Plan.Source {
  /// The rows of the keys that the tests leave, and the tests that remain; nil if they leave all.
  fileprivate func narrowed(by tests: [BoundExpression])
    -> (source: Plan.Source, rest: [BoundExpression])?
  {
    switch self {
    case .nothing, .single, .query: return nil
    case .related(let owners, let ownersTests, let relation, let table):
      guard let (source, rest) = owners.narrowed(by: ownersTests) else { return nil }
      if case .nothing = source { return (.nothing, tests) }
      return (.related(source, tests: rest, relation, table), tests)
    case .table(let table, _):
      guard case .scanned(let key?, _) = table.rows else { return nil }
      var keys: Set<Int64>?
      var rest: [BoundExpression] = []
      for test in tests {
        guard let wanted = test.keys(of: key) else {
          rest.append(test)
          continue
        }
        keys = keys?.intersection(wanted) ?? wanted
      }
      guard let keys else { return nil }
      return keys.isEmpty ? (.nothing, []) : (.table(table, .keys(keys.sorted())), rest)
    }
  }
}

extension BoundExpression {
  /// The only keys for which the test is true; nil if it does not say.
  fileprivate func keys(of column: String) -> Set<Int64>? {
    switch kind {
    case .binary(.equal, let left, let right):
      if left.isRowColumn(column) { return right.keyConstant }
      return right.isRowColumn(column) ? left.keyConstant : nil
    case .inValues(let operand, let values):
      return operand.isRowColumn(column) ? union(values.map(\.keyConstant)) : nil
    case .binary(.or, _, _):
      return union(operands(of: .or).map { $0.keys(of: column) })
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationAggregate, .not, .negate,
      .binary, .pattern, .between, .inQuery, .inCollection, .isNull, .isDenied, .exists,
      .relationTest, .call, .coalesce, .choice, .match, .element, .lookup, .shortcut:
      return nil
    }
  }

  private func union(_ sets: [Set<Int64>?]) -> Set<Int64>? {
    var union: Set<Int64> = []
    for set in sets {
      guard let set else { return nil }
      union.formUnion(set)
    }
    return union
  }

  private func isRowColumn(_ name: String) -> Bool {
    guard case .column(let reference) = kind else { return false }
    return reference.level == 0 && reference.path.isEmpty && reference.column.name == name
  }

  /// The key that a constant is equal to: none if it is null or not whole; nil if it is not known.
  private var keyConstant: Set<Int64>? {
    guard case .constant(let value) = kind, !value.isDenied else { return nil }
    guard case .whole(let number) = value.exactNumber else { return [] }
    return Int64(exactly: number).map { [$0] } ?? []
  }
}
