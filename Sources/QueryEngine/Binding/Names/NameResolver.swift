import QueryLanguage
import Schema

/// Where a chain of names leads: from a row over relations, and perhaps to a column there.
struct ResolvedPath {
  /// How many frames out it begins.
  var level: Int
  /// The relations that lead there, one after the other.
  var steps: [RelationSchema]
  /// What the last step leads to.
  var table: TableSchema
  /// Nil where the names end at a relation, or at the row itself.
  var column: ColumnSchema?
  /// The names that were followed, as they are declared.
  var spelling: [String]
  /// The names after the column: of entries in a map.
  var rest: ArraySlice<Name>
  /// Which end of the window the last row is meant of.
  var moment = RowMoment.end

  /// The relations and where they begin.
  var path: RelationPath { RelationPath(level: level, steps: steps, moment: moment) }

  /// The steps up to the last that leads to many rows; nil where all lead to one.
  var manyPath: RelationPath? {
    guard let last = steps.lastIndex(where: \.isMany) else { return nil }
    return RelationPath(level: level, steps: Array(steps[...last]))
  }
}

extension RelationPath {
  /// Whether both lead from one row by the same relations.
  func isSame(as other: RelationPath) -> Bool {
    level == other.level && steps.map(\.name) == other.steps.map(\.name)
  }

  /// The table that the last step leads to.
  func table(in schema: Schema) -> TableSchema? {
    steps.last.flatMap { schema.table(named: $0.table) }
  }

  /// As it would be written: `children.files`.
  var text: String { names.joined(separator: ".") }
}

/// Follows chains of names through the rows that stand around an expression.
struct NameResolver {
  /// What the source declares.
  let schema: Schema
  /// The innermost last; the first is the query's own row.
  let frames: [NameFrame]

  /// The way along the names, innermost row first; nil where the first of them is not known here.
  /// Aliases of the query's own row are left out: names given by `as` and lets are stronger.
  func path(along names: ArraySlice<Name>) throws(BindingFailure) -> ResolvedPath? {
    if beginsOutward(names) { return try pathOutward(along: names) }
    for level in frames.indices {
      let isQuery = level == frames.count - 1
      if let resolved = try path(along: names, at: level, orAlias: !isQuery) { return resolved }
    }
    return nil
  }

  /// The same by the aliases of the query's own row.
  func pathByAlias(along names: ArraySlice<Name>) throws(BindingFailure) -> ResolvedPath? {
    frames.isEmpty ? nil : try path(along: names, at: frames.count - 1, orAlias: true)
  }

  private func beginsOutward(_ names: ArraySlice<Name>) -> Bool {
    names.count > 1 && names.first?.text.folded == "outer" && !frames.isEmpty
  }

  private func pathOutward(along names: ArraySlice<Name>) throws(BindingFailure) -> ResolvedPath {
    var names = names
    var level = 0
    while beginsOutward(names) {
      level += 1
      if level == frames.count { throw .wrong(.noRowOutside(at: names[names.startIndex].range)) }
      names = names.dropFirst()
    }
    var found = try path(along: names, at: level, orAlias: true)
    if found == nil { found = try pathBefore(along: names, at: level) }
    guard var resolved = found else {
      throw .wrong(unknownMember(names[names.startIndex], of: frame(at: level).table, after: nil))
    }
    resolved.spelling.insert(contentsOf: Array(repeating: "outer", count: level), at: 0)
    return resolved
  }

  private func frame(at level: Int) -> NameFrame { frames[frames.count - 1 - level] }

  private func path(
    along names: ArraySlice<Name>, at level: Int, orAlias: Bool
  ) throws(BindingFailure) -> ResolvedPath? {
    guard let first = names.first else { return nil }
    for (steps, table) in frame(at: level).rows
    where knows(first, table, orAlias: orAlias) || recordedEntry(along: names, of: table) != nil {
      // An alias of the row itself is nearer than a name of the row that it is a part of.
      guard orAlias || steps.isEmpty else {
        return try path(along: names, at: level, orAlias: true)
      }
      return try follow(
        names, from: ResolvedPath(level: level, steps: steps, table: table, spelling: [], rest: []),
        orAlias: orAlias)
    }
    return nil
  }

  private func knows(_ name: Name, _ table: TableSchema, orAlias: Bool) -> Bool {
    table.column(named: name.text, orAlias: orAlias) != nil
      || table.relation(named: name.text) != nil
      || schema.isOwnName(name.text, of: table)
  }

  private func follow(
    _ names: ArraySlice<Name>, from start: ResolvedPath, orAlias: Bool
  ) throws(BindingFailure) -> ResolvedPath {
    var resolved = start
    var names = names
    while let name = names.popFirst() {
      let orAlias = orAlias || !resolved.spelling.isEmpty
      if let column = resolved.table.column(named: name.text, orAlias: orAlias) {
        resolved.column = column
        resolved.spelling.append(column.spelling(of: name.text))
        resolved.rest = names
        return resolved
      }
      if let key = names.first,
        let entry = recordedEntry(along: [name, key], of: resolved.table)
      {
        resolved.column = entry
        resolved.spelling += [name.text.folded, key.text]
        resolved.rest = names.dropFirst()
        return resolved
      }
      if let relation = resolved.table.relation(named: name.text),
        let table = schema.table(named: relation.table)
      {
        resolved.steps.append(relation)
        resolved.table = table
        resolved.spelling.append(relation.name)
      } else if schema.isOwnName(name.text, of: resolved.table) {
        resolved.spelling.append(name.text.folded)
      } else if name.text.isSame(as: Self.before), !resolved.moment.isBeginning {
        try goBack(name, &resolved)
      } else {
        throw .wrong(
          unknownMember(
            name, of: resolved.table, after: resolved.spelling.last, resolved.steps.last))
      }
      try checkStep(name, of: resolved)
    }
    return resolved
  }

  private func unknownMember(
    _ name: Name, of table: TableSchema, after word: String?, _ step: RelationSchema? = nil
  ) -> Diagnostic {
    let isCount = ["count", "length", "size", "len", "number"].contains(name.text.folded)
    if let unrecorded = schema.unrecorded([name]) { return unrecorded }
    let count = step.flatMap { $0.isMany && isCount ? "count(\($0.name))" : nil }
    return .unknownMember(
      name, of: table, after: word,
      hint: count.map(Diagnostic.didYouMean) ?? schema.hint(forForeign: [name], of: [table]))
  }

  /// The column that an entry of a map was recorded as, where the map was not recorded as a whole.
  private func recordedEntry(
    along names: ArraySlice<Name>, of table: TableSchema
  ) -> ColumnSchema? {
    guard schema.unrecorded != nil, names.count > 1, let map = names.first?.text,
      let key = names.dropFirst().first?.text
    else { return nil }
    return table.columns.first { $0.entry(of: map) == key }
  }

  /// What the row that was there at the beginning of the window goes by.
  static let before = "before"

  /// The way along names of which the first is `before`: what it means where nothing else is called
  /// so.
  func pathBefore(
    along names: ArraySlice<Name>, at level: Int = 0
  ) throws(BindingFailure) -> ResolvedPath? {
    guard let first = names.first, first.text.isSame(as: Self.before), level < frames.count else {
      return nil
    }
    return try follow(
      names,
      from: ResolvedPath(
        level: level, steps: [], table: frame(at: level).table, spelling: [], rest: []),
      orAlias: true)
  }

  private func goBack(_ name: Name, _ resolved: inout ResolvedPath) throws(BindingFailure) {
    guard resolved.table.hasPast else {
      throw .wrong(.noPast(of: resolved.table, in: schema, at: name.range))
    }
    resolved.moment = .beginning(of: resolved.table.name)
    resolved.spelling.append(Self.before)
  }

  /// Of the row as it was nothing is known but its columns.
  private func checkStep(_ name: Name, of resolved: ResolvedPath) throws(BindingFailure) {
    guard resolved.moment.isBeginning, resolved.spelling.last != Self.before else { return }
    throw .wrong(.relationOfBefore(name))
  }
}
