extension BoundExpression {
  /// The same node over other operands. `transform` is told how many frames further in an operand
  /// is evaluated: 1 for the argument and the filter of a relation's aggregate, else 0.
  func mapOperands(_ transform: (BoundExpression, _ inward: Int) -> BoundExpression)
    -> BoundExpression
  {
    BoundExpression(kind.mapOperands(transform), type, at: range)
  }

  /// Calls `body` for each operand, as `mapOperands` would.
  func forEachOperand(_ body: (BoundExpression, _ inward: Int) -> Void) {
    _ = mapOperands { operand, inward in
      body(operand, inward)
      return operand
    }
  }

  /// The same expression for a frame that stands so many levels further in.
  func shifted(by levels: Int) -> BoundExpression {
    guard levels > 0 else { return self }
    return shifted(by: levels, from: 0)
  }

  /// Only references that leave the expression's own frames, those of at least `floor`, are shifted.
  private func shifted(by levels: Int, from floor: Int) -> BoundExpression {
    var copy = mapOperands { operand, inward in operand.shifted(by: levels, from: floor + inward) }
    copy.kind = copy.kind.mapLevel { $0 >= floor ? $0 + levels : $0 }
    return copy
  }
}

// Trees may be a thousand nodes high, so that what maps them keeps little on the stack: kinds of few
// operands and of many are apart.
extension BoundExpression.Kind {
  fileprivate typealias Map = (BoundExpression) -> BoundExpression

  fileprivate func mapOperands(_ transform: (BoundExpression, _ inward: Int) -> BoundExpression)
    -> BoundExpression.Kind
  {
    switch self {
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationTest: self
    case .binary: mapTwo { transform($0, 0) }
    case .not, .negate, .isNull, .isDenied, .exists, .inQuery, .shortcut:
      mapOne { transform($0, 0) }
    case .element, .lookup, .inCollection: mapTwo { transform($0, 0) }
    case .pattern, .between, .inValues, .call, .coalesce: mapMany { transform($0, 0) }
    case .choice, .match: mapBranches { transform($0, 0) }
    case .relationAggregate(let aggregate):
      .relationAggregate(aggregate.mapOperands { transform($0, 1) })
    }
  }

  private func mapOne(_ map: Map) -> BoundExpression.Kind {
    switch self {
    case .not(let operand): .not(map(operand))
    case .negate(let operand): .negate(map(operand))
    case .isNull(let operand): .isNull(map(operand))
    case .isDenied(let operand): .isDenied(map(operand))
    case .exists(let operand): .exists(map(operand))
    case .inQuery(let operand, let query): .inQuery(map(operand), query)
    case .shortcut(let shortcut): .shortcut(shortcut.testing(map(shortcut.test)))
    case _: self
    }
  }

  private func mapTwo(_ map: Map) -> BoundExpression.Kind {
    switch self {
    case .binary(let operation, let left, let right): .binary(operation, map(left), map(right))
    case .element(let collection, let index): .element(map(collection), map(index))
    case .lookup(let collection, let key): .lookup(map(collection), map(key))
    case .inCollection(let operand, let collection): .inCollection(map(operand), map(collection))
    case _: self
    }
  }

  private func mapMany(_ map: Map) -> BoundExpression.Kind {
    switch self {
    case .pattern(let test): .pattern(test.mapOperands(map))
    case .between(let operand, let low, let high):
      .between(map(operand), low: map(low), high: map(high))
    case .inValues(let operand, let values): .inValues(map(operand), values.map(map))
    case .call(let function, let arguments): .call(function, arguments.map(map))
    case .coalesce(let operands): .coalesce(operands.map(map))
    case _: self
    }
  }

  private func mapBranches(_ map: Map) -> BoundExpression.Kind {
    switch self {
    case .choice(let branches, let otherwise):
      .choice(
        branches.map { (test: map($0.test), result: map($0.result)) }, otherwise: otherwise.map(map)
      )
    case .match(let subject, let branches, let otherwise):
      .match(
        map(subject), branches.map { (value: map($0.value), result: map($0.result)) },
        otherwise: otherwise.map(map))
    case _: self
    }
  }

  /// The same node with another level, if it has one.
  func mapLevel(_ transform: (Int) -> Int) -> BoundExpression.Kind {
    switch self {
    case .column(var reference):
      reference.level = transform(reference.level)
      return .column(reference)
    case .given(let index, let level): return .given(index: index, level: transform(level))
    case .groupKey(let index, let level): return .groupKey(index: index, level: transform(level))
    case .groupAggregate(let index, let level):
      return .groupAggregate(index: index, level: transform(level))
    case .relationAggregate(var aggregate):
      aggregate.path.level = transform(aggregate.path.level)
      return .relationAggregate(aggregate)
    case .relationTest(var path, let test):
      path.level = transform(path.level)
      return .relationTest(path, test)
    case .constant, .not, .negate, .binary, .pattern, .between, .inValues, .inQuery, .inCollection,
      .isNull, .isDenied, .exists, .call, .coalesce, .choice, .match, .element, .lookup, .shortcut:
      return self
    }
  }
}

extension Shortcut {
  fileprivate func testing(_ test: BoundExpression) -> Shortcut {
    Shortcut(test, below: ceiling, verdict)
  }
}

extension PatternTest {
  fileprivate func mapOperands(_ transform: (BoundExpression) -> BoundExpression) -> PatternTest {
    var copy = self
    copy.subject = transform(subject)
    if case .computed(let pattern) = pattern { copy.pattern = .computed(transform(pattern)) }
    return copy
  }
}

extension RelationAggregate {
  fileprivate func mapOperands(_ transform: (BoundExpression) -> BoundExpression)
    -> RelationAggregate
  {
    var copy = self
    copy.aggregate = aggregate.mapOperands(transform)
    return copy
  }
}

extension BoundAggregate {
  func mapOperands(_ transform: (BoundExpression) -> BoundExpression) -> BoundAggregate {
    var copy = self
    copy.argument = argument.map(transform)
    copy.filter = filter.map(transform)
    return copy
  }
}
