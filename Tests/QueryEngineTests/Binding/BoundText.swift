import Binding
import QueryLanguage
import Schema
import Values

/// A bound query as text, in which every reference shows where it leads: `^1.name` is a column of
/// the next frame outward, `shared 0` a named expression of the row.
struct BoundText {
  static func text(of query: BoundQuery) -> String {
    var lines: [String] = []
    lines.append("from " + text(of: query.source))
    if let filter = query.filter { lines.append("where " + text(of: filter)) }
    lines += query.shared.enumerated().map {
      "shared \($0) \($1.name) = \(text(of: $1.expression))"
    }
    if let grouping = query.grouping {
      lines += grouping.keys.enumerated().map { "key \($0) = \(text(of: $1))" }
      lines += grouping.aggregates.enumerated().map { "aggregate \($0) = \(text(of: $1))" }
      lines += grouping.shared.enumerated().map {
        "group shared \($0) \($1.name) = \(text(of: $1.expression))"
      }
      if let having = grouping.having { lines.append("having " + text(of: having)) }
      if grouping.keys.isEmpty { lines.append("one group") }
    }
    if query.isDistinct { lines.append("distinct") }
    lines += query.outputs.map {
      "\($0.name): \($0.expression.type.name) = \(text(of: $0.expression))"
    }
    lines += query.order.map { key in
      "order \(text(of: key.expression))" + (key.isDescending ? " desc" : "")
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
    let operands = expression.operands.map(text(of:))
    switch expression.kind {
    case .constant(let value): return text(of: value)
    case .column(let column):
      return outward(column.level) + column.text
    case .shared(let reference):
      return (reference.level.map(outward) ?? "group.") + "shared \(reference.index)"
    case .groupKey(let index, let level): return outward(level) + "key \(index)"
    case .groupAggregate(let index, let level): return outward(level) + "aggregate \(index)"
    case .relationAggregate(let path, let call):
      return text(of: BoundAggregate(call, expression.operands), over: text(of: path))
    case .relationTest(let path, let test): return "\(test)?(\(text(of: path)))"
    case .operation(let operation): return text(of: operation, operands)
    case .inQuery(let subquery):
      let lines = text(of: subquery.query).split(separator: "\n")
      return "(\(operands[0]) in {\(lines.joined(separator: "; "))})"
    case .boundCheck: return operands[0]
    case .increase: return "increase(\(operands[0]))"
    case .rate: return "rate(\(operands[0]))"
    case .derived(let column): return "\(column.text)[\(operands[0])]"
    }
  }

  private static func text(of operation: Operation, _ operands: [String]) -> String {
    let all = operands.joined(separator: ", ")
    return switch operation {
    case .not: "not(\(all))"
    case .negate: "-(\(all))"
    case .binary(let operation): "(\(operands[0]) \(operation.spelling) \(operands[1]))"
    case .pattern(let kind, let compiled):
      "(\(operands[0]) \(kind) \(compiled.map { text(of: .text($0.text)) } ?? operands[1]))"
    case .between: "(\(operands[0]) between \(operands[1]) and \(operands[2]))"
    case .inValues: "(\(operands[0]) in (\(operands.dropFirst().joined(separator: ", "))))"
    case .inCollection: "(\(operands[0]) in \(operands[1]))"
    case .isNull: "null?(\(all))"
    case .isDenied: "denied?(\(all))"
    case .exists: "exists?(\(all))"
    case .call(let function): "\(function.name)(\(all))"
    case .coalesce: "coalesce(\(all))"
    case .choice: "choice(\(all))"
    case .match: "match(\(all))"
    case .element: "\(operands[0])[\(operands[1])]"
    case .lookup: "\(operands[0]){\(operands[1])}"
    case .list: "[\(operands.joined(separator: ", "))]"
    }
  }

  static func text(of aggregate: BoundAggregate, over path: String? = nil) -> String {
    var text = aggregate.call.function.name + "("
    if let path { text += path + ": " }
    if aggregate.call.isDistinct { text += "distinct " }
    text += aggregate.argument.map(Self.text(of:)) ?? "*"
    text += aggregate.call.constants.map { ", " + Self.text(of: $0) }.joined()
    if let filter = aggregate.filter { text += " where " + Self.text(of: filter) }
    return text + ")"
  }

  private static func outward(_ level: Int) -> String { level == 0 ? "" : "^\(level)." }

  private static func text(of path: RelationPath) -> String {
    outward(path.level) + path.names.joined(separator: ".")
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
    _ text: String, parameters: [String: String] = [:], schema: Schema = Planets.schema
  ) throws {
    var binder = Binder(
      schema: schema,
      parameters: parameters.sorted { $0.key < $1.key }
        .map { ParameterArgument($0.key, Array($0.value.utf8)) })
    try self.init(text, by: &binder)
  }

  init(_ text: String, by binder: inout Binder) throws {
    bytes = Array(text.utf8)
    let script = binder.bind(try parse(SourceText(text)))
    (statements, diagnostics) = (script.statements, script.diagnostics)
  }

  /// The queries, those of `explain` included, as text.
  var queries: [String] {
    statements.compactMap { statement in
      switch statement.kind {
      case .query(let query), .explain(_, let query): BoundText.text(of: query)
      case .action(let action), .explainAction(let action): BoundText.text(of: action.query)
      case .record(let record): BoundText.text(of: record.query)
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
