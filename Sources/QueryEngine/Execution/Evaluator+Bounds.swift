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
