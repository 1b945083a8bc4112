import Binding
import Planning
import Schema
import Values

/// Reads what a window compares, of all rows that are asked, before anything else is read.
struct WindowReader {
  /// The run of one moment, whose notes nobody is told.
  private let run: Run

  /// Of the run's snapshot, from which on rows are kept.
  init(of run: Run) {
    self.run = run
  }

  /// Keeps what a later moment is compared with.
  func keep(_ captures: [Capture]) throws(Failure) -> WindowBeginning {
    let planner = try run.planner()
    var accesses: [Access] = []
    for capture in captures { accesses += planner.plan(capture.query).accesses(planner) }
    try run.snapshot().keepOpen(accesses)
    let beginning = WindowBeginning(at: run.instant)
    for capture in captures {
      let rows = CapturedRows(capture)
      let stopwatch = Stopwatch()
      let before = run.statistics.reads
      try read(capture, Array(capture.columns.indices)) { row, cells in
        rows.add(row, cells, at: run.instant)
      }
      beginning.keep(rows, of: capture.table.name)
      run.reports.append(
        WindowReport(
          table: capture.table.name, rows: rows.count, nanoseconds: stopwatch.nanoseconds,
          reads: run.statistics.reads.since(before)))
    }
    return beginning
  }

  /// Reads at the end of a window what rates are of, and finds the rows that were there when it began.
  func meet(_ captures: [Capture], _ beginning: WindowBeginning) throws(Failure) {
    for capture in captures {
      try read(capture, capture.ofRates.sorted()) { row, _ in
        _ = beginning.state(of: row, in: capture.table.name)
      }
    }
  }

  /// Those of the kept rows of a table that are no more. Rows that no longer pass the tests that they
  /// passed are looked up.
  func ended(_ capture: Capture, since beginning: WindowBeginning) throws(Failure) -> Int {
    guard let lost = beginning.rows(of: capture.table.name)?.lost, !lost.isEmpty else { return 0 }
    guard capture.query.filter != nil else { return lost.count }
    let alive = try run.snapshot().rows(
      of: ScanRequest(table: capture.table.name, keys: lost.map(\.number).sorted()))
    var identities: Set<RowIdentity> = []
    while let row = try alive.next() {
      if let identity = row.identity { identities.insert(identity) }
    }
    return lost.count { !identities.contains($0) }
  }

  private func read(
    _ capture: Capture, _ columns: [Int], _ body: (any Row, [Value]) -> Void
  ) throws(Failure) {
    let planner = try run.planner()
    let plan = planner.plan(capture.query)
    let (rows, outputs) = Lowering(plan, planner, in: run).rowsAndOutputs(columns)
    let frame = rows.frame
    var cells: [Value] = []
    while try rows.next() {
      cells.removeAll(keepingCapacity: true)
      for output in outputs { cells.append(output(frame)) }
      if !frame.row.isGone { body(frame.row, cells) }
    }
  }
}

extension [(name: String, count: Int)] {
  /// What was counted since, of counts that never fall.
  fileprivate func since(_ before: [(name: String, count: Int)]) -> [(name: String, count: Int)] {
    compactMap { entry in
      let known = before.first { $0.name == entry.name }?.count ?? 0
      return entry.count > known ? (entry.name, entry.count - known) : nil
    }
  }
}
