import QueryLanguage
import Schema
import Values

/// Binds a statement that acts: what it does, and the query that finds the rows.
struct ActionBinder {
  /// As it was written.
  private let statement: ActionStatement
  private let environment: BindingEnvironment
  /// What can be done.
  let schema: ActionSchema

  /// Throws where nothing can be done to the rows of the source.
  init(
    _ statement: ActionStatement, in environment: BindingEnvironment
  ) throws(BindingFailure) {
    self.statement = statement
    self.environment = environment
    switch environment.actions() {
    case .offered(let schema): self.schema = schema
    case .refused(let reason):
      throw .wrong(.nothingToActOn(statement.word, because: reason, at: statement.verb))
    }
  }

  /// The parts are looked at in the order of the text, so that of several errors the first is told.
  func bind() throws(BindingFailure) -> BoundAction {
    switch statement {
    case .kill(let kill):
      let signal = try schema.signal(kill.signal, ofVerb: kill.verb)
      let query = try bind(kill.query)
      var then: BoundAction.FollowUp?
      if let clause = kill.then {
        let delay = try environment.duration(
          clause.interval, after: "then", letLimit: environment.lets.count)
        then = .init(
          after: delay, try schema.signal(clause.signal, ofVerb: kill.verb, follows: true))
      }
      return action(.send(signal, then: then), query)
    case .set(let set):
      let binder = try SettingBinder(set.setting, schema, in: environment)
      let value = try binder.bind(set.value)
      return action(.set(binder.setting, value), try bind(set.query))
    }
  }

  private func action(_ act: BoundAction.Act, _ query: BoundQuery) -> BoundAction {
    BoundAction(
      act, query, columnCount: columns.count,
      exactKey: query.filter?.exactKey(schema.key, as: statement.query.filter?.test))
  }

  // MARK: - Which rows

  /// What finds the rows: its outputs are the columns that are told of them and, with a limit, the
  /// keys of the order, since a row whose place is not known is left alone.
  private func bind(_ syntax: Query) throws(BindingFailure) -> BoundQuery {
    var syntax = syntax
    syntax.from = FromClause(
      .name(Name(schema.table, at: statement.verb)), at: statement.verb)
    let warned = environment.warnings.count
    let binder = QueryBinder(syntax, in: environment, letLimit: environment.lets.count)
    var query = try binder.bind()
    try refuseDoubts(from: warned)
    guard query.grouping == nil else {
      throw .wrong(.groupedAction(at: syntax.order?.range ?? syntax.range))
    }
    query.outputs = columns.map { Output(name: $0.name, expression: .column($0, at: syntax.range)) }
    if query.limit != nil {
      query.outputs += zip(query.order, syntax.order?.items ?? []).map { key, item in
        Output(name: canonicalText(of: item.key), expression: key.expression)
      }
    }
    return query
  }

  /// What is likely meant otherwise is wrong where something is done by it: `kill where user != root` is about
  /// all users.
  private func refuseDoubts(from count: Int) throws(BindingFailure) {
    guard var doubt = environment.warnings.diagnostics.dropFirst(count).first else { return }
    doubt.severity = .error
    environment.warnings.forget(from: count)
    throw .wrong(doubt)
  }

  /// The columns that are told of each row.
  private var columns: [ColumnSchema] {
    let table = environment.schema.table(named: schema.table)
    return ([schema.key, schema.name] + schema.preview).compactMap { name in
      table?.column(named: name, orAlias: false)
    }
  }
}

extension ActionStatement {
  /// Its first word.
  fileprivate var word: String {
    switch self {
    case .kill: Keyword.kill.rawValue
    case .set: Keyword.set.rawValue
    }
  }
}

extension BoundExpression {
  /// A column of the query's own row.
  fileprivate static func column(_ column: ColumnSchema, at range: SourceRange) -> BoundExpression {
    let reference = ColumnReference(level: 0, path: [], column: column)
    return BoundExpression(.column(reference), column.type, at: range)
      .taken(from: column.vocabulary)
  }

  /// The one key that a test asks for and nothing else: `pid = 7`, `$n = pid`. A name that stands for
  /// the number, or for the test, does not count: whoever means exactly one row can say so.
  fileprivate func exactKey(_ key: String, as syntax: Expression?) -> Int64? {
    guard operation == .binary(.equal), case .binary(let test)? = syntax?.kind,
      operands.count == 2
    else { return nil }
    let sides = [(operands[0], operands[1], test.right), (operands[1], operands[0], test.left)]
    for (column, value, syntax) in sides {
      guard case .column(let reference) = column.kind, reference.level == 0,
        reference.path.isEmpty, reference.moment == .end, reference.column.name == key,
        syntax.isConstantAsWritten, case .integer(let number)? = value.constantValue
      else { continue }
      return number
    }
    return nil
  }
}

extension Expression {
  fileprivate var isConstantAsWritten: Bool {
    switch kind {
    case .literal, .parameter: true
    case _: false
    }
  }
}

extension ScriptBinding {
  /// Binds a statement that acts. What it says of a window is in the environment's then.
  mutating func bind(_ action: ActionStatement) throws(BindingFailure) -> BoundAction {
    environment.window = StatementWindow()
    return try ActionBinder(action, in: environment).bind()
  }

  /// Binds what is explained.
  mutating func bind(_ explain: ExplainStatement) throws(BindingFailure) -> BoundStatement.Kind {
    switch explain.subject {
    case .query(let query): return .explain(analyze: explain.analysis != nil, try bind(query))
    case .action(let action):
      if let range = explain.analysis { throw .wrong(.measuredAction(at: range)) }
      return .explainAction(try bind(action))
    }
  }
}
