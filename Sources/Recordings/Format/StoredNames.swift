import QueryLanguage
import Schema

/// How columns are called in the file. SQLite does not tell capitals from small letters, and tables have
/// columns of their own: of names that would be one the later gets a number.
enum StoredNames {
  /// Names for columns, in their order, beside those that are taken.
  static func names(for columns: [String], besides taken: [String]) -> [String] {
    var folded = Set(taken.map(\.folded))
    return columns.map { column in
      let plain = name(column)
      var name = plain
      var number = 2
      while !folded.insert(name.folded).inserted {
        name = "\(plain) (\(number))"
        number += 1
      }
      return name
    }
  }

  /// SQL ends at NUL.
  private static func name(_ column: String) -> String {
    column.utf8.contains(0)
      ? column.split(separator: "\0", omittingEmptySubsequences: false).joined(separator: "\\0")
      : column
  }
}

extension RecordingSchema {
  /// The columns of `label`, in the order of `labels`.
  var labelNames: [String] {
    StoredNames.names(
      for: labels.map(\.schema.name),
      besides: ["id", "reason", "last"] + CellMasks.names(for: labels.count))
  }

  /// The columns of `fact`, in the order of `facts`.
  var factNames: [String] {
    StoredNames.names(
      for: facts.map(\.schema.name),
      besides: ["process", "since", "label", "reason"] + CellMasks.names(for: facts.count))
  }
}

extension String {
  /// As a name in a statement of SQL; after its table's it never passes for a text.
  var quotedForSQL: String { doubling("\"") }

  /// As a text in a statement of SQL.
  var textForSQL: String { doubling("'") }

  private func doubling(_ quote: Character) -> String {
    let parts = split(separator: quote, omittingEmptySubsequences: false)
    return "\(quote)\(parts.joined(separator: "\(quote)\(quote)"))\(quote)"
  }
}
