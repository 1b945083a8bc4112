import Execution
import ProcFS
import Schema
import Values

/// An entry of a process's environment.
struct EnvironmentEntry: ProcessPart {
  static let table = ProcessCatalog.environTable

  /// What stands before the first `=`, byte for byte; the whole entry where there is none.
  var key: [UInt8]
  /// Nil of an entry without `=`.
  var value: [UInt8]?

  var isGone: Bool { false }

  func holds(_ file: ProcFile) -> Bool { file == .environ }

  /// Every one that is not empty, in order, duplicates too.
  static func entries(of environment: Environment) -> [EnvironmentEntry] {
    environment.entries.map { entry in
      EnvironmentEntry(key: Array(entry.name), value: entry.value.map { Array($0) })
    }
  }
}

extension ProcessCatalog {
  /// From /proc/PID/environ: a row for each entry.
  static let environ = SourceTable.parts(
    "environ", "The entries of processes' environments, in their order.", EnvironmentEntry.self)

  fileprivate static let environTable = Table<PartRow<EnvironmentEntry>>(
    columns: [
      Column("key", from: entry, "The name, up to the first '='; without one, the whole entry.") {
        Text(bytes: $0.key)
      },
      Column("value", from: entry, "What stands behind the first '='.") {
        $0.value.map { Text(bytes: $0) }
      },
    ], relations: [.process()],
    summaryColumns: ["pid", "key", "value"])

  private static let entry = RecordSource<PartRow<EnvironmentEntry>, EnvironmentEntry>
    .line(of: .environ)
}
