package import Binding

/// How a query is run: the same answer as the bound query's, with less read.
package struct QueryPlan: Sendable {
  /// The last step; what it gives are the rows of the answer.
  package var root: LogicalPlan
  /// The expressions that have a name, of a row.
  package var shared: [SharedExpression]
  /// Likewise of a group.
  package var groupShared: [SharedExpression]
  /// Which column is bounded by what, as text, each once: `uss ≤ rss`.
  package private(set) var bounds: [String] = []
  /// The names of the rules that changed something, in the order in which they did.
  package internal(set) var rules: [String] = []

  init(_ root: LogicalPlan, shared: [SharedExpression], groupShared: [SharedExpression]) {
    self.root = root
    self.shared = shared
    self.groupShared = groupShared
  }

  /// Keeps the text of a bound that a rule makes use of, for `explain`.
  mutating func note(_ bound: BoundedExpression) {
    if !bounds.contains(bound.text) { bounds.append(bound.text) }
  }

  /// What a row of the answer shows.
  package var outputs: [Output] {
    for case .project(_, let projection) in root.steps { return projection.outputs }
    return []
  }

  /// What heads the columns of the answer.
  package var columns: [AnswerColumn] {
    outputs.map { AnswerColumn($0.name, $0.type, $0.vocabulary) }
  }

  /// The named expressions that those of a step may refer to.
  package func shared(in scope: LogicalPlan.Scope) -> [SharedExpression] {
    switch scope {
    case .row: shared
    case .group: groupShared
    }
  }

  /// Rewrites every expression of the rows and of the groups, the named ones first.
  mutating func mapExpressions(
    row: (BoundExpression) -> BoundExpression, group: (BoundExpression) -> BoundExpression
  ) {
    for index in shared.indices { shared[index].expression = row(shared[index].expression) }
    for index in groupShared.indices {
      groupShared[index].expression = group(groupShared[index].expression)
    }
    root = root.rewritten { step in
      step.mapOwnExpressions(step.scope == .row ? row : group)
    }
  }
}

extension QueryPlan {
  /// The query's own clauses, each a step.
  init(_ query: BoundQuery, from source: LogicalPlan) {
    var root = source
    if let filter = query.filter { root = root.filtered(by: filter) }
    if let grouping = query.grouping {
      root = .aggregate(root, grouping)
      if let having = grouping.having { root = .filter(root, Conjunction([having])) }
    }
    root = .project(root, Projection(query.outputs, keys: query.order))
    if query.isDistinct { root = .distinct(root) }
    if !query.order.isEmpty { root = .sort(root, keeping: nil) }
    if query.limit != nil || query.offset > 0 {
      root = .limit(root, query.limit, offset: query.offset)
    }
    self.init(root, shared: query.shared, groupShared: query.grouping?.shared ?? [])
  }
}

extension BoundQuery {
  /// As much of it as tells what is wanted.
  package func reading(for mode: ExecutionMode) -> BoundQuery {
    switch mode {
    case .rows, .identifiedRows, .rowsWithAncestors: self
    case .identities: withoutCells
    case .existence: existence
    }
  }

  /// Its rows, and nothing of what they hold but for what makes them distinct.
  private var withoutCells: BoundQuery {
    var query = self
    if limit == nil, offset == 0 { query.order = [] }
    if !isDistinct { query.outputs = [] }
    return query
  }

  /// Only what tells whether there is any row: `--quiet`.
  private var existence: BoundQuery {
    var query = withoutCells
    query.order = []
    query.limit = Swift.min(limit ?? 1, 1)
    guard let grouping, grouping.having == nil, offset == 0, !isDistinct else { return query }
    // Each row makes a group, and a whole table is one even without rows.
    query.grouping = nil
    if grouping.keys.isEmpty { (query.source, query.filter) = (.single, nil) }
    return query
  }
}
