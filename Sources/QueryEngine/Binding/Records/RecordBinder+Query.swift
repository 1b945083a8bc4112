import QueryLanguage
import Schema
import Values

// What is recorded: a query that shows columns of one table's rows, as they are at one moment.
extension RecordBinder {
  /// What the query may not have.
  func checkClauses() throws(BindingFailure) {
    let query = statement.query
    try checkSource(query.from)
    let clauses: [(word: String, range: SourceRange?)] = [
      ("at", query.at?.range), ("over", query.over?.range), ("group by", query.group?.range),
      ("having", query.having?.range), ("order by", query.order?.range),
      ("limit", query.limit?.range), ("offset", query.offset?.range),
    ]
    for (word, range) in clauses {
      if let range { throw .wrong(.clauseOfNoRecord(word, at: range, hint: Self.hint(for: word))) }
    }
  }

  private static func hint(for clause: String) -> String? {
    clause == "at" || clause == "over" ? "a recording is asked of a moment or a window later" : nil
  }

  /// Only the rows of the first table are recorded.
  private func checkSource(_ clause: FromClause?) throws(BindingFailure) {
    guard let clause else { return }
    switch clause.source {
    case .query: throw .wrong(.recordedSource("a query", table, at: clause.range))
    case .name(let name) where name.text.isSame(as: table.name): return
    case .name(let name):
      throw .wrong(.recordedSource(Diagnostic.quote(name.text), table, at: name.range))
    }
  }

  /// What is no column by its look alone.
  func checkItems() throws(BindingFailure) {
    let select = statement.query.select
    if let select, select.distinct {
      throw .wrong(
        .clauseOfNoRecord("distinct", at: select.range.firstWord("select distinct"), hint: nil))
    }
    for item in select?.items ?? [] {
      guard case .expression(let expression, let name) = item.kind else { continue }
      let chain = AccessChain(expression)
      if chain.root != nil {
        throw .wrong(.notAColumn(canonicalText(of: expression), at: expression.range))
      }
      try checkOwner(of: chain.names)
      if let name { throw .wrong(.renamedColumn(name)) }
    }
  }

  /// Names that lead to other rows are told before anything else is wrong with them.
  private func checkOwner(of names: [Name]) throws(BindingFailure) {
    let resolver = NameResolver(
      schema: environment.schema, frames: [NameFrame(table, in: environment.schema)])
    guard let resolved = try resolver.path(along: names[...]), let first = resolved.steps.first
    else { return }
    let followed = names.dropLast(resolved.rest.count)
    throw .wrong(
      .columnOfAnother(
        followed.map(\.text).joined(separator: "."), table, along: first,
        at: followed.dropFirst().reduce(names[0].range) { $0.joined(with: $1.range) }))
  }

  /// The query, with its columns as its outputs.
  func query() throws(BindingFailure) -> BoundQuery {
    var syntax = statement.query
    syntax.from = FromClause(.name(Name(table.name, at: word)), at: word)
    var environment = environment
    environment.window = StatementWindow()
    var query = try bound(syntax, in: environment)
    query.outputs = try columns(of: query)
    try checkMoments(of: query, environment.window)
    return query
  }

  /// As any query, but that the groups which an aggregate would be of are made of what was recorded.
  private func bound(
    _ syntax: Query, in environment: BindingEnvironment
  ) throws(BindingFailure) -> BoundQuery {
    do throws(BindingFailure) {
      return try QueryBinder(
        syntax, in: environment, letLimit: environment.lets.count, isOutermost: true
      ).bind()
    } catch {
      guard case .wrong(let wrong) = error,
        wrong == .aggregateMisplaced(.filter, at: wrong.range)
      else { throw error }
      throw .wrong(.aggregateInRecord(at: wrong.range))
    }
  }

  /// Each column once, under its own name.
  private func columns(of query: BoundQuery) throws(BindingFailure) -> [Output] {
    var names: Set<String> = []
    var columns: [Output] = []
    for output in query.outputs {
      let column = try column(output)
      if names.insert(column.name).inserted { columns.append(column) }
    }
    return columns
  }

  /// Under the name that it has in a recording: `env.PATH` of an entry.
  private func column(_ output: Output) throws(BindingFailure) -> Output {
    var expression = output.expression
    switch expression.kind {
    case .column(let reference):
      try checkMoment(of: reference, at: expression.range)
      return Output(name: reference.column.name, expression: expression)
    case .derived(let reference):
      throw .wrong(
        .recordedChange(
          output.name, madeOf: reference.column.namesInDerivation(of: table), at: expression.range))
    case .operation(.lookup):
      guard case .column(let reference) = expression.operands[0].kind,
        case .text(let key)? = expression.operands[1].constantValue
      else { break }
      try checkMoment(of: reference, at: expression.range)
      // It becomes the name of a column, which is shown as it is.
      guard let name = String(validating: key.bytes, as: UTF8.self), visible(name) == name else {
        throw .wrong(.oddEntry(at: expression.range))
      }
      expression.operands[1] = .constant(.text(key), .text, at: expression.operands[1].range)
      return Output(name: reference.column.name(ofEntry: name), expression: expression)
    case _: break
    }
    throw .wrong(.notAColumn(output.name, at: expression.range))
  }

  /// The column is of the one moment that there is.
  private func checkMoment(
    of reference: ColumnReference, at range: SourceRange
  ) throws(BindingFailure) {
    guard reference.moment.isBeginning else { return }
    throw .wrong(.changeInRecord(Diagnostic.quote(reference.text), at: range))
  }

  /// Nothing compares two moments.
  private func checkMoments(
    of query: BoundQuery, _ window: StatementWindow
  ) throws(BindingFailure) {
    guard let test = statement.query.filter?.test else { return }
    if let length = window.length {
      throw .wrong(.clauseOfNoRecord("over", at: length.range, hint: nil))
    }
    guard window.isNeeded else { return }
    let change = query.filter?.change ?? ("this", test.range)
    throw .wrong(.changeInRecord(change.text, at: change.range))
  }
}

extension BoundExpression {
  /// What in it compares two moments, and where that stands.
  fileprivate var change: (text: String, range: SourceRange)? {
    switch kind {
    case .rate, .increase: return ("this", range)
    case .derived(let reference): return (Diagnostic.quote(reference.column.name), range)
    case .column(let reference) where reference.moment.isBeginning:
      return (Diagnostic.quote(reference.text), range)
    case _: return operands.lazy.compactMap(\.change).first
    }
  }
}
