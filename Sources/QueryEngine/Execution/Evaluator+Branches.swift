// What evaluates only the branch it takes.
extension Evaluator {
  /// The first that is not null; a denied one is the answer, since nobody knows whether it is null.
  func coalesce(_ operands: [BoundExpression], _ type: ValueType) -> Evaluation {
    let operands = operands.map { branch($0, type) }
    return { frame in
      for operand in operands {
        let value = operand(frame)
        if !value.isNull { return value }
      }
      return .null
    }
  }

  func choice(
    _ branches: [(test: BoundExpression, result: BoundExpression)], _ otherwise: BoundExpression?,
    _ type: ValueType
  ) -> Evaluation {
    let branches = branches.map { (test: test(of: $0.test), result: branch($0.result, type)) }
    let otherwise = otherwise.map { branch($0, type) }
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

  func match(
    _ subject: BoundExpression, _ branches: [(value: BoundExpression, result: BoundExpression)],
    _ otherwise: BoundExpression?, _ type: ValueType
  ) -> Evaluation {
    let subject = evaluation(of: subject)
    let branches = branches.map {
      (value: evaluation(of: $0.value), result: branch($0.result, type))
    }
    let otherwise = otherwise.map { branch($0, type) }
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
