import Binding
import QueryLanguage
import Schema
import Values

// Operations that come to a value. Those that are not told of here have the one meaning that
// `Operation` gives them, of operands that are all evaluated.
extension Evaluator {
  /// The value of an operation that is no test by its form.
  func operationValue(_ operation: Operation, _ expression: BoundExpression) -> Evaluation {
    let operands = expression.operands
    switch operation {
    case .binary(let operation): return binary(operation, operands[0], operands[1])
    case .element, .lookup: return element(of: operands[0], at: operands[1])
    case .call(let function): return call(function, expression)
    case .coalesce: return coalesce(operands, expression.type)
    case .choice: return choice(operands, expression.type)
    case .match: return match(operands[0], Array(operands.dropFirst()), expression.type)
    case .not, .negate, .pattern, .between, .inValues, .inCollection, .isNull, .isDenied, .exists,
      .list:
      return eager(operation, expression)
    }
  }

  private func eager(_ operation: Operation, _ expression: BoundExpression) -> Evaluation {
    let operands = expression.operands.map(evaluation)
    let type = expression.type
    let patterns = run.patterns
    return { frame in
      operation.value(of: operands.map { $0(frame) }, type: type, in: patterns)
    }
  }

  private func binary(
    _ operation: BinaryOperator, _ left: BoundExpression, _ right: BoundExpression
  ) -> Evaluation {
    let left = evaluation(of: left)
    let right = evaluation(of: right)
    return { Operators.evaluate(operation, left($0), right($0)) }
  }

  private func element(of collection: BoundExpression, at index: BoundExpression) -> Evaluation {
    let collection = evaluation(of: collection)
    let index = evaluation(of: index)
    return { Operators.element(index($0), of: collection($0)) }
  }

  /// What a function of the snapshot comes to, the snapshot says.
  private func call(_ function: ScalarFunction, _ expression: BoundExpression) -> Evaluation {
    guard function.schema.evaluation == .ofSnapshot else {
      return eager(.call(function), expression)
    }
    let arguments = expression.operands.map(evaluation)
    let name = function.schema.name
    return { [run] frame in
      function.strictly(arguments.map { $0(frame) }) { values in
        run.snapshotValue(of: name, values)
      }
    }
  }
}

// Operations that evaluate only the branch they take.
extension Evaluator {
  /// The first that is not null; a denied one is the answer, since nobody knows whether it is null.
  private func coalesce(_ operands: [BoundExpression], _ type: ValueType) -> Evaluation {
    let operands = operands.map { branch($0, type) }
    return { frame in
      for operand in operands {
        let value = operand(frame)
        if !value.isNull { return value }
      }
      return .null
    }
  }

  private func choice(_ operands: [BoundExpression], _ type: ValueType) -> Evaluation {
    let branches = stride(from: 0, to: operands.count - 1, by: 2).map {
      (test: test(of: operands[$0]), result: branch(operands[$0 + 1], type))
    }
    let otherwise = operands.otherwise.map { branch($0, type) }
    return { frame in
      for branch in branches {
        switch branch.test(frame) {
        case .true: return branch.result(frame)
        case .false: continue
        case .unknown(let denial): return .denied(denial)
        }
      }
      return otherwise?(frame) ?? .null
    }
  }

  private func match(
    _ subject: BoundExpression, _ operands: [BoundExpression], _ type: ValueType
  ) -> Evaluation {
    let subject = evaluation(of: subject)
    let branches = stride(from: 0, to: operands.count - 1, by: 2).map {
      (value: evaluation(of: operands[$0]), result: branch(operands[$0 + 1], type))
    }
    let otherwise = operands.otherwise.map { branch($0, type) }
    return { frame in
      let value = subject(frame)
      for branch in branches {
        switch Operators.equal(value, branch.value(frame)) {
        case .true: return branch.result(frame)
        case .false: continue
        case .unknown(let denial): return .denied(denial)
        }
      }
      return otherwise?(frame) ?? .null
    }
  }

  /// A branch as a value of the type that all branches have in common.
  private func branch(_ expression: BoundExpression, _ type: ValueType) -> Evaluation {
    let value = evaluation(of: expression)
    if expression.type == type { return value }
    return { value($0).converted(to: type) }
  }
}

extension [BoundExpression] {
  /// What stands behind the pairs of tests and results.
  fileprivate var otherwise: BoundExpression? { count.isMultiple(of: 2) ? nil : last }
}
