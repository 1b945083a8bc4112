import QueryLanguage
import Schema
import Values

/// The path to many rows in an aggregate's argument: the part of `children.uss` that leads to the
/// rows which `uss` is asked of.
struct ArgumentPath {
  /// Of the expression that the aggregate stands in: there the path begins.
  let resolver: NameResolver
  /// From the row that the aggregate is asked of.
  let path: RelationPath
  /// Of the rows at its end.
  let table: TableSchema

  /// What follows the path, as a way from the relation's row; nil for names that do not lead
  /// along the path.
  func path(along names: ArraySlice<Name>) throws(BindingFailure) -> ResolvedPath? {
    guard var resolved = try resolver.path(along: names),
      resolved.manyPath?.isSame(as: path) == true
    else {
      return nil
    }
    resolved.level = 0
    resolved.steps.removeFirst(path.steps.count)
    return resolved
  }

  /// Whether the names lead to the relation's row itself: the argument of `count(children)`.
  func isBare(_ expression: Expression) throws(BindingFailure) -> Bool {
    guard let names = expression.pureNames, let resolved = try path(along: names[...]) else {
      return false
    }
    return resolved.column == nil && resolved.steps.isEmpty
  }
}

extension ExpressionBinder {
  /// The path to many rows in an aggregate's argument; nil if there is none, an error if there are
  /// several.
  func argumentPath(in argument: Expression) throws(BindingFailure) -> ArgumentPath? {
    let paths = try manyPaths(in: argument)
    if paths.count > 1 { throw .wrong(.severalPaths(paths.map(\.path.text), at: paths[1].range)) }
    guard let path = paths.first?.path, let table = path.table(in: schema) else { return nil }
    return ArgumentPath(resolver: resolver, path: path, table: table)
  }

  /// For the argument of an aggregate over a relation, in a frame of the relation's row.
  func binder(along path: ArgumentPath) -> ExpressionBinder {
    var inside = moved(to: .relation)
    inside.frames.append(NameFrame(path.table, in: schema))
    inside.argument = path
    return inside
  }

  /// The paths to many rows in an expression, each once. Aggregates within have their own.
  private func manyPaths(
    in expression: Expression
  ) throws(BindingFailure) -> [(path: RelationPath, range: SourceRange)] {
    var found: [(path: RelationPath, range: SourceRange)] = []
    var rest = [expression]
    while let next = rest.popLast() {
      try environment.budget.spend(1, at: next.range)
      if let names = next.pureNames ?? recordedEntry(next) {
        if let path = try resolver.path(along: names[...])?.manyPath,
          !found.contains(where: { $0.path.isSame(as: path) })
        {
          found.append((path, next.range))
        }
      } else if case .call(let call) = next.kind, AggregateFunction.named(call.name.text) != nil {
        continue
      } else {
        rest += next.operands.reversed()
      }
    }
    return found
  }
}
