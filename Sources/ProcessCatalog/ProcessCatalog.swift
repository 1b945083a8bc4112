// ProcessCatalog is the one place where the engine and ProcFS meet: the tables, columns and relations.

package import ProcFS
package import QueryEngine

package enum ProcessCatalog {
  /// Everything that can be asked of a machine. Our own process is left out of the rows unless
  /// `includesSelf`. What is dear is read by so many threads.
  package static func catalog(
    for machine: ProcFS, includesSelf: Bool = false, readingThreads: Int = 1
  ) -> Catalog {
    let hiddenPid = includesSelf ? nil : machine.ownPid
    let notices = Notices()
    let moment = MachineMoment(machine)
    return Catalog(
      tables: [
        processes(machine), threads, files, maps, sockets, environ, disks, memory, swap, cpus,
        mounts, interfaces, users, system,
      ],
      functions: Functions.standard + [memoryPercent(moment)],
      constants: constants, readsAhead: readingThreads > 1,
      makeVisit: { ProcessVisit(machine, hiding: hiddenPid, notices, threads: readingThreads) })
  }

  private static func processes(_ machine: ProcFS) -> Table {
    Table(
      "processes", "The processes now running.",
      columns: processColumns(machine),
      relations: processRelations,
      summaryColumns: ["pid", "user", "uss", "pss", "swap", "rss", "args"],
      rows: .scanned(key: "pid") { visit, scan in
        let visit = unsafeDowncast(visit, to: ProcessVisit.self)
        return switch scan {
        case .all: visit.listed()
        case .keys(let pids): visit.listed(pids)
        }
      })
  }

  /// In the order in which they are described.
  private static func processColumns(_ machine: ProcFS) -> [Column] {
    var columns: [Column] = []
    columns.append(identityColumns, of: "identity")
    columns.append(idColumns(machine), of: "ids")
    columns.append(memoryColumns(machine), of: "memory")
    columns.append(processorColumns, of: "cpu")
    columns.append(transferColumns, of: "io")
    columns.append(environmentColumns, of: "env")
    columns.append(placeColumns, of: "place")
    columns.append(otherColumns, of: "other")
    return columns
  }
}
