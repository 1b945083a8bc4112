import QueryLanguage
package import Schema

// What to say of names that belong to other programs.

extension ForeignNames.Row {
  /// What is likely meant, in a sentence.
  package var hint: String? {
    guard let first = meanings.first else { return remark }
    if let remark { return "\(remark): \(first)" }
    return first.isStatement ? "\(Hint.write): \(first)" : Diagnostic.didYouMean(anyOf: meanings)
  }
}

extension String {
  /// Whether it begins as a statement does, and not as an expression.
  fileprivate var isStatement: Bool {
    ["from ", "select ", "describe"].contains { hasPrefix($0) }
  }
}

extension Schema {
  /// What is likely meant by the name of a column, asked of rows of these tables; the first two of
  /// several names may belong together: `memory_info.rss`.
  func hint(forForeign names: [Name], of tables: [TableSchema]) -> String? {
    guard let first = names.first?.text.folded else { return nil }
    let both = names.count > 1 ? first + "." + names[1].text.folded : first
    for table in tables {
      guard let known = foreign.columns(of: table.name) else { continue }
      if let row = known.row(of: both) ?? known.row(of: first) { return row.hint }
    }
    return nil
  }
}

extension Diagnostic {
  /// The hint that asks which of several was meant.
  static func didYouMean(anyOf words: [String]) -> String {
    "did you mean \(alternatives(words.map { "'\($0)'" }))?"
  }
}
