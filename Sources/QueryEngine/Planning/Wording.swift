import QueryLanguage

// Bound expressions as they would be written, for `explain` and for notes: back to the tree, which
// QueryLanguage prints.
struct Wording {
  let givens: [BoundQuery.Given]
  var grouping: BoundQuery.Grouping?

  /// In canonical form.
  func text(of expression: BoundExpression) -> String {
    canonicalText(of: tree(of: expression))
  }

  /// The same, but of a name what it stands for.
  func definition(of expression: BoundExpression) -> String {
    let givens = grouping?.givens ?? givens
    guard case .given(let index, 0) = expression.kind, givens.indices.contains(index) else {
      return text(of: expression)
    }
    return text(of: givens[index].expression)
  }

  private func tree(of expression: BoundExpression) -> Expression {
    Expression(kind(of: expression.kind), at: expression.range)
  }

  private func kind(of kind: BoundExpression.Kind) -> Expression.Kind {
    switch kind {
    case .constant(let value): value.tree
    case .column(let reference): path(reference.path.map(\.name) + [reference.column.name])
    case .given(let index, _): given(index)
    case .groupKey(let index, _): groupKey(index)
    case .groupAggregate(let index, _): groupAggregate(index)
    case .relationAggregate(let aggregate): written(aggregate.aggregate.text)
    case .not(let operand): negation(of: tree(of: operand))
    case .negate(let operand): .unary(.negate, tree(of: operand))
    case .binary(let operation, let left, let right):
      binary(operation, tree(of: left), tree(of: right))
    case .pattern(let test): pattern(test)
    case .between(let operand, let low, let high):
      .between(tree(of: operand), negated: false, low: tree(of: low), high: tree(of: high))
    case .inValues(let operand, let values):
      .membership(tree(of: operand), negated: false, .values(values.map(tree)))
    case .inQuery(let operand, _):
      .membership(tree(of: operand), negated: false, .collection(named("subquery")))
    case .inCollection(let operand, let collection):
      .membership(tree(of: operand), negated: false, .collection(tree(of: collection)))
    case .isNull(let operand): .test(tree(of: operand), .null, negated: false)
    case .isDenied(let operand): .test(tree(of: operand), .denied, negated: false)
    case .exists(let operand): .test(tree(of: operand), .exists, negated: false)
    case .relationTest(let path, let test):
      .test(Expression(self.path(path.steps.map(\.name)), at: .nowhere), test, negated: false)
    case .call(let function, let arguments): call(function.name, arguments)
    case .coalesce(let operands): call("coalesce", operands)
    case .choice(let branches, let otherwise):
      choice(nil, branches.map { ($0.test, $0.result) }, otherwise)
    case .match(let subject, let branches, let otherwise):
      choice(subject, branches.map { ($0.value, $0.result) }, otherwise)
    case .element(let list, let index): .element(tree(of: list), tree(of: index))
    case .lookup(let map, let key): lookup(key, in: map)
    case .shortcut(let shortcut): self.kind(of: shortcut.test.kind)
    }
  }

  /// `env.HOME`, in backticks if the name is odd, where it is constant.
  private func lookup(_ key: BoundExpression, in map: BoundExpression) -> Expression.Kind {
    guard case .constant(.text(let text)) = key.kind,
      let name = String(validating: text.bytes, as: UTF8.self), !name.isEmpty
    else { return .element(tree(of: map), tree(of: key)) }
    return .member(tree(of: map), Name(name, at: .nowhere))
  }

  private func given(_ index: Int) -> Expression.Kind {
    let givens = grouping?.givens ?? givens
    return givens.indices.contains(index) ? path([givens[index].name]) : path(["?"])
  }

  private func groupKey(_ index: Int) -> Expression.Kind {
    guard let grouping, grouping.keys.indices.contains(index) else { return path(["?"]) }
    return Wording(givens: givens).kind(of: grouping.keys[index].kind)
  }

  private func groupAggregate(_ index: Int) -> Expression.Kind {
    guard let grouping, grouping.aggregates.indices.contains(index) else { return path(["?"]) }
    return written(grouping.aggregates[index].text)
  }

  /// The text of an aggregate is canonical already; as a tree it can stand within another.
  private func written(_ text: String) -> Expression.Kind {
    (try? parseExpression(Source(text)))?.kind ?? path([text])
  }

  private func path(_ names: [String]) -> Expression.Kind {
    guard let first = names.first else { return .literal(.null) }
    return names.dropFirst().reduce(named(first)) { base, name in
      Expression(.member(base, Name(name, at: .nowhere)), at: .nowhere)
    }.kind
  }

  private func named(_ name: String) -> Expression {
    Expression(.name(Name(name, at: .nowhere)), at: .nowhere)
  }

  private func binary(_ operation: BinaryOperator, _ left: Expression, _ right: Expression)
    -> Expression.Kind
  {
    .binary(BinaryOperation(operation, left: left, right: right, operatorRange: .nowhere))
  }

  private func pattern(_ test: PatternTest) -> Expression.Kind {
    let subject = tree(of: test.subject)
    return switch test.pattern {
    case .constant(let pattern):
      binary(
        test.kind.operation, subject, Expression(.literal(.text(pattern.text.bytes)), at: .nowhere))
    case .computed(let pattern): binary(test.kind.operation, subject, tree(of: pattern))
    }
  }

  private func call(_ name: String, _ arguments: [BoundExpression]) -> Expression.Kind {
    .call(Call(name: Name(name, at: .nowhere), arguments: .expressions(arguments.map(tree))))
  }

  private func choice(
    _ subject: BoundExpression?, _ branches: [(test: BoundExpression, result: BoundExpression)],
    _ otherwise: BoundExpression?
  ) -> Expression.Kind {
    .choice(
      CaseExpression(
        subject: subject.map(tree),
        branches: branches.map { .init(test: tree(of: $0.test), result: tree(of: $0.result)) },
        otherwise: otherwise.map(tree)))
  }

  /// `is not null` where there is such a form, else `not …`.
  private func negation(of expression: Expression) -> Expression.Kind {
    switch expression.kind {
    case .test(let operand, let test, false): return .test(operand, test, negated: true)
    case .membership(let operand, false, let members):
      return .membership(operand, negated: true, members)
    case .between(let operand, false, let low, let high):
      return .between(operand, negated: true, low: low, high: high)
    case .binary(var operation) where operation.operation.negatedForm != nil:
      operation.operation = operation.operation.negatedForm ?? operation.operation
      return .binary(operation)
    case .binary(var operation) where operation.operation.isNegatedByWord && !operation.negated:
      operation.negated = true
      return .binary(operation)
    case .literal, .parameter, .name, .member, .element, .unary, .binary, .between, .membership,
      .test, .call, .choice:
      return .unary(.not, expression)
    }
  }
}

extension BinaryOperator {
  fileprivate var negatedForm: BinaryOperator? {
    switch self {
    case .match: .notMatch
    case .matchInsensitive: .notMatchInsensitive
    case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .like,
      .ilike, .glob, .contains, .notMatch, .notMatchInsensitive, .concatenate, .add, .subtract,
      .multiply, .divide, .remainder:
      nil
    }
  }

  fileprivate var isNegatedByWord: Bool {
    switch self {
    case .like, .ilike, .glob, .contains: true
    case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .match,
      .notMatch, .matchInsensitive, .notMatchInsensitive, .concatenate, .add, .subtract, .multiply,
      .divide, .remainder:
      false
    }
  }
}

extension SourceRange {
  fileprivate static var nowhere: SourceRange { SourceRange(0, 0) }
}

extension Value {
  /// As a literal, or as what would come to it.
  fileprivate var tree: Expression.Kind {
    switch self {
    case .null: .literal(.null)
    case .denied: .name(Name("denied", at: .nowhere))
    case .boolean(let value): .literal(.boolean(value))
    case .integer(let number): .literal(.integer(number))
    case .real(let number): .literal(.real(number))
    case .size(let bytes): .literal(.size(bytes))
    case .duration(let nanoseconds): .literal(.duration(nanoseconds))
    case .time(let nanoseconds): .literal(.text(Array(ExactText.time(nanoseconds).utf8)))
    case .address(let address): .literal(.address(address))
    case .text(let text): .literal(.text(text.bytes))
    case .byteRate(let rate):
      Value.perSecond(Int64(exactly: rate).map(Literal.size) ?? .real(rate))
    case .countRate(let rate): Value.perSecond(.real(rate))
    case .list(let elements): Value.collection("list", elements)
    case .map(let map): Value.collection("map", map.entries.map { .text($0.key) })
    }
  }

  private static func perSecond(_ literal: Literal) -> Expression.Kind {
    .binary(
      BinaryOperation(
        .divide, left: Expression(.literal(literal), at: .nowhere),
        right: Expression(.literal(.duration(1_000_000_000)), at: .nowhere),
        operatorRange: .nowhere))
  }

  private static func collection(_ name: String, _ elements: [Value]) -> Expression.Kind {
    .call(
      Call(
        name: Name(name, at: .nowhere),
        arguments: .expressions(elements.map { Expression($0.tree, at: .nowhere) })))
  }
}

extension Plan {
  /// How an expression of the answer's rows is called: as the output that is the same, else by its
  /// text.
  func name(of expression: BoundExpression) -> String {
    let wording = Wording(givens: givens, grouping: grouping)
    let text = wording.text(of: expression)
    return outputs.first { wording.text(of: $0.expression) == text }?.name ?? text
  }
}
