/// Hands rows on in the order in which they come, and has what is dear of them read meanwhile, by
/// several threads: rows that are on their way are read while others are still being looked for.
///
/// No row is pulled, nor read, that would not be wanted in any case, unless whoever asks goes away.
final class ReadAhead<Content> {
  /// Moves the frame to the next row, and tells what goes with it; nil at the end.
  private let pull: () -> Content?
  /// Whether the frame's row will be asked for the origins.
  private let needs: (Frame, Content) -> Bool
  private let origins: [Origin]
  private let frame: Frame
  private let run: Run
  /// How many rows are certainly pulled; nil: all.
  private var wanted: Int64?
  private var size = ReadAhead.smallest
  private var hasEnded = false
  /// Those that can be handed on, the next one last.
  private var ready: [Entry] = []
  private var begun: Batch?

  private struct Entry {
    let row: any Row
    let givens: [Value?]
    let content: Content
  }

  private struct Batch {
    let entries: [Entry]
    let finish: () -> Void
  }

  init(
    of origins: [Origin], wanted: Int64?, _ frame: Frame, in run: Run,
    needs: @escaping (Frame, Content) -> Bool, pulling pull: @escaping () -> Content?
  ) {
    self.origins = origins
    self.wanted = wanted
    self.frame = frame
    self.run = run
    self.needs = needs
    self.pull = pull
  }

  func next() -> Content? {
    // What was to be read ahead and was not would be read now, one after the other.
    guard !run.cancellation.isRequested else { return nil }
    if ready.isEmpty { prepare() }
    guard let entry = ready.popLast() else { return nil }
    frame.move(to: entry.row, knowing: entry.givens)
    return entry.content
  }

  /// Makes the next rows ready.
  private func prepare() {
    guard let batch = begun ?? makeBatch() else { return }
    begun = overlaps ? makeBatch() : nil
    batch.finish()
    ready = batch.entries.reversed()
  }

  /// Whether rows are looked for while others are read. Not where somebody measures what each step
  /// reads, nor where the rows that come now may be the last.
  private var overlaps: Bool { wanted == nil && run.meter == nil }

  /// Pulls rows and begins to read them; nil at the end.
  private func makeBatch() -> Batch? {
    var entries: [Entry] = []
    var rows: [any Row] = []
    let most = wanted.map { Int(clamping: max(1, min($0, Int64(size)))) } ?? size
    let stopwatch = Stopwatch()
    while entries.count < most, let content = pullNext() {
      entries.append(Entry(row: frame.row, givens: frame.givens, content: content))
      if needs(frame, content), !origins.allSatisfy(frame.row.holds) { rows.append(frame.row) }
      if stopwatch.nanoseconds > ReadAhead.patience { break }
    }
    if entries.isEmpty { return nil }
    size = min(size * 2, ReadAhead.largest)
    wanted = wanted.map { $0 - Int64(entries.count) }
    return Batch(entries: entries, finish: begin(rows))
  }

  private func pullNext() -> Content? {
    if hasEnded { return nil }
    let content = pull()
    hasEnded = content == nil
    return content
  }

  /// One row is read as soon by whoever asks for it.
  private func begin(_ rows: [any Row]) -> () -> Void {
    rows.count > 1
      ? run.visit.beginReading(origins, of: rows, unless: run.cancellation) : {}
  }
}

extension ReadAhead {
  /// How many rows are read together: few at first, that the first one comes soon; no more at last
  /// than may keep their directories open.
  private static var smallest: Int { 8 }
  private static var largest: Int { 32 }

  /// For how many nanoseconds rows are looked for before those that were found go on.
  private static var patience: Int64 { 5_000_000 }
}

extension Pipeline {
  /// The same rows, of which these origins have been read.
  func readingAhead(
    _ input: @escaping Cursor, _ origins: [Origin], wanted: Int64?, _ frame: Frame
  ) -> Cursor {
    let ahead = ReadAhead<Void>(
      of: origins, wanted: wanted, frame, in: run, needs: { _, _ in true },
      pulling: { input() ? () : nil })
    return { ahead.next() != nil }
  }
}
