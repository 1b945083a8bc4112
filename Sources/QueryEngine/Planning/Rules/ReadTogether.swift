extension PlanningRule {
  /// A column that several files can tell is taken from one that is read anyway: by the tests before
  /// it, or by another column of the answer.
  static let readTogether = PlanningRule(name: "read together") { plan, planner in
    var chooser = VariantChooser(Reader(planner, givens: plan.givens))
    plan.source = plan.source.choosing(planner, &chooser.hasChanged)
    for index in plan.tests.indices { chooser.choose(&plan.tests[index]) }
    if var grouping = plan.grouping {
      chooser.choose(&grouping)
      plan.grouping = grouping
    } else {
      plan.chooseForOutputs(&chooser)
    }
    plan.givens = chooser.givens
    return chooser.hasChanged
  }
}

extension Plan {
  fileprivate mutating func chooseForOutputs(_ chooser: inout VariantChooser) {
    var keys = order.map(\.expression)
    var cells = outputs.map(\.expression)
    if holding == .topRows {
      chooser.choose(together: &keys)
      chooser.choose(together: &cells)
    } else {
      var both = cells + keys
      chooser.choose(together: &both)
      cells = Array(both.prefix(cells.count))
      keys = Array(both.dropFirst(cells.count))
    }
    for index in outputs.indices { outputs[index].expression = cells[index] }
    for index in order.indices { order[index].expression = keys[index] }
  }
}

extension Plan.Source {
  fileprivate func choosing(_ planner: Planner, _ hasChanged: inout Bool) -> Plan.Source {
    guard case .related(let owners, var tests, let relation, let table) = self else { return self }
    var chooser = VariantChooser(Reader(planner))
    for index in tests.indices { chooser.choose(&tests[index]) }
    hasChanged = hasChanged || chooser.hasChanged
    return .related(owners.choosing(planner, &hasChanged), tests: tests, relation, table)
  }
}

/// Chooses, step by step, where columns are read from.
private struct VariantChooser {
  private var reader: Reader
  private(set) var givens: [BoundQuery.Given]
  private var chosenGivens: Set<Int> = []
  /// Which columns could be read from where, of those that have a choice.
  private var rivals: [Reading.Opening: Set<String>] = [:]
  var hasChanged = false

  init(_ reader: Reader) {
    self.reader = reader
    self.givens = reader.givens
  }

  mutating func choose(_ expression: inout BoundExpression) {
    var expressions = [expression]
    choose(together: &expressions)
    expression = expressions[0]
  }

  /// The keys, the filters and the arguments without a filter are evaluated of every row.
  mutating func choose(_ grouping: inout BoundQuery.Grouping) {
    let evaluated = grouping.keys + grouping.aggregates.flatMap(\.alwaysEvaluated)
    let certain = certainOpenings(of: evaluated)
    grouping.keys = grouping.keys.map { chosen($0, reader, certain) }
    grouping.aggregates = grouping.aggregates.map { aggregate in
      aggregate.mapOperands { chosen($0, reader, certain) }
    }
  }

  /// For expressions that are all evaluated.
  mutating func choose(together expressions: inout [BoundExpression]) {
    let certain = certainOpenings(of: expressions)
    expressions = expressions.map { chosen($0, reader, certain) }
    reader.givens = givens
    reader.held.formUnion(Reading(of: expressions, in: reader).certain)
  }

  /// What is open, or will be whichever origin is chosen for a column that has several, and what
  /// then is opened for one of those and can tell another one of them too.
  private func certainOpenings(of expressions: [BoundExpression]) -> Set<Reading.Opening> {
    var strict = reader
    strict.ignoresChoices = true
    let certain = reader.held.union(Reading(of: expressions, in: strict).certain)
    var trial = self
    trial.rivals = [:]
    let tried = expressions.map { trial.chosen($0, reader, certain) }
    let shared = Reading(of: tried, in: reader).certain.filter { opening in
      trial.rivals[opening, default: []].count > 1
    }
    return certain.union(shared)
  }

  private mutating func chosen(
    _ expression: BoundExpression, _ reader: Reader, _ certain: Set<Reading.Opening>
  ) -> BoundExpression {
    var result = expression
    switch expression.kind {
    case .column(let reference):
      result.kind = .column(chosen(reference, reader, certain))
    case .given(let index, let level):
      chooseGiven(index, reader.outside(level), certain)
    case .relationAggregate(let aggregate):
      let inside = reader.inside
      var strict = inside
      strict.ignoresChoices = true
      let certainInside = certain.union(
        Reading(of: aggregate.aggregate.alwaysEvaluated, in: strict).certain)
      result = expression.mapOperands { operand, _ in chosen(operand, inside, certainInside) }
    case .constant, .groupKey, .groupAggregate, .not, .negate, .binary, .pattern, .between,
      .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists, .relationTest, .call,
      .coalesce, .choice, .match, .element, .lookup, .shortcut:
      result = expression.mapOperands { operand, _ in chosen(operand, reader, certain) }
    }
    return result
  }

  /// A given is read where it is first asked for.
  private mutating func chooseGiven(
    _ index: Int, _ reader: Reader, _ certain: Set<Reading.Opening>
  ) {
    guard givens.indices.contains(index), chosenGivens.insert(index).inserted else { return }
    givens[index].expression = chosen(givens[index].expression, reader, certain)
  }

  /// The reference with those origins in front that are read anyway.
  private mutating func chosen(
    _ reference: ColumnReference, _ reader: Reader, _ certain: Set<Reading.Opening>
  ) -> ColumnReference {
    let place = reader.place(of: reference)
    let variants = reference.column.variants
    if variants.count > 1 {
      for variant in variants {
        rivals[.init(place: place, origin: variant.origin), default: []].insert(
          reference.column.name)
      }
    }
    let isRead = variants.map { certain.contains(.init(place: place, origin: $0.origin)) }
    guard variants.count > 1, isRead.contains(true), !isRead[0] else { return reference }
    hasChanged = true
    var copy = reference
    let read = zip(variants, isRead).filter(\.1).map(\.0)
    let others = zip(variants, isRead).filter { !$0.1 }.map(\.0)
    copy.column = reference.column.reading(from: read + others)
    return copy
  }
}

extension BoundAggregate {
  /// What is evaluated of every row, whatever its filter says.
  var alwaysEvaluated: [BoundExpression] {
    [filter ?? argument].compactMap(\.self)
  }
}

extension Column {
  /// The same fact, from these origins in this order.
  fileprivate func reading(from variants: [Variant]) -> Column {
    Column(
      name, aliases: aliases, group: group, type: type, summary, entry: entry, variants: variants,
      bound: bound)
  }
}
