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

  func operators(wanted: Int64? = nil) -> OperatorTree {
    OperatorTree(output(plan.root, wanted: wanted), of: plan, planner)
  }

  /// A step of which cells come.
  private func output(_ step: LogicalPlan, wanted: Int64?) -> any OutputOperator {
    switch step {
    case .distinct(let input): return DistinctOperator(output(input, wanted: wanted))
    case .sort(let input, let count):
      return SortOperator(
        output(input, wanted: nil), step.orderKeys, keeping: count, denials(of: step.orderKeys))
    case .limit(let input, let limit, let offset):
      return LimitOperator(
        output(input, wanted: below(limit, offset, wanted: wanted)), limit, offset: offset)
    case .project(let input, let projection):
      let rows =
        if case .scan(let scan) = input {
          ScanOperator(scan, certain: certain(projection), rowFrame, in: run)
        } else {
          row(input, wanted: wanted)
        }
      return ProjectOperator(rows, projection, by: evaluator(of: step))
    case .nothing, .single, .scan, .expand, .derived, .filter, .prefetch, .aggregate, .top:
      return ProjectOperator(
        row(step, wanted: wanted), Projection([], keys: []), by: evaluator(of: step))
    }
  }

  /// A step of which rows or groups come.
  private func row(_ step: LogicalPlan, wanted: Int64?) -> any RowOperator {
    switch step {
    case .nothing: return NothingOperator(rowFrame, in: run)
    case .single: return SingleRowOperator(rowFrame, in: run)
    case .scan(let scan): return ScanOperator(scan, certain: [], rowFrame, in: run)
    case .derived(let inner, _):
      return DerivedOperator(
        Lowering(inner, planner, in: run).operators(wanted: wanted), rowFrame, in: run)
    case .expand(let input, let relation, let table):
      return ExpandOperator(
        row(input, wanted: nil), relation, of: noun(of: input), to: table, rowFrame)
    case .filter(let input, let conjunction):
      return FilterOperator(
        row(input, wanted: wanted), evaluating(conjunction, of: step), conjunction, wanted: wanted)
    case .prefetch(let input, let accesses):
      return PrefetchOperator(row(input, wanted: wanted), accesses, wanted: wanted)
    case .aggregate(let input, let grouping):
      return AggregateOperator(
        row(input, wanted: grouping.endsEarly ? 1 : nil), grouping,
        Frame(shared: plan.groupShared.count), by: rows)
    case .top(let input, let top): return self.top(row(input, wanted: nil), top, wanted: wanted)
    case .project, .distinct, .sort, .limit: return NothingOperator(rowFrame, in: run)
    }
  }

  private func top(
    _ input: any RowOperator, _ top: TopRows, wanted: Int64?
  ) -> any RowOperator {
    let denials = denials(of: top.keys)
    guard let bound = top.bound else { return TopOperator(input, top, denials, by: rows) }
    return BoundedTopOperator(
      input, top, bound, wanted: wanted ?? top.count, denials, by: rows)
  }

  /// What a projection reads of every row.
  private func certain(_ projection: Projection) -> [Access] {
    AccessAnalyzer(planner, shared: plan.shared)
      .certainAccesses(ofAll: projection.outputs.map(\.expression))
  }

  private func evaluating(_ conjunction: Conjunction, of step: LogicalPlan) -> ConjunctionEvaluator
  {
    ConjunctionEvaluator(
      conjunction.tests, of: noun(of: step), by: evaluator(of: step),
      AccessAnalyzer(planner, shared: plan.shared(in: step.scope)))
  }

  /// Rows whose keys may not be read come last, wherever they belong.
  private func denials(of keys: [OrderKey]) -> DenialCounter {
    DenialCounter(of: keys.map { plan.name(of: $0.expression) }, noting: run.notes)
  }

  private var rowFrame: Frame { Frame(shared: plan.shared.count) }

  private func evaluator(of step: LogicalPlan) -> Evaluator {
    step.scope == .row ? rows : groups
  }

  private func below(_ limit: Int64?, _ offset: Int64, wanted: Int64?) -> Int64? {
    guard let count = [limit, wanted].compactMap(\.self).min() else { return nil }
    let (sum, overflow) = count.addingReportingOverflow(offset)
    return overflow ? nil : sum
  }

  /// What the rows of a step are called.
  private func noun(of step: LogicalPlan) -> RowNoun {
    switch step {
    case .aggregate: .group
    case .scan(let scan): RowNoun(rowsOf: scan.table)
    case .expand(_, _, let table): RowNoun(rowsOf: table)
    case .nothing, .single, .derived: .row
    case .filter(let input, _), .prefetch(let input, _), .top(let input, _),
      .project(let input, _), .distinct(let input), .sort(let input, _), .limit(let input, _, _):
      noun(of: input)
    }
  }
}
