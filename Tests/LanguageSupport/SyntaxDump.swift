package import QueryLanguage

/// The syntax tree as lines, one for each node, without positions.
package func syntaxDump(of script: Script) -> String {
  script.statements.map { statement in
    var dump = ""
    Branch(statement).draw(into: &dump)
    return dump
  }.joined(separator: "\n")
}

/// A node of any kind, as it is drawn.
private struct Branch {
  let label: String
  var branches: [Branch] = []

  init(_ label: String, _ branches: [Branch] = []) {
    self.label = label
    self.branches = branches
  }

  /// Draws the node and what is below it; every line but the first begins with `indent`.
  func draw(indent: String = "", into dump: inout String) {
    dump += label + "\n"
    for (index, branch) in branches.enumerated() {
      let isLast = index == branches.count - 1
      dump += indent + (isLast ? "└─ " : "├─ ")
      branch.draw(indent: indent + (isLast ? "   " : "│  "), into: &dump)
    }
  }
}

// MARK: - Statements and clauses

extension Branch {
  init(_ statement: Statement) {
    switch statement.kind {
    case .query(let query): self.init(query)
    case .let(let statement):
      self.init("let " + statement.name.asAnyName, [Branch(statement.definition)])
    case .parameter(let statement):
      self.init("param " + statement.name.asAnyName, statement.value.map { [Branch($0)] } ?? [])
    case .describe(.sources): self.init("describe")
    case .describe(.source(let name)): self.init("describe", [Branch("source " + name.asAnyName)])
    case .describe(.functions): self.init("describe functions")
    case .describe(.keywords): self.init("describe keywords")
    case .explain(let statement):
      let label = statement.analysis == nil ? "explain" : "explain analyze"
      switch statement.subject {
      case .query(let query): self.init(label, [Branch(query)])
      case .action(let action): self.init(label, [Branch(action)])
      }
    case .watch(let statement):
      self.init("watch", statement.interval.map { [Branch($0)] } ?? [], statement.query)
    case .changes(let statement):
      self.init("changes", statement.interval.map { [Branch($0)] } ?? [], statement.query)
    case .wait(let statement):
      self.init(
        statement.condition == .someRow ? "wait for" : "wait while",
        statement.limit.map { [Branch($0)] } ?? [], statement.query)
    case .record(let statement):
      let interval = statement.interval.map { [Branch("interval", [Branch($0)])] } ?? []
      let keep = statement.keep.map { [Branch("keep", [Branch($0)])] } ?? []
      self.init(
        "record", interval + [Branch("into", [Branch(statement.file)])] + keep, statement.query)
    case .action(let statement): self.init(statement)
    }
  }

  private init(_ action: ActionStatement) {
    switch action {
    case .kill(let statement):
      let then = statement.then.map {
        [Branch("then", [Branch($0.interval), Branch("signal " + $0.signal.text)])]
      }
      self.init(
        "kill",
        (statement.signal.map { [Branch("signal " + $0.text)] } ?? []) + [Branch(statement.query)]
          + (then ?? []))
    case .set(let statement):
      let setting = statement.setting
      let path = ([setting.column] + (setting.entry.map { [$0] } ?? [])).map(\.asAnyName)
      self.init(
        "set " + path.joined(separator: "."), [Branch(statement.value)], statement.query)
    }
  }

  private init(_ label: String, _ branches: [Branch], _ query: Query) {
    self.init(label, branches + [Branch(query)])
  }

  private init(_ definition: LetStatement.Definition) {
    switch definition {
    case .expression(let expression): self.init(expression)
    case .query(let query): self.init(query)
    }
  }

  init(_ query: Query) {
    let clauses: [Branch?] = [
      query.select.map(Branch.init),
      query.from.map(Branch.init),
      query.at.map { Branch("at", [Branch($0.moment)]) },
      query.over.map(Branch.init),
      query.filter.map { Branch("where", [Branch($0.test)]) },
      query.group.map { Branch("group by", $0.keys.map(Branch.init)) },
      query.having.map { Branch("having", [Branch($0.test)]) },
      query.order.map { Branch("order by", $0.items.map(Branch.init)) },
      query.limit.map { Branch("limit", [Branch($0.count)]) },
      query.offset.map { Branch("offset", [Branch($0.count)]) },
    ]
    self.init("query", clauses.compactMap { $0 })
  }

  private init(_ clause: SelectClause) {
    self.init(clause.distinct ? "select distinct" : "select", clause.items.map(Branch.init))
  }

  private init(_ item: SelectItem) {
    switch item.kind {
    case .star: self.init("*")
    case .group(let name): self.init("group " + name.asAnyName)
    case .expression(let expression, nil): self.init(expression)
    case .expression(let expression, let name?):
      self.init("as " + name.asAnyName, [Branch(expression)])
    }
  }

  private init(_ clause: FromClause) {
    switch clause.source {
    case .name(let name): self.init("from " + name.asAnyName)
    case .query(let query): self.init("from", [Branch(query)])
    }
  }

  private init(_ clause: OverClause) {
    let step = clause.step.map { [Branch("every", [Branch($0)])] } ?? []
    self.init("over", [Branch(clause.length)] + step)
  }

  private init(_ item: OrderItem) {
    let direction = item.descending.map { $0 ? " desc" : " asc" } ?? ""
    let nulls = item.nullsFirst.map { $0 ? " nulls first" : " nulls last" } ?? ""
    self.init("key" + direction + nulls, [Branch(item.key)])
  }
}

// MARK: - Expressions

extension Branch {
  init(_ expression: Expression) {
    switch expression.kind {
    case .literal(let literal): self.init(literal.typeName + canonicalText(of: literal))
    case .parameter(let name): self.init("parameter $" + name.text)
    case .name(let name): self.init("name " + name.asAnyName)
    case .member(let base, let name): self.init("." + name.asAnyName, [Branch(base)])
    case .element(let base, let key): self.init("[]", [Branch(base), Branch(key)])
    case .unary(.not, let operand): self.init("not", [Branch(operand)])
    case .unary(.negate, let operand): self.init("-", [Branch(operand)])
    case .binary(let operation):
      self.init(
        Branch.negation(operation.negated) + operation.operation.spelling,
        [Branch(operation.left), Branch(operation.right)])
    case .between(let subject, let negated, let low, let high):
      self.init(
        Branch.negation(negated) + "between", [Branch(subject), Branch(low), Branch(high)])
    case .membership(let subject, let negated, let membership):
      self.init(Branch.negation(negated) + "in", [Branch(subject)] + Branch.all(of: membership))
    case .test(let subject, .null, let negated):
      self.init("is \(Branch.negation(negated))null", [Branch(subject)])
    case .test(let subject, .denied, let negated):
      self.init("is \(Branch.negation(negated))denied", [Branch(subject)])
    case .test(let subject, .exists, let negated):
      self.init(Branch.negation(negated) + "exists", [Branch(subject)])
    case .call(let call): self.init(call)
    case .choice(let choice): self.init(choice)
    case .list(let elements): self.init("list", elements.map(Branch.init))
    }
  }

  private static func negation(_ isNegated: Bool) -> String {
    isNegated ? "not " : ""
  }

  private static func all(of membership: Membership) -> [Branch] {
    switch membership {
    case .values(let values): [Branch("values", values.map(Branch.init))]
    case .query(let query): [Branch(query)]
    case .collection(let collection): [Branch(collection)]
    }
  }

  private init(_ call: Call) {
    let arguments: [Branch] =
      switch call.arguments {
      case .star: [Branch("*")]
      case .expressions(let arguments): arguments.map(Branch.init)
      }
    let filter = call.filter.map { [Branch("where", [Branch($0)])] } ?? []
    self.init(
      "call " + call.name.asAnyName + (call.distinct ? " distinct" : ""), arguments + filter)
  }

  private init(_ choice: CaseExpression) {
    let branches = choice.branches.map { Branch("when", [Branch($0.test), Branch($0.result)]) }
    let otherwise = choice.otherwise.map { [Branch("else", [Branch($0)])] } ?? []
    self.init("case", (choice.subject.map { [Branch($0)] } ?? []) + branches + otherwise)
  }
}

extension Literal {
  /// What stands before the literal in a dump; nothing where the spelling says it.
  fileprivate var typeName: String {
    switch self {
    case .null, .boolean: ""
    case .integer: "integer "
    case .address: "address "
    case .real: "real "
    case .size: "size "
    case .duration: "duration "
    case .text: "text "
    }
  }
}
