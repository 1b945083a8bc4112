import Binding
import QueryLanguage
import Schema
import Values

extension Evaluator {
  /// A column of a related row that is gone is null, as if the row were not there.
  func column(_ reference: ColumnReference) -> Evaluation {
    let level = reference.level
    if case .beginning(let table) = reference.moment {
      return columnAtBeginning(reference, of: table)
    }
    if reference.column.sources[0].reader == .timeOfReading {
      return { [run] _ in run.time.map(Value.time) ?? .null }
    }
    guard !reference.path.isEmpty else {
      if level == 0, reference.column.sources.count == 1 {
        let reader = reference.column.sources[0].reader
        return { $0.row.value(reader) }
      }
      let read = reading(reference.column)
      return level == 0 ? { read($0.row) } : { read($0.enclosing(level).row) }
    }
    let read = reading(reference.column)
    let path = rowPath(RelationPath(level: level, steps: reference.path))
    return { frame in
      switch path(frame) {
      case .nothing: return .null
      case .denied(let denial): return .denied(denial)
      case .row(let row):
        let value = read(row)
        return row.isGone ? .null : value
      }
    }
  }

  /// The row that a column is of; nil where the path does not lead to one.
  func row(of reference: ColumnReference) -> (Frame) -> (any Row)? {
    let level = reference.level
    guard !reference.path.isEmpty else { return { $0.enclosing(level).row } }
    let path = rowPath(RelationPath(level: level, steps: reference.path))
    return { frame in
      if case .row(let row) = path(frame) { row } else { nil }
    }
  }

  /// Whether a column's row has it already.
  func holding(_ reference: ColumnReference) -> (Frame) -> Bool {
    let accesses = reference.column.sources.map(\.access.id)
    let row = row(of: reference)
    return { frame in
      guard let row = row(frame) else { return false }
      return accesses.contains(where: row.holds)
    }
  }

  /// Whether there is a row at the end of the path, or whether that may be read.
  func relationTest(_ path: RelationPath, _ test: PostfixTest) -> Test {
    if case .beginning(let table) = path.moment { return testOfBeginning(path, of: table, test) }
    let path = rowPath(path)
    return { frame in
      switch (path(frame), test) {
      case (.denied, .denied): .true
      case (_, .denied): .false
      case (.denied(let denial), _): .unknown(denial)
      case (.row, .exists), (.nothing, .null): .true
      case (.row, .null), (.nothing, .exists): .false
      }
    }
  }

  /// The row that to-one relations lead to.
  func rowPath(_ path: RelationPath) -> (Frame) -> PathEnd {
    let relations = path.steps.map(\.id)
    let level = path.level
    return { frame in
      var row = frame.enclosing(level).row
      for relation in relations {
        switch PathEnd(row.related(relation)) {
        case .row(let next) where next.isGone: return .nothing
        case .row(let next): row = next
        case .nothing: return .nothing
        case .denied(let denial): return .denied(denial)
        }
      }
      return .row(row)
    }
  }

  /// Reads a column from a source that the row holds already, else from the first that may be read,
  /// in the order of the plan. A source that says nothing leaves the word to the next: a process
  /// without smaps_rollup still has a statm.
  private func reading(_ column: ColumnSchema) -> (any Row) -> Value {
    let sources = column.sources.map { (access: $0.access.id, reader: $0.reader) }
    let first = sources[0]
    if sources.count == 1 { return { $0.value(first.reader) } }
    let others = sources.dropFirst()
    return { row in
      if !row.holds(first.access), let held = others.first(where: { row.holds($0.access) }) {
        let value = row.value(held.reader)
        if value.isKnown { return value }
      }
      let value = row.value(first.reader)
      return value.isKnown || row.isGone ? value : firstKnown(from: sources, of: row)
    }
  }
}

/// Null where at least one source may be read and none says anything.
private func firstKnown(
  from sources: [(access: AccessID, reader: ReaderID)], of row: any Row
) -> Value {
  var fallback: Value?
  for source in sources {
    let value = row.value(source.reader)
    if value.isKnown || row.isGone { return value }
    if fallback == nil || !value.isDenied { fallback = value }
  }
  return fallback ?? .null
}

/// Where to-one relations lead.
enum PathEnd {
  case row(any Row)
  case nothing
  case denied(Denial)

  /// Of a to-many relation the first row: the binder lets none stand in a path.
  fileprivate init(_ related: RelatedRows) {
    switch related {
    case .none: self = .nothing
    case .one(let row): self = .row(row)
    case .denied(let denial): self = .denied(denial)
    case .many(let rows):
      do throws(Failure) {
        self = try rows.next().map(PathEnd.row) ?? .nothing
      } catch {
        self = .denied(.failed(error))
      }
    }
  }
}

extension Value {
  /// Neither null nor denied.
  fileprivate var isKnown: Bool { !isNull && !isDenied }
}
