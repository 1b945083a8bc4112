import QueryLanguage

/// The value of an expression in a frame.
typealias Evaluation = (Frame) -> Value

/// What an expression comes to as a test.
typealias Test = (Frame) -> Truth

/// Makes expressions into functions of a frame: the tree is walked once for a query, not for
/// every row.
struct Evaluator {
  let run: Run
  let givens: Givens

  init(in run: Run, givens: [BoundQuery.Given] = []) {
    self.run = run
    self.givens = Givens(givens)
  }

  func evaluation(of expression: BoundExpression) -> Evaluation {
    switch expression.kind {
    case .constant(let value): { _ in value }
    case .column(let reference): column(reference)
    case .given(let index, let level): given(index, level)
    case .groupKey(let index, let level): { $0.enclosing(level).group.keys[index] }
    case .groupAggregate(let index, let level): { $0.enclosing(level).group.aggregates[index] }
    case .relationAggregate(let aggregate): relationAggregate(aggregate)
    case .negate(let operand): negation(operand)
    case .binary(let operation, let left, let right):
      operation.isTest
        ? truthValue(expression) : binary(operation, left, right)
    case .call(let function, let arguments): call(function, arguments, expression.type)
    case .coalesce(let operands): coalesce(operands, expression.type)
    case .choice(let branches, let otherwise): choice(branches, otherwise, expression.type)
    case .match(let subject, let branches, let otherwise):
      match(subject, branches, otherwise, expression.type)
    case .element(let collection, let index), .lookup(let collection, let index):
      element(collection, index)
    case .not, .pattern, .between, .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists,
      .relationTest, .shortcut:
      truthValue(expression)
    }
  }

  /// What is not a test by its form is evaluated, and a null boolean counts as false.
  func test(of expression: BoundExpression) -> Test {
    switch expression.kind {
    case .not(let operand): negatedTest(operand)
    case .binary(let operation, let left, let right):
      binaryTest(expression, operation, left, right)
    case .pattern(let pattern): patternTest(pattern)
    case .between(let operand, let low, let high): between(operand, low, high)
    case .inValues(let operand, let values): inValues(operand, values)
    case .inQuery(let operand, let subquery): inQuery(operand, subquery)
    case .inCollection(let operand, let collection): inCollection(operand, collection)
    case .isNull(let operand): nullTest(operand, is: true)
    case .exists(let operand): nullTest(operand, is: false)
    case .isDenied(let operand): deniedTest(operand)
    case .relationTest(let path, let test): relationTest(path, test)
    case .shortcut(let shortcut): self.shortcut(shortcut)
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationAggregate, .negate, .call,
      .coalesce, .choice, .match, .element, .lookup:
      valueTest(expression)
    }
  }

  private func truthValue(_ expression: BoundExpression) -> Evaluation {
    let test = test(of: expression)
    return { test($0).value }
  }

  private func valueTest(_ expression: BoundExpression) -> Test {
    let value = evaluation(of: expression)
    return { Truth(value($0)) }
  }
}

/// A query's givens, made into functions when they are first referred to.
final class Givens {
  let expressions: [BoundQuery.Given]
  private var evaluations: [Int: Evaluation] = [:]

  init(_ expressions: [BoundQuery.Given]) {
    self.expressions = expressions
  }

  func evaluation(_ index: Int, by evaluator: Evaluator) -> Evaluation {
    if let known = evaluations[index] { return known }
    let evaluation = evaluator.evaluation(of: expressions[index].expression)
    evaluations[index] = evaluation
    return evaluation
  }
}

extension Evaluator {
  /// The given is evaluated in its query's own frame, and kept there.
  fileprivate func given(_ index: Int, _ level: Int) -> Evaluation {
    let evaluation = givens.evaluation(index, by: self)
    return { frame in
      let home = frame.enclosing(level)
      if let known = home.givens[index] { return known }
      let value = evaluation(home)
      home.remember(value, ofGiven: index)
      return value
    }
  }
}
