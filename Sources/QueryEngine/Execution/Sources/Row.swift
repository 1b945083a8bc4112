public import Schema
public import Values

/// One thing that a query asks about: a process, an open file, a planet.
///
/// It reads a fact when a column first asks for it, and keeps it. It knows of which type it is, so
/// that nobody has to look.
@usableFromInline package protocol Row: AnyObject {
  /// The thing ended while it was read: the row is dropped whole.
  var isGone: Bool { get }
  /// Whether this has been read already, so that reading a column from it costs nothing more.
  func holds(_ access: AccessID) -> Bool
  /// What a reader of its table tells of it: a value, null, or denied.
  func value(_ reader: ReaderID) -> Value
  /// The rows that a relation of its table leads to.
  func related(_ relation: RelationID) -> RelatedRows
  /// What it is known by at another moment; nil where its table's key says it.
  var identity: RowIdentity? { get }
  /// What it tells of where others may tell of the same, as descriptors do of one socket; nil where each
  /// row is a thing of its own.
  var shared: RowIdentity? { get }
  /// Whether it was there at this instant, by the clock of `Snapshot.instant`; nil where nobody knows
  /// when rows like it began.
  func wasThere(at instant: Int64) -> Bool?
  /// When this was read, by the clock of `Snapshot.instant`; nil where it was with the snapshot.
  func readingInstant(of access: AccessID) -> Int64?
  /// What tells it from every other row of its table that is or ever was on this machine; nil where that
  /// cannot be had.
  var origin: RowOrigin? { get }
  /// How much it has worked by now: as long as that stays the same it has done nothing. Nil where nobody
  /// knows.
  var work: RowWork? { get }
}

extension Row {
  package func related(_ relation: RelationID) -> RelatedRows { .none }
  package var identity: RowIdentity? { nil }
  package var shared: RowIdentity? { nil }
  package func wasThere(at instant: Int64) -> Bool? { nil }
  package func readingInstant(of access: AccessID) -> Int64? { nil }
  package var origin: RowOrigin? { nil }
  package var work: RowWork? { nil }
}

/// What a row of the principal table is known by as long as the machine is not booted again.
@usableFromInline package struct RowOrigin: Hashable, Sendable {
  /// The pid.
  package let number: Int64
  /// Nanoseconds from boot to when it began.
  package let start: Int64

  package init(_ number: Int64, start: Int64) {
    self.number = number
    self.start = start
  }
}

/// How much a row has worked, and when that was asked.
@usableFromInline package struct RowWork: Hashable, Sendable {
  /// It grows as long as the row does something: of a process its processor time, in nanoseconds.
  package let amount: Int64
  /// By the clock of `Snapshot.instant`.
  package let instant: Int64

  package init(_ amount: Int64, at instant: Int64) {
    self.amount = amount
    self.instant = instant
  }
}

/// What a row is known by at another moment.
@usableFromInline package struct RowIdentity: Hashable, Sendable {
  /// No two rows of a table have the same at one moment; that of one that ended may be another's
  /// afterwards.
  package let number: Int64
  /// Likewise, of rows that are parts of others; else 0.
  package let part: Int64
  /// The same as long as the row is, for the most part: another does not prove that the row is.
  package let instance: UInt64

  package init(_ number: Int64, part: Int64 = 0, instance: UInt64) {
    self.number = number
    self.part = part
    self.instance = instance
  }
}

/// Where a relation leads from one row. A row that has no such facts (a kernel thread's environment)
/// has no related rows.
@usableFromInline package enum RelatedRows {
  case none
  case one(any Row)
  case many(RowStream)
  /// There may be some, and they could not be had.
  case denied(Denial)
}

/// Rows, pulled one at a time; nothing is read before it is asked for. They come, end, or fail: a
/// failure is thrown, so that nobody can take it for the end.
@usableFromInline package struct RowStream {
  private let pull: () throws(Failure) -> (any Row)?
  private let lack: () -> Denial?

  /// `lacking` is asked at the end.
  package init(
    _ pull: @escaping () throws(Failure) -> (any Row)?, lacking: @escaping () -> Denial? = { nil }
  ) {
    self.pull = pull
    lack = lacking
  }

  package init(_ rows: some Sequence<any Row>) {
    var rest = rows.makeIterator()
    self.init { rest.next() }
  }

  /// The next row; nil at the end.
  package func next() throws(Failure) -> (any Row)? { try pull() }

  /// Why further rows than it gave may be there, that cannot be had; nil where all were given.
  package var lacking: Denial? { lack() }

  /// No row, without a failure.
  package static var empty: RowStream { RowStream { nil } }
}

/// A row of another query's result, whose readers are the numbers of its cells.
final class DerivedRow: Row, Sendable {
  private let cells: [Value]

  init(_ cells: [Value]) {
    self.cells = cells
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { true }
  func value(_ reader: ReaderID) -> Value { cells[reader.index] }
}
