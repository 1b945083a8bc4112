import ProcFS
import QueryEngine

/// A record of the machine's files, as a row: a disk, a processor.
final class MachineRow<Record>: Row {
  let record: Record
  unowned let visit: ProcessVisit

  init(_ record: Record, in visit: ProcessVisit) {
    self.record = record
    self.visit = visit
  }

  var isGone: Bool { false }

  func holds(_ origin: Origin) -> Bool { origin.cost == .listing }
}

extension RowSource {
  /// What is known of a row since it was listed by this file.
  static func line(of file: ProcFile) -> Self
  where Record: SendableMetatype, Subject == MachineRow<Record> {
    Self(Origins.line(of: file), knowing: { $0.record })
  }
}

extension Table {
  /// A table of the machine, listed by `rows`.
  static func machine<Record>(
    _ name: String, _ summary: String, columns: @autoclosure @escaping @Sendable () -> [Column],
    summaryColumns: [String]? = nil,
    rows: @escaping @Sendable (MachineFiles) -> Reading<[Record]>
  ) -> Table {
    Table(
      name, summary, columns: columns().grouped(name), summaryColumns: summaryColumns,
      rows: .scanned(key: nil) { visit, _ in
        let visit = unsafeDowncast(visit, to: ProcessVisit.self)
        return visit.rows(of: rows(visit.machineFiles))
      })
  }
}
