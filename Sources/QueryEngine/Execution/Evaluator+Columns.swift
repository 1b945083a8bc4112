import QueryLanguage

/// The row at the end of to-one steps.
typealias RowPath = (Frame) -> RelatedRow

extension Evaluator {
  /// A column of a related row that is gone is null, as if the row were not there.
  func column(_ reference: ColumnReference) -> Evaluation {
    let read = Evaluator.reading(reference.column)
    let level = reference.level
    guard !reference.path.isEmpty else {
      return level == 0 ? { read($0.row) } : { read($0.enclosing(level).row) }
    }
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

  /// Whether there is a row at the end of the path, or whether that may be read.
  func relationTest(_ path: RelationPath, _ test: PostfixTest) -> Test {
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

  private func rowPath(_ path: RelationPath) -> RowPath {
    let steps = path.steps.map(Evaluator.singleStep)
    let level = path.level
    return { frame in
      var row = frame.enclosing(level).row
      for step in steps {
        switch step(row) {
        case .row(let next) where next.isGone: return .nothing
        case .row(let next): row = next
        case .nothing: return .nothing
        case .denied(let denial): return .denied(denial)
        }
      }
      return .row(row)
    }
  }

  /// Of a to-many relation the first row: the binder lets none stand in a path.
  private static func singleStep(_ relation: Relation) -> (any Row) -> RelatedRow {
    switch relation.step {
    case .one(let step): return step
    case .many(let step):
      return { row in
        switch step(row) {
        case .rows(let rows): rows.next().map(RelatedRow.row) ?? .nothing
        case .denied(let denial): .denied(denial)
        }
      }
    }
  }

  /// Reads a column from an origin that the row holds already, else from the first that may be
  /// read, in the order of the plan. An origin that says nothing leaves the word to the next: a
  /// process without smaps_rollup still has a statm.
  private static func reading(_ column: Column) -> (any Row) -> Value {
    let variants = column.variants
    if variants.count == 1 { return variants[0].read }
    return { row in
      if let held = variants.indices.first(where: { row.holds(variants[$0].origin) }) {
        let value = variants[held].read(row)
        if value.isTold { return value }
      }
      return firstTold(by: variants, of: row)
    }
  }

  /// Null where at least one origin may be read and none says anything.
  private static func firstTold(by variants: [Column.Variant], of row: any Row) -> Value {
    var unsaid: Value?
    for index in variants.indices {
      let value = variants[index].read(row)
      if value.isTold || row.isGone { return value }
      if unsaid == nil || !value.isDenied { unsaid = value }
    }
    return unsaid ?? .null
  }
}

extension Value {
  /// Neither null nor denied.
  fileprivate var isTold: Bool { !isNull && !isDenied }
}
