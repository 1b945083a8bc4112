import QueryLanguage

extension Origin {
  /// What another query has worked out already.
  static let result = Origin("result", cost: .listing)
}

extension Table {
  /// A table whose columns read the cells of a query's rows.
  init(cellsOf query: BoundQuery, named name: String) {
    let names = Set(query.outputs.map(\.name.folded))
    self.init(
      name, "What a query has found.",
      columns: query.outputs.enumerated().map { index, output in
        Column(cell: index, of: output, besides: names)
      },
      summaryColumns: query.outputs.map(\.name),
      rows: .scanned(key: nil) { _, _ in RowStream([]) })
  }
}

extension Column {
  /// A column that stands in the result under one of its own names keeps the others, its group and
  /// its sentence.
  fileprivate init(cell index: Int, of output: BoundQuery.Output, besides names: Set<String>) {
    let origin: Column? =
      if case .column(let reference) = output.expression.kind, reference.path.isEmpty {
        reference.column
      } else { nil }
    let ownNames = origin.map { [$0.name] + $0.aliases } ?? []
    let isItself = ownNames.contains(output.name)
    self.init(
      output.name, aliases: isItself ? ownNames.filter { !names.contains($0) } : [],
      group: isItself ? origin?.group ?? "" : "", type: output.expression.type,
      isItself ? origin?.summary ?? "" : "", entry: origin?.entry,
      variants: [
        Variant(.result) { row in
          guard let cells = (row as? CellsRow)?.cells, cells.indices.contains(index) else {
            return .null
          }
          return cells[index]
        }
      ])
  }
}
