package import Binding
import Planning
import QueryLanguage
import Schema
import Synchronization
package import Values

/// Carries an action out, once: `find`, `describe`, then, if leave was given, `act`, each on whatever thread, one
/// after the other; `describe` may be left where it waits. What stands so far may be asked by another thread at any time; once that has called `end`
/// nothing more is done, wherever the acting thread is.
package final class ActionExecution: @unchecked Sendable {
  /// What is done to each row.
  package let action: BoundAction
  private let noun: RowNoun
  private let source: any Source
  private let cancellation: Cancellation
  /// The run that has found the rows.
  private let run: Run
  private let ledger = ActionLedger()
  private let told = Mutex(Told())
  /// Touched by the thread that acts alone.
  private var candidates: [ActionCandidate] = []
  /// In the order of the ledger; touched by the threads that find and describe.
  private var found: [any Row] = []

  /// What there is to tell besides rows.
  private struct Told {
    var notes: [String] = []
    var statistics = Statistics()
    var hasUnjudgedRows = false
  }

  /// `cancellation` is asked before each row that is read, and before each act.
  init(
    _ action: BoundAction, in statement: BoundStatement, of source: any Source,
    cancellation: Cancellation
  ) {
    self.action = action
    self.source = source
    self.cancellation = cancellation
    noun =
      switch action.query.source {
      case .table(let table): RowNoun(rowsOf: table)
      case .query, .single: .row
      }
    run = Run(source, at: .latest, over: statement.window, cancellation: cancellation)
    run.keepsSources = true
  }

  /// What heads the cells of its rows.
  package var columns: [AnswerColumn] {
    action.query.outputs.prefix(action.columnCount).map {
      AnswerColumn($0.name, $0.type, $0.vocabulary)
    }
  }

  /// What a user is asked for leave: `send TERM to these 3 processes?`
  package func question(ofSoMany count: Int) -> String { action.act.question(of: count, noun) }

  /// `3 processes`
  package func counted(_ count: Int) -> String { noun.counted(count) }

  /// In the order of the query, as they stand.
  package var rows: [ActionRow] { ledger.rows }

  /// What could not be told, each without its `note: `; as of the last `find` or `act` that has come to its
  /// end.
  package var notes: [String] { told.withLock { $0.notes } }
  /// What was read, likewise.
  package var statistics: Statistics { told.withLock { $0.statistics } }
  /// Whether some row could not be judged, and was left alone therefore; likewise.
  package var hasUnjudgedRows: Bool { told.withLock { $0.hasUnjudgedRows } }

  /// Nothing more is done from here on.
  package func end() { ledger.end() }
}

// MARK: - Finding

extension ActionExecution {
  /// Finds all rows, and takes hold of those that may be acted on.
  package func find() throws(Failure) {
    defer { tell(run.notes.lines, run.statistics, run.hasUnjudgedRows) }
    let query = action.finding
    try run.openWindow(for: query)
    let planner = try run.planner()
    let plan = planner.plan(query)
    let operators = Lowering(plan, planner, in: run).operators()
    let denials = DenialCounter(of: query.outputs.map(\.name), noting: run.notes)
    while !cancellation.isRequested, let row = try operators.next() {
      if run.failure != nil { break }
      denials.count(row.cells)
      try take(row)
    }
    if let failure = run.failure { throw failure }
    noteUnknownPlaces(in: plan)
  }

  /// A row whose place in the order is not known is left alone: whether it is one of the first so many cannot be
  /// told.
  private func take(_ found: OutputRow) throws(Failure) {
    guard !found.cells.dropFirst().contains(where: \.isDenied), let row = found.source else {
      return
    }
    self.found.append(row)
    var (target, result) = (try run.snapshot().target(of: row), ActionResult.planned)
    if let protection = target?.protection, !yields(protection) {
      result = .protected(protection.reason)
      target = nil
    }
    switch target?.hold() {
    case .held, .short: break
    case .ended: result = .ended
    case .refused(let reason): result = .refused(reason)
    case nil: if result == .planned { result = .refused("it cannot be acted on") }
    }
    let blank = [Value](repeating: .null, count: max(0, action.columnCount - 1))
    let place = ledger.add(ActionRow(cells: found.cells.prefix(1) + blank, result: result))
    if result == .planned, let target { candidates.append(ActionCandidate(target, at: place)) }
  }

  /// With a limit, a row whose place in the order is not known may be the one that was meant, wherever it came.
  private func noteUnknownPlaces(in plan: QueryPlan) {
    guard action.query.limit != nil else { return }
    let keys = Set(action.query.order.map { plan.name(of: $0.expression) })
    if run.notes.tellOfDenied(keys) { told.withLock { $0.hasUnjudgedRows = true } }
  }

  private func yields(_ protection: Protection) -> Bool {
    protection.yieldsToExactKey && action.exactKey != nil
  }

  private func tell(_ notes: [String], _ statistics: Statistics, _ hasUnjudgedRows: Bool) {
    told.withLock { told in
      told.notes = notes
      told.statistics = statistics
      told.hasUnjudgedRows = told.hasUnjudgedRows || hasUnjudgedRows
    }
  }
}

// MARK: - Describing

extension ActionExecution {
  /// Reads what the rows are called, and what else somebody is shown who is to give leave. It may wait for ever
  /// where a process is stuck, and can be left then: what it has not read is null.
  package func describe(showingPreview showsPreview: Bool) throws(Failure) {
    let plan = try run.planner().plan(action.query)
    let evaluator = Evaluator(in: run, shared: plan.shared)
    let shown = showsPreview ? action.columnCount : min(BoundAction.toldColumns, action.columnCount)
    let cells = plan.outputs.prefix(shown).map { evaluator.evaluation(of: $0.expression) }
    let frame = Frame(shared: plan.shared.count)
    let blank = [Value](repeating: .null, count: action.columnCount - shown)
    for (place, row) in found.enumerated() where !cancellation.isRequested {
      frame.move(to: row)
      ledger.describe(cells.map { $0(frame) } + blank, ofRow: place)
    }
    found = []
  }
}

// MARK: - Acting

extension ActionExecution {
  /// Judges the rows again and acts on them: all that are held together; those for which there was no
  /// descriptor left afterwards, as many as can be held at a time.
  package func act() throws(Failure) {
    for candidate in candidates { ledger.note(.left, ofRow: candidate.place) }
    var rest = candidates[...]
    while !cancellation.isRequested, let batch = nextBatch(&rest) {
      try act(on: batch)
      for candidate in batch { candidate.target.release() }
    }
  }

  /// The next ones that can be held, at least one; nil where there are no more.
  private func nextBatch(_ rest: inout ArraySlice<ActionCandidate>) -> [ActionCandidate]? {
    var batch: [ActionCandidate] = []
    while let candidate = rest.first {
      switch candidate.target.hold() {
      case .held: batch.append(candidate)
      case .ended: ledger.note(.ended, ofRow: candidate.place)
      case .refused(let reason): ledger.note(.refused(reason), ofRow: candidate.place)
      case .short:
        if !batch.isEmpty { return batch }
        let reason = "no descriptor is left to hold it by"
        ledger.note(.refused(reason), ofRow: candidate.place)
      }
      rest.removeFirst()
    }
    return batch.isEmpty ? nil : batch
  }

  private func act(on batch: [ActionCandidate]) throws(Failure) {
    let matching = try judgeAgain(batch)
    let reached = matching.filter(act)
    guard case .send(_, let then?) = action.act else { return }
    let left = wait(then.delay, forEndOf: reached, by: .ended)
    _ = wait(
      Self.timeToEnd, forEndOf: left.filter { act(on: $0, sending: then.signal) }, by: .killed)
  }

  /// Nanoseconds that what was sent its last signal has to end.
  private static var timeToEnd: Int64 { 2_000_000_000 }

  /// All of a batch before the first is acted on: what is done to one may change what is true of another.
  private func judgeAgain(_ batch: [ActionCandidate]) throws(Failure) -> [ActionCandidate] {
    let run = Run(source, at: .latest, cancellation: cancellation)
    let planner = try run.planner()
    let tests = RepeatedTests(of: planner.plan(action.query), planner, in: run)
    let snapshot = try run.snapshot()
    defer { add(run) }
    let matching = batch.filter { candidate in
      guard !cancellation.isRequested else { return false }
      let row = candidate.target.row(in: snapshot)
      let verdict: ActionResult? = if let row { verdict(on: row, by: tests) } else { .ended }
      if let verdict { ledger.note(verdict, ofRow: candidate.place) }
      return verdict == nil
    }
    if let failure = run.failure { throw failure }
    return matching
  }

  /// Nil of a row that is what it was found as.
  private func verdict(on row: any Row, by tests: RepeatedTests) -> ActionResult? {
    let truth = tests.judge(row)
    if row.isGone { return .ended }
    switch truth {
    case .true: return nil
    case .false: return .noLongerMatches
    case .unknown(let denial): return .unjudged(source.schema.reason(for: denial))
    }
  }

  private func addWait(of nanoseconds: Int64) {
    told.withLock { $0.statistics.waited = ($0.statistics.waited ?? 0) + nanoseconds }
  }

  private func add(_ run: Run) {
    told.withLock { told in
      told.statistics.add(run.statistics)
    }
  }

  /// Whether it has been reached, and may be waited for.
  private func act(on candidate: ActionCandidate) -> Bool {
    switch action.act {
    case .send(let signal, let then):
      act(on: candidate, sending: signal, as: then == nil ? .sent : .alive)
    case .set(let setting, let value):
      ledger.act(onRow: candidate.place, unless: cancellation) {
        Self.result(of: candidate.target.set(setting, to: value, unless: cancellation), as: .done)
      }
    }
  }

  private func act(
    on candidate: ActionCandidate, sending signal: SignalSchema, as success: ActionResult = .alive
  ) -> Bool {
    var outcome = ActionOutcome.ended
    let hasActed = ledger.act(onRow: candidate.place, unless: cancellation) {
      if !candidate.target.hasEnded { outcome = candidate.target.send(signal) }
      return Self.result(of: outcome, as: success)
    }
    return hasActed && outcome == .done
  }

  private static func result(
    of outcome: ActionOutcome, as success: ActionResult
  ) -> ActionResult {
    switch outcome {
    case .done: success
    case .ended: .ended
    case .refused(let reason): .refused(reason)
    case .unfinished: .unfinished
    }
  }
}

// MARK: - Waiting

extension ActionExecution {
  /// How long it is slept before it is looked again who has ended, in nanoseconds, where no end is heard.
  private static var interval: Int64 { 100_000_000 }

  /// Waits so many nanoseconds for these to end, and notes what that makes them; gives those that have not.
  private func wait(
    _ delay: Int64, forEndOf candidates: [ActionCandidate], by result: ActionResult
  ) -> [ActionCandidate] {
    let (sum, overflows) = Stopwatch.now.addingReportingOverflow(delay)
    let end = overflows ? Int64.max : sum
    var left = candidates
    let stopwatch = Stopwatch()
    defer { addWait(of: stopwatch.nanoseconds) }
    while true {
      let now = Stopwatch.now
      left.removeAll { candidate in
        guard candidate.target.hasEnded else { return false }
        ledger.note(result, ofRow: candidate.place)
        return true
      }
      guard !left.isEmpty, now < end, !cancellation.isRequested else { return left }
      source.pause(
        until: min(end, now + Self.interval), orEndOf: left.map(\.target.identity),
        unless: cancellation)
    }
  }
}
