// ProcessCatalog is the live source: the one place where the engine and ProcFS meet.

import Execution
import ProcFS
package import Schema
import Values

/// Everything that can be asked of a machine.
package enum ProcessCatalog {
  /// The same for every machine.
  package static let schema = Schema(
    tables: tables.map(\.schema), accesses: Accesses.all, functions: [memoryPercent, cpuCount],
    constants: constants, foreign: foreign)

  /// In the order in which they are described; a query without `from` asks the first.
  static let tables: [SourceTable] = [
    processes, threads, files, maps, sockets, environ, disks, memory, swap, cpus, mounts,
    interfaces, users, controlGroups, system, history,
  ]

  /// The processes at each reading of a window.
  private static let history = SourceTable(
    "history", of: "reading", "The processes, once more for each reading of a window.",
    .readings(of: processes.schema.name),
    contents: ListedContents(
      readingsOf: processTable,
      summaryColumns: ["time", "pid", "user", "name", "status", "cpu_time", "rss"])
  ) { _, _ in .empty }

  /// The table that a query without `from` asks.
  static let processes = SourceTable(
    "processes", of: "process", "The processes now running.",
    .scanned(
      lookUp: LookUp(
        "pid", reading: Accesses.file(.status), mostKeys: ProcessSnapshot.mostLookedUp)),
    contents: processTable
  ) { snapshot, scan throws(Failure) in
    try snapshot.processes(of: scan)
  }

  /// What can be asked of a process. A process is known again by its pid and when it started.
  static let processTable = Table<ProcessRow>(
    groups: processColumns, relations: processRelations,
    summaryColumns: ["pid", "user", "uss", "pss", "swap", "rss", "args"], key: ["pid", "started"],
    endedTest: "status = 'zombie' and num_threads <= 1", extraReaders: ResidentBound.readers)

  /// By group, in the order in which they are described.
  private static let processColumns: [(name: String?, columns: [Column<ProcessRow>])] = [
    ("identity", identityColumns), ("ids", idColumns), ("memory", memoryColumns),
    ("cpu", processorColumns), ("io", transferColumns), ("env", environmentColumns),
    ("place", placeColumns), ("other", otherColumns),
  ]
}
