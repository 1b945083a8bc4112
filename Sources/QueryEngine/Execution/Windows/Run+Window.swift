import Binding
import Planning
import QueryLanguage
import Schema
import Values

// How a run comes to the moment that its rows are of, where it is about a window.
extension Run {
  /// Reads what is compared at the beginning of the window, waits for its end, and reads the same
  /// there. A run about a moment has nothing to do.
  func openWindow(for query: BoundQuery) throws(Failure) {
    guard let window, try mayHaveRows(query) else { return }
    let timeline = ReadingTimeline(of: query, window, in: self)
    self.timeline = timeline
    if timeline != nil { end = try endOfWindow(window) }
    if timeline?.isWhole == true { return }
    try readBeginning(query, window, timeline)
    try readEnd(query)
    tellOfEnded(in: query, window)
  }

  /// Whether a row may come, so that it is worth waiting.
  private func mayHaveRows(_ query: BoundQuery) throws(Failure) -> Bool {
    // To plan a query takes longer than to see that it is as most are; and what the time decides, it may
    // decide otherwise at the end.
    guard query.mayHaveNoRow,
      !query.expressions.contains(where: { $0.contains(where: \.isOfSnapshot) })
    else { return true }
    let trial = child(of: try source.snapshot(at: moment))
    let plan = try withExtendedLifetime(trial) { () throws(Failure) in
      try trial.planner().plan(query)
    }
    if plan.root.givesNothing { return plan.root.isGrouped && query.limit != 0 }
    return true
  }

  /// When the last reading is due, before any has been made.
  private func endOfWindow(_ window: BoundWindow) throws(Failure) -> Int64 {
    source.hasPast
      ? try snapshot().time : try source.snapshot(at: .latest).time.adding(window.length)
  }

  private func readBeginning(
    _ query: BoundQuery, _ window: BoundWindow, _ timeline: ReadingTimeline?
  ) throws(Failure) {
    if let chain, let known = chain.beginning {
      beginning = known
      // A round that fails leaves nothing that the next one could be compared with.
      chain.beginning = nil
      return
    }
    let first = child(of: try snapshotAtBeginning(of: window))
    let captures = try first.planner().captures(for: [query])
    if captures.count > 1 { try first.snapshot().keepRows() }
    try first.snapshot().beginWindow()
    beginning = try WindowReader(of: first).keep(captures)
    let instant = try first.snapshot().instant
    add(first.statistics)
    reports = first.reports
    if let timeline {
      try timeline.readAll()
    }
    if !source.hasPast { pause(until: instant.adding(window.length)) }
  }

  private func readEnd(_ query: BoundQuery) throws(Failure) {
    guard !cancellation.isRequested, let beginning else { return }
    let snapshot = try snapshot()
    snapshot.keepRows()
    beginning.announce(to: snapshot)
    let last = child(of: snapshot)
    let reader = WindowReader(of: last)
    let captures = try planner().captures(for: [query])
    if let chain {
      chain.beginning = try reader.keep(captures, meeting: beginning)
    } else {
      try reader.meet(captures, beginning)
    }
    lastReports = last.reports
    let principal = captures.first { $0.table.name == schema.tables.first?.name }
    if let capture = principal ?? captures.first {
      ended = try reader.ended(capture, since: beginning)
      endedTable = capture.table
    }
  }

  /// Sleeps up to an instant of the clock of windows.
  func pause(until instant: Int64) {
    let stopwatch = Stopwatch()
    isPausing = true
    source.pause(until: instant, orEndOf: [], unless: cancellation)
    isPausing = cancellation.isRequested
    waited = (waited ?? 0) + stopwatch.nanoseconds
  }

  /// What the ended used is missing where changes are added up.
  private func tellOfEnded(in query: BoundQuery, _ window: BoundWindow) {
    guard let ended, ended > 0, let table = endedTable,
      query.addsUpChanges(of: table.name)
    else { return }
    let noun = RowNoun(rowsOf: table)
    notes.add {
      [
        "\(noun.counted(ended)) ended within the \(HumanText.duration(window.length)); what "
          + "\(ended == 1 ? "it" : "they") used is not in these rows"
      ]
    }
  }
}

extension Run {
  /// A run of the moment at which a window begins, for `explain`: of a live source it is this one, as it will be
  /// then.
  func explainedBeginning(of window: BoundWindow) throws(Failure) -> Run {
    source.hasPast ? child(of: try snapshotAtBeginning(of: window)) : self
  }

  /// What a window begins with: of a live source the present.
  private func snapshotAtBeginning(of window: BoundWindow) throws(Failure) -> any Snapshot {
    guard source.hasPast else { return try source.snapshot(at: .latest) }
    return try source.beginning(of: window.length, before: try snapshot())
  }
}

extension Int64 {
  /// The sum, no further than the numbers go.
  func adding(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other > 0 ? .max : .min) : sum
  }
}

extension BoundQuery {
  /// Whether a constant may keep all rows out.
  fileprivate var mayHaveNoRow: Bool {
    if limit == 0 { return true }
    if case .query(let inner, _) = source, inner.mayHaveNoRow { return true }
    return filter?.operands(of: .and).contains { !$0.contains(where: \.asksRow) } ?? false
  }

  /// Whether an aggregate is of what counters of a table's rows have grown by.
  fileprivate func addsUpChanges(of name: String) -> Bool {
    switch source {
    case .single: return false
    case .query(let inner, _): return inner.addsUpChanges(of: name)
    case .table(let table):
      let isChange = { (expression: BoundExpression) in
        if case .increase = expression.kind { true } else { false }
      }
      let flags = shared.flags(where: isChange)
      let operands = grouping?.aggregates.flatMap(\.operands) ?? []
      return table.name == name && operands.contains { $0.reaches(flags, where: isChange) }
    }
  }
}

extension BoundExpression {
  /// Whether its value is another for another row.
  fileprivate var asksRow: Bool {
    switch kind {
    case .constant, .operation, .boundCheck: false
    case _: true
    }
  }

  /// Whether it is a function that each snapshot tells for itself.
  fileprivate var isOfSnapshot: Bool {
    if case .operation(.call(let function)) = kind {
      function.schema.evaluation == .ofSnapshot
    } else {
      false
    }
  }
}
