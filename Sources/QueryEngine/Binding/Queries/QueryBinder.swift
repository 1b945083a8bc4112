import QueryLanguage
import Schema
import Values

/// Binds one query: its clauses, the names that are given in it, its groups.
///
/// A class, since the expressions of all clauses add to what it knows: a name is bound when it is
/// first used, wherever that is.
final class QueryBinder {
  /// As it was written.
  let syntax: Query
  /// What is known besides the query itself.
  let environment: BindingEnvironment
  /// How many of the lets may be used.
  let letLimit: Int
  /// Its rows are those of the answer.
  let isOutermost: Bool

  /// Nil until the source is bound.
  private(set) var frame: NameFrame?
  /// Something asks for a row of the source: a column, a relation, an aggregate.
  var usesSource = false
  /// How many queries stand inside one another here.
  private(set) var depth = 1
  /// Queries after `in`, by their text.
  var subqueries: [String: Subquery] = [:]
  /// Its expressions that have a name.
  var named = NamedExpressions()
  /// Those over its groups, each once.
  private(set) var aggregates: [BoundAggregate] = []
  private var aggregateIndices: [Int: Int] = [:]
  /// Which of its expressions are the same.
  var numbering = StructuralNumbering()

  init(
    _ syntax: Query, in environment: BindingEnvironment, letLimit: Int, isOutermost: Bool = false
  ) {
    self.syntax = syntax
    self.environment = environment
    self.letLimit = letLimit
    self.isOutermost = isOutermost
  }

  /// The items of `select` are looked at first, so that of several errors the first is told.
  func bind() throws(BindingFailure) -> BoundQuery {
    let source = try bindSource()
    try bindWindow()
    registerItemNames()
    var outputs = try bindOutputs()
    let filter = try bindFilter()
    let keys = try bindKeys(outputs)
    let having = try bindHaving()
    let order = try bindOrder(outputs)
    let isGrouped = syntax.group != nil || !aggregates.isEmpty
    if let having = syntax.having, !isGrouped {
      throw .wrong(.havingWithoutGroups(at: having.range))
    }
    if syntax.select == nil { outputs = try defaultOutputs(isGrouped ? keys : nil) }
    outputs = try withoutRepetitions(outputs)
    if syntax.select?.distinct == true { try checkDistinct(order, outputs) }
    var query = BoundQuery(
      source: usesSource || syntax.from != nil ? source : .single, filter: filter, grouping: nil,
      outputs: outputs.map { Output(name: $0.name, expression: final($0), bar: $0.bar) },
      isDistinct: syntax.select?.distinct ?? false, order: order, limit: nil, offset: 0, shared: [],
      range: syntax.range)
    if isGrouped { try group(&query, by: keys, having: having) }
    query.shared = named.sharedOfRow.map {
      SharedExpression(name: $0.text, expression: $0.expression)
    }
    query.limit = try bindCount(syntax.limit?.count, of: "limit")
    query.offset = try bindCount(syntax.offset?.count, of: "offset") ?? 0
    return query
  }

  /// For an expression of the query's own row that stands there.
  func binder(in place: ExpressionPlace) -> ExpressionBinder {
    ExpressionBinder(
      environment: environment, query: self, frames: frame.map { [$0] } ?? [], place: place,
      letLimit: letLimit)
  }

  // MARK: Clauses

  private func bindSource() throws(BindingFailure) -> BoundSource {
    let source = try boundSource()
    let table: TableSchema? =
      switch source {
      case .table(let table), .query(_, let table): table
      case .single: nil
      }
    frame = table.map { NameFrame($0, in: environment.schema) }
    return source
  }

  private func boundSource() throws(BindingFailure) -> BoundSource {
    switch syntax.from?.source {
    case nil: return environment.schema.tables.first.map(BoundSource.table) ?? .single
    case .query(let inner):
      let bound = try bindInner(inner)
      return .query(bound, table: TableSchema(cellsOf: bound, named: "query"))
    case .name(let name): return try namedSource(name)
    }
  }

  /// A query inside this one, after `from` or `in`: it sees none of the rows here.
  func bindInner(_ query: Query) throws(BindingFailure) -> BoundQuery {
    let binder = QueryBinder(query, in: environment, letLimit: letLimit)
    let bound = try binder.bind()
    try contain(binder.depth, at: query.range)
    return bound
  }

  private func contain(_ depth: Int, at range: SourceRange) throws(BindingFailure) {
    self.depth = max(self.depth, depth + 1)
    if self.depth > Limits.nesting { throw .wrong(.queriesTooDeep(at: range)) }
  }

  private func namedSource(_ name: Name) throws(BindingFailure) -> BoundSource {
    let table = environment.schema.table(named: name.text)
    if let table, !table.yieldsToLets { return .table(table) }
    guard let index = environment.lets.index(of: name.text, before: letLimit) else {
      if let table {
        environment.window.needReadings()
        return .table(table)
      }
      throw .wrong(environment.unknownSource(name, before: letLimit))
    }
    switch environment.lets[index].content {
    case .query(let named):
      try contain(named.depth, at: name.range)
      try environment.window.add(named.window, usedAt: name.range)
      return .query(named.query, table: named.table)
    case .expression: throw .wrong(.expressionAsSource(name))
    case .broken: throw .reportedElsewhere
    }
  }

  private func bindFilter() throws(BindingFailure) -> BoundExpression? {
    guard let clause = syntax.filter else { return nil }
    let test = try binder(in: .filter).bindTest(clause.test, of: "where")
    try checkHeight(of: test, at: clause.test.range)
    return test
  }

  private func bindHaving() throws(BindingFailure) -> BoundExpression? {
    guard let clause = syntax.having else { return nil }
    let test = try binder(in: .having).bindTest(clause.test, of: "having")
    try checkHeight(of: test, at: clause.test.range)
    return test
  }

  private func bindOrder(_ outputs: [BoundOutput]) throws(BindingFailure) -> [OrderKey] {
    var keys: [OrderKey] = []
    for item in syntax.order?.items ?? [] {
      let key =
        if let numbered = try output(numbered: item.key, of: outputs, "order by") { numbered } else
        {
          try binder(in: .order).bind(item.key)
        }
      binder(in: .order).warnOfQuotedName(item.key)
      try checkHeight(of: key, at: item.key.range)
      guard key.type.isOrdered else {
        throw .wrong(.noOrder(key.described(as: item.key)))
      }
      keys.append(
        OrderKey(
          expression: key, isDescending: item.descending ?? false,
          nullsFirst: item.nullsFirst ?? false))
    }
    return keys
  }

  private func bindKeys(_ outputs: [BoundOutput]) throws(BindingFailure) -> [BoundKey] {
    var keys: [BoundKey] = []
    for syntax in syntax.group?.keys ?? [] {
      let binder = binder(in: .groupKey)
      let key =
        if let numbered = try output(numbered: syntax, of: outputs, "group by") { numbered } else {
          try binder.bind(syntax)
        }
      binder.warnOfQuotedName(syntax)
      try checkHeight(of: key, at: syntax.range)
      keys.append(
        BoundKey(expression: key, heading: try binder.heading(of: syntax), range: syntax.range))
    }
    return keys
  }

  /// `order by 2`: the second column of the result. Nil where no plain number stands.
  private func output(
    numbered key: Expression, of outputs: [BoundOutput], _ clause: String
  ) throws(BindingFailure) -> BoundExpression? {
    guard case .literal(.integer(let number)) = key.kind, syntax.select != nil else { return nil }
    guard (1...Int64(max(outputs.count, 1))).contains(number), !outputs.isEmpty else {
      throw .wrong(.noSuchOutput(number, count: outputs.count, after: clause, at: key.range))
    }
    return outputs[Int(number) - 1].expression
  }

  private func bindCount(
    _ count: Expression?, of clause: String
  ) throws(BindingFailure) -> Int64? {
    guard let count else { return nil }
    let binder = binder(in: .select).constantBinder(after: clause)
    let bound = try binder.literalIfUntyped(try binder.bind(count), count) { _ in false }
    guard case .integer(let number) = bound.constantValue, number >= 0 else {
      throw .wrong(.notACount(clause, canonicalText(of: count), at: count.range))
    }
    return number
  }

  /// A named expression that is used elsewhere too is evaluated once.
  private func final(_ output: BoundOutput) -> BoundExpression {
    guard let item = output.item, named.positions[.item(item)] != nil,
      var reference = reference(to: .item(item), level: 0)
    else { return output.expression }
    reference.range = output.range
    return reference
  }

  // MARK: Aggregates

  /// Where an aggregate over the group stands among the query's; the same one stands there once.
  func index(of aggregate: BoundAggregate, _ type: ValueType) -> Int {
    named.aggregateUses += 1
    let number = number(of: aggregate, type)
    if let known = aggregateIndices[number] { return known }
    aggregateIndices[number] = aggregates.count
    aggregates.append(aggregate)
    return aggregates.count - 1
  }
}

/// A column of the result while its query is being bound.
struct BoundOutput {
  /// Its heading.
  var name: String
  var expression: BoundExpression
  /// Which item of `select` gives it its name; nil if none does.
  var item: Int?
  /// Nil where the value itself is shown.
  var bar: Bar?
  /// Where it was asked for; of `*`, the star.
  var range: SourceRange
}

/// A key of the group, with the name that its column would have.
struct BoundKey {
  /// What rows of one group have in common.
  var expression: BoundExpression
  /// What its column would be called.
  var heading: String
  /// Where the key stands, for errors.
  var range: SourceRange
}
