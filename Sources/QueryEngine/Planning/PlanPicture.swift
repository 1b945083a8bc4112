import QueryLanguage

/// A plan as a drawn tree in words: the last step at the root, below each what it pulls from.
struct PlanPicture {
  let words: String
  /// The names of what it opens that the steps below have not opened.
  let reads: [String]
  /// Where it is measured; nil for what is no step itself.
  let path: StepPath?
  let input: Input
  let children: [PlanPicture]

  /// How many rows come to it.
  enum Input {
    /// It is where they begin.
    case none
    /// As many as it is asked about: a test.
    case asked
    /// As many as that step gives.
    case step(StepPath)
  }

  /// One line of the picture.
  struct Line {
    var drawing: String
    let picture: PlanPicture
  }

  /// From the root down.
  var lines: [Line] {
    var lines = [Line(drawing: words, picture: self)]
    for (index, child) in children.enumerated() {
      let isLast = index == children.count - 1
      for (place, line) in child.lines.enumerated() {
        let branch = place == 0 ? (isLast ? "└─ " : "├─ ") : (isLast ? "   " : "│  ")
        lines.append(Line(drawing: branch + line.drawing, picture: line.picture))
      }
    }
    return lines
  }
}

extension Plan {
  func picture(_ planner: Planner, at path: StepPath = StepPath()) -> PlanPicture {
    var painter = PlanPainter(self, planner)
    for (index, step) in steps.enumerated() { painter.add(step, at: path.step(index)) }
    return painter.picture
  }
}

/// Draws a plan from its source up.
private struct PlanPainter {
  private let plan: Plan
  private let planner: Planner
  private let rowWording: Wording
  private let groupWording: Wording
  private var reads: StepReads
  private(set) var picture = PlanPicture(
    words: "", reads: [], path: nil, input: .none, children: [])
  private var last = StepPath()

  init(_ plan: Plan, _ planner: Planner) {
    self.plan = plan
    self.planner = planner
    self.rowWording = Wording(givens: plan.givens)
    self.groupWording = Wording(givens: plan.givens, grouping: plan.grouping)
    self.reads = StepReads(plan, planner)
  }

  mutating func add(_ step: PlanStep, at path: StepPath) {
    defer { last = path }
    switch step {
    case .filter(let tests, _, let ahead): add(tests, "where", rowWording, ahead, at: path)
    case .having(let tests): add(tests, "having", groupWording, nil, at: path)
    case .query(let plan): picture = plan.picture(planner, at: path)
    case .nothing, .single, .scan:
      picture = PlanPicture(
        words: words(for: step), reads: [], path: path, input: .none, children: [])
    case .expand, .readAhead, .group, .topRows, .topByBound, .project, .distinct, .order, .limit:
      let names = reads.origins(of: step).map(\.name)
      picture = PlanPicture(
        words: words(for: step), reads: names, path: path, input: .step(last),
        children: [picture] + subqueries(in: step.expressions))
    }
  }

  /// A line for each test, the first at the bottom.
  private mutating func add(
    _ tests: [BoundExpression], _ word: String, _ wording: Wording, _ ahead: Plan.TestAhead?,
    at path: StepPath
  ) {
    for (index, test) in tests.enumerated() {
      let names = reads.origins(of: test).map(\.name)
      let isReadAhead = ahead?.index == index
      if isReadAhead {
        picture = PlanPicture(
          words: PlanPainter.readAhead, reads: names, path: path.readAhead(of: tests), input: .none,
          children: [picture])
      }
      picture = PlanPicture(
        words: "\(word) \(wording.text(of: test))", reads: isReadAhead ? [] : names,
        path: path.step(index), input: .asked, children: [picture] + subqueries(in: [test]))
    }
  }

  private static let readAhead = "read ahead, several at a time"

  private func subqueries(in expressions: [BoundExpression]) -> [PlanPicture] {
    expressions.flatMap(\.subqueries).map { subquery in
      let plan = planner.plan(subquery)
      return PlanPicture(
        words: "subquery, run once", reads: [], path: nil, input: .none,
        children: [plan.picture(planner, at: planner.path(of: subquery))])
    }
  }

  private func words(for step: PlanStep) -> String {
    switch step {
    case .nothing: "nothing, since no row can pass"
    case .single: "one row"
    case .scan(let table, .all): "scan \(table.name)"
    case .scan(let table, .keys(let keys)): words(for: table, keys)
    case .query, .filter, .having: ""
    case .expand(_, let noun, let table): "\(table.name) of each \(noun.singular)"
    case .readAhead: PlanPainter.readAhead
    case .group(let grouping): words(for: grouping)
    case .topRows(let keys, let count): words(for: keys) + ", keeping \(count)"
    case .topByBound(let keys, let count, let ceiling):
      words(for: keys) + ", keeping \(count), by falling \(ceiling.bound.words)"
    case .project(let outputs): words(for: outputs)
    case .distinct: "distinct"
    case .order(let keys, let top): words(for: keys) + (top.map { ", keeping \($0)" } ?? "")
    case .limit(let limit, let offset):
      [limit.map { "limit \($0)" }, offset > 0 ? "offset \(offset)" : nil].compactMap(\.self)
        .joined(separator: " ")
    }
  }

  private func words(for table: Table, _ keys: [Int64]) -> String {
    guard case .scanned(let key?, _) = table.rows else { return "scan \(table.name)" }
    let shown = keys.prefix(PlanPainter.mostKeys).map(String.init).joined(separator: ", ")
    let rest = keys.count - PlanPainter.mostKeys
    return "\(table.name) with \(key) \(shown)\(rest > 0 ? " and \(rest) more" : "")"
  }

  private static let mostKeys = 10

  private func words(for grouping: BoundQuery.Grouping) -> String {
    let keys = grouping.keys.map(rowWording.text).joined(separator: ", ")
    let aggregates = grouping.aggregates.map(\.text).joined(separator: ", ")
    if keys.isEmpty { return "aggregate \(aggregates)" }
    return aggregates.isEmpty ? "group by \(keys)" : "group by \(keys): \(aggregates)"
  }

  /// An output whose name is not its text is told with both.
  private func words(for outputs: [BoundQuery.Output]) -> String {
    if outputs.isEmpty { return "select nothing" }
    let wording = plan.grouping == nil ? rowWording : groupWording
    let items = outputs.map { output in
      let text = wording.definition(of: output.expression)
      return text == output.name ? text : "\(text) as \(output.name)"
    }
    return "select \(items.joined(separator: ", "))"
  }

  private func words(for keys: [BoundQuery.OrderKey]) -> String {
    let wording = plan.grouping == nil ? rowWording : groupWording
    let items = keys.map { key in
      wording.text(of: key.expression) + (key.descending ? " desc" : "")
        + (key.nullsFirst ? " nulls first" : "")
    }
    return "order by \(items.joined(separator: ", "))"
  }
}

extension PlanStep {
  /// Those in which subqueries may stand.
  fileprivate var expressions: [BoundExpression] {
    switch self {
    case .nothing, .single, .scan, .query, .expand, .readAhead, .distinct, .order, .limit: []
    case .filter(let tests, _, _), .having(let tests): tests
    case .topRows(let keys, _), .topByBound(let keys, _, _): keys.map(\.expression)
    case .project(let outputs): outputs.map(\.expression)
    case .group(let grouping):
      grouping.keys + grouping.aggregates.flatMap { [$0.argument, $0.filter].compactMap(\.self) }
    }
  }
}
