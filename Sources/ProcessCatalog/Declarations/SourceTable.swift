import Execution
import ProcFS
import Schema
import Synchronization
import Values

/// A table of the live source: its schema, and how a snapshot lists its rows.
struct SourceTable: Sendable {
  /// What binding, planning and `describe` see of it.
  let schema: TableSchema
  /// Lists its rows; it throws what keeps the list from being read. The parts of processes are
  /// found along relations instead.
  let rows: @Sendable (ProcessSnapshot, ScanRequest) throws(Failure) -> RowStream

  /// The contents are put together when they are first asked for.
  init(
    _ name: String, of rowName: String? = nil, _ summary: String, _ kind: TableSchema.Rows,
    ownerless: [Access]? = nil,
    contents: @autoclosure @escaping @Sendable () -> any TableContents,
    rows: @escaping @Sendable (ProcessSnapshot, ScanRequest) throws(Failure) -> RowStream
  ) {
    self.schema = TableSchema(
      name, of: rowName, summary, rows: kind, ownerless: ownerless,
      contents: DeferredContents(of: name, contents))
    self.rows = rows
  }
}

extension SourceTable {
  /// A table of the machine, listed by `records`. `file` is what a root without rows lacks, for a
  /// note; nil where it always has some.
  static func machine<Record: SendableMetatype>(
    _ name: String, of rowName: String? = nil, _ summary: String,
    in table: @autoclosure @escaping @Sendable () -> Table<MachineRow<Record>>,
    listedIn file: StaticString?,
    records: @escaping @Sendable (MachineFiles) -> Reading<[Record]>
  ) -> SourceTable {
    SourceTable(name, of: rowName, summary, .scanned(lookUp: nil), contents: table()) {
      snapshot, _ throws(Failure) in
      let reading = records(snapshot.machine)
      if let file, reading.isAbsent { snapshot.lacks(file, for: name) }
      return try snapshot.rows(of: reading, in: table())
    }
  }

  /// A table of the parts of processes: the rows of the relation that has its name. `ownerless` is what
  /// tells of those that no process has, where there may be some.
  static func parts<Part: ProcessPart>(
    _ name: String, of rowName: String? = nil, _ summary: String, _ part: Part.Type,
    ownerless: [Access]? = nil
  ) -> SourceTable {
    SourceTable(
      name, of: rowName, summary, .related(table: "processes", relation: name),
      ownerless: ownerless, contents: Part.table
    ) { _, _ in .empty }
  }
}

/// Contents that are put together when they are first asked for. Columns without a group are in one
/// that has the table's name.
private final class DeferredContents: TableContents {
  private let group: String
  private let make: @Sendable () -> any TableContents
  private let made = Mutex<ListedContents?>(nil)

  init(of group: String, _ make: @escaping @Sendable () -> any TableContents) {
    self.group = group
    self.make = make
  }

  private var contents: ListedContents {
    made.withLock { made in
      if let made { return made }
      let contents = make()
      let listed = ListedContents(
        columns: grouped(contents.columns), relations: contents.relations,
        summaryColumns: contents.summaryColumns, key: contents.key, hasOneRow: contents.hasOneRow,
        endedTest: contents.endedTest)
      made = listed
      return listed
    }
  }

  private func grouped(_ columns: [ColumnSchema]) -> [ColumnSchema] {
    guard columns.contains(where: \.group.isEmpty) else { return columns }
    return columns.map { column in
      var column = column
      if column.group.isEmpty { column.group = group }
      return column
    }
  }

  var columns: [ColumnSchema] { contents.columns }
  var relations: [RelationSchema] { contents.relations }
  var summaryColumns: [String] { contents.summaryColumns }
  var key: [String] { contents.key }
  var hasOneRow: Bool { contents.hasOneRow }
  var endedTest: String? { contents.endedTest }
}
