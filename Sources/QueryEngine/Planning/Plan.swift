import OrderedCollections
import QueryLanguage

/// How a query is run: the same answer as the bound query's, with less read.
///
/// The rules of planning change its parts; execution and `explain` go by its `steps`.
package struct Plan: Sendable {
  var source: Source
  /// All must be true of a row, tested in this order.
  var tests: [BoundExpression]
  var grouping: BoundQuery.Grouping?
  /// As `tests`, of a group.
  var groupTests: [BoundExpression]
  var outputs: [BoundQuery.Output]
  var distinct: Bool
  var order: [BoundQuery.OrderKey]
  var limit: Int64?
  var offset: Int64
  var givens: [BoundQuery.Given]
  /// What is held of the rows that are to be ordered.
  var holding = Holding.all
  /// What the first key of the order cannot pass: rows are visited by it, the highest first.
  var ceiling: Ceiling?
  /// What is dear, and read by several threads before the rows come to who asks for it.
  var readsAhead = ReadsAhead()
  /// What stands in for what, each once: `uss ≤ rss`.
  private(set) var bounds: OrderedSet<String> = []
  /// The names of the rules that changed something, in the order in which they did.
  var rules: [String] = []

  /// Where the rows come from.
  indirect enum Source: Sendable {
    /// Nothing is read, since no row can come through.
    case nothing
    /// One row without columns.
    case single
    case table(Table, Table.Scan)
    /// The rows of a relation of each row of another source that passes the tests.
    case related(Source, tests: [BoundExpression], Relation, Table)
    case query(Plan, Table)
  }

  /// Origins that rows are asked for in any case, each in the order in which they are.
  struct ReadsAhead: Sendable {
    var test: TestAhead?
    /// By the grouping, or by the keys of the order before the outputs are read.
    var keys: [Origin] = []
    var outputs: [Origin] = []
  }

  /// The first test that needs something dear.
  struct TestAhead: Sendable {
    var index: Int
    var origins: [Origin]
  }

  enum Holding: Sendable {
    /// Every row, with its outputs.
    case all
    /// So many as the limit and the offset let through, with their outputs.
    case top
    /// As `top`, but only what the order needs is read of every row, and the outputs of those
    /// that are left.
    case topRows
  }
}

/// One operator of a plan.
indirect enum PlanStep: Sendable {
  case nothing
  case single
  case scan(Table, Table.Scan)
  /// The related rows of each row, and what those before it are called.
  case expand(Relation, of: RowNoun, Table)
  /// The rows of a query within; its own steps are drawn below.
  case query(Plan)
  case filter([BoundExpression], RowNoun, Plan.TestAhead?)
  /// The same rows, of which these have been read.
  case readAhead([Origin], wanted: Plan.Wanting)
  case group(BoundQuery.Grouping)
  case having([BoundExpression])
  /// Holds this many rows, those that come first by the keys.
  case topRows([BoundQuery.OrderKey], Int64)
  /// As `topRows`; a row whose first key's ceiling is too low is not asked for its keys.
  case topByBound([BoundQuery.OrderKey], Int64, Ceiling)
  case project([BoundQuery.Output])
  case distinct
  case order([BoundQuery.OrderKey], top: Int64?)
  case limit(Int64?, offset: Int64)
}

extension Plan {
  mutating func note(_ ceiling: Ceiling) { bounds.append(ceiling.words) }

  /// Its operators, the source first.
  var steps: [PlanStep] {
    var steps = source.steps
    if !tests.isEmpty { steps.append(.filter(tests, source.noun, readsAhead.test)) }
    if !readsAhead.keys.isEmpty && ceiling == nil {
      steps.append(.readAhead(readsAhead.keys, wanted: .source))
    }
    if let grouping { steps.append(.group(grouping)) }
    if !groupTests.isEmpty { steps.append(.having(groupTests)) }
    if holding == .topRows { steps.append(topRows) }
    if !readsAhead.outputs.isEmpty {
      steps.append(.readAhead(readsAhead.outputs, wanted: .outputs))
    }
    steps.append(.project(outputs))
    if distinct { steps.append(.distinct) }
    if !order.isEmpty && holding != .topRows {
      steps.append(.order(order, top: holding == .top ? topCount : nil))
    }
    if limit != nil || offset > 0 { steps.append(.limit(limit, offset: offset)) }
    return steps
  }

  private var topRows: PlanStep {
    ceiling.map { .topByBound(order, topCount ?? 0, $0) } ?? .topRows(order, topCount ?? 0)
  }

  /// Who asks for rows.
  enum Wanting: Sendable {
    /// What comes behind the tests.
    case source
    case outputs
  }

  /// How many rows are certainly asked for, where so many of the answer's are; nil: all.
  func wanted(by wanting: Wanting, for answer: Int64?) -> Int64? {
    if wanting == .source, let grouping { return grouping.endsEarly ? 1 : nil }
    if !order.isEmpty && (wanting == .source || holding != .topRows) { return nil }
    guard let answer, let topCount else { return answer ?? topCount }
    return min(answer, topCount)
  }

  /// How many rows of the ordered ones can be in the answer or before it.
  private var topCount: Int64? {
    limit.map { limit in
      let (sum, overflow) = limit.addingReportingOverflow(offset)
      return overflow ? Int64.max : sum
    }
  }
}

extension Plan.Source {
  fileprivate var steps: [PlanStep] {
    switch self {
    case .nothing: return [.nothing]
    case .single: return [.single]
    case .table(let table, let scan): return [.scan(table, scan)]
    case .query(let plan, _): return [.query(plan)]
    case .related(let owners, let tests, let relation, let table):
      let filter = tests.isEmpty ? [] : [PlanStep.filter(tests, owners.noun, nil)]
      return owners.steps + filter + [.expand(relation, of: owners.noun, table)]
    }
  }

  /// What its rows are called.
  var noun: RowNoun {
    switch self {
    case .nothing, .single, .query: .row
    case .table(let table, _), .related(_, _, _, let table): RowNoun(rowsOf: table)
    }
  }
}
