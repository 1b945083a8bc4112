import QueryEngine
import QueryLanguage

/// The tables whose columns and relations a name at the cursor may refer to.
struct NameScope {
  /// The tables around the cursor, the innermost first, each with the table that owns its rows.
  private let levels: [Level]

  private struct Level {
    let table: Table
    /// `processes` for `files`.
    let owner: Table?
  }

  /// `text` is the one that the context was found in.
  init(_ context: CompletionContext, in shell: ShellSession, text: [UInt8]) {
    let catalog = shell.catalog
    let level = { (table: Table) in Level(table: table, owner: catalog.owner(of: table)) }
    let base: Table? =
      switch context.source {
      case .none: catalog.tables.first
      case .name(let name):
        catalog.table(named: name) ?? shell.result(of: name.isName ? name : "`\(name)`")
      case .query(let range):
        shell.result(of: "(" + String(decoding: text[range], as: UTF8.self) + ")")
      }
    var levels = base.map { [level($0)] } ?? []
    for path in context.relations.reversed() {
      guard case .table(let table)? = NameScope(levels, catalog).resolve(path) else { continue }
      levels.insert(level(table), at: 0)
    }
    self.init(levels, catalog)
  }

  private let catalog: Catalog

  private init(_ levels: [Level], _ catalog: Catalog) {
    self.levels = levels
    self.catalog = catalog
  }

  /// The rows whose values stand at this place: a source of this name gives them.
  var source: String? { levels.first?.table.name }

  private var tables: [Table] { levels.flatMap { [$0.table] + ($0.owner.map { [$0] } ?? []) } }

  /// The columns that a name alone may be.
  var columns: [Column] { tables.flatMap(\.columns) }
  /// The relations that a name alone may be.
  var relations: [Relation] { tables.flatMap(\.relations) }

  /// In the order in which the columns have them.
  var groups: [String] {
    var seen: Set<String> = []
    return (levels.first?.table.columns ?? []).map(\.group)
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// What may stand after a path and a dot.
  enum Resolution {
    case table(Table)
    case map
    case group(String)
  }

  /// What a path leads to; nil where that is nothing with members.
  func resolve(_ path: [String]) -> Resolution? {
    guard let first = path.first else { return nil }
    if path.count == 1, let group = groups.first(where: { $0.isSame(as: first) }) {
      // A column or relation of the same name wins.
      return begin(first) ?? .group(group)
    }
    guard var found = begin(first) else { return nil }
    for name in path.dropFirst() {
      guard case .table(let table) = found, let next = step(name, in: table) else { return nil }
      found = next
    }
    return found
  }

  private func begin(_ name: String) -> Resolution? {
    if name.isSame(as: "process"), let level = levels.first {
      return .table(level.owner ?? level.table)
    }
    if name.isSame(as: "outer"), levels.count > 1 { return .table(levels[1].table) }
    return tables.lazy.compactMap { step(name, in: $0) }.first
  }

  private func step(_ name: String, in table: Table) -> Resolution? {
    if let relation = table.relations.first(where: { $0.name.isSame(as: name) }) {
      return catalog.table(named: relation.table).map(Resolution.table)
    }
    let column = table.columns.first { column in
      column.name.isSame(as: name) || column.aliases.contains { $0.isSame(as: name) }
    }
    if case .map? = column?.type { return .map }
    return nil
  }
}

extension Catalog {
  /// The table of this name, in any case.
  func table(named name: String) -> Table? {
    tables.first { $0.name.isSame(as: name) }
  }

  /// Whose rows the table's rows belong to: processes, for files.
  fileprivate func owner(of table: Table) -> Table? {
    guard case .related(let owner, _) = table.rows else { return nil }
    return self.table(named: owner)
  }
}

extension ShellSession {
  /// The result of a query as a table without rows. The query is what may stand after `from`, and
  /// the table's name: that of a let, or the query itself in parentheses.
  fileprivate func result(of query: String) -> Table? {
    var session = session
    guard let statement = try? session.prepare(Source("select * from \(query)")).first else {
      return nil
    }
    let columns = statement.run().columns.map {
      Column($0.name, group: "", type: $0.type, "", variants: [])
    }
    return Table(
      query, "", columns: columns, summaryColumns: [],
      rows: .scanned(key: nil) { _, _ in RowStream { nil } })
  }
}
