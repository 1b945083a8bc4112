import QueryLanguage
import Schema

extension TableSchema {
  /// A table whose columns read the cells of a query's rows.
  init(cellsOf query: BoundQuery, named name: String) {
    let names = Set(query.outputs.map(\.name.folded))
    self.init(
      name, "What a query has found.", rows: .derived,
      contents: ListedContents(
        columns: query.outputs.enumerated().map { index, output in
          ColumnSchema(cell: index, of: output, besides: names)
        }))
  }
}

extension ColumnSchema {
  /// A column that stands in the result under one of its own names keeps the others, its group and
  /// its sentence.
  fileprivate init(cell index: Int, of output: Output, besides names: Set<String>) {
    let original: ColumnSchema? =
      if case .column(let reference) = output.expression.kind, reference.path.isEmpty {
        reference.column
      } else { nil }
    let ownNames = original.map { [$0.name] + $0.aliases } ?? []
    let isItself = ownNames.contains(output.name)
    self.init(
      output.name, aliases: isItself ? ownNames.filter { !names.contains($0) } : [],
      group: isItself ? original?.group ?? "" : "", type: output.expression.type,
      kind: original?.kind, vocabulary: output.expression.vocabulary,
      isItself ? original?.summary ?? "" : "", entry: original?.entry,
      sources: [ColumnSource(.known, ReaderID(index))])
  }
}
