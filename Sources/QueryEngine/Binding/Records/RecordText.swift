import QueryLanguage
import Schema
import Values

/// The canonical text of a recorded query: columns by their own names, parameters and lets as what
/// they stand for. A recorder goes on with a file only if this is the same.
struct RecordText {
  private let environment: BindingEnvironment
  private let table: TableSchema

  init(_ environment: BindingEnvironment, _ table: TableSchema) {
    self.environment = environment
    self.table = table
  }

  /// The test has been bound already.
  func text(
    showing columns: [String], where test: Expression?
  ) throws(BindingFailure) -> String {
    let names = columns.map { name in
      ColumnSchema.words(of: name).map { Name($0, at: .unwritten).asAnyName }.joined(separator: ".")
    }
    let select = "select " + names.joined(separator: ", ")
    guard let test else { return select }
    let binder = ExpressionBinder(
      environment: environment, query: nil, frames: [NameFrame(table, in: environment.schema)],
      place: .filter, letLimit: 0)
    return try "\(select) where \(binder.text(of: try expanded(test)))"
  }

  private func expanded(_ expressions: [Expression]) throws(BindingFailure) -> [Expression] {
    var result: [Expression] = []
    for expression in expressions { result.append(try expanded(expression)) }
    return result
  }

  private func expanded(_ expression: Expression) throws(BindingFailure) -> Expression {
    try environment.budget.spend(1, at: expression.range)
    switch expression.kind {
    case .parameter(let name):
      guard case .found(let parameter) = environment.parameters.lookup(name.text),
        let value = parameter.expression.constantValue
      else { return expression }
      return Expression(value.syntax, at: expression.range)
    case .name(let name):
      return try definition(of: name).map(expanded) ?? expression
    case .call(var call):
      if case .expressions(let arguments) = call.arguments {
        call.arguments = .expressions(try expanded(arguments))
      }
      call.filter = try call.filter.map(expanded)
      return Expression(.call(call), at: expression.range)
    case .membership(let operand, let negated, .query(let query)):
      return Expression(
        .membership(try expanded(operand), negated: negated, .query(try expanded(query))),
        at: expression.range)
    case _: return expression.withOperands(try expanded(expression.operands))
    }
  }

  /// What a let has named, unless some row has a column or a relation of that name.
  private func definition(of name: Name) -> Expression? {
    let isOfRows = environment.schema.tables.contains {
      $0.column(named: name.text) != nil || $0.relation(named: name.text) != nil
    }
    guard !isOfRows,
      let index = environment.lets.index(of: name.text, before: environment.lets.count),
      case .expression(let definition) = environment.lets[index].content
    else { return nil }
    return definition
  }

  private func expanded(_ query: Query) throws(BindingFailure) -> Query {
    var copy = query
    for index in copy.select?.items.indices ?? 0..<0 {
      guard case .expression(let expression, let name)? = copy.select?.items[index].kind else {
        continue
      }
      copy.select?.items[index].kind = .expression(try expanded(expression), name: name)
    }
    if case .query(let inner)? = copy.from?.source {
      copy.from?.source = .query(try expanded(inner))
    }
    if let test = copy.filter?.test { copy.filter?.test = try expanded(test) }
    if let keys = copy.group?.keys { copy.group?.keys = try expanded(keys) }
    if let test = copy.having?.test { copy.having?.test = try expanded(test) }
    for index in copy.order?.items.indices ?? 0..<0 {
      if let key = copy.order?.items[index].key {
        copy.order?.items[index].key = try expanded(key)
      }
    }
    if let count = copy.limit?.count { copy.limit?.count = try expanded(count) }
    if let count = copy.offset?.count { copy.offset?.count = try expanded(count) }
    return copy
  }
}
