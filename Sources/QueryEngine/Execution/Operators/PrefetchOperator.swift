import Binding
import Planning
import Schema
import Values

/// Gives the same rows, of which these accesses have been read, by several threads.
final class PrefetchOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let input: any RowOperator
  private let accesses: [Access]
  private let prefetcher: Prefetcher<Void>

  /// What `explain` says of every operator that prefetches.
  static let text = "read ahead, several at a time"

  init(_ input: any RowOperator, _ accesses: [Access], wanted: Int64?) {
    self.run = input.run
    self.frame = input.frame
    self.input = input
    self.accesses = accesses
    self.prefetcher = Prefetcher(
      of: accesses, wanted: wanted, input.frame, in: input.run, needs: { _, _ in true },
      pulling: { () throws(Failure) in try input.next() ? () : nil })
  }

  func advance() throws(Failure) -> Bool { try prefetcher.next() != nil }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let below = input.explain(&explainer)
    return ExplainTree(
      text: PrefetchOperator.text, reads: explainer.reads(of: accesses), metrics: metrics,
      input: .rows(of: input.metrics), children: [below])
  }
}

/// Hands rows on in the order in which they come, and has what is expensive of them read meanwhile,
/// by several threads: rows that are on their way are read while others are still being looked for.
///
/// No row is pulled, nor read, that would not be wanted in any case, unless whoever asks goes away.
final class Prefetcher<Content> {
  /// Moves the frame to the next row, and tells what goes with it; nil at the end.
  private let pull: () throws(Failure) -> Content?
  /// Whether the frame's row will be asked for the accesses.
  private let needs: (Frame, Content) -> Bool
  private let accesses: [Access]
  private let frame: Frame
  private let run: Run
  /// How many rows are certainly pulled; nil: all.
  private var wanted: Int64?
  private var batchSize = Prefetcher.smallestBatch
  private var hasEnded = false
  /// What ended the rows; told when those before it have been handed on.
  private var failure: Failure?
  /// Those that can be handed on, the next one last.
  private var ready: [Entry] = []
  private var begun: Batch?

  private struct Entry {
    let row: any Row
    let shared: [Value?]
    let content: Content
  }

  private struct Batch {
    let entries: [Entry]
    let prefetch: Prefetch
  }

  init(
    of accesses: [Access], wanted: Int64?, _ frame: Frame, in run: Run,
    needs: @escaping (Frame, Content) -> Bool,
    pulling pull: @escaping () throws(Failure) -> Content?
  ) {
    self.accesses = accesses
    self.wanted = wanted
    self.frame = frame
    self.run = run
    self.needs = needs
    self.pull = pull
  }

  /// The same, with what it takes charged to an operator.
  func next(measuredBy metrics: OperatorMetrics) throws(Failure) -> Content? {
    guard let meter = run.meter else { return try next() }
    return try meter.run(metrics, { () throws(Failure) in try next() }, isGiven: { $0 != nil })
  }

  /// The next row's content, with the frame moved to it; nil at the end, or after a cancellation.
  func next() throws(Failure) -> Content? {
    // After a cancellation nothing was read ahead: it would be read now, one row after the other.
    guard !run.cancellation.isRequested else { return nil }
    if ready.isEmpty { try prepare() }
    guard let entry = ready.popLast() else {
      if let failure { throw failure }
      return nil
    }
    frame.move(to: entry.row, knowing: entry.shared)
    return entry.content
  }

  /// Makes the next rows ready.
  private func prepare() throws(Failure) {
    guard let batch = if let begun { begun } else { try makeBatch() } else { return }
    begun = overlaps ? try makeBatch() : nil
    batch.prefetch.finish()
    ready = batch.entries.reversed()
  }

  /// Whether rows are looked for while others are read. Not where somebody measures what each
  /// operator reads, nor where the rows that come now may be the last.
  private var overlaps: Bool { wanted == nil && run.meter == nil }

  /// Pulls rows and begins to read them; nil at the end.
  private func makeBatch() throws(Failure) -> Batch? {
    var entries: [Entry] = []
    var rows: [any Row] = []
    let most = wanted.map { Int(clamping: max(1, min($0, Int64(batchSize)))) } ?? batchSize
    let stopwatch = Stopwatch()
    while entries.count < most, let content = pullNext() {
      entries.append(Entry(row: frame.row, shared: frame.shared, content: content))
      if needs(frame, content), !accesses.allSatisfy({ frame.row.holds($0.id) }) {
        rows.append(frame.row)
      }
      if stopwatch.nanoseconds > Prefetcher.patience { break }
    }
    if entries.isEmpty { return nil }
    batchSize = min(batchSize * 2, Prefetcher.largestBatch)
    wanted = wanted.map { $0 - Int64(entries.count) }
    return Batch(entries: entries, prefetch: try begin(rows))
  }

  private func pullNext() -> Content? {
    if hasEnded { return nil }
    do throws(Failure) {
      let content = try pull()
      hasEnded = content == nil
      return content
    } catch {
      hasEnded = true
      failure = error
      return nil
    }
  }

  /// One row is read as soon by whoever asks for it.
  private func begin(_ rows: [any Row]) throws(Failure) -> Prefetch {
    guard rows.count > 1 else { return Prefetch {} }
    return try run.snapshot().prefetch(accesses, of: rows, unless: run.cancellation)
  }

  /// How many rows are read together: few at first, that the first one comes soon; no more at last
  /// than may keep their directories open.
  private static var smallestBatch: Int { 8 }
  private static var largestBatch: Int { 32 }

  /// For how many nanoseconds rows are looked for before those that were found go on.
  private static var patience: Int64 { 5_000_000 }
}
