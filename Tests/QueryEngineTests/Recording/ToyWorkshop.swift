import EngineSupport
import Execution
import Schema
import Synchronization
import Values

/// A toy whose rows work: smiths, whose tally only their own work changes, and whose fee others set.
final class ToyWorkshop: Source {
  struct Smith: Sendable {
    var number: Int64
    /// Nanoseconds after the workshop was opened.
    var start: Int64
    var work: Int64?
    /// When his work was asked, by the clock of the snapshot; nil: before everybody was listed.
    var lateBy: Int64 = -1
    var tally: Int64 = 0
    var fee: Int64 = 0
    var isIll = false
  }

  private let state: Mutex<State>

  private struct State {
    var smiths: [Smith]
    var readings: [String: Int] = [:]
    var failure: String?
    var expected: [[Int64]] = []
  }

  init(_ smiths: [Smith]) {
    state = Mutex(State(smiths: smiths))
  }

  /// Changes a smith.
  func change(_ number: Int64, _ body: (inout Smith) -> Void) {
    state.withLock { state in
      for index in state.smiths.indices where state.smiths[index].number == number {
        body(&state.smiths[index])
      }
    }
  }

  func leave(_ number: Int64) {
    state.withLock { $0.smiths.removeAll { $0.number == number } }
  }

  func come(_ smith: Smith) { state.withLock { $0.smiths.append(smith) } }
  func close(because reason: String?) { state.withLock { $0.failure = reason } }

  /// How often each column was read since this was asked last.
  func readings() -> [String: Int] {
    state.withLock { state in
      defer { state.readings = [:] }
      return state.readings
    }
  }

  /// Whose work was to be asked, at each snapshot.
  var expected: [[Int64]] { state.withLock { $0.expected } }

  fileprivate func count(_ column: String) {
    state.withLock { $0.readings[column, default: 0] += 1 }
  }

  fileprivate func expect(_ numbers: [Int64]) { state.withLock { $0.expected.append(numbers) } }

  fileprivate func list() throws(Failure) -> [Smith] {
    let (smiths, failure) = state.withLock { ($0.smiths, $0.failure) }
    if let failure { throw Failure(failure, at: "/workshop", of: Self.book.id) }
    return smiths.sorted { $0.number < $1.number }
  }

  var schema: Schema { Self.schema }
  func snapshot(at moment: Moment) -> any Snapshot { WorkshopSnapshot(of: self) }

  fileprivate static let book = Access(AccessID(1), "book", cost: .file, permission: "a master")
  private static let schema = Schema(tables: [smiths.schema], accesses: [.known, book])

  fileprivate static let smiths = ToyTable<SmithRow>(
    "smiths", of: "smith", "The smiths at work.",
    columns: [
      Column("number", .integer, from: .known, "His number.") { .integer($0.smith.number) },
      resting(
        Column("tally", .integer, from: book, "What he has made.") {
          $0.count("tally")
          return .integer($0.smith.tally)
        }),
      Column("fee", .integer, from: book, "What he is paid.") {
        $0.count("fee")
        return $0.smith.isIll ? .denied(.refused(book.id)) : .integer($0.smith.fee)
      },
    ], key: ["number"], rows: .scanned(lookUp: "number"))

  private static func resting(_ column: Column<SmithRow>) -> Column<SmithRow> {
    var column = column
    column.schema.changesByWorkAlone = true
    return column
  }
}

private final class WorkshopSnapshot: ToySnapshot {
  let workshop: ToyWorkshop
  let instant = Stopwatch.now

  init(of workshop: ToyWorkshop) {
    self.workshop = workshop
  }

  func expectWork(of rows: [RowIdentity]) { workshop.expect(rows.map(\.number)) }

  func rows(of scan: ScanRequest) throws(Failure) -> RowStream {
    let smiths = try workshop.list()
    return RowStream(
      smiths.lazy.filter { scan.keys?.contains($0.number) ?? true }.map { [self] in
        SmithRow($0, in: self) as any Row
      })
  }
}

private final class SmithRow: Row {
  let smith: ToyWorkshop.Smith
  let snapshot: WorkshopSnapshot
  let isGone = false

  init(_ smith: ToyWorkshop.Smith, in snapshot: WorkshopSnapshot) {
    self.smith = smith
    self.snapshot = snapshot
  }

  func count(_ column: String) { snapshot.workshop.count(column) }
  func holds(_ access: AccessID) -> Bool { true }
  func value(_ reader: ReaderID) -> Value { ToyWorkshop.smiths.value(reader, of: self) }
  var identity: RowIdentity? {
    RowIdentity(smith.number, instance: UInt64(bitPattern: smith.start))
  }
  var origin: RowOrigin? { RowOrigin(smith.number, start: smith.start) }
  var work: RowWork? {
    smith.work.map { RowWork($0, at: smith.lateBy < 0 ? snapshot.instant : Stopwatch.now) }
  }
}
