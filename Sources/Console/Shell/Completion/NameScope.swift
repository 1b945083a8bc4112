import Binding
import Execution
import QueryLanguage
import Schema

/// The tables whose columns and relations a name at the cursor may refer to.
struct NameScope {
  /// The tables around the cursor, the innermost first, each with the table that owns its rows.
  private let levels: [Level]

  private struct Level {
    let table: TableSchema
    /// `processes` for `files`.
    let owner: TableSchema?
  }

  /// `text` is the one that the context was found in.
  init(_ context: CompletionContext, in shell: ShellSession, text: [UInt8]) {
    let schema = shell.schema
    let level = { (table: TableSchema) in Level(table: table, owner: schema.owner(of: table)?.table)
    }
    let base: TableSchema? =
      switch context.source {
      case .none: schema.tables.first
      case .name(let name):
        schema.table(named: name) ?? shell.result(of: name.isName ? name : "`\(name)`")
      case .query(let range):
        shell.result(of: "(" + String(decoding: text[range], as: UTF8.self) + ")")
      }
    var levels = base.map { [level($0)] } ?? []
    for path in context.relations.reversed() {
      guard case .table(let table)? = NameScope(levels, schema).resolve(path) else { continue }
      levels.insert(level(table), at: 0)
    }
    self.init(levels, schema)
  }

  private let schema: Schema

  private init(_ levels: [Level], _ schema: Schema) {
    self.levels = levels
    self.schema = schema
  }

  /// The rows whose values stand at this place: a source of this name gives them.
  var source: String? { levels.first?.table.name }

  private var tables: [TableSchema] {
    levels.flatMap { [$0.table] + ($0.owner.map { [$0] } ?? []) }
  }

  /// The columns that a name alone may be.
  var columns: [ColumnSchema] { tables.flatMap(\.columns) }
  /// The relations that a name alone may be.
  var relations: [RelationSchema] { tables.flatMap(\.relations) }

  /// In the order in which the columns have them.
  var groups: [String] {
    var seen: Set<String> = []
    return (levels.first?.table.columns ?? []).map(\.group)
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// What may stand after a path and a dot.
  enum Resolution {
    case table(TableSchema)
    case map
    case group(String)
    /// The row of a table as it was, of which nothing is known but its columns.
    case past(TableSchema)
  }

  /// Whether the innermost row can be compared with itself at the beginning of a window.
  var hasPast: Bool { levels.first?.table.hasPast ?? false }

  private static let before = "before"

  /// What a path leads to; nil where that is nothing with members.
  func resolve(_ path: [String]) -> Resolution? {
    guard let first = path.first else { return nil }
    if path.count == 1, let group = groups.first(where: { $0.isSame(as: first) }) {
      // A column or relation of the same name wins.
      return begin(first) ?? .group(group)
    }
    guard var found = begin(first) else { return nil }
    for name in path.dropFirst() {
      guard case .table(let table) = found,
        let next = step(name, in: table) ?? past(name, of: table)
      else { return nil }
      found = next
    }
    return found
  }

  private func begin(_ name: String) -> Resolution? {
    if name.isSame(as: "process"), let level = levels.first {
      return .table(level.owner ?? level.table)
    }
    if name.isSame(as: "outer"), levels.count > 1 { return .table(levels[1].table) }
    if let found = tables.lazy.compactMap({ step(name, in: $0) }).first { return found }
    return levels.first.flatMap { past(name, of: $0.table) }
  }

  private func past(_ name: String, of table: TableSchema) -> Resolution? {
    name.isSame(as: Self.before) && table.hasPast ? .past(table) : nil
  }

  private func step(_ name: String, in table: TableSchema) -> Resolution? {
    if let relation = table.relation(named: name) {
      return schema.table(named: relation.table).map(Resolution.table)
    }
    return table.column(named: name)?.type.isMap == true ? .map : nil
  }
}

extension ShellSession {
  /// The result of a query as a table without rows. The query is what may stand after `from`, and
  /// the table's name: that of a let, or the query itself in parentheses.
  fileprivate func result(of query: String) -> TableSchema? {
    var session = session
    guard let statement = try? session.prepare(SourceText("select * from \(query)")).first else {
      return nil
    }
    let columns = statement.run().columns.map {
      ColumnSchema($0.name, group: "", type: $0.type, "", sources: [])
    }
    return TableSchema(query, "", rows: .derived, contents: ListedContents(columns: columns))
  }
}
