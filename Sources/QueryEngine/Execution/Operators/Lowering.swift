import Binding
import Planning
import Schema

/// Makes a plan's steps into operators.
///
/// `wanted` is how many rows of a step are certainly asked for, nil for all: no more than that is
/// read ahead.
struct Lowering {
  private let plan: QueryPlan
  private let planner: Planner
  private let run: Run
  private let rows: Evaluator
  private let groups: Evaluator

  init(_ plan: QueryPlan, _ planner: Planner, in run: Run) {
    self.plan = plan
    self.planner = planner
    self.run = run
    self.rows = Evaluator(in: run, shared: plan.shared)
    self.groups = Evaluator(in: run, shared: plan.groupShared)
  }

  /// The operators of the plan; of their rows so many are certainly pulled, nil: all.
  func operators(wanted: Int64? = nil) -> OperatorTree {
    guard plan.outputs.contains(where: { $0.bar != nil }) else {
      return OperatorTree(output(plan.root, wanted: wanted), of: plan, planner)
    }
    return OperatorTree(
      BarOperator(output(plan.root, wanted: nil), plan.outputs), of: plan, planner)
  }

  /// The rows of a plan without groups before they are projected, and of its outputs those at these
  /// places, evaluated in the rows' frame.
  func rowsAndOutputs(_ places: [Int]) -> (any RowOperator, [Evaluation]) {
    guard case .project(let input, let projection) = plan.root else {
      return (NothingOperator(rowFrame, in: run), [])
    }
    let outputs = places.map { rows.evaluation(of: projection.outputs[$0].expression) }
    return (row(input, wanted: nil), outputs)
  }

  /// What a step becomes.
  private enum Lowered {
    /// Rows or groups come of it.
    case rows(any RowOperator)
    /// Cells come of it.
    case cells(any OutputOperator)
  }

  /// A step of which cells come.
  private func output(_ step: LogicalPlan, wanted: Int64?) -> any OutputOperator {
    switch lowered(step, wanted: wanted) {
    case .cells(let cells): cells
    case .rows(let rows):
      ProjectOperator(
        rows, Projection([], keys: []), by: evaluator(of: step), identity: identity(of: step))
    }
  }

  /// A step of which rows or groups come.
  private func row(_ step: LogicalPlan, wanted: Int64?) -> any RowOperator {
    switch lowered(step, wanted: wanted) {
    case .rows(let rows): rows
    case .cells: NothingOperator(rowFrame, in: run)
    }
  }

  private func lowered(_ step: LogicalPlan, wanted: Int64?) -> Lowered {
    switch step {
    case .nothing(let grouping):
      .rows(
        grouping == nil
          ? NothingOperator(rowFrame, in: run)
          : NothingOperator(groupFrame, ofGroups: true, in: run))
    case .single: .rows(SingleRowOperator(rowFrame, in: run))
    case .scan(let scan): .rows(ScanOperator(scan, certain: [], rowFrame, in: run))
    case .derived(let inner, _):
      .rows(
        DerivedOperator(
          Lowering(inner, planner, in: run).operators(wanted: wanted), rowFrame, in: run))
    case .readings(let query, _):
      .rows(ReadingsOperator(query, planner, rowFrame, in: run))
    case .expand(let input, let relation, let table):
      .rows(
        ExpandOperator(row(input, wanted: nil), relation, of: noun(of: input), to: table, rowFrame))
    case .ownerless(let input, let table, let conjunction):
      .rows(ownerless(after: row(input, wanted: wanted), table, conjunction, step, wanted: wanted))
    case .filter(let input, let conjunction):
      .rows(filtered(row(input, wanted: wanted), conjunction, step, wanted: wanted))
    case .prefetch(let input, let accesses):
      .rows(PrefetchOperator(row(input, wanted: wanted), accesses, wanted: wanted))
    case .aggregate(let input, let grouping): .rows(groups(of: input, grouping))
    case .top(let input, let top): .rows(self.top(row(input, wanted: nil), top, wanted: wanted))
    case .project(let input, let projection):
      .cells(cells(of: input, projection, step, wanted: wanted))
    case .distinct(let input): .cells(DistinctOperator(output(input, wanted: wanted)))
    case .sort(let input, let count):
      .cells(
        SortOperator(
          output(input, wanted: nil), step.orderKeys, keeping: count, denials(of: step.orderKeys)))
    case .limit(let input, let limit, let offset):
      .cells(
        LimitOperator(
          output(input, wanted: below(limit, offset, wanted: wanted)), limit, offset: offset))
    }
  }

  private func filtered(
    _ input: any RowOperator, _ conjunction: Conjunction, _ step: LogicalPlan, wanted: Int64?
  ) -> FilterOperator {
    FilterOperator(
      input, evaluating(conjunction, of: step), conjunction,
      identity: step.isGrouped == plan.root.isGrouped ? identity(of: step) : nil, wanted: wanted)
  }

  private func cells(
    of input: LogicalPlan, _ projection: Projection, _ step: LogicalPlan, wanted: Int64?
  ) -> ProjectOperator {
    ProjectOperator(
      projected(input, projection, wanted: wanted), projection, by: evaluator(of: step),
      identity: identity(of: input), ancestry: ancestry(of: input))
  }

  /// The rows that a projection is of. What it reads of every row, a scan right below it is told.
  private func projected(
    _ input: LogicalPlan, _ projection: Projection, wanted: Int64?
  ) -> any RowOperator {
    guard case .scan(let scan) = input else { return row(input, wanted: wanted) }
    let certain = AccessAnalyzer(planner, shared: plan.shared)
      .certainAccesses(ofAll: projection.expressions)
    return ScanOperator(scan, certain: certain, rowFrame, in: run)
  }

  /// Both kinds of rows move one frame.
  private func ownerless(
    after owned: any RowOperator, _ table: TableSchema, _ conjunction: Conjunction,
    _ step: LogicalPlan, wanted: Int64?
  ) -> any RowOperator {
    let ofTable = run.schema.owner(of: table)
    let owner = ofTable.map { RowNoun(rowsOf: $0.table) } ?? .row
    let ownerTests = conjunction.tests.compactMap { test in
      ofTable.flatMap { test.ofOwnerless($0.relation.name) }.map { ofOwnerless in
        OwnerTest(
          without: evaluator(of: step).test(of: ofOwnerless.without),
          unknown: evaluator(of: step).test(of: ofOwnerless.unknown))
      }
    }
    let listing = OwnerlessListing(of: table, owner, owned.frame, in: run)
    let rest: any RowOperator =
      conjunction.tests.isEmpty
      ? listing
      : FilterOperator(
        listing, evaluating(conjunction, of: step, holding: table.ownerlessAccesses), conjunction,
        identity: plan.root.isGrouped ? nil : identity(of: step), wanted: nil)
    return OwnerlessOperator(
      owned, then: rest, of: table, ownerTests, areAllWanted: wanted == nil)
  }

  private func groups(of input: LogicalPlan, _ grouping: Grouping) -> any RowOperator {
    AggregateOperator(
      row(input, wanted: grouping.endsEarly ? 1 : nil), grouping, groupFrame, by: rows)
  }

  private func top(
    _ input: any RowOperator, _ top: TopRows, wanted: Int64?
  ) -> any RowOperator {
    let denials = denials(of: top.keys)
    guard let bound = top.bound else { return TopOperator(input, top, denials, by: rows) }
    return BoundedTopOperator(
      input, top, bound, wanted: wanted ?? top.count, denials, by: rows)
  }

  /// `held` is what has been read of the rows by then.
  private func evaluating(
    _ conjunction: Conjunction, of step: LogicalPlan, holding held: Set<RowAccess> = []
  ) -> ConjunctionEvaluator {
    var analyzer = AccessAnalyzer(planner, shared: plan.shared(in: step.scope))
    analyzer.held = held
    return ConjunctionEvaluator(
      conjunction.tests, of: noun(of: step), by: evaluator(of: step), analyzer)
  }

  /// Rows whose keys may not be read come last, wherever they belong.
  private func denials(of keys: [OrderKey]) -> DenialCounter {
    DenialCounter(of: keys.map { plan.name(of: $0.expression) }, noting: run.notes)
  }

  private var rowFrame: Frame { Frame(shared: plan.shared.count) }

  private var groupFrame: Frame { Frame(shared: plan.groupShared.count) }

  private func evaluator(of step: LogicalPlan) -> Evaluator {
    step.scope == .row ? rows : groups
  }

  private func below(_ limit: Int64?, _ offset: Int64, wanted: Int64?) -> Int64? {
    guard let count = [limit, wanted].compactMap(\.self).min() else { return nil }
    let (sum, overflow) = count.addingReportingOverflow(offset)
    return overflow ? nil : sum
  }

  /// What the rows of a step are known by at another moment; nil where nobody asks.
  private func identity(of step: LogicalPlan) -> ((Frame) -> RowKey?)? {
    guard let identities = run.identities else { return nil }
    if step.isGrouped { return { RowKey($0.group.keys, isLasting: true) } }
    guard let table = table(of: step) else { return { _ in nil } }
    let key = key(ofRowsOf: table, identities)
    return { key($0.row) }
  }

  /// What the rows above those of a step are known by; nil where nobody asks, and where they are not
  /// rows of a table.
  private func ancestry(of step: LogicalPlan) -> RowAncestry? {
    guard run.tellsAncestors, let identities = run.identities, !step.isGrouped,
      let table = table(of: step)
    else { return nil }
    return RowAncestry(table, key: key(ofRowsOf: table, identities), noting: run.notes)
  }

  private func key(
    ofRowsOf table: TableSchema, _ identities: RowIdentities
  ) -> (any Row) -> RowKey? {
    let identify = RowIdentifier(table)
    return { [run] row in
      identify(row).map { identities.key($0.key, $0.instance, of: row, at: run.instant) }
    }
  }

  /// The table that the rows of a step are of.
  private func table(of step: LogicalPlan) -> TableSchema? {
    switch step {
    case .scan(let scan): scan.table
    case .expand(_, _, let table), .ownerless(_, let table, _): table
    case _: step.input.flatMap(table)
    }
  }

  /// What the rows of a step are called.
  private func noun(of step: LogicalPlan) -> RowNoun {
    switch step {
    case .aggregate: .group
    case .scan(let scan): RowNoun(rowsOf: scan.table)
    case .expand(_, _, let table), .ownerless(_, let table, _): RowNoun(rowsOf: table)
    case _: step.input.map(noun) ?? .row
    }
  }
}
