package import Binding
import OrderedCollections
import QueryLanguage
package import Schema
import Values

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
    var finder = CaptureFinder(capabilities: facts.capabilities, schema: facts.schema)
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
  /// The rows of the one query that asks for them; nil where others of the table are asked too.
  var rows: AskedRows?
  /// Whether a row may be asked that these are not.
  var isReached = false

  func capture(of table: TableSchema) -> Capture {
    let references = columns.values.map { ColumnReference(level: 0, path: [], column: $0.column) }
    let outputs = references.map { reference in
      Output(
        name: reference.column.name,
        expression: BoundExpression(.column(reference), reference.column.type, at: .unwritten))
    }
    let rows = isReached ? nil : rows
    let tests = rows?.tests ?? []
    return Capture(
      table: table,
      query: BoundQuery(
        source: .table(table), filter: tests.isEmpty ? nil : .chain(.and, tests, at: .unwritten),
        grouping: nil, outputs: outputs, isDistinct: false, order: [], limit: nil, offset: 0,
        shared: rows?.shared ?? [], range: .unwritten),
      columns: references,
      ofRates: Set(columns.values.indices.filter { columns.values[$0].isOfRate }))
  }
}

/// The rows of a query, or the parts of them, as far as tests of what cannot change leave them.
private struct AskedRows {
  let tests: [BoundExpression]
  let shared: [SharedExpression]

  /// Those of the query itself.
  init(of query: BoundQuery) {
    shared = query.shared
    tests = query.filter.map { FixedTests(query.shared).of($0) } ?? []
  }

  /// The parts of these rows, each of which leads to its owner by the relation.
  init(partsOf rows: AskedRows, ownedBy owner: RelationSchema) {
    tests = rows.tests.map { $0.asked(of: owner) }
    shared = rows.shared.map {
      SharedExpression(name: $0.name, expression: $0.expression.asked(of: owner))
    }
  }
}

/// Goes through a query and those within it, and finds what is asked of the beginning of the window.
private struct CaptureFinder {
  let capabilities: Capabilities
  let schema: Schema
  private(set) var wanted: OrderedDictionary<String, WantedColumns> = [:]

  init(capabilities: Capabilities, schema: Schema) {
    self.capabilities = capabilities
    self.schema = schema
  }

  mutating func visit(_ query: BoundQuery) {
    if case .query(let inner, _) = query.source { visit(inner) }
    // A query of readings keeps what it needs from reading to reading; not so those within it.
    if case .table(let table) = query.source, case .readings = table.rows {
      for subquery in query.expressions.flatMap(\.subqueries) { visit(subquery.query) }
      return
    }
    var place = Place(frames: [AskedRows(of: query)])
    for expression in query.expressions { visit(expression, &place) }
  }

  /// Where an expression stands.
  private struct Place {
    /// Of each row around, the innermost last: the rows that it is one of; nil where a relation may
    /// have led to any.
    var frames: [AskedRows?]
    var isOfRate = false
    /// The tables of which this query has asked its own rows.
    var asked: Set<String> = []

    func frame(_ level: Int) -> AskedRows? {
      let index = frames.count - 1 - level
      return frames.indices.contains(index) ? frames[index] : nil
    }
  }

  private mutating func visit(_ expression: BoundExpression, _ place: inout Place) {
    switch expression.kind {
    case .column(let reference):
      if case .beginning(let table) = reference.moment {
        let rows = reference.path.isEmpty ? place.frame(reference.level) : nil
        want(reference.column, of: table, by: rows, &place)
      }
    case .relationTest(let path, _):
      if case .beginning(let table) = path.moment {
        want(nil, of: table, by: path.steps.isEmpty ? place.frame(path.level) : nil, &place)
      }
    case .inQuery(let subquery): visit(subquery.query)
    case _: break
    }
    let isOfRate = place.isOfRate
    if case .increase = expression.kind { place.isOfRate = true }
    if case .relationAggregate(let path, _) = expression.kind {
      place.frames.append(parts(along: path, place))
    }
    for operand in expression.operands { visit(operand, &place) }
    if case .relationAggregate = expression.kind { place.frames.removeLast() }
    place.isOfRate = isOfRate
  }

  /// The rows at the end of a path, where they are parts of those that it begins at.
  private func parts(along path: RelationPath, _ place: Place) -> AskedRows? {
    guard path.steps.count == 1, path.steps[0].path == .parts, let rows = place.frame(path.level),
      let table = schema.table(named: path.steps[0].table), let owner = schema.owner(of: table)
    else { return nil }
    return AskedRows(partsOf: rows, ownedBy: owner.relation)
  }

  /// `rows` are those that are asked; nil where a relation may have led to any.
  private mutating func want(
    _ column: ColumnSchema?, of table: String, by rows: AskedRows?, _ place: inout Place
  ) {
    var columns = wanted[table] ?? WantedColumns()
    // When a row was read need not be kept of each.
    if let column, column.sources[0].reader != .timeOfReading {
      var known = columns.columns[column.name] ?? (fixed(column), false)
      known.isOfRate = known.isOfRate || place.isOfRate
      columns.columns[column.name] = known
    }
    if let rows {
      let isFirst = place.asked.insert(table).inserted
      if isFirst, columns.rows != nil { columns.isReached = true }
      columns.rows = columns.rows ?? rows
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

extension BoundExpression {
  /// The same of the row that this relation leads to.
  fileprivate func asked(of owner: RelationSchema) -> BoundExpression {
    mapPaths {
      RelationPath(level: $0.level, steps: [owner] + $0.steps, moment: $0.moment)
    }
  }
}

/// Tests of what says which row it is. They may be made when the window begins: whoever passes them at
/// its end has, for the most part, passed them then.
private struct FixedTests {
  /// Of the named expressions, whether each may move.
  private let moving: [Bool]

  init(_ shared: [SharedExpression]) {
    moving = shared.flags(where: \.mayMove)
  }

  /// Those among the tests of a conjunction.
  func of(_ filter: BoundExpression) -> [BoundExpression] {
    filter.operands(of: .and).filter { !$0.reaches(moving, where: \.mayMove) }
  }
}

extension BoundExpression {
  /// Whether it is no label of its own row or of the row's owner, nor made of such alone; but for its
  /// operands, and for what names stand for.
  fileprivate var mayMove: Bool {
    switch kind {
    case .column(let reference):
      reference.column.kind != .label || reference.moment.isBeginning
        || !reference.path.allSatisfy { $0.path == .owner }
    case .operation(.call(let function)): function.schema.evaluation == .ofSnapshot
    case .constant, .operation, .boundCheck, .shared: false
    case _: true
    }
  }
}
