import OrderedCollections

// Where rows come from.
extension Pipeline {
  func single() -> Cursor {
    var isDone = false
    return {
      defer { isDone = true }
      return !isDone
    }
  }

  func scan(_ table: Table, _ scan: Table.Scan, into frame: Frame) -> Cursor {
    var rows: RowStream?
    return { [run] in
      guard !run.cancellation.isRequested else { return false }
      let stream = rows ?? table.stream(scan, in: run)
      rows = stream
      guard let row = stream.next() else { return false }
      frame.move(to: row)
      return true
    }
  }

  func rows(of plan: Plan, at path: StepPath, into frame: Frame) -> Cursor {
    let rows = Pipeline.rows(
      of: plan, in: run, at: path, wanted: self.plan.wanted(by: .source, for: wanted))
    return {
      guard let row = rows() else { return false }
      frame.move(to: CellsRow(row.cells))
      return true
    }
  }

  /// The rows of a relation of every row that `owners` is moved to.
  func expand(
    _ input: @escaping Cursor, _ owners: Frame, of noun: RowNoun, _ relation: Relation,
    into frame: Frame
  ) -> Cursor {
    let expansion = Expansion(relation, of: noun, in: run)
    return {
      while true {
        if let row = expansion.next() {
          frame.move(to: row)
          return true
        }
        guard input() else { return false }
        expansion.begin(at: owners.row)
      }
    }
  }
}

extension Table {
  /// Only tables that list themselves are scanned; the planner reads others through their owners.
  fileprivate func stream(_ scan: Scan, in run: Run) -> RowStream {
    switch rows {
    case .scanned(_, let rows): rows(run.visit, scan)
    case .related: RowStream { nil }
    }
  }
}

/// Goes from rows to their related rows, and counts those whose related rows may not be read.
private final class Expansion {
  private let relation: Relation
  private let run: Run
  private let counts: Counts
  private var rows: RowStream?
  private var owner: (any Row)?

  init(_ relation: Relation, of noun: RowNoun, in run: Run) {
    let counts = Counts(noun)
    self.relation = relation
    self.run = run
    self.counts = counts
    run.notes.add { counts.notes }
  }

  /// The next row of the present owner.
  func next() -> (any Row)? {
    guard !run.cancellation.isRequested else { return nil }
    if let row = rows?.next() { return row }
    finish()
    return nil
  }

  func begin(at owner: any Row) {
    self.owner = owner
    counts.reached += 1
    switch relation.rows(of: owner) {
    case .rows(let rows): self.rows = rows
    case .denied(let denial):
      if !owner.isGone { counts.refusals[Notes.Cause(denial), default: 0] += 1 }
    }
  }

  private func finish() {
    if let owner, owner.isGone {
      run.dropped += 1
      counts.reached -= 1
    }
    (owner, rows) = (nil, nil)
  }

  /// Apart, so that the notes that hold it do not hold the run.
  private final class Counts {
    let noun: RowNoun
    var reached = 0
    var refusals: OrderedDictionary<Notes.Cause, Int> = [:]

    init(_ noun: RowNoun) {
      self.noun = noun
    }

    /// `12 of 340 processes could not be judged: fd may not be read (…)`
    var notes: [String] {
      refusals.map { Notes.unjudged($1, of: reached, noun, because: $0) }
    }
  }
}

extension Relation {
  /// Those of one step, as if it led to many.
  fileprivate func rows(of row: any Row) -> RelatedRows {
    switch step {
    case .many(let step): return step(row)
    case .one(let step):
      switch step(row) {
      case .row(let row): return .rows(RowStream([row]))
      case .nothing: return .rows(RowStream { nil })
      case .denied(let denial): return .denied(denial)
      }
    }
  }
}
