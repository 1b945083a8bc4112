import Binding
import Schema

extension PlanningRule {
  /// A column that several files can tell is taken from one that is read anyway: by the tests before
  /// it, or by another column of the answer.
  static let readTogether = PlanningRule(name: "read together") { plan, planner in
    var chooser = SourceChooser(AccessAnalyzer(planner, shared: plan.shared))
    // Above an expansion the rows are others.
    plan.root = plan.root.rewritten { step in
      guard step.scope == .row else { return step }
      if case .expand = step { chooser.forgetRead() }
      // The tests of those without an owner are the same as below, and keep what was chosen there;
      // above, those that have one are the many.
      if case .ownerless = step { return step }
      return chooser.choosing(step)
    }
    plan.shared = chooser.shared
    return chooser.hasChanged
  }
}

/// Chooses, step by step from the rows up, where columns are read from.
private struct SourceChooser {
  private var analyzer: AccessAnalyzer
  private(set) var shared: [SharedExpression]
  private var chosenShared: Set<Int> = []
  /// Which columns could be read from where, of those that have a choice.
  private var candidates: [RowAccess: Set<String>] = [:]
  private(set) var hasChanged = false

  init(_ analyzer: AccessAnalyzer) {
    self.analyzer = analyzer
    self.shared = analyzer.shared
  }

  mutating func forgetRead() { analyzer.held = [] }

  mutating func choosing(_ step: LogicalPlan) -> LogicalPlan {
    if case .scan(let scan) = step, let access = scan.lookUpAccess {
      analyzer.held.insert(RowAccess(.own, access))
    }
    if case .filter(let input, var conjunction) = step {
      for index in conjunction.tests.indices {
        conjunction.tests[index] = choose(together: [conjunction.tests[index]])[0]
      }
      return .filter(input, conjunction)
    }
    if case .aggregate(let input, let grouping) = step {
      return .aggregate(input, choose(grouping))
    }
    let expressions = step.expressions
    if expressions.isEmpty { return step }
    var chosen = choose(together: expressions)[...]
    return step.mapOwnExpressions { chosen.popFirst() ?? $0 }
  }

  /// The keys, the filters and the arguments without a filter are evaluated of every row.
  private mutating func choose(_ grouping: Grouping) -> Grouping {
    let certain = certainAccesses(
      of: grouping.keys + grouping.aggregates.flatMap(\.alwaysEvaluated))
    return grouping.mapped { chosen($0, analyzer, certain) }
  }

  /// For expressions that are all evaluated.
  private mutating func choose(together expressions: [BoundExpression]) -> [BoundExpression] {
    let certain = certainAccesses(of: expressions)
    let chosen = expressions.map { self.chosen($0, analyzer, certain) }
    analyzer.shared = shared
    analyzer.held.formUnion(analyzer.accesses(of: chosen).certain)
    return chosen
  }

  /// What has been read, or will be whichever source is chosen for a column that has several, and
  /// what then is read for one of those and can tell another one of them too.
  private func certainAccesses(of expressions: [BoundExpression]) -> Set<RowAccess> {
    var strict = analyzer
    strict.ignoresChoices = true
    let certain = analyzer.held.union(strict.accesses(of: expressions).certain)
    var trial = self
    trial.candidates = [:]
    let tried = expressions.map { trial.chosen($0, analyzer, certain) }
    let common = analyzer.accesses(of: tried).certain.filter { access in
      trial.candidates[access, default: []].count > 1
    }
    return certain.union(common)
  }

  private mutating func chosen(
    _ expression: BoundExpression, _ analyzer: AccessAnalyzer, _ certain: Set<RowAccess>
  ) -> BoundExpression {
    var copy = expression
    if case .column(let reference) = expression.kind {
      copy.kind = .column(chosen(reference, analyzer, certain))
    } else if case .shared(let reference) = expression.kind {
      choose(reference, analyzer, certain)
    } else if case .relationAggregate(_, let call) = expression.kind {
      let inside = analyzer.moved(inward: 1)
      var strict = inside
      strict.ignoresChoices = true
      let always = BoundAggregate(call, expression.operands).alwaysEvaluated
      let certainInside = certain.union(strict.accesses(of: always).certain)
      copy.operands = expression.operands.map { chosen($0, inside, certainInside) }
    } else {
      copy.operands = expression.operands.map { chosen($0, analyzer, certain) }
    }
    return copy
  }

  /// A named expression is read where it is first asked for.
  private mutating func choose(
    _ reference: SharedReference, _ analyzer: AccessAnalyzer, _ certain: Set<RowAccess>
  ) {
    guard let level = reference.level, shared.indices.contains(reference.index),
      chosenShared.insert(reference.index).inserted
    else { return }
    shared[reference.index].expression = chosen(
      shared[reference.index].expression, analyzer.moved(inward: -level), certain)
  }

  /// The reference with those sources in front that are read anyway.
  private mutating func chosen(
    _ reference: ColumnReference, _ analyzer: AccessAnalyzer, _ certain: Set<RowAccess>
  ) -> ColumnReference {
    let sources = reference.column.sources
    guard sources.count > 1 else { return reference }
    let row = analyzer.location(of: reference)
    for source in sources {
      candidates[RowAccess(row, source.access), default: []].insert(reference.column.name)
    }
    let isRead = sources.map { certain.contains(RowAccess(row, $0.access)) }
    guard isRead.contains(true), !isRead[0] else { return reference }
    hasChanged = true
    var copy = reference
    let paired = zip(sources, isRead)
    copy.column.sources = paired.filter(\.1).map(\.0) + paired.filter { !$0.1 }.map(\.0)
    return copy
  }
}
