/// Moves its frame to the next row or group; false at the end.
typealias Cursor = () -> Bool

/// Cells of a result, and the values of its order's keys.
struct OutputRow {
  let cells: [Value]
  let keys: [Value]
}

/// Rows of a result, pulled one at a time.
typealias OutputStream = () -> OutputRow?

/// A plan put to work: its steps as operators, each of which pulls from the one before it.
struct Pipeline {
  let plan: Plan
  let run: Run
  let path: StepPath
  /// How many rows of the answer are certainly asked for; nil: all.
  let wanted: Int64?
  /// What expressions of a row, or of a group, are evaluated by.
  let evaluator: Evaluator
  let groupEvaluator: Evaluator
  /// The frame that the cursor moves.
  private var frame: Frame
  private var cursor: Cursor = { false }
  private var outputs: OutputStream = { nil }

  init(_ plan: Plan, in run: Run, at path: StepPath, wanted: Int64?) {
    self.plan = plan
    self.run = run
    self.path = path
    self.wanted = wanted
    self.evaluator = Evaluator(in: run, givens: plan.givens)
    self.groupEvaluator = Evaluator(in: run, givens: plan.grouping?.givens ?? [])
    self.frame = Frame(givens: plan.givens.count)
  }

  /// The rows of the answer, of which `wanted` are certainly pulled; nil: all. Nothing is read before
  /// the first one is.
  static func rows(
    of plan: Plan, in run: Run, at path: StepPath = StepPath(), wanted: Int64? = nil
  ) -> OutputStream {
    var pipeline = Pipeline(plan, in: run, at: path, wanted: wanted)
    for (index, step) in plan.steps.enumerated() { pipeline.add(step, at: path.step(index)) }
    return pipeline.outputs
  }

  private mutating func add(_ step: PlanStep, at path: StepPath) {
    switch step {
    case .nothing: cursor = { false }
    case .single: cursor = single()
    case .scan(let table, let scan): cursor = self.scan(table, scan, into: frame)
    case .query(let plan): cursor = rows(of: plan, at: path, into: frame)
    case .expand(let relation, of: let noun, _): addExpansion(relation, of: noun)
    case .filter(let tests, let noun, nil):
      cursor = filter(cursor, tests, of: noun, by: evaluator, at: path, frame)
    case .filter(let tests, let noun, let ahead?):
      cursor = filter(
        cursor, tests, of: noun, at: path, ahead,
        wanted: plan.wanted(by: .source, for: wanted), frame)
    case .readAhead(let origins, let wanting):
      cursor = readingAhead(
        cursor, origins, wanted: plan.wanted(by: wanting, for: wanted), frame)
    case .group(let grouping): addGrouping(grouping)
    case .having(let tests):
      cursor = filter(cursor, tests, of: .group, by: groupEvaluator, at: path, frame)
    case .topRows(let keys, let count): cursor = topRows(cursor, keys, count, frame)
    case .topByBound(let keys, let count, let ceiling):
      cursor = topByBound(
        cursor, keys, ceiling, wanted: plan.wanted(by: .outputs, for: wanted) ?? count, frame)
    case .project(let outputs): self.outputs = project(cursor, outputs, frame)
    case .distinct: outputs = distinct(outputs)
    case .order(let keys, let top): outputs = ordered(outputs, keys, top: top)
    case .limit(let limit, let offset): outputs = limited(outputs, limit, offset: offset)
    }
    measure(step, at: path)
  }

  /// The rows of a relation need a frame of their own.
  private mutating func addExpansion(_ relation: Relation, of noun: RowNoun) {
    let owners = frame
    frame = Frame(givens: plan.givens.count)
    cursor = expand(cursor, owners, of: noun, relation, into: frame)
  }

  /// From here on, frames are those of groups.
  private mutating func addGrouping(_ grouping: BoundQuery.Grouping) {
    let rows = frame
    frame = Frame(givens: grouping.givens.count)
    cursor = group(cursor, rows, grouping, into: frame)
  }

  private mutating func measure(_ step: PlanStep, at path: StepPath) {
    guard let meter = run.meter else { return }
    if step.makesOutputs {
      outputs = meter.measuring(outputs, at: path)
    } else {
      cursor = meter.measuring(cursor, at: path)
    }
  }
}

extension PlanStep {
  /// Whether what comes out of it are cells, not frames.
  fileprivate var makesOutputs: Bool {
    switch self {
    case .project, .distinct, .order, .limit: true
    case .nothing, .single, .scan, .expand, .query, .filter, .readAhead, .group, .having, .topRows,
      .topByBound:
      false
    }
  }
}
