package import QueryLanguage

// Trees with all ranges empty, so that two texts can be compared by what they mean.

extension SourceRange {
  fileprivate static let none = SourceRange(0, 0)
}

extension Name {
  package var withoutRanges: Name { Name(text, at: .none) }
}

extension Script {
  package var withoutRanges: Script {
    Script(statements: statements.map(\.withoutRanges))
  }
}

extension Statement {
  package var withoutRanges: Statement { Statement(kind.withoutRanges, at: .none) }
}

extension Statement.Kind {
  fileprivate var withoutRanges: Statement.Kind {
    switch self {
    case .query(let query): .query(query.withoutRanges)
    case .parameter(let statement):
      .parameter(
        ParameterStatement(
          name: statement.name.withoutRanges, value: statement.value?.withoutRanges))
    case .let(let statement):
      .let(
        LetStatement(
          name: statement.name.withoutRanges, definition: statement.definition.withoutRanges))
    case .describe(let statement): .describe(statement.withoutRanges)
    case .explain(let statement):
      .explain(
        ExplainStatement(
          analysis: statement.analysis.map { _ in .none }, statement.subject.withoutRanges))
    case .watch(let statement):
      .watch(
        WatchStatement(
          interval: statement.interval?.withoutRanges, query: statement.query.withoutRanges))
    case .changes(let statement):
      .changes(
        ChangesStatement(
          interval: statement.interval?.withoutRanges, query: statement.query.withoutRanges))
    case .wait(let statement):
      .wait(
        WaitStatement(
          limit: statement.limit?.withoutRanges, until: statement.condition,
          query: statement.query.withoutRanges))
    case .record(let statement):
      .record(
        RecordStatement(
          interval: statement.interval?.withoutRanges, file: statement.file.withoutRanges,
          keep: statement.keep?.withoutRanges, query: statement.query.withoutRanges))
    case .action(let statement): .action(statement.withoutRanges)
    }
  }
}

extension ExplainStatement.Subject {
  fileprivate var withoutRanges: ExplainStatement.Subject {
    switch self {
    case .query(let query): .query(query.withoutRanges)
    case .action(let action): .action(action.withoutRanges)
    }
  }
}

extension ActionStatement {
  fileprivate var withoutRanges: ActionStatement {
    switch self {
    case .kill(let statement):
      .kill(
        KillStatement(
          signal: statement.signal.map { SignalName($0.text, at: .none) },
          query: statement.query.withoutRanges,
          then: statement.then.map {
            ThenClause(
              interval: $0.interval.withoutRanges, signal: SignalName($0.signal.text, at: .none),
              at: .none)
          }, verb: .none))
    case .set(let statement):
      .set(
        SetStatement(
          setting: SettingName(
            column: statement.setting.column.withoutRanges,
            entry: statement.setting.entry?.withoutRanges),
          value: statement.value.withoutRanges, query: statement.query.withoutRanges, verb: .none))
    }
  }
}

extension LetStatement.Definition {
  fileprivate var withoutRanges: LetStatement.Definition {
    switch self {
    case .expression(let expression): .expression(expression.withoutRanges)
    case .query(let query): .query(query.withoutRanges)
    }
  }
}

extension DescribeStatement {
  fileprivate var withoutRanges: DescribeStatement {
    switch self {
    case .sources: .sources
    case .source(let name): .source(name.withoutRanges)
    case .functions: .functions(.none)
    case .keywords: .keywords(.none)
    }
  }
}

// MARK: - Queries

extension Query {
  package var withoutRanges: Query {
    Query(
      select: select?.withoutRanges, from: from?.withoutRanges,
      at: at.map { AtClause($0.moment.withoutRanges, at: .none) },
      over: over.map {
        OverClause($0.length.withoutRanges, every: $0.step?.withoutRanges, at: .none)
      },
      filter: filter.map { WhereClause($0.test.withoutRanges, at: .none) },
      group: group.map { GroupClause($0.keys.map(\.withoutRanges), at: .none) },
      having: having.map { HavingClause($0.test.withoutRanges, at: .none) },
      order: order.map { OrderClause($0.items.map(\.withoutRanges), at: .none) },
      limit: limit.map { LimitClause($0.count.withoutRanges, at: .none) },
      offset: offset.map { OffsetClause($0.count.withoutRanges, at: .none) },
      range: .none)
  }
}

extension SelectClause {
  fileprivate var withoutRanges: SelectClause {
    SelectClause(distinct: distinct, items: items.map(\.withoutRanges), range: .none)
  }
}

extension SelectItem {
  fileprivate var withoutRanges: SelectItem {
    switch kind {
    case .star: SelectItem(.star, at: .none)
    case .group(let name): SelectItem(.group(name.withoutRanges), at: .none)
    case .expression(let expression, let name):
      SelectItem(.expression(expression.withoutRanges, name: name?.withoutRanges), at: .none)
    }
  }
}

extension FromClause {
  fileprivate var withoutRanges: FromClause {
    switch source {
    case .name(let name): FromClause(.name(name.withoutRanges), at: .none)
    case .query(let query): FromClause(.query(query.withoutRanges), at: .none)
    }
  }
}

extension OrderItem {
  fileprivate var withoutRanges: OrderItem {
    OrderItem(key.withoutRanges, descending: descending, nullsFirst: nullsFirst)
  }
}

// MARK: - Expressions

extension Expression {
  package var withoutRanges: Expression { Expression(kind.withoutRanges, at: .none) }
}

extension Expression.Kind {
  fileprivate var withoutRanges: Expression.Kind {
    switch self {
    case .literal: self
    case .parameter(let name): .parameter(name.withoutRanges)
    case .name(let name): .name(name.withoutRanges)
    case .member(let base, let name): .member(base.withoutRanges, name.withoutRanges)
    case .element(let base, let key): .element(base.withoutRanges, key.withoutRanges)
    case .unary(let unary, let operand): .unary(unary, operand.withoutRanges)
    case .binary(let operation): .binary(operation.withoutRanges)
    case .between(let subject, let negated, let low, let high):
      .between(
        subject.withoutRanges, negated: negated, low: low.withoutRanges, high: high.withoutRanges)
    case .membership(let subject, let negated, let membership):
      .membership(subject.withoutRanges, negated: negated, membership.withoutRanges)
    case .test(let subject, let test, let negated):
      .test(subject.withoutRanges, test, negated: negated)
    case .call(let call): .call(call.withoutRanges)
    case .choice(let choice): .choice(choice.withoutRanges)
    case .list(let elements): .list(elements.map(\.withoutRanges))
    }
  }
}

extension BinaryOperation {
  fileprivate var withoutRanges: BinaryOperation {
    BinaryOperation(
      operation, negated: negated, left: left.withoutRanges, right: right.withoutRanges,
      operatorRange: .none)
  }
}

extension Membership {
  fileprivate var withoutRanges: Membership {
    switch self {
    case .values(let values): .values(values.map(\.withoutRanges))
    case .query(let query): .query(query.withoutRanges)
    case .collection(let collection): .collection(collection.withoutRanges)
    }
  }
}

extension Call {
  fileprivate var withoutRanges: Call {
    Call(
      name: name.withoutRanges, distinct: distinct, arguments: arguments.withoutRanges,
      filter: filter?.withoutRanges)
  }
}

extension Call.Arguments {
  fileprivate var withoutRanges: Call.Arguments {
    switch self {
    case .star: .star
    case .expressions(let arguments): .expressions(arguments.map(\.withoutRanges))
    }
  }
}

extension CaseExpression {
  fileprivate var withoutRanges: CaseExpression {
    CaseExpression(
      subject: subject?.withoutRanges,
      branches: branches.map {
        Branch(test: $0.test.withoutRanges, result: $0.result.withoutRanges)
      },
      otherwise: otherwise?.withoutRanges)
  }
}
