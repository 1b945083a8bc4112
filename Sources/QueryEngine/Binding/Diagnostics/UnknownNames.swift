import QueryLanguage
import Schema
import Values

// What to say of a name that nobody knows.
enum UnknownNames {
  /// What other languages call the functions of this one.
  static let otherWords = [
    "substring": "substr", "len": "length", "instr": "position", "strpos": "position",
    "ifnull": "coalesce", "nvl": "coalesce", "iif": "if", "mean": "avg", "average": "avg",
    "ceiling": "ceil", "group_concat": "list", "string_agg": "list", "array_agg": "list",
    "bool_or": "any", "some": "any", "regexp_match": "regex_match", "current_timestamp": "now",
  ]

  /// What ps calls columns whose names here say more.
  static let otherColumns = ["time": "cpu_time"]
}

extension ExpressionBinder {
  /// `quoted`: it stands beside text, so that it was likely meant as text.
  func unknownName(_ names: [Name], quoted: Bool = false) -> Diagnostic {
    let name = names[0]
    if let hint = environment.hint(forLet: name, before: letLimit) {
      return .unknownColumn(name, hint: hint)
    }
    if case .constant(let word) = place { return .notConstant(name, after: word) }
    if let usage = environment.usage(ofFunction: name.text) {
      return .unknownColumn(name, hint: "a function is called with parentheses: \(usage)")
    }
    if name.text.folded == "outer" {
      return .unknownColumn(
        name, hint: "'outer' is the row around an aggregate's; its columns follow, as in outer.pid")
    }
    if let meant = UnknownNames.otherColumns[name.text.folded], candidates.contains(meant) {
      return .unknownColumn(name, hint: Diagnostic.didYouMean(meant))
    }
    if let near = suggestion(for: name.text, among: candidates) {
      return .unknownColumn(
        name, hint: Diagnostic.didYouMean(environment.usage(ofFunction: near) ?? near))
    }
    if quoted {
      return .unknownColumn(name, hint: "text stands in quotes: '\(visible(name.text))'")
    }
    return .unknownColumn(name, hint: hint(forOtherThing: name.text.folded))
  }

  /// Everything that a name could have meant here, the nearest first.
  private var candidates: [String] {
    var candidates: [String] = []
    for frame in frames.reversed() { candidates += frame.rows.flatMap(\.table.names) }
    candidates += query?.itemNames ?? []
    candidates += environment.lets.names(ofLast: Limits.items)
    candidates += schema.constants.map(\.name)
    return candidates + schema.scalarFunctions.map(\.name) + AggregateFunction.standard.map(\.name)
  }

  /// It names something that cannot stand here.
  private func hint(forOtherThing name: String) -> String? {
    if schema.table(named: name) != nil { return "it is a source: from \(name)" }
    if let table = schema.tables.first(where: { $0.column(named: name, orAlias: true) != nil }) {
      return "it is a column of \(table.name)"
    }
    for frame in frames.reversed() {
      for (_, table) in frame.rows where table.columns.contains(where: { $0.group == name }) {
        return "it is a group of columns: \(name).*"
      }
    }
    return nil
  }

  /// What to say of a call of something that is no function.
  func unknownFunction(_ call: Call) throws(BindingFailure) -> Diagnostic {
    switch try resolution(of: [call.name]) {
    case .path(let resolved) where resolved.column != nil:
      return .notAFunction(call.name, "a column")
    case .path: return .notAFunction(call.name, "a relation")
    case .item, .letDefinition: return .notAFunction(call.name, "an expression")
    case .constant: return .notAFunction(call.name, "a constant")
    case nil: break
    }
    if Keyword(spelling: call.name.text) == .exists {
      return .unknownFunction(call.name, hint: "'exists' stands after its operand: env.HOME exists")
    }
    let known = schema.scalarFunctions.map(\.name) + AggregateFunction.standard.map(\.name)
    let near =
      UnknownNames.otherWords[call.name.text.folded]
      ?? suggestion(for: call.name.text, among: known)
    return .unknownFunction(call.name, hint: near.map(Diagnostic.didYouMean))
  }
}

extension QueryBinder {
  /// The names given by `as`, in the order of the items.
  var itemNames: [String] {
    (syntax.select?.items ?? []).compactMap { item in
      if case .expression(_, let name?) = item.kind { name.text } else { nil }
    }
  }

  /// What to say of `NAME.*` where no columns have that group.
  func unknownGroup(_ name: Name) -> Diagnostic {
    let rows = frame?.rows ?? []
    for (_, table) in rows {
      guard let relation = table.relation(named: name.text) else { continue }
      return .relationStar(name, hint: hint(forColumnsOf: relation))
    }
    var groups: [String] = []
    for (_, table) in rows {
      for column in table.columns where !groups.contains(column.group) {
        groups.append(column.group)
      }
    }
    let relations = rows.flatMap(\.table.relations).filter { !groups.contains($0.name) }
    guard let near = suggestion(for: name.text, among: groups + relations.map(\.name)) else {
      return .unknownGroup(name, hint: nil)
    }
    // A relation's star would be the next error: how its columns are had is said at once.
    let words = relations.first { $0.name == near }.map { " " + hint(forColumnsOf: $0) }
    return .unknownGroup(name, hint: Diagnostic.didYouMean(near) + (words ?? ""))
  }

  private func hint(forColumnsOf relation: RelationSchema) -> String {
    guard relation.isMany else { return "name its columns one by one" }
    return environment.schema.table(named: relation.name) == nil
      ? "it stands inside an aggregate, as in count(\(relation.name))"
      : "its rows are a source: from \(relation.name)"
  }
}

extension BindingEnvironment {
  /// `words` may stand there too.
  func unknownSource(
    _ name: Name, before limit: Int, orOneOf words: [Keyword] = []
  ) -> Diagnostic {
    if let hint = hint(forLet: name, before: limit) { return .unknownSource(name, hint: hint) }
    let known =
      schema.tables.map(\.name) + words.map(\.rawValue)
      + lets.queries.suffix(Limits.items).map(\.table.name)
    if let near = suggestion(for: name.text, among: known) {
      return .unknownSource(name, hint: Diagnostic.didYouMean(near))
    }
    let isRelation = schema.tables.contains { $0.relation(named: name.text) != nil }
    return .unknownSource(
      name,
      hint: isRelation
        ? "a relation stands inside an aggregate, as in count(\(name.text.folded))"
        : "'describe' lists the sources")
  }

  /// The name is that of a let which cannot be used yet.
  func hint(forLet name: Name, before limit: Int) -> String? {
    guard let definition = lets.coming[name.text.folded], definition >= limit else { return nil }
    return definition == lets.defining
      ? "a let cannot use itself" : "a let is used after its definition, which comes later"
  }

  /// How a function or aggregate of this name is called.
  func usage(ofFunction name: String) -> String? {
    schema.function(named: name)?.schema.usage ?? AggregateFunction.named(name)?.schema.usage
  }
}
