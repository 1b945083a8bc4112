import Binding
import Schema
import Values

/// The value of an expression in a frame.
typealias Evaluation = (Frame) -> Value

/// What an expression comes to as a test.
typealias Test = (Frame) -> Truth

/// Makes expressions into functions of a frame: the tree is walked once for a query, not for
/// every row.
struct Evaluator {
  /// The statement's run: its snapshot, notes, patterns and cancellation.
  let run: Run
  private let evaluations: SharedEvaluations

  init(in run: Run, shared: [SharedExpression] = []) {
    self.run = run
    self.evaluations = SharedEvaluations(shared)
  }

  /// The named expressions that the others may refer to.
  var shared: [SharedExpression] { evaluations.expressions }

  /// A function that evaluates the expression in a frame; it may be called for any number of rows.
  func evaluation(of expression: BoundExpression) -> Evaluation {
    switch function(of: expression) {
    case .value(let evaluation): evaluation
    case .truth(let test): value(of: test)
    }
  }

  /// What is not a test by its form is evaluated, and a null boolean counts as false.
  func test(of expression: BoundExpression) -> Test {
    switch function(of: expression) {
    case .value(let evaluation): test(of: evaluation)
    case .truth(let test): test
    }
  }

  /// What an expression becomes: a test by its form comes to a truth, all else to a value.
  private enum Function {
    case value(Evaluation)
    case truth(Test)
  }

  private func function(of expression: BoundExpression) -> Function {
    switch expression.kind {
    case .constant(let value): .value({ _ in value })
    case .column(let reference): .value(column(reference))
    case .shared(let reference): .value(shared(reference))
    case .groupKey(let index, let level): .value({ $0.enclosing(level).group.keys[index] })
    case .groupAggregate(let index, let level):
      .value({ $0.enclosing(level).group.aggregates[index] })
    case .relationAggregate(let path, let call):
      .value(relationAggregate(path, BoundAggregate(call, expression.operands)))
    case .operation(let operation):
      operationTest(operation, expression).map(Function.truth)
        ?? .value(operationValue(operation, expression))
    case .inQuery(let subquery): .truth(membershipTest(expression.operands[0], in: subquery))
    case .relationTest(let path, let test): .truth(relationTest(path, test))
    case .boundCheck(let check): .truth(boundCheckTest(check, expression.operands[0]))
    case .increase: .value(increase(of: expression.operands))
    case .rate: .value(rate(of: expression.operands[0]))
    case .derived: function(of: expression.operands[0])
    }
  }

  private func value(of test: @escaping Test) -> Evaluation { { test($0).value } }

  private func test(of value: @escaping Evaluation) -> Test { { Truth(value($0)) } }

  /// A named expression is evaluated in its query's own frame, and kept there.
  private func shared(_ reference: SharedReference) -> Evaluation {
    let index = reference.index
    let level = reference.level ?? 0
    let evaluation = evaluations.evaluation(index, by: self)
    return { frame in
      let home = frame.enclosing(level)
      if let known = home.shared[index] { return known }
      let value = evaluation(home)
      home.remember(value, ofShared: index)
      return value
    }
  }
}

/// A query's named expressions, made into functions when they are first referred to.
private final class SharedEvaluations {
  let expressions: [SharedExpression]
  private var evaluations: [Int: Evaluation] = [:]

  init(_ expressions: [SharedExpression]) {
    self.expressions = expressions
  }

  func evaluation(_ index: Int, by evaluator: Evaluator) -> Evaluation {
    if let known = evaluations[index] { return known }
    let evaluation = evaluator.evaluation(of: expressions[index].expression)
    evaluations[index] = evaluation
    return evaluation
  }
}
