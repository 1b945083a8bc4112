import Schema

/// A row in which names are sought, and the rows that it belongs to: of an open file, the file and
/// its process.
struct NameFrame {
  /// The nearest first; the first without steps.
  let rows: [(steps: [RelationSchema], table: TableSchema)]

  init(_ table: TableSchema, in schema: Schema) {
    var rows: [(steps: [RelationSchema], table: TableSchema)] = [([], table)]
    var steps: [RelationSchema] = []
    while let (relation, owner) = schema.owner(of: rows[rows.count - 1].table),
      rows.count <= schema.tables.count
    {
      steps.append(relation)
      rows.append((steps, owner))
    }
    self.rows = rows
  }

  /// Of the row itself.
  var table: TableSchema { rows[0].table }
}
