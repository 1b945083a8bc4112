package import Binding
import OrderedCollections
import QueryLanguage
package import Schema

/// What is read of a table's rows when a window begins, and kept until its end.
package struct Capture: Sendable {
  /// The table of the rows.
  package let table: TableSchema
  /// Gives the rows, with what is read of each as its outputs: those that tests of what cannot change
  /// leave.
  package let query: BoundQuery
  /// As many as the query has outputs, each with the one source that it is read from at both ends.
  package let columns: [ColumnReference]
  /// Which of them a rate is of: these are read of all rows before anything else, at both ends.
  package let ofRates: Set<Int>
}

extension Planner {
  /// What has to be kept for queries and those within them, a table each.
  package func captures(for queries: [BoundQuery]) -> [Capture] {
    var finder = CaptureFinder(capabilities: facts.capabilities)
    for query in queries { finder.visit(query) }
    return finder.wanted.compactMap { name, wanted in
      facts.schema.table(named: name).map { wanted.capture(of: $0) }
    }
  }
}

/// What has been found to be kept of one table.
private struct WantedColumns {
  /// By name, with whether a rate is of it.
  var columns: OrderedDictionary<String, (column: ColumnSchema, isOfRate: Bool)> = [:]
  /// The one query whose own rows they are asked of; nil where other rows of the table are asked too.
  var query: BoundQuery?
  /// Whether a row may be asked that no query lists.
  var isReached = false

  func capture(of table: TableSchema) -> Capture {
    let references = columns.values.map { ColumnReference(level: 0, path: [], column: $0.column) }
    let outputs = references.map { reference in
      Output(
        name: reference.column.name,
        expression: BoundExpression(.column(reference), reference.column.type, at: .unwritten))
    }
    let query = isReached ? nil : query
    let fixed = query?.filter.map { FixedTests(query?.shared ?? []).of($0) } ?? []
    return Capture(
      table: table,
      query: BoundQuery(
        source: .table(table), filter: fixed.isEmpty ? nil : .chain(.and, fixed, at: .unwritten),
        grouping: nil, outputs: outputs, isDistinct: false, order: [], limit: nil, offset: 0,
        shared: query?.shared ?? [], range: .unwritten),
      columns: references,
      ofRates: Set(columns.values.indices.filter { columns.values[$0].isOfRate }))
  }
}

/// Goes through a query and those within it, and finds what is asked of the beginning of the window.
private struct CaptureFinder {
  let capabilities: Capabilities
  private(set) var wanted: OrderedDictionary<String, WantedColumns> = [:]

  init(capabilities: Capabilities) {
    self.capabilities = capabilities
  }

  mutating func visit(_ query: BoundQuery) {
    if case .query(let inner, _) = query.source { visit(inner) }
    // The queries of readings keep what they need from reading to reading.
    if case .table(let table) = query.source, case .readings = table.rows { return }
    var asked: Set<String> = []
    for expression in query.expressions { visit(expression, of: query, depth: 0, false, &asked) }
  }

  private mutating func visit(
    _ expression: BoundExpression, of query: BoundQuery, depth: Int, _ isOfRate: Bool,
    _ asked: inout Set<String>
  ) {
    switch expression.kind {
    case .column(let reference):
      if case .beginning(let table) = reference.moment {
        let isOwn = reference.level == depth && reference.path.isEmpty
        want(reference.column, of: table, isOfRate, by: isOwn ? query : nil, &asked)
      }
    case .relationTest(let path, _):
      if case .beginning(let table) = path.moment {
        let isOwn = path.level == depth && path.steps.isEmpty
        want(nil, of: table, false, by: isOwn ? query : nil, &asked)
      }
    case .inQuery(let subquery): visit(subquery.query)
    case _: break
    }
    let isOfRate =
      if case .increase = expression.kind { true } else { isOfRate }
    for operand in expression.operands {
      visit(operand, of: query, depth: depth + expression.inward, isOfRate, &asked)
    }
  }

  /// `query` is that whose own row is asked; nil where a relation has led to it.
  private mutating func want(
    _ column: ColumnSchema?, of table: String, _ isOfRate: Bool, by query: BoundQuery?,
    _ asked: inout Set<String>
  ) {
    var columns = wanted[table] ?? WantedColumns()
    if let column {
      var known = columns.columns[column.name] ?? (fixed(column), false)
      known.isOfRate = known.isOfRate || isOfRate
      columns.columns[column.name] = known
    }
    if let query {
      let isFirst = asked.insert(table).inserted
      if isFirst, columns.query != nil { columns.isReached = true }
      columns.query = columns.query ?? query
    } else {
      columns.isReached = true
    }
    wanted[table] = columns
  }

  private func fixed(_ column: ColumnSchema) -> ColumnSchema {
    var column = column
    column.sources = Array(capabilities.sources(of: column).cheapestFirst.prefix(1))
    return column
  }
}

/// Tests of what says which row it is. They may be made when the window begins: whoever passes them at
/// its end has, for the most part, passed them then.
private struct FixedTests {
  private let shared: [SharedExpression]

  init(_ shared: [SharedExpression]) {
    self.shared = shared
  }

  /// Those among the tests of a conjunction.
  func of(_ filter: BoundExpression) -> [BoundExpression] {
    filter.operands(of: .and).filter { isFixed($0) }
  }

  private func isFixed(_ expression: BoundExpression, depth: Int = 0) -> Bool {
    guard depth < Self.deepest else { return false }
    switch expression.kind {
    case .constant, .operation, .boundCheck: break
    case .column(let reference):
      guard reference.column.kind == .label, !reference.moment.isBeginning,
        reference.path.allSatisfy({ $0.path == .owner })
      else { return false }
    case .shared(let reference):
      guard shared.indices.contains(reference.index) else { return false }
      return isFixed(shared[reference.index].expression, depth: depth + 1)
    case _: return false
    }
    return expression.operands.allSatisfy { isFixed($0, depth: depth + 1) }
  }

  /// Names may stand for names; what is deeper counts as moving, which costs a reading.
  private static let deepest = 64
}
