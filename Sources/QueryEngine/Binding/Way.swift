import QueryLanguage

/// Where a chain of names leads: from a row over relations, and perhaps to a column there.
struct Way {
  /// How many frames out it begins.
  var level: Int
  var steps: [Relation]
  /// What the last step leads to.
  var table: Table
  /// Nil where the names end at a relation, or at the row itself.
  var column: Column?
  /// The names that were followed, as they are declared.
  var spelling: [String]
  /// The names after the column: of entries in a map.
  var rest: ArraySlice<Name>

  var path: RelationPath { RelationPath(level: level, steps: steps) }

  /// The steps up to the last that leads to many rows; nil where all lead to one.
  var manyPath: RelationPath? {
    guard let last = steps.lastIndex(where: \.isMany) else { return nil }
    return RelationPath(level: level, steps: Array(steps[...last]))
  }
}

extension RelationPath {
  func isSame(as other: RelationPath) -> Bool {
    level == other.level && steps.map(\.name) == other.steps.map(\.name)
  }

  /// The table that the last step leads to.
  func table(in catalog: Catalog) -> Table? {
    steps.last.flatMap { catalog.table(named: $0.table) }
  }

  /// As it would be written: `children.files`.
  var text: String { steps.map(\.name).joined(separator: ".") }
}

/// Follows chains of names through the rows that stand around an expression.
struct Wayfinder {
  let catalog: Catalog
  /// The innermost last; the first is the query's own row.
  let frames: [NameFrame]

  /// The way along the names, innermost row first; nil where the first of them is not known here.
  /// Aliases of the query's own row are left out: names given by `as` and lets are stronger.
  func way(along names: ArraySlice<Name>) throws(BindingFailure) -> Way? {
    if beginsOutward(names) { return try wayOutward(along: names) }
    for level in frames.indices {
      let isQuery = level == frames.count - 1
      if let way = try way(along: names, at: level, orAlias: !isQuery) { return way }
    }
    return nil
  }

  /// The same by the aliases of the query's own row.
  func wayByAlias(along names: ArraySlice<Name>) throws(BindingFailure) -> Way? {
    frames.isEmpty ? nil : try way(along: names, at: frames.count - 1, orAlias: true)
  }

  private func beginsOutward(_ names: ArraySlice<Name>) -> Bool {
    names.count > 1 && names.first?.text.folded == "outer" && !frames.isEmpty
  }

  private func wayOutward(along names: ArraySlice<Name>) throws(BindingFailure) -> Way {
    var names = names
    var level = 0
    while beginsOutward(names) {
      level += 1
      if level == frames.count { throw .wrong(.noRowOutside(at: names[names.startIndex].range)) }
      names = names.dropFirst()
    }
    guard var way = try way(along: names, at: level, orAlias: true) else {
      throw .wrong(.unknownMember(names[names.startIndex], of: frame(at: level).table, after: nil))
    }
    way.spelling.insert(contentsOf: Array(repeating: "outer", count: level), at: 0)
    return way
  }

  private func frame(at level: Int) -> NameFrame { frames[frames.count - 1 - level] }

  private func way(
    along names: ArraySlice<Name>, at level: Int, orAlias: Bool
  ) throws(BindingFailure) -> Way? {
    guard let first = names.first else { return nil }
    for (steps, table) in frame(at: level).rows where knows(first, table, orAlias: orAlias) {
      return try follow(
        names, from: Way(level: level, steps: steps, table: table, spelling: [], rest: []),
        orAlias: orAlias)
    }
    return nil
  }

  private func knows(_ name: Name, _ table: Table, orAlias: Bool) -> Bool {
    table.column(named: name.text, orAlias: orAlias) != nil
      || table.relation(named: name.text) != nil
      || catalog.isOwnName(name.text, of: table)
  }

  private func follow(
    _ names: ArraySlice<Name>, from start: Way, orAlias: Bool
  ) throws(BindingFailure) -> Way {
    var way = start
    var names = names
    while let name = names.popFirst() {
      let orAlias = orAlias || !way.spelling.isEmpty
      if let column = way.table.column(named: name.text, orAlias: orAlias) {
        way.column = column
        way.spelling.append(column.spelling(of: name.text))
        way.rest = names
        return way
      }
      if let relation = way.table.relation(named: name.text),
        let table = catalog.table(named: relation.table)
      {
        way.steps.append(relation)
        way.table = table
        way.spelling.append(relation.name)
      } else if catalog.isOwnName(name.text, of: way.table) {
        way.spelling.append(name.text.folded)
      } else {
        throw .wrong(.unknownMember(name, of: way.table, after: way.spelling.last))
      }
    }
    return way
  }
}

extension Column {
  /// The declared name or alias that is meant by one in any case.
  func spelling(of name: String) -> String {
    let name = name.folded
    return aliases.contains(name) ? name : self.name
  }
}
