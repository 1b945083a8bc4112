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

  /// Keeps what a later moment is compared with. What is `meeting` the end of an earlier window is found
  /// among the rows of its beginning.
  func keep(
    _ captures: [Capture], meeting earlier: WindowBeginning? = nil
  ) throws(Failure) -> WindowBeginning {
    // What rates are of comes before all else.
    let isOfRatesAlone = captures.allSatisfy { $0.ofRates.count == $0.columns.count }
    if let earlier, !isOfRatesAlone { try meet(captures, earlier) }
    let planner = try run.planner()
    var accesses: [Access] = []
    for capture in captures { accesses += planner.plan(capture.query).accesses(planner) }
    try run.snapshot().keepOpen(accesses)
    let beginning = WindowBeginning(at: run.instant, try run.snapshot().time)
    for capture in captures {
      let rows = CapturedRows(capture)
      try reporting(on: capture) { () throws(Failure) in
        try read(capture, Array(capture.columns.indices)) { row, cells in
          if let earlier, isOfRatesAlone { _ = earlier.state(of: row, in: capture.table.name) }
          rows.add(row, cells, at: run.instant)
        }
      }
      beginning.keep(rows, of: capture.table.name)
    }
    return beginning
  }

  /// Reads at the end of a window what rates are of, and finds the rows that were there when it began.
  func meet(_ captures: [Capture], _ beginning: WindowBeginning) throws(Failure) {
    for capture in captures {
      try reporting(on: capture) { () throws(Failure) in
        try read(capture, capture.ofRates.sorted()) { row, _ in
          _ = beginning.state(of: row, in: capture.table.name)
        }
      }
    }
  }

  /// Notes how long it takes to read a table, and what is opened for it.
  private func reporting(
    on capture: Capture, _ read: () throws(Failure) -> Int
  ) throws(Failure) {
    let stopwatch = Stopwatch()
    let before = run.statistics.reads
    let rows = try read()
    run.reports.append(
      WindowReport(
        table: capture.table.name, rows: rows, nanoseconds: stopwatch.nanoseconds,
        reads: run.statistics.reads.since(before)))
  }

  /// Those of the kept rows of a table that are no more. Rows that no longer pass the tests that they
  /// passed are looked up.
  func ended(_ capture: Capture, since beginning: WindowBeginning) throws(Failure) -> Int {
    guard let lost = beginning.rows(of: capture.table.name)?.lost, !lost.isEmpty else { return 0 }
    guard capture.query.filter != nil, case .scanned(lookUp: _?) = capture.table.rows else {
      return lost.count
    }
    let alive = try run.snapshot().rows(
      of: ScanRequest(table: capture.table.name, keys: lost.map(\.number).sorted()))
    var found: [Int64: any Row] = [:]
    while let row = try alive.next() {
      if let identity = row.identity { found[identity.number] = row }
    }
    return lost.count { identity in
      guard let row = found[identity.number] else { return true }
      return row.identity != identity && row.wasThere(at: beginning.instant) != true
    }
  }

  /// How many rows there were.
  private func read(
    _ capture: Capture, _ columns: [Int], _ body: (any Row, [Value]) -> Void
  ) throws(Failure) -> Int {
    let planner = try run.planner()
    let plan = planner.plan(capture.query)
    let (rows, outputs) = Lowering(plan, planner, in: run).rowsAndOutputs(columns)
    let frame = rows.frame
    var count = 0
    var cells: [Value] = []
    while try rows.next() {
      cells.removeAll(keepingCapacity: true)
      for output in outputs { cells.append(output(frame)) }
      guard !frame.row.isGone else { continue }
      body(frame.row, cells)
      count += 1
    }
    return count
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
