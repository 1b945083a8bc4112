import QueryLanguage

/// A row in which names are sought, and the rows that it belongs to: of an open file, the file and
/// its process.
struct NameFrame {
  /// The nearest first; the first without steps.
  let rows: [(steps: [Relation], table: Table)]

  init(_ table: Table, in catalog: Catalog) {
    var rows: [(steps: [Relation], table: Table)] = [([], table)]
    var steps: [Relation] = []
    while let (relation, owner) = catalog.owner(of: rows[rows.count - 1].table),
      rows.count <= catalog.tables.count
    {
      steps.append(relation)
      rows.append((steps, owner))
    }
    self.rows = rows
  }

  var table: Table { rows[0].table }
}

extension Catalog {
  func table(named name: String) -> Table? { tables.first { $0.name.isSame(as: name) } }

  /// The relation that leads from a row to the row that it is a part of, and the table of that
  /// one: from an open file to its process. Only rows listed as another's have one.
  func owner(of table: Table) -> (relation: Relation, table: Table)? {
    guard case .related(let ownerName, _) = table.rows, let owner = self.table(named: ownerName)
    else { return nil }
    return table.relations.first { $0.table == owner.name && !$0.isMany }.map { ($0, owner) }
  }

  /// Whether rows that belong to this table's rows call them so: `process.pid` asked of a process
  /// is its own pid.
  func isOwnName(_ name: String, of table: Table) -> Bool {
    tables.contains { part in
      guard case .related(table.name, _) = part.rows, let relation = part.relation(named: name)
      else { return false }
      return owner(of: part)?.relation.name == relation.name
    }
  }

  func function(named name: String) -> Function? { functions.first { $0.name.isSame(as: name) } }

  func constant(named name: String) -> Constant? { constants.first { $0.name.isSame(as: name) } }
}

extension AggregateFunction {
  static func named(_ name: String) -> AggregateFunction? {
    standard.first { $0.name.isSame(as: name) }
  }
}

extension Table {
  /// The column of this name, in any case; an alias counts only if asked for.
  func column(named name: String, orAlias: Bool) -> Column? {
    columns.first { $0.name.isSame(as: name) }
      ?? (orAlias ? columns.first { $0.aliases.contains { $0.isSame(as: name) } } : nil)
  }

  func relation(named name: String) -> Relation? {
    relations.first { $0.name.isSame(as: name) }
  }

  /// What names its columns and relations go by.
  var names: [String] { columns.flatMap { [$0.name] + $0.aliases } + relations.map(\.name) }
}

extension Relation {
  var isMany: Bool {
    switch step {
    case .one: false
    case .many: true
    }
  }
}
