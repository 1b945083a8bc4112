import QueryLanguage
package import Schema

// Names are the same in any case of ASCII letters. Whatever looks one up in a schema does it by
// these.

extension Schema {
  /// The source of this name.
  package func table(named name: String) -> TableSchema? {
    tables.first { $0.name.isSame(as: name) }
  }

  /// The constant of this name: `linux`.
  package func constant(named name: String) -> ConstantSchema? {
    constants.first { $0.name.isSame(as: name) }
  }

  /// The relation that leads from a row to the row that it is a part of, and the table of that
  /// one: from an open file to its process. Only rows listed as another's have one.
  package func owner(
    of table: TableSchema
  ) -> (relation: RelationSchema, table: TableSchema)? {
    guard case .related(let ownerName, _) = table.rows, let owner = self.table(named: ownerName)
    else { return nil }
    return table.relations.first { $0.table == owner.name && !$0.isMany }.map { ($0, owner) }
  }

  /// Whether rows that belong to this table's rows call them so: `process.pid` asked of a process
  /// is its own pid.
  package func isOwnName(_ name: String, of table: TableSchema) -> Bool {
    tables.contains { part in
      guard case .related(table.name, _) = part.rows, let relation = part.relation(named: name)
      else { return false }
      return owner(of: part)?.relation.name == relation.name
    }
  }
}

extension TableSchema {
  /// Whether a let of its name hides it, as its name was free before.
  var yieldsToLets: Bool {
    if case .readings = rows { true } else { false }
  }

  /// The column of this name; an alias counts only if asked for.
  package func column(named name: String, orAlias: Bool = true) -> ColumnSchema? {
    columns.first { $0.name.isSame(as: name) }
      ?? (orAlias ? columns.first { $0.aliases.contains { $0.isSame(as: name) } } : nil)
  }

  /// The relation of this name.
  package func relation(named name: String) -> RelationSchema? {
    relations.first { $0.name.isSame(as: name) }
  }

  /// What names its columns and relations go by.
  package var names: [String] {
    columns.flatMap { [$0.name] + $0.aliases } + relations.map(\.name)
  }
}

extension ColumnSchema {
  /// The declared name or alias that is meant by one in any case.
  package func spelling(of name: String) -> String {
    let name = name.folded
    return aliases.contains(name) ? name : self.name
  }
}
