package import Binding
import Schema
import Values

// The one walk over plans.
extension LogicalPlan {
  /// What the step takes its rows from, and how the same step is made over another input; nil of a
  /// step that makes its rows.
  private var taking: (input: LogicalPlan, over: (LogicalPlan) -> LogicalPlan)? {
    switch self {
    case .nothing, .single, .scan, .derived, .readings: nil
    case .expand(let input, let relation, let table):
      (input, { .expand($0, relation, to: table) })
    case .ownerless(let input, let table, let conjunction):
      (input, { .ownerless($0, table, conjunction) })
    case .filter(let input, let conjunction): (input, { .filter($0, conjunction) })
    case .prefetch(let input, let accesses): (input, { .prefetch($0, accesses) })
    case .aggregate(let input, let grouping): (input, { .aggregate($0, grouping) })
    case .top(let input, let top): (input, { .top($0, top) })
    case .project(let input, let projection): (input, { .project($0, projection) })
    case .distinct(let input): (input, { .distinct($0) })
    case .sort(let input, let count): (input, { .sort($0, keeping: count) })
    case .limit(let input, let limit, let offset):
      (input, { .limit($0, limit, offset: offset) })
    }
  }

  /// The step that this one takes its rows from; nil of one that makes them.
  package var input: LogicalPlan? { taking?.input }

  /// The same step over another input.
  package func over(_ input: LogicalPlan) -> LogicalPlan { taking?.over(input) ?? self }

  /// The plan with each step replaced by what `transform` makes of it, from the rows up.
  package func rewritten(_ transform: (LogicalPlan) -> LogicalPlan) -> LogicalPlan {
    guard let input else { return transform(self) }
    return transform(over(input.rewritten(transform)))
  }

  /// This step and those below, from the rows up.
  package var steps: [LogicalPlan] {
    var steps: [LogicalPlan] = []
    var next: LogicalPlan? = self
    while let step = next {
      steps.append(step)
      next = step.input
    }
    return steps.reversed()
  }

  /// The step that makes the rows.
  package var leaf: LogicalPlan { input?.leaf ?? self }

  /// Whether no row can come of it.
  package var givesNothing: Bool {
    guard case .nothing = leaf else { return false }
    return !contains { if case .ownerless = $0 { true } else { false } }
  }

  /// Under one more test: rows with an owner and those without are tested apart, since of the former
  /// the owner may decide.
  func filtered(by test: BoundExpression) -> LogicalPlan {
    guard case .ownerless(let owned, let table, let conjunction) = self else {
      return .filter(self, Conjunction([test]))
    }
    return .ownerless(owned.filtered(by: test), table, Conjunction(conjunction.tests + [test]))
  }

  /// Whether some step at or below this one is such.
  package func contains(where isWanted: (LogicalPlan) -> Bool) -> Bool {
    isWanted(self) || input?.contains(where: isWanted) ?? false
  }

  /// How the rows were grouped by then; nil if this step gives rows, not groups.
  package var grouping: Grouping? {
    switch self {
    case .aggregate(_, let grouping): grouping
    case .nothing(let grouping): grouping
    case _: input?.grouping
    }
  }

  /// Whether this step gives groups, not rows.
  package var isGrouped: Bool { grouping != nil }

  /// What the projection evaluates to put its rows in order by.
  package var orderKeys: [OrderKey] {
    for case .project(_, let projection) in steps { return projection.keys }
    return []
  }

  /// What expressions of a plan are evaluated of.
  package enum Scope: Hashable, Sendable {
    case row
    case group
  }

  /// What the expressions of this step are evaluated of.
  package var scope: Scope { input?.isGrouped ?? false ? .group : .row }

  /// The expressions of this step alone, in the order in which they are evaluated.
  package var expressions: [BoundExpression] {
    var expressions: [BoundExpression] = []
    _ = mapOwnExpressions { expression in
      expressions.append(expression)
      return expression
    }
    return expressions
  }

  /// This step with other expressions of its own.
  package func mapOwnExpressions(
    _ transform: (BoundExpression) -> BoundExpression
  ) -> LogicalPlan {
    switch self {
    case .filter(let input, var conjunction):
      conjunction.tests = conjunction.tests.map(transform)
      return .filter(input, conjunction)
    case .ownerless(let input, let table, var conjunction):
      conjunction.tests = conjunction.tests.map(transform)
      return .ownerless(input, table, conjunction)
    case .aggregate(let input, let grouping): return .aggregate(input, grouping.mapped(transform))
    case .top(let input, var top):
      top.keys = top.keys.mapped(transform)
      return .top(input, top)
    case .project(let input, let projection):
      return .project(
        input,
        Projection(
          projection.outputs.map { output in
            var copy = output
            copy.expression = transform(output.expression)
            return copy
          },
          keys: projection.keys.mapped(transform)))
    case .nothing, .single, .scan, .expand, .derived, .readings, .prefetch, .distinct, .sort,
      .limit:
      return self
    }
  }
}

extension Grouping {
  /// Over other expressions of the row.
  package func mapped(_ transform: (BoundExpression) -> BoundExpression) -> Grouping {
    var copy = self
    copy.keys = keys.map(transform)
    for index in aggregates.indices {
      copy.aggregates[index].operands = aggregates[index].operands.map(transform)
    }
    return copy
  }

  /// Whether a row may settle all that is asked.
  package var endsEarly: Bool {
    keys.isEmpty && !aggregates.isEmpty
      && aggregates.allSatisfy(\.call.function.schema.weighsDenied)
  }
}

extension [OrderKey] {
  /// By other expressions, each in the same direction.
  func mapped(_ transform: (BoundExpression) -> BoundExpression) -> [OrderKey] {
    map { key in
      var copy = key
      copy.expression = transform(key.expression)
      return copy
    }
  }
}
