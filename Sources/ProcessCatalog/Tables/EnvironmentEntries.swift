import ProcFS
import QueryEngine

/// An entry of a process's environment.
struct EnvironmentEntry: ProcessPart {
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
  static let environ = Table.parts(
    "environ", of: EnvironmentEntry.self, "The entries of processes' environments, in their order.",
    columns: [
      Column("key", from: entry, "The name, up to the first '='; without one, the whole entry.") {
        Text(bytes: $0.key)
      },
      Column("value", from: entry, "What stands behind the first '='.") {
        $0.value.map { Text(bytes: $0) }
      },
    ],
    summaryColumns: ["pid", "key", "value"])

  private static let entry = RowSource<PartRow<EnvironmentEntry>, EnvironmentEntry>
    .line(of: .environ)
}
