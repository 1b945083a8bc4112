extension BoundExpression {
  /// The same node over other operands. `transform` is told how many frames further in an operand
  /// is evaluated: 1 for the argument and the filter of a relation's aggregate, else 0.
  func mapOperands(_ transform: (BoundExpression, _ inward: Int) -> BoundExpression)
    -> BoundExpression
  {
    func here(_ operand: BoundExpression) -> BoundExpression { transform(operand, 0) }
    var copy = self
    copy.kind =
      switch kind {
      case .constant, .column, .given, .groupKey, .groupAggregate, .relationTest: kind
      case .not(let operand): .not(here(operand))
      case .negate(let operand): .negate(here(operand))
      case .binary(let operation, let left, let right):
        .binary(operation, here(left), here(right))
      case .pattern(let test): .pattern(test.mapOperands(here))
      case .between(let operand, let low, let high):
        .between(here(operand), low: here(low), high: here(high))
      case .inValues(let operand, let values): .inValues(here(operand), values.map(here))
      case .inQuery(let operand, let query): .inQuery(here(operand), query)
      case .inCollection(let operand, let collection):
        .inCollection(here(operand), here(collection))
      case .isNull(let operand): .isNull(here(operand))
      case .isDenied(let operand): .isDenied(here(operand))
      case .exists(let operand): .exists(here(operand))
      case .call(let function, let arguments): .call(function, arguments.map(here))
      case .coalesce(let operands): .coalesce(operands.map(here))
      case .choice(let branches, let otherwise):
        .choice(
          branches.map { (test: here($0.test), result: here($0.result)) },
          otherwise: otherwise.map(here))
      case .match(let subject, let branches, let otherwise):
        .match(
          here(subject), branches.map { (value: here($0.value), result: here($0.result)) },
          otherwise: otherwise.map(here))
      case .element(let collection, let index): .element(here(collection), here(index))
      case .lookup(let map, let key): .lookup(here(map), here(key))
      case .relationAggregate(let aggregate):
        .relationAggregate(aggregate.mapOperands { transform($0, 1) })
      }
    return copy
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

extension BoundExpression.Kind {
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
      .isNull, .isDenied, .exists, .call, .coalesce, .choice, .match, .element, .lookup:
      return self
    }
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
