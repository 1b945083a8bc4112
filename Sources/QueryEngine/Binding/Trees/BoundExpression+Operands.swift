package import QueryLanguage
package import Schema
package import Values

extension BoundExpression {
  /// How many frames further in its operands are evaluated.
  package var inward: Int {
    if case .relationAggregate = kind { 1 } else { 0 }
  }

  /// The same over other operands. `transform` is told how many frames further in an operand is
  /// evaluated.
  package func mapOperands(
    _ transform: (BoundExpression, _ inward: Int) -> BoundExpression
  ) -> BoundExpression {
    var copy = self
    let inward = inward
    for index in operands.indices { copy.operands[index] = transform(operands[index], inward) }
    return copy
  }

  /// What the increases in it are of.
  package var withoutIncreases: BoundExpression {
    if case .increase = kind { return operands[0] }
    return mapOperands { operand, _ in operand.withoutIncreases }
  }

  /// Whether some part of it is such, itself and what stands in its operands.
  package func contains(where isWanted: (BoundExpression) -> Bool) -> Bool {
    isWanted(self) || operands.contains { $0.contains(where: isWanted) }
  }

  /// The same expression for a frame that stands so many levels further in.
  package func shifted(by levels: Int) -> BoundExpression {
    guard levels > 0 else { return self }
    return shifted(by: levels, from: 0)
  }

  /// Only references that leave the expression's own frames, those of at least `floor`, are
  /// shifted.
  private func shifted(by levels: Int, from floor: Int) -> BoundExpression {
    var copy = mapOperands { operand, inward in operand.shifted(by: levels, from: floor + inward) }
    if let level, level >= floor { copy.level = level + levels }
    return copy
  }

  /// The level of the frame that it refers to itself; nil if it refers to none.
  package var level: Int? {
    get { kind.placed?.level }
    set {
      guard let newValue, let placed = kind.placed else { return }
      kind = placed.at(newValue)
    }
  }
}

extension BoundExpression {
  /// The same with other ways from the row so many frames further in: to columns, and to related rows.
  package func mapPaths(
    depth: Int = 0, _ transform: (RelationPath) -> RelationPath
  ) -> BoundExpression {
    var copy = mapOperands { operand, inward in
      operand.mapPaths(depth: depth + inward, transform)
    }
    switch copy.kind {
    case .column(let reference) where reference.level == depth:
      copy.kind = .column(reference.mapPath(transform))
    case .derived(let reference) where reference.level == depth:
      copy.kind = .derived(reference.mapPath(transform))
    case .relationAggregate(let path, let call) where path.level == depth:
      copy.kind = .relationAggregate(transform(path), call)
    case .relationTest(let path, let test) where path.level == depth:
      copy.kind = .relationTest(transform(path), test)
    case _: break
    }
    return copy
  }
}

extension ColumnReference {
  fileprivate func mapPath(_ transform: (RelationPath) -> RelationPath) -> ColumnReference {
    let moved = transform(RelationPath(level: level, steps: path, moment: moment))
    return ColumnReference(
      level: moved.level, path: moved.steps, column: column, moment: moved.moment)
  }
}

extension SharedReference {
  /// Of the query whose frame is at a level.
  package init(_ index: Int, _ level: Int) {
    self.init(index, .frame(level: level))
  }

  /// Nil of the group's.
  package var level: Int? {
    switch scope {
    case .frame(let level): level
    case .group: nil
    }
  }
}

// What is made of operands.
extension BoundExpression {
  /// An operation of these operands; a test if no type is named.
  package static func operation(
    _ operation: Operation, _ operands: [BoundExpression], _ type: ValueType = .boolean,
    at range: SourceRange
  ) -> BoundExpression {
    BoundExpression(.operation(operation), operands, type, at: range)
  }

  /// A value that is known.
  package static func constant(_ value: Value, _ type: ValueType, at range: SourceRange)
    -> BoundExpression
  {
    BoundExpression(.constant(value), type, at: range)
  }

  /// The same, with its value taken from these words.
  package func taken(from vocabulary: Vocabulary?) -> BoundExpression {
    var copy = self
    copy.vocabulary = vocabulary
    return copy
  }

  /// The test `not (…)`.
  package var negated: BoundExpression { .operation(.not, [self], at: range) }

  /// The operation that it is; nil if it is none.
  package var operation: Operation? {
    if case .operation(let operation) = kind { operation } else { nil }
  }

  /// Whether its value is known.
  package var isConstant: Bool { constant != nil }

  /// The value of a constant.
  package var constant: Value? {
    if case .constant(let value) = kind { value } else { nil }
  }
}

// Chains of `and` and of `or`.
extension BoundExpression {
  /// `and` or `or`, if it is a chain of one.
  package var connective: BinaryOperator? {
    guard case .binary(let connective) = operation, connective == .and || connective == .or else {
      return nil
    }
    return connective
  }

  /// The operands of a chain of `and` or of `or`, from left to right; the expression itself where
  /// it is no such chain.
  package func operands(of connective: BinaryOperator) -> [BoundExpression] {
    var operands: [BoundExpression] = []
    var pending = [self]
    while let expression = pending.popLast() {
      if expression.connective == connective {
        pending += expression.operands.reversed()
      } else {
        operands.append(expression)
      }
    }
    return operands
  }

  /// The chain of these operands; a single one is itself, none is the constant that changes no
  /// other: true for `and`, false for `or`.
  package static func chain(
    _ connective: BinaryOperator, _ operands: [BoundExpression], at range: SourceRange
  ) -> BoundExpression {
    guard let first = operands.first else {
      return .constant(.boolean(connective == .and), .boolean, at: range)
    }
    return operands.dropFirst().reduce(first) { chain, operand in
      .operation(
        .binary(connective), [chain, operand], at: chain.range.joined(with: operand.range))
    }
  }
}
