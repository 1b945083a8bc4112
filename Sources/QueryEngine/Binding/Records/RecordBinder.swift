import QueryLanguage
import Schema
import Values

/// Binds `record`: the file, how often and for how long, and a query that shows columns as they are.
struct RecordBinder {
  /// As it was written.
  let statement: RecordStatement
  /// What is known besides the statement.
  let environment: BindingEnvironment
  /// Whose rows are recorded.
  let table: TableSchema
  /// Where `record` stands.
  let word: SourceRange

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
    try checkItems()
    try checkClauses()
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
