import QueryLanguage
import Schema
import Values

// What to say of a name that nobody knows.

extension ExpressionBinder {
  /// `quoted`: it stands beside text, so that it was likely meant as text.
  func unknownName(_ names: [Name], quoted: Bool = false) -> Diagnostic {
    let name = names[0]
    if let hint = environment.hint(forLet: name, before: letLimit) {
      return .unknownColumn(name, hint: hint)
    }
    if !frames.isEmpty, var unrecorded = unrecorded(names) {
      if quoted { unrecorded.hint = Hint.quotes(around: name.text) }
      return unrecorded
    }
    if case .constant(let word) = place {
      return .notConstant(name.text, after: word, at: name.range)
    }
    if let usage = environment.usage(ofFunction: name.text) {
      return .unknownColumn(name, hint: "a function is called with parentheses: \(usage)")
    }
    if name.text.folded == "outer" {
      return .unknownColumn(
        name, hint: "'outer' is the row around an aggregate's; its columns follow, as in outer.pid")
    }
    if quoted {
      return .unknownColumn(name, hint: Hint.quotes(around: name.text))
    }
    let tables = frames.reversed().flatMap { $0.rows.map(\.table) }
    if let hint = hint(forColumnOf: names, in: tables)
      ?? schema.hint(forForeign: names, of: tables)
    {
      return .unknownColumn(name, hint: hint)
    }
    if let row = ForeignNames.functions.row(of: name.text.folded), name.text.folded.isSeldomCalled {
      return .unknownColumn(name, hint: row.hint)
    }
    if names.count == 1, schema.table(named: name.text) != nil {
      return .unknownColumn(name, hint: hint(forOtherThing: name.text.folded))
    }
    if let near = suggestion(for: name.text, among: candidates) {
      return .unknownColumn(
        name, hint: Diagnostic.didYouMean(environment.usage(ofFunction: near) ?? near))
    }
    return .unknownColumn(
      name, hint: hint(forOtherThing: name.text.folded) ?? hint(forUnit: name.text))
  }

  /// `vms`; `memory.vms` and `p.vms`, where what precedes the column is no row.
  private func unrecorded(_ names: [Name]) -> Diagnostic? {
    if let unrecorded = schema.unrecorded(names[...]) { return unrecorded }
    guard names.count > 1 else { return nil }
    if let group = schema.unrecordedGroup(names[0]) { return group }
    let isGroup = frames.contains { frame in
      frame.rows.contains { $0.table.columns.contains { $0.group == names[0].text.folded } }
    }
    let isTable = schema.table(named: names[0].text) != nil
    return isGroup || isTable || names[0].text.utf8.count <= 2
      ? schema.unrecorded(names[1...]) : nil
  }

  /// `10 * MB`
  private func hint(forUnit name: String) -> String? {
    guard name.utf8.count > 1, let unit = Unit.named(name) else { return nil }
    return Hint.unitAfterNumber("10" + unit.spelling)
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

  /// `p.pid`, `processes.pid`, `memory.uss`: what precedes the column is no row.
  private func hint(forColumnOf names: [Name], in tables: [TableSchema]) -> String? {
    guard names.count > 1, case let column = names[1].text,
      let known = tables.lazy.compactMap({ $0.column(named: column) }).first
    else { return nil }
    let spelling = known.spelling(of: column)
    let isGroup = tables.contains { $0.columns.contains { $0.group == names[0].text.folded } }
    if isGroup || tables.contains(where: { $0.name.isSame(as: names[0].text) }) {
      return Diagnostic.didYouMean(spelling)
    }
    return names[0].text.utf8.count <= 2 ? "\(Hint.noAliases): \(spelling)" : nil
  }

  /// It names something that cannot stand here.
  private func hint(forOtherThing name: String) -> String? {
    if schema.table(named: name) != nil { return "it is a source: from \(name)" }
    if let table = schema.tables.first(where: { $0.column(named: name, orAlias: true) != nil }) {
      let relations = frames.flatMap(\.rows).flatMap(\.table.relations)
      let way = relations.first { $0.isMany && $0.table == table.name && $0.name == table.name }
      return "it is a column of \(table.name)" + (way.map { ": any(\($0.name) where …)" } ?? "")
    }
    for frame in frames.reversed() {
      for (_, table) in frame.rows where table.columns.contains(where: { $0.group == name }) {
        return "it is a group of columns: \(name).*"
      }
    }
    return nil
  }

  /// `user()`, `env('HOME')`, `files()`
  private func hint(forCallOf resolved: ResolvedPath, _ call: Call) -> String? {
    let name = call.name.text
    guard let column = resolved.column else {
      return Diagnostic.didYouMean(
        resolved.manyPath == nil
          ? resolved.table.summaryColumns.first.map { "\(name).\($0)" } ?? name : "count(\(name))")
    }
    if case .map = column.type, let key = call.expressions.first {
      return Diagnostic.didYouMean("\(name)[\(canonicalText(of: key))]")
    }
    return call.expressions.isEmpty ? "a column stands without parentheses" : nil
  }

  /// What to say of a call of something that is no function.
  func unknownFunction(_ call: Call) throws(BindingFailure) -> Diagnostic {
    switch try resolution(of: [call.name]) {
    case .path(let resolved) where resolved.column != nil:
      return .notAFunction(call.name, "a column", hint: hint(forCallOf: resolved, call))
    case .path(let resolved):
      return .notAFunction(call.name, "a relation", hint: hint(forCallOf: resolved, call))
    case .item, .letDefinition: return .notAFunction(call.name, "an expression")
    case .constant: return .notAFunction(call.name, "a constant")
    case nil: break
    }
    if Keyword(spelling: call.name.text) == .exists {
      if let names = call.expressions.first?.pureNames,
        case .path(let resolved) = try resolution(of: names), resolved.manyPath != nil
      {
        let path = names.map(\.text).joined(separator: ".")
        return .unknownFunction(call.name, hint: Diagnostic.didYouMean("any(\(path))"))
      }
      return .unknownFunction(call.name, hint: "'exists' stands after its operand: env.HOME exists")
    }
    if let row = ForeignNames.functions.row(of: call.name.text.folded) {
      return .unknownFunction(call.name, hint: row.hint)
    }
    let known = schema.scalarFunctions.map(\.name) + AggregateFunction.standard.map(\.name)
    let near = suggestion(for: call.name.text, among: known)
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
    if let unrecorded = environment.schema.unrecordedGroup(name) { return unrecorded }
    var groups: [String] = []
    for (_, table) in rows {
      for column in table.columns where !groups.contains(column.group) {
        groups.append(column.group)
      }
    }
    let relations = rows.flatMap(\.table.relations).filter { !groups.contains($0.name) }
    guard let near = suggestion(for: name.text, among: groups + relations.map(\.name)) else {
      let isSource = rows.contains { $0.table.name.isSame(as: name.text) }
      return .unknownGroup(
        name, hint: isSource || name.text.utf8.count <= 2 ? "'*' stands alone: select *" : nil)
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
    if let hint = hint(forLet: name, before: limit) {
      return .unknownSource(name, hint: hint)
    }
    if let unrecorded = schema.unrecordedSource(name) { return unrecorded }
    if let hint = hint(forForeignSource: name, words) {
      return .unknownSource(name, hint: hint)
    }
    let known =
      schema.tables.map(\.name) + words.map(\.rawValue)
      + lets.queries.suffix(Limits.items).map(\.table.name)
    if let near = suggestion(for: name.text, among: known) {
      return .unknownSource(name, hint: Diagnostic.didYouMean(near))
    }
    guard
      let relation = schema.tables.lazy.compactMap({ $0.relation(named: name.text) }).first
    else { return .unknownSource(name, hint: "'describe' lists the sources") }
    return .unknownSource(
      name,
      hint: relation.isMany
        ? "a relation stands inside an aggregate, as in count(\(relation.name))"
        : "it is a row that others lead to, of which a column follows, as in \(relation.name).pid")
  }

  /// Others call a source so; or it is something else, of which `describe` cannot tell.
  private func hint(forForeignSource name: Name, _ words: [Keyword]) -> String? {
    let text = name.text.folded
    if !words.isEmpty {
      if let table = schema.tables.first(where: { $0.column(named: text) != nil }) {
        return "it is a column of \(table.name): describe \(table.name)"
      }
      if usage(ofFunction: text) != nil { return "it is a function: describe functions" }
    }
    return schema.foreign.sources.row(of: text)?.hint
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

extension String {
  /// Whether it is a function elsewhere that is used without parentheses, or likely to be.
  fileprivate var isSeldomCalled: Bool {
    self == "first" || self == "last"
      || ["current_", "today", "yesterday", "sysdate", "localtime"].contains { hasPrefix($0) }
  }
}
