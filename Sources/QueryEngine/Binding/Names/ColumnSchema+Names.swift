import QueryLanguage
package import Schema

// Names of columns that say more than one word: entries of maps that were recorded as columns of their
// own, and columns that others come to.

extension ColumnSchema {
  /// What an entry of the map is called as a column of its own: `env.PATH`.
  package func name(ofEntry key: String) -> String { "\(name).\(key)" }

  /// As a query writes its name: two words of an entry that was recorded as a column.
  var words: [String] { Self.words(of: name) }

  /// The map and the key, or the name of a column that is no entry.
  static func words(of name: String) -> [String] {
    name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
  }

  /// The key, where the column is an entry of this map.
  package func entry(of map: String) -> String? {
    // Asked of every column: what is no entry makes nothing.
    guard name.utf8.contains(UInt8(ascii: ".")), case let words = words, words.count == 2,
      words[0].isSame(as: map)
    else { return nil }
    return words[1]
  }
}

extension ColumnSchema {
  /// The columns of its table that it is derived from, in the order of the text.
  package func namesInDerivation(of table: TableSchema) -> [String] {
    var names: [String] = []
    for name in derivation.flatMap(Derivation.names) ?? [] {
      guard let column = table.column(named: name), !names.contains(column.name) else { continue }
      names.append(column.name)
    }
    return names
  }
}

/// What columns are by others, in the language.
package enum Derivation {
  /// The names that stand in it, but for those of functions, in the order of the text; nil of what is no
  /// expression of a row's own columns.
  package static func names(in text: String) -> [String]? {
    guard let syntax = try? parseExpression(SourceText(text)) else { return nil }
    var names: [String] = []
    var rest = [syntax]
    while let next = rest.popLast() {
      switch next.kind {
      case .name(let name), .member(_, let name): names.append(name.text)
      case .membership(_, _, .query), .parameter: return nil
      case .literal, .element, .unary, .binary, .between, .membership, .test, .call, .choice, .list:
        break
      }
      rest += next.operands.reversed()
    }
    return names
  }
}
