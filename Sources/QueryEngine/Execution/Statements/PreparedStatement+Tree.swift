import Binding
package import QueryLanguage
import Schema

extension PreparedStatement {
  /// Why its rows cannot stand in a tree; nil where they can. What is no query may be shown as a tree,
  /// of rows that have nothing above them.
  package var refusalOfTree: Diagnostic? {
    guard case .query(let query) = statement.kind else { return nil }
    if case .changes = repetition { return refusal("differences", at: range) }
    return query.rowsWithoutParents.map { refusal($0, at: query.range) }
  }

  private func refusal(_ rows: String, at range: SourceRange) -> Diagnostic {
    let tables = source.schema.tables.filter { $0.parentRelation != nil }.map { "'\($0.name)'" }
    return Diagnostic(
      "only rows of \(tables.joined(separator: " and ")) stand in a tree, and these are \(rows)",
      at: range, hint: "the format 'table' shows them")
  }
}

extension BoundQuery {
  /// What its rows are, if nothing can stand above them: `groups`.
  fileprivate var rowsWithoutParents: String? {
    if grouping != nil { return "groups" }
    if isDistinct { return "distinct ones" }
    switch source {
    case .table(let table): return table.parentRelation == nil ? "of '\(table.name)'" : nil
    case .query: return "what another query has found"
    case .single: return "of nothing"
    }
  }
}
