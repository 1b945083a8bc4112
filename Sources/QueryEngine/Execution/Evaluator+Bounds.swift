import QueryLanguage

extension Evaluator {
  /// Asks the bound, unless what is dear is held already; if that does not settle the test, what is
  /// dear decides. What may not be read is settled by the bound likewise.
  func shortcut(_ shortcut: Shortcut) -> Test {
    let test = test(of: shortcut.test)
    let settle = settling(shortcut)
    let isHeld = holding(shortcut.ceiling.subject)
    return { frame in
      guard isHeld(frame) else { return settle(frame).map { Truth($0) } ?? test(frame) }
      let truth = test(frame)
      return truth.isUnknown ? settle(frame).map { Truth($0) } ?? truth : truth
    }
  }

  /// Whether a test that is evaluated of a row will open what is dear: not where a bound settles it.
  func opensDear(_ test: BoundExpression) -> (Frame) -> Bool {
    switch test.kind {
    case .not(let operand): return opensDear(operand)
    case .shortcut(let shortcut):
      let settle = settling(shortcut)
      return { settle($0) == nil }
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationAggregate, .negate,
      .binary, .pattern, .between, .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists,
      .relationTest, .call, .coalesce, .choice, .match, .element, .lookup:
      return { _ in true }
    }
  }

  /// What can be said of a test without opening anything dear, by bounds and by what is cheap; nil
  /// where that is nothing.
  func testWithoutDear(_ expression: BoundExpression, _ reader: Reader) -> Test? {
    if reader.reading(expression).isCheap(reader.held) { return test(of: expression) }
    switch expression.kind {
    case .not(let operand):
      return testWithoutDear(operand, reader).map { test in { test($0).negated } }
    case .binary(let operation, _, _) where operation == .and || operation == .or:
      let tests = expression.operands(of: operation).map { testWithoutDear($0, reader) }
      return chainWithoutDear(operation, tests)
    case .given(let index, 0) where givens.expressions.indices.contains(index):
      return testWithoutDear(givens.expressions[index].expression, reader)
    case .shortcut(let shortcut):
      guard reader.reading(shortcut.ceiling).isCheap(reader.held) else { return nil }
      let settle = settling(shortcut)
      let unread = Truth.unknown(.origin(shortcut.ceiling.subject.column.variants[0].origin))
      return { settle($0).map { Truth($0) } ?? unread }
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationAggregate, .negate,
      .binary, .pattern, .between, .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists,
      .relationTest, .call, .coalesce, .choice, .match, .element, .lookup:
      return nil
    }
  }

  /// Of the operands of which nothing can be said, none is evaluated: they count as unknown.
  private func chainWithoutDear(_ operation: BinaryOperator, _ tests: [Test?]) -> Test? {
    let known = tests.compactMap(\.self)
    guard !known.isEmpty else { return nil }
    let settling = operation == .or
    let unread = Truth.unknown(.pattern)
    return { frame in
      var result = known.count == tests.count ? Truth(!settling) : unread
      for test in known {
        let truth = test(frame)
        result = settling ? result.or(truth) : result.and(truth)
        if settling ? result.isTrue : result.isFalse { break }
      }
      return result
    }
  }

  /// What the bound alone says of the test. A comparison of null is false, but for `!=`.
  private func settling(_ shortcut: Shortcut) -> (Frame) -> Bool? {
    let ceiling = evaluation(of: shortcut.ceiling)
    let verdict = shortcut.verdict
    let resultOfNull = shortcut.test.isInequality
    return { frame in
      let highest = ceiling(frame)
      if highest.isNull { return resultOfNull }
      let isSettled = Operators.compare(verdict.operation, highest, verdict.constant).isTrue
      return isSettled ? verdict.result : nil
    }
  }

  /// The most that the expression can be: null where it is null, denied where nothing is known.
  func evaluation(of ceiling: Ceiling) -> Evaluation {
    let bound = column(ceiling.bound)
    let expression = evaluation(of: ceiling.expression)
    let unknown = Value.denied(.origin(ceiling.subject.column.variants[0].origin))
    return { frame in
      let bound = bound(frame)
      if bound.isNull { return .null }
      if bound.isDenied { return unknown }
      let value = expression(frame)
      // Too large to be told.
      return value.isNull ? unknown : value
    }
  }

  /// Whether a column's row has it already.
  func holding(_ reference: ColumnReference) -> (Frame) -> Bool {
    let origins = reference.column.variants.map(\.origin)
    let row = row(of: reference)
    return { frame in
      guard let row = row(frame) else { return false }
      return origins.contains(where: row.holds)
    }
  }
}

extension BoundExpression {
  fileprivate var isInequality: Bool {
    if case .binary(.notEqual, _, _) = kind { true } else { false }
  }
}

extension Reading {
  /// Whether all that it opens is a small file, or open already.
  fileprivate func isCheap(_ held: Set<Opening>) -> Bool {
    possible.allSatisfy { $0.origin.cost <= .file || held.contains($0) }
  }
}
