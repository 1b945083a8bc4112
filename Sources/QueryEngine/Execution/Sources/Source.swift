package import Planning
package import Schema
package import Values

/// Something that can be asked: a machine's /proc, a recording, a toy.
package protocol Source: Sendable {
  /// What can be asked of it: the same at every moment.
  var schema: Schema { get }
  /// What can be done to its rows. It is asked only where a statement acts.
  var actions: OfferedActions { get }
  /// Whether it calls a user or a group so. It is asked only where a query makes one of its columns
  /// look like a name.
  func isNameOfUser(_ name: String) -> Bool
  /// What it was at a moment. Nothing is read for it before a row or a fact is asked for.
  func snapshot(at moment: Moment) throws(Failure) -> any Snapshot
  /// Whether it holds moments that have passed; else there is the present one alone, and a window is
  /// waited for.
  var hasPast: Bool { get }
  /// The latest time that its clock has shown, in nanoseconds since 1970: that of its last moment, unless
  /// the clock was set back. Nil where it has no moment.
  var end: Int64? { get }
  /// When the moments are that it holds in a closed stretch of time, ascending, by the clock of
  /// `Snapshot.instant`; none of a source without a past.
  func moments(from: Int64, to: Int64) throws(Failure) -> [Int64]
  /// The last moment that is not after the beginning of a window of so many nanoseconds which ends at
  /// what was asked of this snapshot. It is asked of a source with a past alone.
  func beginning(of length: Int64, before end: any Snapshot) throws(Failure) -> any Snapshot
  /// Lets time pass up to this instant of the clock of `Snapshot.instant`, or until one of these rows
  /// of its principal table ends, where it can tell; it ends soon after the cancellation is requested.
  func pause(until instant: Int64, orEndOf rows: [RowIdentity], unless cancellation: Cancellation)
  /// Looks from now on at what it waits for; nil where nothing ever makes it wait.
  func observeWaits() -> (any WaitObserver)?
  /// What the user can do to be told what is refused, in a few words: `run it with sudo`; nil where
  /// that is not so simple.
  var remedyOfRefusals: String? { get }
}

extension Source {
  package var actions: OfferedActions { .refused(because: "nothing can be done to its rows") }
  package func isNameOfUser(_ name: String) -> Bool { false }
  package func observeWaits() -> (any WaitObserver)? { nil }
  package var remedyOfRefusals: String? { nil }
  package var hasPast: Bool { false }
  package func moments(from: Int64, to: Int64) throws(Failure) -> [Int64] { [] }
  package func beginning(
    of length: Int64, before end: any Snapshot
  ) throws(Failure) -> any Snapshot {
    try snapshot(at: .instant(end.askedInstant.adding(-length)))
  }
  package func pause(
    until instant: Int64, orEndOf rows: [RowIdentity], unless cancellation: Cancellation
  ) { Stopwatch.sleep(until: instant, unless: cancellation) }

  package var end: Int64? {
    do throws(Failure) {
      return try snapshot(at: .latest).time
    } catch {
      return nil
    }
  }

  /// What it is capable of now; nothing where there is no snapshot to be had.
  var capabilities: Capabilities {
    do throws(Failure) {
      return try snapshot(at: .latest).capabilities
    } catch {
      return Capabilities()
    }
  }
}

/// Which of a source's moments is asked.
package enum Moment: Hashable, Sendable {
  /// The last there is: of a live source, now.
  case latest
  /// The last that is not after this, in nanoseconds since 1970-01-01T00:00:00Z; or the last whose time, cut
  /// to a unit of so many nanoseconds, is this.
  case at(Int64, unit: Int64 = 1)
  /// The last that is not after so many nanoseconds before the last one.
  case beforeEnd(Int64)
  /// The last that is not after this, by the clock of `Snapshot.instant`.
  case instant(Int64)
}

/// A source at one moment, as one statement asks it. Its caches and counters are the statement's, so
/// that a file is opened at most once per row and statement.
package protocol Snapshot: AnyObject {
  /// When it was, in nanoseconds since 1970-01-01T00:00:00Z: what `now()` is.
  var time: Int64 { get }
  /// When it was made, in nanoseconds of a clock that no setting moves: what windows are measured by.
  var instant: Int64 { get }
  /// The instant that was asked for, by the same clock: later than `instant` where nothing was recorded
  /// just then. Windows end at it.
  var askedInstant: Int64 { get }
  /// Why there are no rows of a moment that could not be recorded; nil where there are. Asking for rows is
  /// thrown it.
  var failure: Failure? { get }
  /// What a recording keeps of the machine besides its rows; nil of what cannot be recorded.
  var machineFacts: MachineFacts? { get }
  /// These rows of the principal table were there before, and it will be asked what they have worked
  /// since. To be said before any row is asked for, so that their clocks are read before anything else.
  func expectWork(of rows: [RowIdentity])
  /// From here on a row that is scanned again is the same one, with what was read of it.
  func keepRows()
  /// What is read of these from here on, a later snapshot will be asked for again: so it may stay open.
  func keepOpen(_ accesses: [Access])
  /// From here on it is nothing but the beginning of a window: what is read of a row is used only where
  /// that row is found to be the same at the window's end, so that nobody has to make sure of it now.
  func beginWindow()
  /// These rows of a table were there before, and these accesses of them will be read. To be said before
  /// any row is asked for: what is read ahead of the listing is theirs if the listing has them.
  func expect(_ rows: [RowIdentity], of table: String, reading accesses: [AccessID])
  /// What the system was like that it shows.
  var facts: SystemFacts { get }
  /// Which columns' sources are there, and whether it reads ahead.
  var capabilities: Capabilities { get }
  /// How a bound of the schema holds here; nil if it does not.
  func upperBound(for bound: BoundSchema) -> UpperBound?
  /// What a function of the schema that needs the snapshot comes to.
  func value(of function: String, _ arguments: [Value]) -> Value

  /// The rows of a table that is listed. It is thrown what keeps the list from being begun; what
  /// ends it early is thrown by the stream.
  func rows(of scan: ScanRequest) throws(Failure) -> RowStream
  /// How the rows of a scan are found where that is no listing, for `explain`: `at 2026-11-22 14:00:00, by key
  /// frame`. Nil where the plan says all.
  func way(to scan: ScanRequest) throws(Failure) -> String?
  /// The rows of a table that belong to none of the table's that owns its rows, to be asked for after
  /// those that do. It is thrown as by `rows`.
  func ownerlessRows(of table: String) throws(Failure) -> RowStream
  /// Rows of a table will be asked for, those without an owner last, and with certainty if
  /// `areAllWanted`: to be said before the others are, so that what tells the ones from the others may
  /// be read in an order in which nothing is missed.
  func expectOwnerlessRows(of table: String, certainly areAllWanted: Bool)
  /// The cells of the whole plan's answer, if the source can work them out better by itself, as a
  /// database can; nil if the engine is to do so from rows.
  func cells(of plan: QueryPlan) throws(Failure) -> (() throws(Failure) -> [Value]?)?
  /// Begins to read these accesses of rows, of each in this order, by several threads at a time, the
  /// most expensive first. The rows, each of which stands there once, may not be touched before the
  /// prefetch is finished. What has not begun when the statement is cancelled is left.
  func prefetch(_ accesses: [Access], of rows: [any Row], unless cancellation: Cancellation)
    -> Prefetch
  /// A row of this snapshot as something that can be acted on; nil where it cannot.
  func target(of row: any Row) -> (any ActionTarget)?

  /// What has been read so far.
  var statistics: Statistics { get }
  /// What the tables could not tell as a whole, each without its `note: `.
  var notes: [String] { get }
  /// Why a table that was asked may have rows that it could not give, so that an answer without
  /// rows does not mean that there is none; nil where nothing is hidden.
  var hiddenRows: Denial? { get }
}

extension Snapshot {
  package var instant: Int64 { time }
  package var askedInstant: Int64 { instant }
  package var failure: Failure? { nil }
  package var machineFacts: MachineFacts? { nil }
  package func expectWork(of rows: [RowIdentity]) {}
  package func keepRows() {}
  package func keepOpen(_ accesses: [Access]) {}
  package func beginWindow() {}
  package func expect(_ rows: [RowIdentity], of table: String, reading accesses: [AccessID]) {}
  package var hiddenRows: Denial? { nil }
  package func way(to scan: ScanRequest) throws(Failure) -> String? { nil }
  package func ownerlessRows(of table: String) throws(Failure) -> RowStream { .empty }
  package func expectOwnerlessRows(of table: String, certainly areAllWanted: Bool) {}
  package var capabilities: Capabilities { Capabilities() }
  package func upperBound(for bound: BoundSchema) -> UpperBound? { nil }
  package func value(of function: String, _ arguments: [Value]) -> Value { .null }
  package func cells(of plan: QueryPlan) throws(Failure) -> (() throws(Failure) -> [Value]?)? {
    nil
  }
  /// For tables that have nothing expensive: what is not prefetched is read when it is asked for.
  package func prefetch(
    _ accesses: [Access], of rows: [any Row], unless cancellation: Cancellation
  ) -> Prefetch { Prefetch {} }
  package func target(of row: any Row) -> (any ActionTarget)? { nil }
  package var notes: [String] { [] }
}

/// What a machine is like, whatever is asked of it.
package struct SystemFacts: Hashable, Sendable {
  /// Bytes; nil where a copied root does not tell.
  package var pageSize: Int?
  /// Of the kernel's clock.
  package var ticksPerSecond: Int

  package init(pageSize: Int?, ticksPerSecond: Int) {
    self.pageSize = pageSize
    self.ticksPerSecond = ticksPerSecond
  }
}

/// Which rows of a table are wanted.
package struct ScanRequest: Sendable {
  /// The name of a table of the source's schema.
  package let table: String
  /// Those whose look-up column has one of these values, in ascending order, each once; nil: all.
  package let keys: [Int64]?
  /// How many rows will do; nil: all. It is a hint: more may be pulled, in place of rows that turn
  /// out to be gone.
  package let limit: Int64?
  /// What is read of each row as soon as it is given, whatever it holds, so that a source may fetch it
  /// in one go. Of a row that it remembers some may have been read.
  package let certain: [Access]

  package init(
    table: String, keys: [Int64]? = nil, limit: Int64? = nil, certain: [Access] = []
  ) {
    self.table = table
    self.keys = keys
    self.limit = limit
    self.certain = certain
  }
}

/// Reading that was begun and goes on meanwhile.
package struct Prefetch {
  /// Waits for the end.
  package let finish: () -> Void

  package init(_ finish: @escaping () -> Void) {
    self.finish = finish
  }
}
