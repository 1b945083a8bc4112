import QueryLanguage
import Schema
import Values

/// One script on its way: its statements one after the other, and what was wrong with them.
struct ScriptBinding {
  /// What the script's lets and parameters are added to.
  var environment: BindingEnvironment
  /// Those that were bound so far.
  private(set) var statements: [BoundStatement] = []
  /// What was wrong, in the order in which it was met.
  var diagnostics: [Diagnostic] = []
  /// What may be meant otherwise, in the order of the text.
  var warnings: [Diagnostic] {
    environment.warnings.diagnostics.sorted { $0.range.lower < $1.range.lower }
  }
  /// Whether it was given up; what was bound until then is of no use.
  private(set) var isCancelled = false
  private let firstLet: Int

  init(
    _ environment: BindingEnvironment, _ script: Script, with arguments: [ParameterArgument],
    unless isCancelled: @escaping () -> Bool
  ) {
    self.environment = environment
    self.environment.budget = BindingBudget(
      forTextOf: script.statements.last?.range.upper ?? 0, unless: isCancelled)
    self.environment.warnings = Warnings()
    self.environment.parameters.beginScript(declaring: script.parameterNames, with: arguments)
    firstLet = environment.lets.count
    self.environment.lets.coming = [:]
    var index = firstLet
    for statement in script.statements {
      guard case .let(let definition) = statement.kind else { continue }
      let name = definition.name.text.folded
      if self.environment.lets.coming[name] == nil { self.environment.lets.coming[name] = index }
      index += 1
    }
  }

  /// Binds the next statement, or notes what is wrong with it.
  mutating func bind(_ statement: Statement) {
    guard diagnostics.count < Limits.errors else { return }
    do throws(BindingFailure) {
      switch statement.kind {
      case .query(let query): try add(.query(try bind(query)), at: statement.range)
      case .explain(let explain):
        try add(try bind(explain), at: statement.range)
      case .watch(let watch): try add(watch, at: statement.range)
      case .changes(let changes): try add(changes, at: statement.range)
      case .wait(let wait): try add(wait, at: statement.range)
      case .record(let record): try add(record, at: statement.range)
      case .action(let action): try add(.action(try bind(action)), at: statement.range)
      case .describe(let describe):
        try add(.describe(try description(of: describe)), at: statement.range)
      case .let(let definition): try define(definition)
      case .parameter(let parameter): try declare(parameter)
      }
    } catch {
      report(error)
    }
  }

  /// Reports lets that mean nothing, unless some query could make sense of them, and parameters
  /// that nobody declared.
  mutating func finish() {
    checkThatTheEndlessIsLast()
    for definition in environment.lets.definitions[firstLet...] {
      guard let failure = definition.failure, !definition.isUsed || definition.isToBlame else {
        continue
      }
      diagnostics.append(failure)
    }
    for parameter in environment.parameters.arguments
    where !environment.parameters.isDeclaredByScript(parameter.name) {
      diagnostics.append(
        .unknownArgument(parameter.name, known: environment.parameters.ofScript.sorted()))
    }
  }

  /// Adds a statement, of the window that its query was bound with.
  mutating func add(
    _ kind: BoundStatement.Kind, _ repetition: Repetition = .once, at range: SourceRange
  ) throws(BindingFailure) {
    let window = environment.window
    environment.window = StatementWindow()
    statements.append(
      BoundStatement(
        kind: kind, repetition: repetition, window: try window.bound(),
        moment: window.moment?.moment, range: range))
  }

  private mutating func report(_ failure: BindingFailure) {
    switch failure {
    case .wrong(let diagnostic): diagnostics.append(diagnostic)
    case .cancelled: isCancelled = true
    case .reportedElsewhere: break
    }
  }

  /// Binds a statement's query. What it says of a window is in the environment's then.
  mutating func bind(_ query: Query) throws(BindingFailure) -> BoundQuery {
    environment.window = StatementWindow()
    return try QueryBinder(
      query, in: environment, letLimit: environment.lets.count, isOutermost: true
    ).bind()
  }

  /// What 'describe' takes besides the name of a source.
  private static let describedWords: [Keyword] = [.functions, .keywords]

  private func description(
    of statement: DescribeStatement
  ) throws(BindingFailure) -> Description {
    switch statement {
    case .sources: return .sources(of: environment.schema)
    case .functions: return .functions(of: environment.schema)
    case .keywords: return .keywords()
    case .source(let name):
      let table = environment.schema.table(named: name.text)
      if let table, !table.yieldsToLets { return .source(table) }
      let count = environment.lets.count
      guard let index = environment.lets.index(of: name.text, before: count) else {
        if let table { return .source(table) }
        throw .wrong(
          environment.unknownSource(name, before: count, orOneOf: Self.describedWords))
      }
      switch environment.lets[index].content {
      case .query(let definition): return .source(definition.table)
      case .expression: throw .wrong(.expressionAsSource(name))
      case .broken: throw .reportedElsewhere
      }
    }
  }
}

// MARK: - LetDefinitions

extension ScriptBinding {
  private mutating func define(_ statement: LetStatement) throws(BindingFailure) {
    environment.lets.defining = environment.lets.count
    defer { environment.lets.defining = nil }
    do throws(BindingFailure) {
      switch statement.definition {
      case .query(let query): try define(statement.name, query)
      case .expression(let expression): try define(statement.name, expression)
      }
    } catch {
      environment.lets.append(LetDefinition(statement.name, .broken))
      throw error
    }
  }

  private mutating func define(_ name: Name, _ query: Query) throws(BindingFailure) {
    if let table = environment.schema.table(named: name.text), !table.yieldsToLets {
      throw .wrong(.letHidden(name))
    }
    environment.window = StatementWindow()
    let binder = QueryBinder(query, in: environment, letLimit: environment.lets.count)
    let bound = try binder.bind()
    let table = TableSchema(cellsOf: bound, named: name.text)
    environment.lets.append(
      LetDefinition(
        name,
        .query(
          NamedQuery(
            query: bound, table: table, depth: binder.depth, window: environment.window))))
  }

  /// Looks at the expression before its use, for the rows of one table after the other: it means
  /// something if it does for one of them.
  private mutating func define(_ name: Name, _ expression: Expression) throws(BindingFailure) {
    let definition = LetDefinition(name, .expression(expression))
    var furthest: Diagnostic?
    let warned = environment.warnings.count
    environment.window = StatementWindow()
    for table in tables {
      do throws(BindingFailure) {
        let bound = try bind(expression, forRowsOf: table)
        definition.standIns[table.name] = bound.standIn(forLet: environment.lets.count)
        furthest = nil
        break
      } catch {
        environment.warnings.forget(from: warned)
        guard case .wrong(let diagnostic) = error else { throw error }
        // Of a row that is not there yet, nothing can be said.
        if diagnostic == .noRowOutside(at: diagnostic.range) {
          furthest = nil
          break
        }
        if diagnostic.range.lower > furthest?.range.lower ?? -1 { furthest = diagnostic }
      }
    }
    definition.failure = furthest
    environment.lets.append(definition)
  }

  private var tables: [TableSchema] {
    environment.schema.tables + environment.lets.queries.map(\.table)
  }

  private func bind(
    _ expression: Expression, forRowsOf table: TableSchema
  ) throws(BindingFailure) -> BoundExpression {
    let binder = ExpressionBinder(
      environment: environment, query: nil,
      frames: [NameFrame(table, in: environment.schema)], place: .definition,
      letLimit: environment.lets.count)
    return try binder.bind(expression)
  }
}

// MARK: - Parameters

extension ScriptBinding {
  private mutating func declare(_ statement: ParameterStatement) throws(BindingFailure) {
    let name = statement.name
    let isSecond = environment.parameters.isDeclaredByScript(name.text)
    environment.parameters.reach(name.text)
    do throws(BindingFailure) {
      if isSecond { throw .wrong(.parameterTwice(name)) }
      environment.parameters.declare(name.text, try parameter(statement))
    } catch {
      if !isSecond { environment.parameters.declare(name.text, nil) }
      throw error
    }
  }

  private func parameter(
    _ statement: ParameterStatement
  ) throws(BindingFailure) -> DeclaredParameter {
    let name = statement.name
    let value = environment.parameters.value(given: name.text)
    guard let syntax = statement.value else {
      guard let value else {
        throw environment.parameters.mayBeMissing
          ? .reportedElsewhere : .wrong(.parameterMissing(name))
      }
      return .untyped(value, at: name.range)
    }
    let fallback = try defaultValue(syntax)
    guard let value else { return fallback }
    let type = fallback.expression.type
    if type == .null { return .untyped(value, at: name.range) }
    guard let read = Value.reading(value, as: type) else {
      throw .wrong(
        .wrongParameterValue(name, value, expected: type, hint: hint(for: value, type, name)))
    }
    return DeclaredParameter(expression: .constant(read, type, at: name.range))
  }

  private func hint(for value: [UInt8], _ type: ValueType, _ name: Name) -> String? {
    guard let (read, found) = Value.reading(value) else { return nil }
    let text = visible(value)
    // The range of the value, were it written in the script: it tells `1m` from `60s`.
    let operand = OperandDescription(
      text: text, type: found, value: read, range: SourceRange(0, value.count))
    let expected = OperandDescription(text: "", type: type, value: nil, range: name.range)
    return operand.hint(beside: expected)
  }

  private func defaultValue(_ syntax: Expression) throws(BindingFailure) -> DeclaredParameter {
    let binder = ExpressionBinder(
      environment: environment, query: nil, frames: [], place: .constant("param"),
      letLimit: environment.lets.count)
    var bound = try binder.bind(syntax)
    if let value = bound.constantValue {
      bound = .constant(value, bound.type, at: bound.range)
    }
    return DeclaredParameter(expression: bound, weight: bound.weight)
  }
}

extension Script {
  fileprivate var parameterNames: [String] {
    statements.compactMap { statement in
      if case .parameter(let parameter) = statement.kind { parameter.name.text } else { nil }
    }
  }
}

extension BoundExpression {
  /// How many nodes it has.
  fileprivate var weight: Int {
    operands.reduce(1) { $0 + $1.weight }
  }
}
