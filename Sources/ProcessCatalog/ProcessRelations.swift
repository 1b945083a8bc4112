import ProcFS
import QueryEngine

extension ProcessCatalog {
  /// The steps from a process to others, and to its own rows.
  static let processRelations = [
    Relation(
      "parent", to: "processes", from: Origins.file(.stat), "The process that started it.",
      step: .one { unsafeDowncast($0, to: ProcessRow.self).parent }),
    Relation(
      "children", to: "processes", from: Origins.file(.stat), "The processes it started.",
      step: .many { row in
        let process = unsafeDowncast(row, to: ProcessRow.self)
        process.visit.remember(process)
        let children = process.visit.family.children(of: process)
        return .rows(RowStream(children.lazy.map { $0 as any Row }))
      }),
    Relation(
      "descendants", to: "processes", from: Origins.file(.stat),
      "Its children, their children and so on.",
      step: .many { row in
        let process = unsafeDowncast(row, to: ProcessRow.self)
        process.visit.remember(process)
        return .rows(process.visit.family.descendants(of: process))
      }),
    Relation(
      "ancestors", to: "processes", from: Origins.file(.stat),
      "Its parent, its parent's parent and so on, the nearest first.",
      step: .many { unsafeDowncast($0, to: ProcessRow.self).ancestors }),
    partRelation("threads", from: .task, "Its threads.") { $0.files.threads() },
    partRelation("files", from: .fd, "Its open files.") { $0.files.openFiles() },
    Relation(
      "maps", to: "maps", from: Origins.file(.maps), "The parts of its address space.",
      step: .many { row in
        let process = unsafeDowncast(row, to: ProcessRow.self)
        return relatedRows(process.files.maps()) { maps in
          RowStream { maps.next().map { PartRow($0, of: process) } }
        }
      }),
    partRelation("sockets", from: .fdlink, "Its open sockets.") { process in
      process.files.openSockets(process.visit.socketTables)
    },
    partRelation("environ", from: .environ, "The entries of its environment.") { process in
      process.files.environment.map(EnvironmentEntry.entries)
    },
  ]

  /// A step to rows of a table of the same name.
  private static func partRelation<Part: ProcessPart & SendableMetatype>(
    _ name: String, from file: ProcFile, _ summary: String,
    _ parts: @escaping @Sendable (ProcessRow) -> Reading<[Part]>
  ) -> Relation {
    Relation(
      name, to: name, from: Origins.file(file), summary,
      step: .many { row in
        let process = unsafeDowncast(row, to: ProcessRow.self)
        return relatedRows(parts(process)) { parts in
          RowStream(parts.lazy.map { PartRow($0, of: process) })
        }
      })
  }

  private static func relatedRows<Record>(
    _ reading: Reading<Record>, _ rows: (Record) -> RowStream
  ) -> RelatedRows {
    switch reading {
    case .read(let record): .rows(rows(record))
    case .absent, .gone: .rows(RowStream { nil })
    case .denied(let file): .denied(.origin(Origins.file(file)))
    }
  }
}
