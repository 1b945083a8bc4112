import QueryLanguage
import Schema
import Values

// The words before a query: how often it is run, and until when.
extension ScriptBinding {
  /// Adds `watch [D] QUERY`.
  mutating func add(_ watch: WatchStatement, at range: SourceRange) throws(BindingFailure) {
    try checkThatItChanges(.watch, at: range)
    let query = try bind(watch.query)
    try check(watch.query, addsColumn: "time", by: "watch")
    let interval = try interval(watch.interval, of: "watch")
    try add(.query(query), .watch(every: interval), at: range)
  }

  /// Adds `changes [D] QUERY`.
  mutating func add(_ changes: ChangesStatement, at range: SourceRange) throws(BindingFailure) {
    try checkThatItChanges(.changes, at: range)
    let query = try bind(changes.query)
    try check(changes.query, addsColumn: "change", by: "changes")
    let interval = try interval(changes.interval, of: "changes")
    try add(.query(query), .changes(every: interval), at: range)
  }

  /// Adds `wait [LIMIT] for QUERY` or `wait [LIMIT] while QUERY`.
  mutating func add(_ wait: WaitStatement, at range: SourceRange) throws(BindingFailure) {
    try checkThatItChanges(.wait, at: range)
    var query = try bind(wait.query)
    let word =
      switch wait.condition {
      case .someRow: "wait for"
      case .noRow: "wait while"
      }
    guard !query.alwaysHasRow else { throw .wrong(.alwaysARow(word, at: wait.query.range)) }
    var limit: Int64?
    if let syntax = wait.limit {
      limit = try environment.duration(syntax, after: "wait", letLimit: environment.lets.count)
      if let window = try environment.window.bound(), let limit, limit < window.length {
        throw .wrong(.windowPastLimit(at: syntax.range))
      }
    }
    let condition: Repetition.WaitCondition
    switch wait.condition {
    case .someRow: condition = .someRow
    case .noRow:
      condition = .noRow
      try leaveOutEnded(&query)
    }
    try add(.query(query), .wait(condition, limit: limit), at: range)
  }

  /// What was recorded is what it was, however often it is asked.
  private func checkThatItChanges(
    _ word: Keyword, at range: SourceRange
  ) throws(BindingFailure) {
    if environment.hasPast { throw .wrong(.nothingChanges(word, at: range)) }
  }

  /// The time between two rounds: as it is said, else that of the window, if one is said.
  private func interval(
    _ syntax: Expression?, of word: String
  ) throws(BindingFailure) -> Int64 {
    let length = environment.window.length
    guard let syntax else { return length?.nanoseconds ?? Repetition.usualInterval }
    let interval = try environment.duration(
      syntax, after: word, letLimit: environment.lets.count)
    if let length, interval < length.nanoseconds {
      throw .wrong(.windowPastInterval(word, interval, length.nanoseconds, at: syntax.range))
    }
    return interval
  }

  /// A column of the source may be called so; then none is added.
  private func check(
    _ query: Query, addsColumn name: String, by word: String
  ) throws(BindingFailure) {
    for item in query.select?.items ?? [] {
      guard case .expression(_, let given?) = item.kind, given.text.isSame(as: name) else {
        continue
      }
      throw .wrong(.takenName(name, by: word, at: given.range))
    }
  }

  /// `watch`, `changes` and `record` are followed by nothing.
  mutating func checkThatTheEndlessIsLast() {
    for statement in statements.dropLast() {
      guard let word = statement.endlessWord else { continue }
      diagnostics.append(.notLast(word, at: statement.range.firstWord(word)))
    }
  }

  /// What has ended and is still listed is no row of a query that waits for the end of its rows, unless
  /// it asks for that itself.
  private func leaveOutEnded(_ query: inout BoundQuery) throws(BindingFailure) {
    switch query.source {
    case .single: return
    case .query(var inner, let table):
      try leaveOutEnded(&inner)
      query.source = .query(inner, table: table)
    case .table(let table):
      guard let text = table.endedTest, let syntax = try? parseExpression(SourceText(text)) else {
        return
      }
      let binder = ExpressionBinder(
        environment: environment, query: nil, frames: [NameFrame(table, in: environment.schema)],
        place: .filter, letLimit: 0)
      let test = try binder.bind(syntax)
      guard !query.namesColumn(of: test) else { return }
      query.filter = BoundExpression.chain(
        .and, [test.negated] + (query.filter.map { [$0] } ?? []), at: query.range)
    }
  }
}

extension BoundStatement {
  /// The word of a statement that does not end by itself.
  fileprivate var endlessWord: String? {
    if case .record = kind { return Keyword.record.rawValue }
    return repetition.endlessWord
  }
}

extension Repetition {
  /// The word of a statement that does not end by itself.
  var endlessWord: String? {
    switch self {
    case .watch: "watch"
    case .changes: "changes"
    case .once, .wait: nil
    }
  }
}

extension SourceRange {
  /// Its beginning, as far as this word goes.
  func firstWord(_ word: String) -> SourceRange {
    SourceRange(lower, min(upper, lower + word.utf8.count))
  }
}

extension BoundQuery {
  /// Whether it has a row whatever the rows of its source are.
  package var alwaysHasRow: Bool {
    guard offset == 0, limit != 0 else { return false }
    if let grouping { return grouping.keys.isEmpty && grouping.having == nil }
    guard filter == nil else { return false }
    switch source {
    case .single: return true
    case .table(let table): return table.hasOneRow
    case .query(let inner, _): return inner.alwaysHasRow
    }
  }

  /// All that is evaluated of it, but for what queries within it evaluate.
  package var expressions: [BoundExpression] {
    var expressions = shared.map(\.expression) + (filter.map { [$0] } ?? [])
    if let grouping {
      expressions += grouping.keys + grouping.aggregates.flatMap(\.operands)
      expressions += grouping.shared.map(\.expression) + (grouping.having.map { [$0] } ?? [])
    }
    return expressions + outputs.map(\.expression) + order.map(\.expression)
  }

  /// Whether it asks itself for the column that a test is of in the first place.
  fileprivate func namesColumn(of test: BoundExpression) -> Bool {
    guard let name = test.ownColumns().first else { return false }
    return expressions.contains { $0.ownColumns().contains(name) }
  }
}

extension BoundExpression {
  /// The columns of the query's own row that stand in it, so many frames further in.
  fileprivate func ownColumns(depth: Int = 0) -> [String] {
    var names = operands.flatMap { $0.ownColumns(depth: depth + inward) }
    if case .column(let reference) = kind, reference.level == depth, reference.path.isEmpty {
      names.append(reference.column.name)
    }
    return names
  }
}
