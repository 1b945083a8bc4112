/// Names that other programs have, or that newcomers type, for what is asked otherwise here: what
/// hints are made of. They are no aliases: a query that uses one is wrong.
///
/// A row of the text is `names | what is meant | remark`. Names are separated by spaces. What is
/// meant is an expression over the rows of the table, or several with ` or ` between, or a whole
/// query; the tests bind all of them. A remark stands before what is meant, or alone. The text is
/// looked through where a name is unknown, and only there, so that a start costs nothing.
package struct ForeignNames: Sendable {
  private let texts: [String]

  /// No names at all.
  package static let none = ForeignNames("")

  package init(_ texts: String...) {
    self.texts = texts
  }

  /// One row.
  package struct Row: Hashable, Sendable {
    /// In lower case.
    package let names: [String]
    /// In the language; may be empty where there is a remark.
    package let meanings: [String]
    /// What else is to be said.
    package let remark: String?
  }

  /// In the order of the text.
  package var rows: [Row] {
    texts.flatMap { $0.split(separator: "\n") }.compactMap { line in
      let cells = line.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
      guard cells.count >= 2 else { return nil }
      let remark = cells.count > 2 ? Self.trimmed(cells[2]) : ""
      return Row(
        names: cells[0].split(separator: " ").map(String.init),
        meanings: Self.alternatives(Self.trimmed(cells[1])), remark: remark.isEmpty ? nil : remark)
    }
  }

  /// The row that has a name, which is in lower case.
  package func row(of name: String) -> Row? {
    rows.first { $0.names.contains(name) }
  }

  private static func trimmed(_ cell: Substring) -> String {
    let words = cell.split(separator: " ", omittingEmptySubsequences: true)
    return words.joined(separator: " ")
  }

  private static func alternatives(_ cell: String) -> [String] {
    var meanings: [String] = []
    var words: [Substring] = []
    for word in cell.split(separator: " ") {
      if word == "or" {
        meanings.append(words.joined(separator: " "))
        words = []
      } else {
        words.append(word)
      }
    }
    return meanings + (words.isEmpty ? [] : [words.joined(separator: " ")])
  }
}

/// The names of a schema's vocabulary that it does not have.
package struct ForeignVocabulary: Sendable {
  /// Of columns and relations, by the name of the table whose rows are asked.
  package let columns: [(table: String, names: ForeignNames)]
  /// Of tables; what is meant is a table's name, or a query.
  package let sources: ForeignNames
  /// Of columns of numbers that stand for names: what is meant is the column of the names.
  package let namesOfNumbers: ForeignNames

  /// Nothing is known of other programs.
  package static let none = ForeignVocabulary(columns: [], sources: .none, namesOfNumbers: .none)

  package init(
    columns: [(table: String, names: ForeignNames)], sources: ForeignNames,
    namesOfNumbers: ForeignNames
  ) {
    self.columns = columns
    self.sources = sources
    self.namesOfNumbers = namesOfNumbers
  }

  /// Of the columns and relations of a table.
  package func columns(of table: String) -> ForeignNames? {
    columns.first { $0.table == table }?.names
  }
}
