import QueryLanguage
import Schema
import Values

/// Binds `record`: the file, how often and for how long, and a query that shows columns as they are.
struct RecordBinder {
  private let statement: RecordStatement
  private let environment: BindingEnvironment
  private let table: TableSchema
  private let word: SourceRange

  /// The shortest time from one moment to the next: whoever looks oftener records mostly himself.
  static let shortestInterval: Int64 = 100_000_000

  /// `word` is where `record` stands. Throws where there is nothing to record.
  init(
    _ statement: RecordStatement, at word: SourceRange, in environment: BindingEnvironment
  ) throws(BindingFailure) {
    self.statement = statement
    self.word = word
    self.environment = environment
    guard !environment.hasPast, let table = environment.schema.tables.first else {
      throw .wrong(.recordedAgain(at: word))
    }
    self.table = table
  }

  /// The parts are looked at in the order of the text, so that of several errors the first is told.
  func bind() throws(BindingFailure) -> BoundRecord {
    let interval = try interval()
    let file = try file()
    let keep = try keep(interval)
    try checkClauses()
    try checkItems()
    let query = try query()
    let text = try RecordText(environment, table).text(
      showing: query.outputs.map(\.name), where: statement.query.filter?.test)
    return BoundRecord(file: file, interval: interval, keep: keep, query: query, text: text)
  }

  // MARK: - Where, how often, how long

  private func interval() throws(BindingFailure) -> Int64 {
    guard let syntax = statement.interval else { return BoundRecord.usualInterval }
    let interval = try environment.duration(
      syntax, after: Keyword.record.rawValue, letLimit: environment.lets.count)
    guard interval >= Self.shortestInterval else {
      throw .wrong(.recordedTooOften(at: syntax.range))
    }
    return interval
  }

  private func keep(_ interval: Int64) throws(BindingFailure) -> Int64? {
    guard let syntax = statement.keep else { return nil }
    let keep = try environment.duration(
      syntax, after: Keyword.keep.rawValue, letLimit: environment.lets.count)
    guard keep >= interval else {
      throw .wrong(.keptTooShort(interval, at: syntax.range))
    }
    return keep
  }

  private func file() throws(BindingFailure) -> [UInt8] {
    let syntax = statement.file
    let binder = ExpressionBinder(
      environment: environment, query: nil, frames: [], place: .constant(Keyword.into.rawValue),
      letLimit: environment.lets.count)
    guard case .text(let name)? = try binder.bind(syntax).constantValue else {
      throw .wrong(.notAFile(canonicalText(of: syntax), at: syntax.range))
    }
    if name.bytes.isEmpty { throw .wrong(.fileWithoutName(at: syntax.range)) }
    if name.bytes.contains(0) { throw .wrong(.fileWithNUL(at: syntax.range)) }
    return name.bytes
  }

  // MARK: - What

  /// What the query may not have.
  private func checkClauses() throws(BindingFailure) {
    let query = statement.query
    if let clause = query.select, clause.distinct {
      throw .wrong(.clauseOfNoRecord("distinct", at: clause.range, hint: nil))
    }
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
  private func checkItems() throws(BindingFailure) {
    for item in statement.query.select?.items ?? [] {
      guard case .expression(let expression, let name) = item.kind else { continue }
      let chain = AccessChain(expression)
      if chain.root != nil {
        throw .wrong(.notAColumn(canonicalText(of: expression), at: expression.range))
      }
      if let name { throw .wrong(.renamedColumn(name)) }
    }
  }

  private func query() throws(BindingFailure) -> BoundQuery {
    var syntax = statement.query
    syntax.from = FromClause(.name(Name(table.name, at: word)), at: word)
    var environment = environment
    environment.window = StatementWindow()
    var query = try QueryBinder(
      syntax, in: environment, letLimit: environment.lets.count, isOutermost: true
    ).bind()
    query.outputs = try columns(of: query)
    try checkMoments(of: query, environment.window)
    return query
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
      try checkOwner(of: reference, output.name, at: expression.range)
      return Output(name: reference.column.name, expression: expression)
    case .derived(let reference):
      throw .wrong(
        .recordedChange(
          output.name, madeOf: reference.column.namesInDerivation(of: table), at: expression.range))
    case .operation(.lookup):
      guard case .column(let reference) = expression.operands[0].kind,
        case .text(let key)? = expression.operands[1].constantValue
      else { break }
      try checkOwner(of: reference, output.name, at: expression.range)
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

  /// The column is of the row itself.
  private func checkOwner(
    of reference: ColumnReference, _ name: String, at range: SourceRange
  ) throws(BindingFailure) {
    guard reference.path.isEmpty else {
      throw .wrong(.columnOfAnother(name, table, along: reference.path[0], at: range))
    }
    guard reference.moment == .end else {
      throw .wrong(.changeInRecord(Diagnostic.quote(name), at: range))
    }
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

extension ColumnSchema {
  /// What an entry of the map is called as a column of its own.
  package func name(ofEntry key: String) -> String { "\(name).\(key)" }

  /// The columns that it is derived from.
  func namesInDerivation(of table: TableSchema) -> [String] {
    guard let derivation, let syntax = try? parseExpression(SourceText(derivation)) else {
      return []
    }
    var names: [String] = []
    var rest = [syntax]
    while let next = rest.popLast() {
      if case .name(let name) = next.kind, let column = table.column(named: name.text),
        !names.contains(column.name)
      {
        names.append(column.name)
      }
      rest += next.operands.reversed()
    }
    return names
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

extension ScriptBinding {
  /// Adds `record [D] into FILE [keep D] QUERY`.
  mutating func add(_ record: RecordStatement, at range: SourceRange) throws(BindingFailure) {
    let word = range.firstWord(Keyword.record.rawValue)
    let bound = try RecordBinder(record, at: word, in: environment).bind()
    environment.window = StatementWindow()
    try add(.record(bound), at: range)
  }
}
