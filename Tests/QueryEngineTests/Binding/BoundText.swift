import QueryEngine
import QueryLanguage

/// A bound query as text, in which every reference shows where it leads: `^1.name` is a column of
/// the next frame outward, `given 0` a given of the row.
struct BoundText {
  static func text(of query: BoundQuery) -> String {
    var lines: [String] = []
    lines.append("from " + text(of: query.source))
    if let filter = query.filter { lines.append("where " + text(of: filter)) }
    lines += query.givens.enumerated().map { "given \($0) \($1.name) = \(text(of: $1.expression))" }
    if let grouping = query.grouping {
      lines += grouping.keys.enumerated().map { "key \($0) = \(text(of: $1))" }
      lines += grouping.aggregates.enumerated().map { "aggregate \($0) = \(text(of: $1))" }
      lines += grouping.givens.enumerated().map {
        "group given \($0) \($1.name) = \(text(of: $1.expression))"
      }
      if let having = grouping.having { lines.append("having " + text(of: having)) }
      if grouping.keys.isEmpty { lines.append("one group") }
    }
    if query.distinct { lines.append("distinct") }
    lines += query.outputs.map {
      "\($0.name): \($0.expression.type.name) = \(text(of: $0.expression))"
    }
    lines += query.order.map { key in
      "order \(text(of: key.expression))" + (key.descending ? " desc" : "")
        + (key.nullsFirst ? " nulls first" : "")
    }
    if let limit = query.limit { lines.append("limit \(limit)") }
    if query.offset != 0 { lines.append("offset \(query.offset)") }
    return lines.joined(separator: "\n")
  }

  static func text(of source: BoundSource) -> String {
    switch source {
    case .table(let table): table.name
    case .single: "nothing"
    case .query(let query, let table):
      "\(table.name)(\(text(of: query).split(separator: "\n").joined(separator: "; ")))"
    }
  }

  static func text(of expression: BoundExpression) -> String {
    switch expression.kind {
    case .constant(let value): text(of: value)
    case .column(let column):
      outward(column.level)
        + (column.path.map(\.name) + [column.column.name]).joined(separator: ".")
    case .given(let index, let level): outward(level) + "given \(index)"
    case .groupKey(let index, let level): outward(level) + "key \(index)"
    case .groupAggregate(let index, let level): outward(level) + "aggregate \(index)"
    case .relationAggregate(let relation):
      text(of: relation.aggregate, over: text(of: relation.path))
    case .not(let operand): "not(\(text(of: operand)))"
    case .negate(let operand): "-(\(text(of: operand)))"
    case .binary(let operation, let left, let right):
      "(\(text(of: left)) \(operation.spelling) \(text(of: right)))"
    case .call(let function, let arguments): call(function.name, arguments)
    case .coalesce(let operands): call("coalesce", operands)
    case .choice(let branches, let otherwise):
      call("choice", branches.flatMap { [$0.test, $0.result] } + (otherwise.map { [$0] } ?? []))
    case .match(let subject, let branches, let otherwise):
      call(
        "match",
        [subject] + branches.flatMap { [$0.value, $0.result] } + (otherwise.map { [$0] } ?? []))
    case .element(let collection, let index): "\(text(of: collection))[\(text(of: index))]"
    case .lookup(let map, let key): "\(text(of: map)){\(text(of: key))}"
    case .pattern, .between, .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists,
      .relationTest, .shortcut:
      text(ofTest: expression) ?? "\(expression.kind)"
    }
  }

  /// What is a test by its form; nil of anything else.
  private static func text(ofTest expression: BoundExpression) -> String? {
    switch expression.kind {
    case .pattern(let test): text(of: test)
    case .between(let operand, let low, let high):
      "(\(text(of: operand)) between \(text(of: low)) and \(text(of: high)))"
    case .inValues(let operand, let values):
      "(\(text(of: operand)) in (\(values.map(text(of:)).joined(separator: ", "))))"
    case .inQuery(let operand, let query):
      "(\(text(of: operand)) in {\(text(of: query.query).split(separator: "\n").joined(separator: "; "))})"
    case .inCollection(let operand, let collection):
      "(\(text(of: operand)) in \(text(of: collection)))"
    case .isNull(let operand): "null?(\(text(of: operand)))"
    case .isDenied(let operand): "denied?(\(text(of: operand)))"
    case .exists(let operand): "exists?(\(text(of: operand)))"
    case .relationTest(let path, let test): "\(test)?(\(text(of: path)))"
    case .shortcut(let shortcut): text(of: shortcut.test)
    case .constant, .column, .given, .groupKey, .groupAggregate, .relationAggregate, .not, .negate,
      .binary, .call, .coalesce, .choice, .match, .element, .lookup:
      nil
    }
  }

  static func text(of aggregate: BoundAggregate, over path: String? = nil) -> String {
    var text = aggregate.function.name + "("
    if let path { text += path + ": " }
    if aggregate.distinct { text += "distinct " }
    text += aggregate.argument.map(Self.text(of:)) ?? "*"
    text += aggregate.constants.map { ", " + Self.text(of: $0) }.joined()
    if let filter = aggregate.filter { text += " where " + Self.text(of: filter) }
    return text + ")"
  }

  private static func call(_ name: String, _ arguments: [BoundExpression]) -> String {
    "\(name)(\(arguments.map(text(of:)).joined(separator: ", ")))"
  }

  private static func outward(_ level: Int) -> String { level == 0 ? "" : "^\(level)." }

  private static func text(of path: RelationPath) -> String {
    outward(path.level) + path.steps.map(\.name).joined(separator: ".")
  }

  private static func text(of test: PatternTest) -> String {
    switch test.pattern {
    case .constant(let pattern):
      "(\(text(of: test.subject)) \(test.kind) \(text(of: .text(pattern.text))))"
    case .computed(let pattern): "(\(text(of: test.subject)) \(test.kind) \(text(of: pattern)))"
    }
  }

  private static func text(of value: Value) -> String {
    switch value {
    case .null: "null"
    case .denied: "denied"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .size(let bytes): "\(bytes)B"
    case .duration(let nanoseconds): ExactText.seconds(nanoseconds) + "s"
    case .time(let nanoseconds): "time \(nanoseconds)"
    case .address(let address): "address \(address)"
    case .text(let text): "'\(visible(text.bytes))'"
    case .byteRate(let rate), .countRate(let rate): "\(rate)/s"
    case .list(let elements): "[\(elements.map(text(of:)).joined(separator: ", "))]"
    case .map: "map"
    }
  }
}

/// Binds a script over planets.
struct Bound {
  let statements: [BoundStatement]
  let diagnostics: [Diagnostic]
  private let bytes: [UInt8]

  init(
    _ text: String, parameters: [String: String] = [:], catalog: Catalog = Planets.catalog
  ) throws {
    var binder = Binder(
      catalog: catalog,
      parameters: parameters.sorted { $0.key < $1.key }
        .map { HandedParameter($0.key, Array($0.value.utf8)) })
    try self.init(text, by: &binder)
  }

  init(_ text: String, by binder: inout Binder) throws {
    bytes = Array(text.utf8)
    (statements, diagnostics) = binder.bind(try parse(Source(text)))
  }

  /// The queries, those of `explain` included, as text.
  var queries: [String] {
    statements.compactMap { statement in
      switch statement.kind {
      case .query(let query), .explain(_, let query): BoundText.text(of: query)
      case .describe: nil
      }
    }
  }

  /// The only query, or what was wrong.
  var query: String {
    queries.count == 1 && diagnostics.isEmpty ? queries[0] : errors.joined(separator: "\n")
  }

  /// Each message with the text that the caret stands under, and the hint.
  var errors: [String] {
    diagnostics.map { diagnostic in
      let isPlaced = diagnostic.range != .nowhere
      let words = isPlaced ? bytes[diagnostic.range.lower..<diagnostic.range.upper] : []
      return "\(diagnostic.message) @ \(String(decoding: words, as: UTF8.self))"
        + (diagnostic.hint.map { " (\($0))" } ?? "")
    }
  }
}

extension Bound {
  /// The columns of the only query: `name = expression; …`.
  var outputs: String {
    for statement in statements {
      guard case .query(let query) = statement.kind else { continue }
      return query.outputs.map { "\($0.name) = \(BoundText.text(of: $0.expression))" }
        .joined(separator: "; ")
    }
    return errors.joined(separator: "\n")
  }
}
