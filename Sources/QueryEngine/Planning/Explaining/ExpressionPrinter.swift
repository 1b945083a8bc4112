package import Binding
package import QueryLanguage
import Schema
package import Values

/// Writes bound expressions as a user would, for `explain` and for notes: it turns them back into
/// syntax, which QueryLanguage prints.
package struct ExpressionPrinter {
  private let shared: [SharedExpression]
  /// Nil for expressions of a row.
  private let grouping: Grouping?

  package init(_ plan: QueryPlan, _ scope: LogicalPlan.Scope) {
    self.init(
      shared: plan.shared, groupShared: plan.groupShared,
      grouping: scope == .row ? nil : plan.root.grouping)
  }

  /// Of expressions of a row, which may refer to these by their names.
  init(shared: [SharedExpression]) {
    self.init(shared: shared, groupShared: [])
  }

  private init(
    shared: [SharedExpression], groupShared: [SharedExpression], grouping: Grouping? = nil
  ) {
    self.shared = grouping == nil ? shared : groupShared
    self.grouping = grouping
    self.rowShared = shared
  }

  /// Those of a row, for the keys of a group.
  private let rowShared: [SharedExpression]

  /// In canonical form.
  package func text(of expression: BoundExpression) -> String {
    canonicalText(of: syntax(of: expression))
  }

  /// The same, but of a name what it stands for.
  package func definition(of expression: BoundExpression) -> String {
    guard case .shared(let reference) = expression.kind, reference.level == 0,
      shared.indices.contains(reference.index)
    else { return text(of: expression) }
    return text(of: shared[reference.index].expression)
  }

  private func syntax(of expression: BoundExpression) -> Expression {
    Expression(kind(of: expression), at: expression.range)
  }

  private func kind(of expression: BoundExpression) -> Expression.Kind {
    switch expression.kind {
    case .constant(let value): value.syntax
    case .column(let reference), .derived(let reference): path(reference.names)
    case .increase: call("delta", [syntax(of: expression.operands[0])])
    case .rate: call("rate", [syntax(of: expression.operands[0].withoutIncreases)])
    case .shared(let reference): name(of: reference)
    case .groupKey(let index, _): groupKey(index)
    case .groupAggregate(let index, _): groupAggregate(index)
    case .relationAggregate(_, let call): written(call.text)
    case .relationTest(let path, let test):
      .test(Expression(self.path(path.names), at: .unwritten), test, negated: false)
    case .operation(let operation):
      kind(of: operation, expression.operands, expression.operands.map(syntax))
    case .inQuery:
      .membership(
        syntax(of: expression.operands[0]), negated: false, .collection(named("subquery")))
    case .boundCheck: kind(of: expression.operands[0])
    }
  }

  private func kind(
    of operation: Operation, _ bound: [BoundExpression], _ operands: [Expression]
  ) -> Expression.Kind {
    switch operation {
    case .not: operands[0].negation
    case .negate: .unary(.negate, operands[0])
    case .binary(.subtract) where bound[1].isBeginning(of: bound[0]): call("delta", [operands[0]])
    case .binary(let operation): binary(operation, operands[0], operands[1])
    case .pattern(let kind, let pattern):
      binary(kind.operation, operands[0], pattern.map(literal) ?? operands[1])
    case .between: .between(operands[0], negated: false, low: operands[1], high: operands[2])
    case .inValues: .membership(operands[0], negated: false, .values(Array(operands.dropFirst())))
    case .inCollection: .membership(operands[0], negated: false, .collection(operands[1]))
    case .isNull: .test(operands[0], .null, negated: false)
    case .isDenied: .test(operands[0], .denied, negated: false)
    case .exists: .test(operands[0], .exists, negated: false)
    case .call(let function): call(function.schema.name, operands)
    case .coalesce: call("coalesce", operands)
    case .choice: choice(nil, operands[...])
    case .match: choice(operands[0], operands.dropFirst())
    case .element: .element(operands[0], operands[1])
    case .lookup: lookup(bound[1], operands)
    case .list: .list(operands)
    }
  }

  /// `env.HOME`, in backticks if the name is odd, where it is constant.
  private func lookup(_ key: BoundExpression, _ operands: [Expression]) -> Expression.Kind {
    guard case .text(let text)? = key.constant,
      let name = String(validating: text.bytes, as: UTF8.self), !name.isEmpty
    else { return .element(operands[0], operands[1]) }
    return .member(operands[0], Name(name, at: .unwritten))
  }

  private func name(of reference: SharedReference) -> Expression.Kind {
    path([shared.indices.contains(reference.index) ? shared[reference.index].name : "?"])
  }

  private func groupKey(_ index: Int) -> Expression.Kind {
    guard let grouping, grouping.keys.indices.contains(index) else { return path(["?"]) }
    return ExpressionPrinter(shared: rowShared).kind(of: grouping.keys[index])
  }

  private func groupAggregate(_ index: Int) -> Expression.Kind {
    guard let grouping, grouping.aggregates.indices.contains(index) else { return path(["?"]) }
    return written(grouping.aggregates[index].call.text)
  }

  /// The text of an aggregate is canonical already; as syntax it can stand within another.
  private func written(_ text: String) -> Expression.Kind {
    (try? parseExpression(SourceText(text)))?.kind ?? path([text])
  }

  private func path(_ names: [String]) -> Expression.Kind {
    guard let first = names.first else { return .literal(.null) }
    return names.dropFirst().reduce(named(first)) { base, name in
      Expression(.member(base, Name(name, at: .unwritten)), at: .unwritten)
    }.kind
  }

  private func named(_ name: String) -> Expression {
    Expression(.name(Name(name, at: .unwritten)), at: .unwritten)
  }

  private func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> Expression.Kind {
    .binary(BinaryOperation(operation, left: left, right: right, operatorRange: .unwritten))
  }

  private func literal(_ pattern: CompiledPattern) -> Expression {
    Expression(.literal(.text(pattern.text.bytes)), at: .unwritten)
  }

  private func call(_ name: String, _ arguments: [Expression]) -> Expression.Kind {
    .call(Call(name: Name(name, at: .unwritten), arguments: .expressions(arguments)))
  }

  /// Of tests and results in turns, and what else it comes to.
  private func choice(
    _ subject: Expression?, _ operands: ArraySlice<Expression>
  ) -> Expression.Kind {
    let rest = Array(operands)
    let branches = stride(from: 0, to: rest.count - 1, by: 2).map {
      CaseExpression.Branch(test: rest[$0], result: rest[$0 + 1])
    }
    return .choice(
      CaseExpression(
        subject: subject, branches: branches,
        otherwise: rest.count.isMultiple(of: 2) ? nil : rest.last))
  }
}

extension BoundExpression {
  /// Whether it is the same column as it was when the window began.
  fileprivate func isBeginning(of other: BoundExpression) -> Bool {
    guard case .column(let then) = kind, case .column(var now) = other.kind,
      then.moment.isBeginning
    else { return false }
    now.moment = then.moment
    return now.level == then.level && now.names == then.names
  }
}

extension QueryPlan {
  /// What an expression of the answer's rows is called: as the output that is the same, else by its
  /// text.
  package func name(of expression: BoundExpression) -> String {
    let printer = ExpressionPrinter(self, root.isGrouped ? .group : .row)
    let text = printer.text(of: expression)
    return outputs.first { printer.text(of: $0.expression) == text }?.name ?? text
  }
}

extension PatternKind {
  /// The operator that is written for it.
  package var operation: BinaryOperator {
    switch self {
    case .like: .like
    case .ilike: .ilike
    case .glob: .glob
    case .regex: .match
    case .regexInsensitive: .matchInsensitive
    }
  }
}
