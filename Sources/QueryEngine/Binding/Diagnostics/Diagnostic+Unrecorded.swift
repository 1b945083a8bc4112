package import QueryLanguage
package import Schema

// What to say of a name that a machine knows and a recording of it does not.

extension Schema {
  /// Of names in a row, the first of which nobody knows here; nil where the recording misses no such
  /// thing.
  package func unrecorded(_ names: ArraySlice<Name>) -> Diagnostic? {
    guard let unrecorded, let name = names.first else { return nil }
    let isColumn = unrecorded.columns.contains { $0.isSame(as: name.text) }
    guard isColumn || unrecorded.relations.contains(where: { $0.isSame(as: name.text) }) else {
      return nil
    }
    if let entries = recordedEntries(of: name.text) {
      return .unrecordedEntry(names, recorded: entries)
    }
    let needs = unrecorded.needs.first { $0.name.isSame(as: name.text) }?.columns ?? []
    guard needs.isEmpty else { return .unrecordedBase(name, needs, hint: listOfRecorded) }
    let alias = unrecorded.aliases.first { $0.name.isSame(as: name.text) }
    return .unrecorded(name, alsoNaming: alias?.column, hint: listOfRecorded)
  }

  /// Of a source.
  package func unrecordedSource(_ name: Name) -> Diagnostic? {
    guard let unrecorded else { return nil }
    guard
      (unrecorded.tables + unrecorded.relations).contains(where: { $0.isSame(as: name.text) })
    else { return nil }
    return .unrecorded(
      name, hint: "there are " + Diagnostic.alternatives(tables.map(\.name), "and"))
  }

  /// Of `NAME.*`, of which no column was recorded.
  func unrecordedGroup(_ name: Name) -> Diagnostic? {
    guard let unrecorded, unrecorded.groups.contains(where: { $0.isSame(as: name.text) }) else {
      return nil
    }
    return .unrecordedGroup(name, hint: listOfRecorded)
  }

  /// The entries of a map that were recorded as columns of their own; nil where none was.
  private func recordedEntries(of map: String) -> [String]? {
    let entries = (tables.first?.columns ?? []).compactMap { $0.entry(of: map) }
    return entries.isEmpty ? nil : entries
  }

  /// The columns that there are, as many as fit a line.
  private var listOfRecorded: String? {
    guard let table = tables.first else { return nil }
    let names = table.columns.map(\.name)
    let shown = names.prefixThatFits(Self.longestList)
    let rest = names.count - shown.count
    guard rest > 0 else { return "recorded are " + Diagnostic.alternatives(names, "and") }
    return "recorded are \(shown.joined(separator: ", ")) and \(rest) more: describe \(table.name)"
  }

  /// In letters.
  fileprivate static let longestList = 60
}

extension [String] {
  /// The first, one at least, that together have so many letters at most.
  fileprivate func prefixThatFits(_ length: Int) -> ArraySlice<String> {
    var (count, width) = (0, 0)
    for name in self {
      width += name.utf8.count + 2
      if count > 0, width > length { break }
      count += 1
    }
    return prefix(count)
  }
}

extension Diagnostic {
  /// `uss`, of which the recording says nothing; `command`, which is another name of a column.
  fileprivate static func unrecorded(
    _ name: Name, alsoNaming column: String? = nil, hint: String?
  ) -> Diagnostic {
    let what =
      column.map { "\(quote($0)), which is also called \(quote(name.text))," } ?? quote(name.text)
    return Diagnostic("\(what) was not recorded", at: name.range, hint: hint)
  }

  /// `cpu_percent`, `parent`: what follows from something that was not recorded.
  fileprivate static func unrecordedBase(
    _ name: Name, _ columns: [String], hint: String?
  ) -> Diagnostic {
    let bases = alternatives(columns.map { quote($0) }, "and")
    return Diagnostic(
      "\(quote(name.text)) follows from \(bases), which \(columns.count == 1 ? "was" : "were") not recorded",
      at: name.range, hint: hint)
  }

  /// `env.HOME`, where other entries were recorded.
  fileprivate static func unrecordedEntry(
    _ names: ArraySlice<Name>, recorded: [String]
  ) -> Diagnostic {
    let names = names.prefix(2)
    let range = names.dropFirst().reduce(names[names.startIndex].range) {
      $0.joined(with: $1.range)
    }
    let map = names[names.startIndex].text
    if names.count == 2,
      let near = suggestion(for: names[names.startIndex + 1].text, among: recorded)
    {
      let entry = Name(near, at: range).asAnyName
      return unrecorded(names, at: range, hint: didYouMean("\(map).\(entry)"))
    }
    let shown = recorded.prefixThatFits(Schema.longestList).map { Name($0, at: range).asAnyName }
    let rest = recorded.count - shown.count
    return unrecorded(
      names, at: range,
      hint: "of \(quote(map)) there is "
        + alternatives(rest == 0 ? shown : shown + ["\(rest) more"], "and"))
  }

  private static func unrecorded(
    _ names: ArraySlice<Name>, at range: SourceRange, hint: String
  ) -> Diagnostic {
    let text = names.map(\.text).joined(separator: ".")
    return Diagnostic("\(quote(text)) was not recorded", at: range, hint: hint)
  }

  /// `io.*`
  fileprivate static func unrecordedGroup(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("nothing of the group \(quote(name.text)) was recorded", at: name.range, hint: hint)
  }
}
