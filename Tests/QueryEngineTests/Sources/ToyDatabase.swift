import Binding
import EngineSupport
import Execution
import Planning
import Schema
import Synchronization
import Values

/// A toy that answers some queries by itself: a database that knows how many rows it has.
final class ToyDatabase: Source {
  let count: Int64
  /// After how many cells its own answers fail; nil: never.
  let failsAfter: Int?
  private let log = Mutex<[String]>([])

  init(count: Int64, failsAfter: Int? = nil) {
    self.count = count
    self.failsAfter = failsAfter
  }

  var schema: Schema { ToyDatabase.schema }

  func snapshot(at moment: Moment) -> any Snapshot { DatabaseSnapshot(of: self) }

  /// What it was asked for.
  var requests: [String] { log.withLock { $0 } }

  fileprivate func note(_ request: String) { log.withLock { $0.append(request) } }

  static let failure = Failure("the connection is lost", at: "/database", of: disk.id)

  fileprivate static let disk = Access(AccessID(1), "disk", cost: .file)

  private static let schema = Schema(tables: [records.schema], accesses: [.known, disk])

  fileprivate static let records = ToyTable<RecordRow>(
    "records", of: "record", "What it holds.",
    columns: [Column("number", .integer, from: disk, "From 1.") { .integer($0.number) }],
    key: ["number"], rows: .scanned(lookUp: nil))
}

private final class DatabaseSnapshot: ToySnapshot {
  private let database: ToyDatabase

  init(of database: ToyDatabase) {
    self.database = database
  }

  func rows(of scan: ScanRequest) -> RowStream {
    database.note(scan.limit.map { "\($0) rows" } ?? "rows")
    return RowStream((1..<(database.count + 1)).lazy.map { RecordRow($0) })
  }

  /// It can count all rows, and list them with nothing but their columns.
  func cells(of plan: QueryPlan) throws(Failure) -> (() throws(Failure) -> [Value]?)? {
    switch plan.root {
    case .project(.aggregate(.scan, let grouping), _)
    where grouping.keys.isEmpty && grouping.aggregates.map(\.call.text) == ["count(*)"]:
      return cells([[.integer(database.count)]])
    case .project(.scan, _) where plan.columns.map(\.name) == ["number"]:
      return cells((1..<(database.count + 1)).map { [.integer($0)] })
    default: return nil
    }
  }

  private func cells(_ rows: [[Value]]) -> () throws(Failure) -> [Value]? {
    database.note("cells")
    var next = 0
    return { [database] () throws(Failure) in
      if next == database.failsAfter { throw ToyDatabase.failure }
      defer { next += 1 }
      return next < rows.count ? rows[next] : nil
    }
  }
}

private final class RecordRow: Row {
  let number: Int64

  init(_ number: Int64) { self.number = number }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { false }
  func value(_ reader: ReaderID) -> Value { ToyDatabase.records.value(reader, of: self) }
}
