import Binding
import Planning
package import Schema
import Synchronization
package import Values

/// Reads the rows of a query at one moment after the other, as they are recorded.
///
/// What a row that has done nothing since the last moment cannot have changed is not read again. A row's work
/// is asked before anything else is read of it, so that what it changes meanwhile counts as later work.
package final class MomentReader {
  /// What is read of each row, in the order of its cells.
  package let columns: [RecordedColumn]
  private let query: BoundQuery
  private let source: any Source
  /// What was known of the rows of the last moment, by their numbers.
  private var known: [Int64: KnownRow] = [:]
  private var run: Run?
  /// Of the moment that is being read, or was and could not be had; nil before, where there was nothing to be
  /// asked, and once that moment has ended. Any thread may ask, since the one that reads may be stuck.
  package var beginning: MomentBeginning? { currentMoment.withLock { $0 } }
  private let currentMoment = Mutex<MomentBeginning?>(nil)

  /// What is known of a row from one moment to the next.
  private struct KnownRow {
    let identity: RowIdentity
    let origin: RowOrigin
    /// Nil where it is not known early enough to be relied on.
    let work: Int64?
  }

  init(_ query: BoundQuery, of source: any Source) {
    self.query = query
    self.source = source
    columns = query.outputs.map { RecordedColumn($0) }
  }

  /// What can be asked of its source.
  package var schema: Schema { source.schema }

  /// Reads the next moment. Unless it `isWhole`, the cells of rows at rest that cannot have changed are nil;
  /// so never those of the first moment. It is thrown why the rows cannot be had.
  package func read(
    isWhole: Bool, unless cancellation: Cancellation, _ body: (MomentRow) -> Void
  ) throws(Failure) -> MomentReport {
    let run = Run(source, at: .latest, cancellation: cancellation)
    run.readsAhead = false
    self.run = run
    endMoment()
    let snapshot = try run.snapshot()
    let beginning = MomentBeginning(time: snapshot.time, machine: snapshot.machineFacts)
    currentMoment.withLock { $0 = beginning }
    snapshot.keepRows()
    snapshot.expectWork(of: known.values.map(\.identity).sorted { $0.number < $1.number })
    let listingBegan = Stopwatch.now
    var current: [Int64: KnownRow] = [:]
    current.reserveCapacity(known.count)
    try rows(of: run) { row, cell in
      guard let read = self.read(row, isWhole: isWhole, listingBegan, cell) else { return }
      current[read.known.origin.number] = read.known
      body(read.row)
    }
    known = current
    if let failure = run.failure { throw failure }
    return MomentReport(
      time: snapshot.time, instant: snapshot.instant, machine: beginning.machine,
      notes: run.notes.lines, hasUnjudgedRows: run.hasUnjudgedRows, statistics: run.statistics)
  }

  /// The moment that was read has been taken care of.
  package func endMoment() { currentMoment.withLock { $0 = nil } }

  /// The moment that is now, of which nothing is read but when and where it is; nil where that is not known.
  package func now() -> MomentBeginning? {
    guard let snapshot = try? source.snapshot(at: .latest) else { return nil }
    return MomentBeginning(time: snapshot.time, machine: snapshot.machineFacts)
  }

  /// Pulls the rows, each with what tells its cells by their places.
  private func rows(
    of run: Run, _ body: (any Row, (Int) -> Value) -> Void
  ) throws(Failure) {
    let planner = try run.planner()
    let plan = planner.plan(query)
    try run.snapshot().keepOpen(Array(plan.accesses(planner)))
    let (rows, outputs) = Lowering(plan, planner, in: run).rowsAndOutputs(Array(columns.indices))
    let frame = rows.frame
    while !run.cancellation.isRequested, try rows.next() {
      body(frame.row) { outputs[$0](frame) }
    }
  }

  /// Nil of a row that has ended meanwhile, or whose beginning cannot be told.
  private func read(
    _ row: any Row, isWhole: Bool, _ listingBegan: Int64, _ cell: (Int) -> Value
  ) -> (row: MomentRow, known: KnownRow)? {
    let work = row.work
    guard let identity = row.identity else { return nil }
    let last = known[identity.number]
    let isAtRest = last.map { $0.identity == identity && $0.work == work?.amount } ?? false
    guard let origin = isAtRest ? last?.origin : row.origin else { return nil }
    let isKnown = work != nil && isAtRest && !isWhole
    let cells = columns.indices.map { index in
      isKnown && columns[index].changesByWorkAlone ? nil : cell(index)
    }
    guard !row.isGone else { return nil }
    let isEarly = work.map { $0.instant <= listingBegan } ?? false
    return (
      MomentRow(origin: origin, cells: cells),
      KnownRow(identity: identity, origin: origin, work: isEarly || isKnown ? work?.amount : nil)
    )
  }

  /// Which of these rows, by the ids of a recording, are still alive, though they were not among the rows of
  /// the moment that was read last.
  package func alive(
    among rows: [(id: Int64, origin: RowOrigin)]
  ) throws(Failure) -> Set<Int64> {
    guard let run, !rows.isEmpty, let table = source.schema.tables.first else { return [] }
    let keys = Set(rows.map(\.origin.number)).sorted()
    let found = try run.snapshot().rows(of: ScanRequest(table: table.name, keys: keys))
    var origins: Set<RowOrigin> = []
    while let row = try found.next() {
      if let origin = row.origin, !row.isGone { origins.insert(origin) }
    }
    return Set(rows.lazy.filter { origins.contains($0.origin) }.map(\.id))
  }
}

/// What is known of a moment before any row is.
package struct MomentBeginning: Sendable {
  /// In nanoseconds since 1970.
  package let time: Int64
  /// Nil where the source cannot tell.
  package let machine: MachineFacts?

  package init(time: Int64, machine: MachineFacts?) {
    self.time = time
    self.machine = machine
  }
}

/// A column of what is recorded.
package struct RecordedColumn: Sendable {
  /// As the result is headed: `rss`, `env.PATH`.
  package let name: String
  /// The type of its values.
  package let type: ValueType
  /// What its values are taken from; nil where any may come.
  package let vocabulary: Vocabulary?
  /// The column of the source that it is, or an entry of it.
  package let column: ColumnSchema
  /// The entry's key where the column is a map of which one entry is recorded; else nil.
  package let key: [UInt8]?
  /// Whether only the work of its row changes it.
  package var changesByWorkAlone: Bool { column.changesByWorkAlone }

  /// An output of a query, which is a column or an entry of one.
  init(_ output: Output) {
    name = output.name
    type = output.expression.type
    vocabulary = output.expression.vocabulary
    (column, key) = output.expression.recorded
  }
}

/// A row of one moment.
package struct MomentRow: Sendable {
  /// What tells it from all others.
  package let origin: RowOrigin
  /// In the order of the columns; nil where it is what it was at the moment before, since the row is at rest.
  package let cells: [Value?]

  package init(origin: RowOrigin, cells: [Value?]) {
    self.origin = origin
    self.cells = cells
  }
}

/// What there is to tell of a moment besides its rows.
package struct MomentReport: Sendable {
  /// In nanoseconds since 1970.
  package let time: Int64
  /// In nanoseconds of a clock that no setting moves.
  package let instant: Int64
  /// Nil where the source cannot tell.
  package let machine: MachineFacts?
  /// What could not be told, each without its `note: `.
  package let notes: [String]
  /// Whether some row could not be judged.
  package let hasUnjudgedRows: Bool
  /// What was read.
  package let statistics: Statistics

  package init(
    time: Int64, instant: Int64, machine: MachineFacts?, notes: [String], hasUnjudgedRows: Bool,
    statistics: Statistics
  ) {
    self.time = time
    self.instant = instant
    self.machine = machine
    self.notes = notes
    self.hasUnjudgedRows = hasUnjudgedRows
    self.statistics = statistics
  }
}

extension BoundExpression {
  /// The column that is recorded of it, and the entry's key where it is one of a map.
  fileprivate var recorded: (column: ColumnSchema, key: [UInt8]?) {
    switch kind {
    case .column(let reference): return (reference.column, nil)
    case .operation(.lookup):
      guard operands.count == 2, case .column(let reference) = operands[0].kind,
        case .constant(.text(let key)) = operands[1].kind
      else { break }
      return (reference.column, key.bytes)
    case _: break
    }
    let column = ColumnSchema(
      "", group: "", type: type, "", sources: [ColumnSource(.known, ReaderID(0))])
    return (column, nil)
  }
}
