import Binding
import OrderedCollections
import Planning
import Schema

/// A plan as a drawn tree in words: the last operator at the root, below each what it pulls from.
struct ExplainTree {
  /// What the operator does: `filter uss > 100M`.
  let text: String
  /// What it reads that those below have not read.
  let reads: [Access]
  /// Nil of what is no operator itself.
  let metrics: OperatorMetrics?
  /// What `explain analyze` shows before the arrow.
  let input: Input
  /// What it pulls from, and the queries that its expressions ask.
  let children: [ExplainTree]
  /// What is told of it where it is no operator.
  var remark = ""

  /// A line of its own.
  init(
    text: String, reads: [Access], metrics: OperatorMetrics?, input: Input,
    children: [ExplainTree], remark: String = ""
  ) {
    self.text = text
    self.reads = reads
    self.metrics = metrics
    self.input = input
    self.children = children
    self.remark = remark
  }

  /// What is no operator, and reads nothing itself.
  init(text: String, children: [ExplainTree]) {
    self.init(text: text, reads: [], metrics: nil, input: .none, children: children)
  }

  /// How many rows come to it.
  enum Input {
    /// It is where they begin.
    case none
    /// As many as it is asked about: a test.
    case asked
    /// As many as another gives.
    case rows(of: OperatorMetrics)
  }

  /// One line of the drawing.
  struct Line {
    /// The branches, and the operator's text.
    var drawing: String
    /// Whose line it is.
    let tree: ExplainTree
  }

  /// From the root down.
  var lines: [Line] {
    var lines = [Line(drawing: text, tree: self)]
    for (index, child) in children.enumerated() {
      let isLast = index == children.count - 1
      for (place, line) in child.lines.enumerated() {
        let branch = place == 0 ? (isLast ? "└─ " : "├─ ") : (isLast ? "   " : "│  ")
        lines.append(Line(drawing: branch + line.drawing, tree: line.tree))
      }
    }
    return lines
  }

  /// `reads smaps_rollup`
  var plannedReads: String {
    // Two that are told by one file have its name.
    reads.isEmpty ? "" : "reads \(OrderedSet(reads.map(\.name)).joined(separator: ", "))"
  }

  /// `1080 → 340 rows, environ ×1080, 3.12 ms`
  var measured: String {
    guard let metrics else { return remark }
    if metrics.calls == 0 { return "not needed" }
    let opened = metrics.reads.map { "\($0.key) ×\($0.value)" }
    return ([rows(metrics)] + opened + [metrics.milliseconds]).joined(separator: ", ")
  }

  private func rows(_ metrics: OperatorMetrics) -> String {
    let returned = RowNoun.row.counted(metrics.rows)
    return switch input {
    case .none: returned
    case .asked: "\(metrics.calls) → \(returned)"
    case .rows(let below): "\(below.rows) → \(returned)"
    }
  }
}

extension OperatorMetrics {
  fileprivate var milliseconds: String { ExplainTree.milliseconds(nanoseconds) }
}

extension ExplainTree {
  /// `3.12 ms`
  static func milliseconds(_ nanoseconds: Int64) -> String {
    let hundredths = Int((Double(nanoseconds) / 10_000).rounded())
    return "\(hundredths / 100).\(String(100 + hundredths % 100).dropFirst()) ms"
  }
}

/// What operators tell of themselves by, each after those that it pulls from: what has been read by
/// then, and how expressions are written.
struct Explainer {
  private let plan: QueryPlan
  private let run: Run
  private var analyzer: AccessAnalyzer
  private var scope = LogicalPlan.Scope.row

  init(_ plan: QueryPlan, _ planner: Planner, in run: Run) {
    self.plan = plan
    self.run = run
    self.analyzer = AccessAnalyzer(planner, shared: plan.shared)
  }

  /// How expressions are written here.
  var printer: ExpressionPrinter { ExpressionPrinter(plan, scope) }

  /// Whether expressions are those of groups from here on.
  var isOfGroups: Bool { scope == .group }

  /// From here on, expressions are those of groups.
  mutating func enterGroups() {
    scope = .group
    analyzer.shared = plan.groupShared
  }

  /// What evaluating all of these reads that has not been read.
  mutating func reads(of expressions: [BoundExpression]) -> [Access] {
    reads(analyzer.accesses(of: expressions))
  }

  /// The bound of every row, and the keys of those that are left.
  mutating func reads(of bound: BoundedExpression, then keys: [BoundExpression]) -> [Access] {
    Array(
      OrderedSet(reads(analyzer.accesses(of: bound))).union(reads(analyzer.accesses(of: keys))))
  }

  /// Those of these accesses that have not been read of the row; from here on they have.
  mutating func reads(of accesses: [Access]) -> [Access] {
    let unread = accesses.filter { access in
      access.cost != .known && !analyzer.held.contains(RowAccess(.own, access))
    }
    analyzer.held.formUnion(accesses.map { RowAccess(.own, $0) })
    return unread
  }

  private mutating func reads(_ accesses: AccessSet) -> [Access] {
    let unread = accesses.possible.filter { read in
      read.access.cost != .known && !analyzer.held.contains(read) && read.row != .subquery
    }
    analyzer.held.formUnion(accesses.certain)
    return Array(OrderedSet(unread.map(\.access)))
  }

  /// What following a relation reads. What was read of the owner is so of the row's owner.
  mutating func reads(along relation: RelationSchema, to table: TableSchema) -> [Access] {
    let reads = reads(of: [relation.access])
    let owner = run.schema.owner(of: table)?.relation.name ?? ""
    analyzer.held = Set(
      analyzer.held.map { RowAccess($0.row.prepending(owner), $0.access) })
    return reads
  }

  /// For what is told of other rows of the same plan, of which nothing has been read.
  var ofOtherRows: Explainer {
    var copy = self
    copy.analyzer.held = []
    return copy
  }

  /// A tree for each query that stands in the expressions.
  func subqueries(in expressions: [BoundExpression]) -> [ExplainTree] {
    expressions.flatMap(\.subqueries).compactMap { subquery in
      guard let operators = try? run.members(of: subquery).operators() else { return nil }
      return ExplainTree(
        text: "subquery, run once", reads: [], metrics: nil, input: .none,
        children: [operators.explained])
    }
  }
}
