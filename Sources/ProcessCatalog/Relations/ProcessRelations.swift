import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// The steps from a process to others, and to its own rows.
  static let processRelations: [Relation<ProcessRow>] = [
    Relation(
      "parent", to: "processes", isMany: false, from: Accesses.file(.stat),
      "The process that started it.", path: .equal(own: "ppid", other: "pid")
    ) { related($0.parent) { .one($0) } },
    Relation(
      "children", to: "processes", from: Accesses.file(.stat), "The processes it started.",
      path: .equal(own: "pid", other: "ppid")
    ) { process in
      inTree(of: process) { RowStream($0.children(of: process).lazy.map { $0 as any Row }) }
    },
    Relation(
      "descendants", to: "processes", from: Accesses.file(.stat),
      "Its children, their children and so on.", path: .repeated("children")
    ) { process in
      inTree(of: process) { $0.descendants(of: process) }
    },
    Relation(
      "ancestors", to: "processes", from: Accesses.file(.stat),
      "Its parent, its parent's parent and so on, the nearest first.", path: .repeated("parent")
    ) { related($0.ancestors, RelatedRows.many) },
    parts("threads", from: .task, "Its threads.") { $0.threads },
    parts("files", from: .fd, "Its open files.") { $0.files.openFiles() },
    Relation(
      "maps", to: "maps", from: Accesses.file(.maps), "The parts of its address space.",
      path: .parts
    ) { process in
      related(process.files.maps()) { maps in
        .many(
          RowStream { () throws(Failure) in
            try reading { () throws(ReadFailure) in try maps.next() }
              .map { PartRow($0, of: process) }
          })
      }
    },
    Relation(
      "sockets", to: "sockets", from: Accesses.file(.fdlink), "Its open sockets.", path: .parts
    ) { process in
      related(process.sockets) { open in
        .many(rows(of: open, process))
      }
    },
    parts("environ", from: .environ, "The entries of its environment.") { process in
      process.files.environment.map(EnvironmentEntry.entries)
    },
    Relation(
      "control_group", to: "cgroups", isMany: false, from: Accesses.file(.cgroup),
      "Its control group: of each hierarchy of version 1 the one that it is in there.",
      path: .equal(own: "cgroup", other: "path")
    ) { process in
      related(process.snapshot.controlGroup(of: process)) { .one($0) }
    },
  ]

  /// A step to rows of a table of the same name.
  private static func parts<Part: ProcessPart>(
    _ name: String, from file: ProcFile, _ summary: String,
    _ parts: @escaping @Sendable (ProcessRow) -> Reading<[Part]>
  ) -> Relation<ProcessRow> {
    Relation(name, to: name, from: Accesses.file(file), summary, path: .parts) { process in
      related(parts(process)) { parts in
        .many(RowStream(parts.lazy.map { PartRow($0, of: process) }))
      }
    }
  }

  /// A descriptor that may be a socket takes no row from the others: it is told of after them.
  private static func rows(of open: OpenSockets, _ process: ProcessRow) -> RowStream {
    var rest = open.sockets[...]
    return RowStream { () throws(Failure) in
      if let socket = rest.popFirst() { return PartRow(socket, of: process) }
      if let unknown = open.unknown { throw Failure(unknown) }
      return nil
    }
  }

  private static func related<Record>(
    _ reading: Reading<Record>, _ rows: (Record) -> RelatedRows
  ) -> RelatedRows {
    switch reading {
    case .read(let record): rows(record)
    case .absent, .gone: .none
    case .denied, .failed: reading.denial.map(RelatedRows.denied) ?? .none
    }
  }

  private static func inTree(
    of process: ProcessRow, _ rows: (ProcessTree) -> RowStream
  ) -> RelatedRows {
    process.snapshot.remember(process)
    do throws(Failure) {
      return .many(rows(try process.snapshot.tree()))
    } catch {
      return .denied(.failed(error))
    }
  }
}
